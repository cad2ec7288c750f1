package main

import (
	"fmt"
	"io"
	"slices"
	"text/tabwriter"

	"quorum/polls"
)

// introduceReplay says what will be done.
func introduceReplay(out io.Writer, r recording) {
	ballots, ties := 0, 0
	for _, v := range r.Votes {
		ballots, ties = ballots+len(v.Scores), ties+v.ties()
	}
	fmt.Fprintf(out, "%d real votes with %d ballots, each asked again through the bot under %d rules; an hour takes %s here.\n",
		len(r.Votes), ballots, len(quorumRules()), hour)
	fmt.Fprintf(out, "A ballot that puts several options first (%d do) is recorded as \"No opinion\", which counts for none.\n\n", ties)
}

// report prints what each summary said and when, against how the vote really ended.
func report(out io.Writer, runs []*rerun) error {
	table := tabwriter.NewWriter(out, 0, 0, 3, ' ', 0)
	fmt.Fprintln(table, "VOTE\tRULE\tSUMMARY AFTER\tVOTE CLOSED AFTER\tSUMMARY\tFINAL\tAGREE")
	for _, r := range runs {
		fmt.Fprintf(table, "%d\t%s\t%s\t%.0f h, %d ballots\t%s\t%s\t%s\n",
			r.vote.PR, r.result.rule, r.after(), r.vote.ClosedAt, len(r.vote.At), r.said(), r.final(), yesNo(r.agreed()))
	}
	if err := table.Flush(); err != nil {
		return err
	}
	fmt.Fprintln(out, "\nThe first sentence of each summary:")
	for _, r := range runs {
		fmt.Fprintf(out, "  %d, %s: %s\n", r.vote.PR, r.result.rule, r.result.outcome.Sentence())
	}
	fmt.Fprintln(out)
	for _, rule := range quorumRules() {
		fmt.Fprintln(out, conclude(rule, runs))
	}
	fmt.Fprintf(out, "So few votes show how it works. They do not prove how often an early summary is right.\n")
	return nil
}

// early says whether the rule was met before the vote closed.
func (r *rerun) early() bool { return r.result.ballot > 0 }

func (r *rerun) after() string {
	if !r.early() {
		return "never"
	}
	return fmt.Sprintf("%.1f h, ballot %d", r.vote.At[r.result.ballot-1], r.result.ballot)
}

func (r *rerun) said() string {
	if r.result.outcome.Leader == "" {
		return string(r.result.outcome.Label)
	}
	return fmt.Sprintf("%s: %s", r.result.outcome.Label, r.result.outcome.Leader)
}

func (r *rerun) final() string {
	if r.vote.Winner == nil {
		return "no winner"
	}
	return optionName(*r.vote.Winner)
}

// agreed says whether the summary named the option that won in the end.
func (r *rerun) agreed() bool {
	return r.early() && r.vote.Winner != nil && r.result.outcome.Leader == optionName(*r.vote.Winner)
}

// saved is how many hours before the close the summary came.
func (r *rerun) saved() float64 { return r.vote.ClosedAt - r.vote.At[r.result.ballot-1] }

func yesNo(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}

// conclude sums up one rule: how many summaries came early and named the winner, and how many of those that claimed to
// be sure were right.
func conclude(rule quorumRule, runs []*rerun) string {
	var votes, agreed, sure, sureAgreed, flipped int
	var saved []float64
	for _, r := range runs {
		if r.rule != rule {
			continue
		}
		votes++
		if !r.early() {
			continue
		}
		saved = append(saved, r.saved())
		agreed += count(r.agreed())
		flipped += count(r.result.flipped != "")
		if l := r.result.outcome.Label; l == polls.Decided || l == polls.Firm {
			sure++
			sureAgreed += count(r.agreed())
		}
	}
	text := fmt.Sprintf("Rule %s: the summary came before the vote closed in %d of %d, and named the final winner in %d",
		rule.name, len(saved), votes, agreed)
	if len(saved) > 0 {
		slices.Sort(saved)
		text += fmt.Sprintf(", %.0f to %.0f h earlier", saved[0], saved[len(saved)-1])
	}
	return text + fmt.Sprintf(". %d called themselves Decided or Firm, and %d of these were right. Late ballots changed the leader in %d.",
		sure, sureAgreed, flipped)
}

func count(yes bool) int {
	if yes {
		return 1
	}
	return 0
}
