package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"text/tabwriter"

	"quorum/polls"
)

// report prints what each summary said and when, against how the vote really ended.
func report(out io.Writer, runs []*rerun) error {
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "VOTE\tRULE\tSUMMARY AFTER\tIT SAID\tIN THE END\tAGREED\tEARLIER BY")
	for _, r := range runs {
		fmt.Fprintf(table, "%d\t%s\t%s\t%s\t%s\t%s\t%s\n",
			r.vote.PR, r.result.rule, r.after(), r.said(), r.inTheEnd(), yesNo(r.agreed()), r.earlier())
	}
	if err := table.Flush(); err != nil {
		return err
	}
	fmt.Fprintln(out)
	for _, rule := range rules() {
		fmt.Fprintln(out, conclude(rule, runs))
	}
	return nil
}

func (r *rerun) after() string {
	if !r.result.met {
		return fmt.Sprintf("never; closed after %.0f h", r.vote.ClosedAt)
	}
	return fmt.Sprintf("ballot %d of %d, %.1f h", r.result.ballot, len(r.vote.At), r.vote.At[r.result.ballot-1])
}

func (r *rerun) said() string {
	o := r.result.outcome
	if o.Leader == "" || !r.result.met {
		return string(o.Label)
	}
	return fmt.Sprintf("%s: %s, %d of %d", o.Label, o.Leader, leading(o), o.Counted)
}

func leading(o polls.Outcome) int {
	return slices.MaxFunc(o.Tally, func(a, b polls.Count) int { return cmp.Compare(a.N, b.N) }).N
}

func (r *rerun) inTheEnd() string {
	if r.vote.Winner == nil {
		return "no winner"
	}
	return optionName(*r.vote.Winner)
}

// agreed says whether the summary named the option that won in the end.
func (r *rerun) agreed() bool {
	return r.result.met && r.vote.Winner != nil && r.result.outcome.Leader == optionName(*r.vote.Winner)
}

func (r *rerun) earlier() string {
	if !r.result.met {
		return "–"
	}
	return fmt.Sprintf("%.0f h", r.saved())
}

func (r *rerun) saved() float64 { return r.vote.ClosedAt - r.vote.At[r.result.ballot-1] }

func yesNo(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}

func ruleName(rule string) string { return cmp.Or(rule, "default") }

// conclude sums up one rule: how many summaries named the winner, of those that claimed to be sure and of those that
// did not.
func conclude(rule string, runs []*rerun) string {
	var votes, met, agreed, sure, sureAgreed int
	var saved []float64
	for _, r := range runs {
		if r.rule != rule {
			continue
		}
		votes++
		if !r.result.met {
			continue
		}
		met++
		agreed += count(r.agreed())
		saved = append(saved, r.saved())
		if l := r.result.outcome.Label; l == polls.Decided || l == polls.Firm {
			sure++
			sureAgreed += count(r.agreed())
		}
	}
	text := fmt.Sprintf("%s: the summary came early in %d of %d votes and named the winner in %d", ruleName(rule), met, votes, agreed)
	if sure > 0 {
		text += fmt.Sprintf("; it called %d Decided or Firm, of which %d held", sure, sureAgreed)
	}
	if met > 0 {
		slices.Sort(saved)
		text += fmt.Sprintf("; half of them came at least %.0f h before the vote closed", saved[met/2])
	}
	return text + "."
}

func count(yes bool) int {
	if yes {
		return 1
	}
	return 0
}
