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
// Everything a person can type has one parser and one printer: [ParseDraft] for the command, [ParseRule] for the rule of
// sufficiency, and for each of them Parse(Print(x)) equals x.
//
// The package and those below it do no I/O, read no clock, and may be used from any goroutine as long as one poll is not
// changed by two at once. Below it are the words (phrase), time (worktime) and the kinds of question (kind); above it what
// is asked again (schedule), what lies ahead (forecast) and what waiting cost (figures).
//
// In reading order: poll.go and stakeholder.go are what a poll is, id.go what it is called; event.go, facts.go and fold.go
// its log. draft.go, mention.go, brief.go and deputies.go are what an asker typed, open.go makes a poll of it. rule.go is
// when answers are enough: clause.go and the files beside it the clauses, fallback.go what happens without a quorum,
// standing.go and roster.go what a rule is judged on. answer.go, seat.go, fork.go, amend.go, manage.go, anonymous.go and
// deliver.go are what can happen, settle.go what follows from it; nudge.go and remind.go who is reminded. outcome.go,
// label.go, sentence.go, retell.go, timing.go and round.go are what is read of it. notice.go is whom to tell.
package polls
