// Package storagetest tests the contract of package storage, for every backend: a table of tests, many changes at once, processes that
// are killed, and a list of broken stores that the tests must catch.
//
// # The files, in reading order
//
//	suite.go asking.go files.go empty.go alter.go
//	                                        the table of tests, and what they begin with
//	polls.go fold.go fold_steps.go anonymous.go weigh.go
//	                                        polls
//	outbox.go settle.go purge.go claim.go wake.go reminders.go timers.go
//	                                        the outbox, and when something is due
//	lists.go history.go                     lists of polls
//	schedules.go schedules_look.go settings.go requests.go directory.go
//	                                        schedules, settings and accepted requests
//	storm.go kill.go kill_child.go          many changes at once, and processes that are killed
//	mutants.go mutants_*.go                 broken stores that the tests must catch
package storagetest
