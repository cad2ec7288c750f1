package kind

// pair counts the answers that put the leader before a rival, behind it, and neither.
type pair struct{ ahead, behind, level int }

// lead returns by how many answers the leader is ahead of the rival.
func (p pair) lead() int { return p.ahead - p.behind }

// pairPrior is what a prior adds to a pair of options in a question where every answer says something about each
// pair: a number of answers for each side, and a number for neither.
type pairPrior struct{ side, level float64 }

// pairPrior returns that for a share of answers for each side if people answered at random. It adds as many answers
// at random as the prior adds to both sides of a contest of so many options. For ranking two options that is the
// prior of a yes/no question.
func (p Prior) pairPrior(options int, share float64) pairPrior {
	n := float64(2 * (1 + p.extra(options)))
	return pairPrior{n * share, n * (1 - 2*share)}
}

// hold returns a lower bound of the chance that the leader is ahead of every rival when everybody has answered: the
// product of the chances for each rival, which would be exact if they were independent. As the leader's own answers
// move them together, the chance is a little higher (Slepian, Bell System Technical Journal 41:463, 1962).
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

// leadHolds returns the chance that a lead is still there after the pending answers, each of which is for the
// leader's side, the other, or neither, with the weights a, b and level. It is exact up to rounding, in O(pending):
// how many of the pending are for neither is beta-binomial, and so is how the others divide.
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

// leadLoss computes the chance that a lead is lost, for one answer more at a time, each for one side or the other.
type leadLoss struct {
	a, b float64
	lead int
	at   float64 // the chance that the leader gets exactly the largest number of answers that loses the lead
	lost float64 // the chance that it gets at most that number
}

func newLeadLoss(a, b float64, lead int) *leadLoss { return &leadLoss{a: a, b: b, lead: lead, at: 1} }

// more adds one answer after the first d.
func (e *leadLoss) more(d int) {
	n := float64(d)
	if d < e.lead { // there were too few answers to lose the lead; at is the chance that all of them are for the rival
		e.at *= (e.b + n) / (e.a + e.b + n)
		if d+1 == e.lead {
			e.lost = e.at
		}
		return
	}
	y := float64((d - e.lead) / 2)
	e.lost -= e.at * (e.a + y) / (e.a + e.b + n)
	e.at *= (n + 1) / (n + 1 - y) * (e.b + n - y) / (e.a + e.b + n)
	if (d+1-e.lead)%2 == 0 { // from here one more answer loses it too
		e.at *= (n + 1 - y) / (y + 1) * (e.a + y) / (e.b + n - y)
		e.lost += e.at
	}
}
