// Package forecast says when a poll will have its quorum, and what would help when that is unlikely.
//
// It learns how fast the people of a workspace answer ([PaceOf]), and computes from that the chance that a rule is met by a
// given time. It knows only who will have answered, never what: a rule that depends on what people say has no forecast.
//
// # The files, in reading order
//
//	survival.go pace.go                     how long answers take, for all and for each person
//	distribution.go                         from the chances of answers to the chance that a rule is met
//	estimate.go                             the chance that a rule is met by a given time
//	forecast.go                             what the asker of a poll reads
//	advice.go                               what the asker is advised before asking
package forecast
