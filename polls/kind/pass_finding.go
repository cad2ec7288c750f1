package kind

import (
	"slices"
	"strconv"

	"quorum/polls/phrase"
)

// passFinding finds whether an option passes. candidates are the options that can pass. In a yes/no question that is
// Yes; otherwise, No, is the leader when it does not pass.
func passFinding(candidates []string, otherwise string, choices []string, b Ballots) Finding {
	f := Finding{Tally: make([]Count, len(choices))}
	for i, c := range choices {
		f.Tally[i] = Count{Choice: c, N: b.Taken[c]}
	}
	f.Spread = agreementWords(f.counts())
	if b.Counted == 0 {
		return f
	}
	if b.Pass.way != nobodyAgainst { // with nobodyAgainst one answer decides, so there is no tie
		leader, _ := lead(f.Tally)
		f.TiedAnyway = leader == ""
	}
	best := candidates[0]
	for _, c := range candidates[1:] {
		if b.Taken[c] > b.Taken[best] {
			best = c
		}
	}
	have := b.Taken[best]
	enough := b.Pass.need(b.Counted, b.Eligible)
	if have >= enough {
		f.Leader, f.Lead = best, have-enough+1
		f.Result = best + ", with " + strconv.Itoa(have) + " of " + b.countWords("answer", "answers") + "; to pass it takes " + b.Pass.Words()
	} else {
		f.Leader, f.Lead = otherwise, enough-have
		f.Result = b.failWords(otherwise, have) + "; to pass it takes " + b.Pass.Words()
	}
	f.Swing = b.passSwing(f.Leader == best && have >= enough, candidates)
	f.Hold = 1
	if f.Swing > 0 {
		f.Hold = b.passHold(have >= enough, f.counts(), slices.Index(choices, best), len(candidates))
	}
	return f
}

// failWords says that nothing passes.
func (b Ballots) failWords(otherwise string, have int) string {
	of := strconv.Itoa(have) + " of " + b.countWords("answer", "answers")
	switch against := b.Taken[No]; {
	case otherwise == No && b.Pass.way == nobodyAgainst:
		return "No, since " + strconv.Itoa(against) + " of " + b.countWords("answer", "answers") + phrase.Plural(against, " is", " are") + " against it"
	case otherwise == No:
		return "No, since yes has " + of
	}
	return otherwise + " passes, since none has more than " + of
}

// passSwing returns the smallest number of pending people, all answering alike, who could change whether something
// passes; 0 when they cannot.
func (b Ballots) passSwing(passes bool, candidates []string) int {
	for k := 1; k <= b.Pending; k++ {
		need := b.Pass.need(b.Counted+k, b.Eligible)
		for _, c := range candidates {
			if passes && b.Taken[c] >= b.Pass.need(b.Counted, b.Eligible) && b.Taken[c] < need || !passes && b.Taken[c]+k >= need {
				return k
			}
		}
	}
	return 0
}

// passHold returns the chance that the result, an option that passes or none, stays the same when everybody has
// answered. The final number of each option is beta-binomial, and no two options can pass, so the chance that none
// passes is 1 less their chances. Only the first options, this many candidates, can pass.
func (b Ballots) passHold(passes bool, counts []int, best, candidates int) float64 {
	need := b.Pass.need(b.Counted+b.Pending, b.Eligible)
	if passes {
		return b.reaches(counts, best, best, need)
	}
	chance := 0.0
	for i := range candidates {
		chance += b.reaches(counts, best, i, need)
	}
	return max(0, 1-chance)
}

// reaches returns the chance that an option ends with at least need answers.
func (b Ballots) reaches(counts []int, best, option, need int) float64 {
	prior := Close
	if b.Pass.way == nobodyAgainst { // it is no contest
		prior = Uniform
	}
	a := counts[option]
	if len(counts) == 2 {
		return prior.reaches(a, b.Counted-a, b.Pending, need, b.discount())
	}
	alphas, rest := prior.alphas(counts, best, b.discount()), 0.0
	for i, w := range alphas {
		if i != option {
			rest += w
		}
	}
	return betaBinomial(alphas[option], rest, b.Pending, need-a, b.Pending)
}
