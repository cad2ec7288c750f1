package polls

import "slices"

// placing is a kind whose answers put all of the options into an order.
type placing interface {
	places(b Ballots) [][]string
}

// Places are the options in the order that the counted answers put them into, the best first; those in one place are tied,
// and in the asker's order. There are none of kinds that put nothing into an order. Not to be shown before publication.
func (p *Poll) Places() [][]string {
	k, is := p.Kind.(placing)
	if !is {
		return nil
	}
	return k.places(p.ballots(p.tally))
}

// Preferred says of each two options how many of the counted rankings put the first before the second; it is empty of
// other kinds. Not to be shown before publication.
func (p *Poll) Preferred() map[[2]string]int {
	k, is := p.Kind.(ranking)
	if !is {
		return nil
	}
	r := k.count(p.ballots(p.tally))
	all := map[[2]string]int{}
	for i, row := range r.beats {
		for j, n := range row {
			all[[2]string{r.options[i], r.options[j]}] = int(n)
		}
	}
	return all
}

// places puts the options in the order that Schulze's method finds.
func (k ranking) places(b Ballots) [][]string {
	r := k.count(b)
	var all [][]string
	for _, g := range schulze(r.beats) {
		all = append(all, r.group(g, b.Options))
	}
	return all
}

// places puts those slots first that suit everybody whom the rule names, and of each sort those at which most can.
func (k dates) places(b Ballots) [][]string {
	fit := k.suiting(b)
	rest := slices.DeleteFunc(slices.Clone(b.Options), func(o string) bool { return slices.Contains(fit, o) })
	var all [][]string
	for _, left := range [][]string{fit, rest} {
		r := k.race(b, left)
		for len(left) > 0 {
			top := r.top(left)
			all = append(all, top)
			left = slices.DeleteFunc(slices.Clone(left), func(o string) bool { return slices.Contains(top, o) })
		}
	}
	return all
}
