// Package kind is the kinds of question: how each is answered, what its answers say, and how firm that is.
//
// A kind is a file of this package and a line in [All]. What a kind can do and others cannot (its answers block, a position
// needs a reason, silence is consent) is a method of [Kind], whose usual answer is in ordinary.go; nothing outside of this
// package asks which kind it has before it. What a surface shows depends on the [Way] of answering alone.
//
// A kind weighs [Ballots], which are positions without the people who gave them, and returns a [Finding]: what leads, by
// how much, and the chance that it would still lead once everybody had answered.
//
// In reading order: kind.go and ordinary.go; finding.go and ballot.go. Then the kinds: yesno.go, choice.go, multi.go,
// rank.go, scale.go, estimate.go, probability.go, text.go, dates.go, consent.go, with say.go and slots.go for answers of
// several parts. pass.go and carried.go are for questions that pass or fail; race.go is shared by kinds in which an answer
// marks several options, and ranked.go, ranked_hold.go and ranked_words.go count rankings. hold.go and the files beside it
// compute chances, chance.go says them; spread.go measures how far answers are apart, bins.go counts numbers for a chart,
// and number.go reads and writes them.
package kind
