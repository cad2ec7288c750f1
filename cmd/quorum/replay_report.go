package main

import (
	"fmt"
	"io"
	"slices"
	"text/tabwriter"

	"quorum/polls"
)

// printIntroduction prints what the replay does, and how a recorded ballot becomes an answer.
func printIntroduction(out io.Writer, r recording) {
	ballots, ties := 0, 0
	for _, v := range r.Votes {
		ballots, ties = ballots+len(v.Scores), ties+v.ties()
	}
	fmt.Fprintf(out, "%s with %s, each asked again through the bot under %d rules. One hour takes %s here.\n",
		counted(len(r.Votes), "real vote", "real votes"), counted(ballots, "ballot", "ballots"), len(quorumRules()), replayedHour)
	fmt.Fprintf(out, "A ballot with a tie for the first place (%d) is recorded as \"No opinion\", which counts for none.\n", ties)
	fmt.Fprintf(out, "Deadlines are left out, also the working day of the default rule: these votes stayed open for longer.\n\n")
}

// printReport prints what each summary said and when, beside the real result of the vote.
func printReport(out io.Writer, runs []*replayRun) error {
	table := tabwriter.NewWriter(out, 0, 0, 3, ' ', 0)
	fmt.Fprintln(table, "VOTE\tRULE\tSUMMARY AFTER\tVOTE CLOSED AFTER\tSUMMARY\tFINAL\tAGREE")
	for _, r := range runs {
		fmt.Fprintf(table, "%d\t%s\t%s\t%.0f h, ballot %d\t%s\t%s\t%s\n",
			r.vote.PR, r.result.rule, r.summaryTime(), r.vote.ClosedAt, len(r.vote.At), r.summaryHeadline(), r.finalWinner(), yesNo(r.agreed()))
	}
	if err := table.Flush(); err != nil {
		return err
	}
	fmt.Fprintln(out, "\nHow each summary began:")
	for _, r := range runs {
		printWrapped(out, "  ", fmt.Sprintf("%d, %s:", r.vote.PR, r.result.rule), r.result.outcome.Sentence())
	}
	fmt.Fprintln(out)
	for _, rule := range quorumRules() {
		printConclusion(out, rule, runs)
	}
	fmt.Fprintln(out, "So few votes show how it works. They do not prove how often an early summary is right.")
	return nil
}

// printWrapped prints a line, and below it a text that is wrapped between words.
func printWrapped(out io.Writer, margin, line, text string) {
	fmt.Fprintf(out, "%s%s\n", margin, line)
	for _, row := range wrap(text) {
		fmt.Fprintf(out, "%s    %s\n", margin, row)
	}
}

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// metEarly reports whether the rule was met before the vote closed.
func (r *replayRun) metEarly() bool { return r.result.ballot > 0 }

func (r *replayRun) summaryTime() string {
	if !r.metEarly() {
		return "never"
	}
	return fmt.Sprintf("%.1f h, ballot %d", r.vote.At[r.result.ballot-1], r.result.ballot)
}

func (r *replayRun) summaryHeadline() string {
	return polls.Headline(r.result.outcome.Label, r.result.outcome.Choice())
}

func (r *replayRun) finalWinner() string {
	if r.vote.Winner == nil {
		return "no winner"
	}
	return optionName(*r.vote.Winner)
}

// agreed reports whether the summary named the option that won in the end.
func (r *replayRun) agreed() bool {
	return r.metEarly() && r.vote.Winner != nil && r.result.outcome.Leader == optionName(*r.vote.Winner)
}

// hoursSaved returns how many hours before the close the summary came.
func (r *replayRun) hoursSaved() float64 { return r.vote.ClosedAt - r.vote.At[r.result.ballot-1] }

func yesNo(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}

// printConclusion sums up one rule: how many summaries came before the close, how many named the winner, and how many
// of those labelled Decided or Firm did.
func printConclusion(out io.Writer, rule quorumRule, runs []*replayRun) {
	var votes, agreed, sure, sureAgreed, flipped int
	var saved []float64
	for _, r := range runs {
		if r.rule != rule {
			continue
		}
		votes++
		if !r.metEarly() {
			continue
		}
		saved = append(saved, r.hoursSaved())
		agreed += count(r.agreed())
		flipped += count(r.result.lateLeader != "")
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
	printWrapped(out, "", rule.title+":", text)
}

func count(yes bool) int {
	if yes {
		return 1
	}
	return 0
}
