package kind

// pair is what the answers say of the leader and one rival: how many put the one before the other, and how many neither.
type pair struct{ ahead, behind, level int }

// lead returns by how many answers the leader is ahead of the rival.
func (p pair) lead() int { return p.ahead - p.behind }

// pairPrior is what the prior of a question that every answer says something of each pair of options about adds to each of
// them: so many answers for either side, and so many for neither.
type pairPrior struct{ side, level float64 }

// pairPrior returns it, given the share of the answers for either side if people answered at random: as many answers at random
// as the prior of a contest of so many options adds to both sides. Of two options to rank that is the prior of a yes/no
// question.
func (p Prior) pairPrior(options int, share float64) pairPrior {
	n := float64(2 * (1 + p.extra(options)))
	return pairPrior{n * share, n * (1 - 2*share)}
}

// hold returns the chance, at least, that the leader is ahead of every rival when everybody has answered: the product of
// the chances of each rival, which would be right if they were independent of each other. As the leader's own answers move
// them together, it is a little more (Slepian, Bell System Technical Journal 41:463, 1962).
//
// It takes time in proportion to rivals × pending.
func (f pairPrior) hold(pairs []pair, pending int, discount float64) float64 {
	hold := 1.0
	for _, p := range pairs {
		hold *= leadHolds(
			weightOf(f.side-1+float64(p.ahead), discount), weightOf(f.side-1+float64(p.behind), discount),
			(f.level+float64(p.level))*discount, p.lead(), pending)
	}
	return hold
}

// leadHolds returns the chance that who leads by so much still does after so many more answers, each of which is for the one
// side, the other, or neither, when these have the weights a, b and level. It is exact but for rounding, in O(pending):
// how many of the pending are for neither is beta-binomial, and so is how the others fall.
func leadHolds(a, b, level float64, lead, pending int) float64 {
	switch {
	case lead > pending:
		return 1
	case lead <= 0:
		return 1 - leadHolds(b, a, level, 1-lead, pending)
	case level == 0:
		return betaBinomial(a, b, pending, (pending-lead)/2+1, pending)
	}
	total, at := 0.0, newLeadLoss(a, b, lead)
	for d, chance := range betaBinomials(a+b, level, pending) {
		total += chance * (1 - at.lost)
		at.more(d)
	}
	return min(total, 1)
}

// edge follows the chance that a lead is gone as one more answer after the other is for either side.
type leadLoss struct {
	a, b float64
	lead int
	at   float64 // the chance that the leader has got exactly as few of them as lose the lead
	lost float64 // and at most as few
}

func newLeadLoss(a, b float64, lead int) *leadLoss { return &leadLoss{a: a, b: b, lead: lead, at: 1} }

// extra takes in one answer after the first d.
func (e *leadLoss) more(d int) {
	n := float64(d)
	if d < e.lead { // too few were there to lose it; the chance followed is that all of them are against
		e.at *= (e.b + n) / (e.a + e.b + n)
		if d+1 == e.lead {
			e.lost = e.at
		}
		return
	}
	y := float64((d - e.lead) / 2)
	e.lost -= e.at * (e.a + y) / (e.a + e.b + n)
	e.at *= (n + 1) / (n + 1 - y) * (e.b + n - y) / (e.a + e.b + n)
	if (d+1-e.lead)%2 == 0 { // now one more loses it too
		e.at *= (n + 1 - y) / (y + 1) * (e.a + y) / (e.b + n - y)
		e.lost += e.at
	}
}
