package main

import (
	"fmt"
	"io"
	"slices"
	"text/tabwriter"

	"quorum/polls"
)

// introduceReplay says what will be done, and what a recorded ballot becomes.
func introduceReplay(out io.Writer, r recording) {
	ballots, ties := 0, 0
	for _, v := range r.Votes {
		ballots, ties = ballots+len(v.Scores), ties+v.ties()
	}
	fmt.Fprintf(out, "%s with %s, each asked again through the bot under %d rules. One hour takes %s here.\n",
		counted(len(r.Votes), "real vote", "real votes"), counted(ballots, "ballot", "ballots"), len(quorumRules()), hour)
	fmt.Fprintf(out, "A ballot with a tie for the first place (%d) is recorded as \"No opinion\", which counts for none.\n", ties)
	fmt.Fprintf(out, "Deadlines are left out, also the working day of the default rule: these votes stayed open for longer.\n\n")
}

// report prints what each summary said and when, against how the vote really ended.
func report(out io.Writer, runs []*rerun) error {
	table := tabwriter.NewWriter(out, 0, 0, 3, ' ', 0)
	fmt.Fprintln(table, "VOTE\tRULE\tSUMMARY AFTER\tVOTE CLOSED AFTER\tSUMMARY\tFINAL\tAGREE")
	for _, r := range runs {
		fmt.Fprintf(table, "%d\t%s\t%s\t%.0f h, ballot %d\t%s\t%s\t%s\n",
			r.vote.PR, r.result.rule, r.after(), r.vote.ClosedAt, len(r.vote.At), r.said(), r.final(), yesNo(r.agreed()))
	}
	if err := table.Flush(); err != nil {
		return err
	}
	fmt.Fprintln(out, "\nHow each summary began:")
	for _, r := range runs {
		quote(out, "  ", fmt.Sprintf("%d, %s:", r.vote.PR, r.result.rule), r.result.outcome.Sentence())
	}
	fmt.Fprintln(out)
	for _, rule := range quorumRules() {
		conclude(out, rule, runs)
	}
	fmt.Fprintln(out, "So few votes show how it works. They do not prove how often an early summary is right.")
	return nil
}

// quote prints a line, and below it a text broken at the end of words.
func quote(out io.Writer, margin, line, text string) {
	fmt.Fprintf(out, "%s%s\n", margin, line)
	for _, row := range broken(text) {
		fmt.Fprintf(out, "%s    %s\n", margin, row)
	}
}

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
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
	return polls.Headline(r.result.outcome.Label, r.result.outcome.Choice())
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
func conclude(out io.Writer, rule quorumRule, runs []*rerun) {
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
	text := fmt.Sprintf("The summary came before the vote closed in %d of %d", len(saved), votes)
	if len(saved) > 0 {
		slices.Sort(saved)
		text += fmt.Sprintf(", %.0f to %.0f h before,", saved[0], saved[len(saved)-1])
	}
	text += fmt.Sprintf(" and named the final winner in %d. It called itself Decided or Firm in %d, rightly in %d."+
		" With the ballots that came after it, another option would lead in %d.", agreed, sure, sureAgreed, flipped)
	quote(out, "", rule.title+":", text)
}

func count(yes bool) int {
	if yes {
		return 1
	}
	return 0
}
