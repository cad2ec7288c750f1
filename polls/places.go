package polls

// Places are the options in the order that the counted answers put them into, the best first; those in one place are tied,
// and in the asker's order. There are none of kinds that put nothing into an order. Not to be shown before publication.
func (p *Poll) Places() [][]string { return p.Kind.Places(p.ballots(p.tally)) }

// Preferred says of each two options how many of the counted rankings put the first before the second; it is empty of
// other kinds. Not to be shown before publication.
func (p *Poll) Preferred() map[[2]string]int { return p.Kind.Preferred(p.ballots(p.tally)) }
