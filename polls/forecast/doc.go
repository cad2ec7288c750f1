// Package forecast says when a poll will have its quorum, and what would help when that is unlikely.
//
// It learns from how fast the people of a workspace have answered so far ([PaceOf]), and computes from that the chance that a
// rule is met by some time. It speaks only of who will have answered, never of what: a rule that looks at the answers
// cannot be foreseen.
//
// In reading order: survival.go estimates how long answers take, pace.go keeps that for each person; outlook.go turns the
// chances of single answers into that of a rule, and foresight.go into one for a time; forecast.go is what the asker
// reads of it, and remedy.go the advice before asking.
package forecast
