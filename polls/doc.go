// Package polls is the domain: what a decision being gathered is, who has answered it, when the answers are enough, and
// what somebody must be told.
//
// The truth of a poll is its append-only log of [Event]; a [Poll] is the fold of that log ([Fold]). A transition
// ([Open], [Poll.Answer], [Poll.Decline], [Poll.Tick], …) checks, records what happened and returns the new events. It
// never sends and never looks at a clock: the time is a parameter. What must be told is derived from the events by
// [Poll.Notices]; storing both in one transaction is what makes a summary appear exactly once.
//
// What a summary says is said here too, in plain words for any surface: [Outcome.Sentence], [Poll.Timing],
// [Poll.Reasons], [Poll.Missed].
//
// Everything a person can type has one parser and one printer here: [ParseDraft] for the command, [ParseRule] for the
// rule of sufficiency, and for each of them Parse(Print(x)) equals x.
//
// The package does no I/O, reads no clock, and may be used from any goroutine as long as one poll is not changed by two
// at once.
package polls
