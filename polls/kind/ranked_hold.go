package kind

// hold returns a lower bound of the chance that the leader is ahead of every other option in pairs when everybody has
// answered.
func (r ranked) hold(b Ballots, leader int) float64 {
	pairs := make([]pair, 0, len(r.options)-1)
	for _, j := range others(r.beats, leader) {
		ahead, behind := int(r.beats[leader][j]), int(r.beats[j][leader])
		pairs = append(pairs, pair{ahead, behind, b.Counted - ahead - behind})
	}
	return Close.pairPrior(len(r.options), 1./2).hold(pairs, b.Pending, b.discount())
}
