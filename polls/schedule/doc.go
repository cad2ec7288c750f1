// Package schedule is a poll that is asked again and again: when it is due, what happens when its time was slept through,
// and what its asker must be told.
//
// A [Schedule] keeps the draft of its question and the number of the poll that it asked last. It asks nothing itself: whoever
// runs it takes its [Turn], asks, and tells it what became of that.
//
// # The files, in reading order
//
//	schedule.go                             what a schedule is
//	turn.go                                 what there is to do when its time has come
//	manage.go                               what people do to it
//	tell.go                                 what its asker is told
package schedule
