// Package kind is the kinds of question: how each is answered, what its answers say, and how firm that is.
//
// A kind is a file of this package and a line in [All]. What a kind can do and others cannot (its answers block, a position
// needs a reason, silence is consent) is a method of [Kind], whose usual answer is in defaults.go; nothing outside of this
// package asks which kind it has before it. What a surface shows depends on the [Way] of answering alone.
//
// A kind weighs [Ballots], which are positions without the people who gave them, and returns a [Finding]: what leads, by
// how much, and the chance that it would still lead once everybody had answered.
//
// # The files, in reading order
//
//	kind.go defaults.go                     what a kind can do, and what it does when it says nothing else
//	ballot.go finding.go                    what a kind weighs, and what it finds
//	yesno.go choice.go multi.go rank.go scale.go estimate.go probability.go text.go dates.go consent.go
//	                                        the kinds
//	say.go slots.go number.go number_read.go bins.go       answers of several parts, numbers, and their chart
//	pass.go pass_finding.go                      questions that pass or fail
//	race.go ranked.go ranked_hold.go ranked_words.go
//	                                        answers that mark or rank several options
//	hold.go hold_exact.go hold_beta.go      the chance that the leader still leads in the end
//	hold_pairs.go hold_median.go hold_value.go
//	                                        the same for rankings, medians and values
//	chance.go spread.go                     chances in words, and how far answers are apart
package kind
