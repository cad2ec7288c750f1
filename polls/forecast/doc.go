// Package forecast says when a poll will have its quorum, and what would help when that is unlikely.
//
// It learns how fast the people of a workspace answer ([PaceOf]), and computes from that the chance that a rule is met by a
// given time. It knows only who will have answered, never what: a rule that depends on what people say has no forecast.
//
// In reading order: survival.go estimates how long answers take, and pace.go keeps that for each person; distribution.go
// turns the chances of single answers into the chance that a rule is met, and estimate.go does so for a given time;
// forecast.go is what the asker reads, and advice.go what the asker is advised before asking.
package forecast
