// Package polls is the domain: what a decision being gathered is, who has answered it, when the answers are enough, and
// what somebody must be told.
//
// The truth of a poll is its append-only log of [Event]; a [Poll] is the fold of that log ([Fold]). A transition
// ([Open], [Poll.Answer], [Poll.Decline], [Poll.Tick], …) checks, records what happened and returns the new events. It
// never sends and never looks at a clock: the time is a parameter. What must be told is derived from the events by
// [Poll.Notices]; storing both in one transaction is what makes a summary appear exactly once.
//
// What a summary says is said here too, in plain words for any surface: [Outcome.Sentence], [Poll.Timing],
// [Poll.Reasons], [Poll.NotAnswered].
//
// Everything a person can type has one parser and one printer: [ParseDraft] for the command, [ParseRule] for the rule of
// sufficiency, and for each of them Parse(Print(x)) equals x.
//
// The package and those below it do no I/O, read no clock, and may be used from any goroutine as long as one poll is not
// changed by two at once. Below it are the words (phrase), time (worktime) and the kinds of question (kind); above it what
// is asked again (schedule), what lies ahead (forecast) and what waiting cost (figures).
//
// # The files, in reading order
//
//	poll.go stakeholder.go                  a poll, the people asked, their names
//	event.go facts.go fold.go               the log, and how a poll is folded from it
//	mention.go draft.go draft_change.go brief.go
//	                                        what an asker typed
//	open.go                                 a poll made of it
//	rule.go clause.go clause_parse.go clause_roles.go clause_sure.go
//	                                        when answers are enough
//	fallback.go                             what happens at the deadline without a quorum
//	standing.go seat.go seat_open.go        what a rule is judged on
//	answer.go manage.go deliver.go          what people do, and what became of messages to them
//	late.go                                 answers after the summary
//	amend.go amend_check.go missing.go      a rule changed, and what it still lacks
//	settle.go weigh.go                      what follows from every change
//	nudge.go remind.go                      who is reminded
//	outcome.go sentence.go retell.go        what is read of a poll
//	notice.go notice_build.go               who is told what, and because of what
package polls
