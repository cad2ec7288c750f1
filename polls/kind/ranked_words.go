package kind

import (
	"slices"
	"strconv"
	"strings"

	"quorum/polls/phrase"
)

// weigh writes into the finding how an option wins alone: it is ahead of every other, or else by Schulze's method.
// Only the first can be decided while people are pending.
func (r ranked) weigh(f *Finding, b Ballots, leader int) {
	least, rival := r.margin(leader)
	other := r.options[rival]
	score := strconv.Itoa(int(r.beats[leader][rival])) + "–" + strconv.Itoa(int(r.beats[rival][leader]))
	f.Leader, f.Lead, f.Hold = r.options[leader], max(0, least), 1
	switch {
	case least > 0:
		f.Result = f.Leader + ", " + onlyOr(b, "ahead of every other option in "+b.countWords("ranking", "rankings")+"; its lead over "+other+", the closest, is "+score)
		f.Detail += "; " + f.Leader + " beats " + other + " " + score
		if least <= b.Pending {
			f.Swing = least
		}
	default:
		f.Result = f.Leader + ", the winner by Schulze's method in " + b.countWords("ranking", "rankings") + ", as no option is ahead of every other"
		f.Detail += "; against " + other + " " + f.Leader + " has " + score
		f.Swing = min(1, b.Pending)
	}
	if f.Swing == 0 {
		return
	}
	f.Hold = r.hold(b, leader)
	switch {
	case least <= 0:
		f.Caveat = phrase.Plural(b.Pending, "The one person", "The "+strconv.Itoa(b.Pending)+" people") + " still to answer might undo it."
	case f.Hold < FirmAt:
		f.Caveat = phrase.Plural(least, "One more answer", strconv.Itoa(least)+" more answers") + " could undo its lead over " + other + "."
	}
}

// firsts counts how many answers put each option in the first place, shared or alone.
func (r ranked) firsts(options []string) []Count {
	tally := make([]Count, len(options))
	for i, o := range options {
		at, _ := slices.BinarySearch(r.options, o)
		tally[i].Choice = o
		for _, g := range r.given {
			if g.value[at] == 0 {
				tally[i].N += g.n
			}
		}
	}
	return tally
}

// concord returns Kendall's W of all the rankings.
func (r ranked) concord() float64 {
	var all [][]int
	for _, g := range r.given {
		for range g.n {
			all = append(all, g.value)
		}
	}
	return concordance(all)
}

// names writes an order as people type it: "a > b = c".
func (r ranked) names(order [][]int, options []string) string {
	var groups []string
	for _, g := range order {
		groups = append(groups, strings.Join(r.group(g, options), " = "))
	}
	return strings.Join(groups, " > ")
}

// group returns the names of a group of options, in the asker's order.
func (r ranked) group(g []int, options []string) []string {
	var names []string
	for _, o := range options {
		if at, _ := slices.BinarySearch(r.options, o); slices.Contains(g, at) {
			names = append(names, o)
		}
	}
	return names
}
