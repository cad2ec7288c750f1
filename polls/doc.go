// Package polls is the domain: what a decision being gathered is, who has answered it, when the answers are enough, and
// what each person must be told.
//
// The truth of a poll is its append-only log of [Event]; a [Poll] is the fold of that log ([Fold]). A transition
// ([Open], [Poll.Answer], [Poll.Decline], [Poll.Tick], …) checks, records what happened and returns the new events. It
// never sends and never looks at a clock: the time is a parameter. [Poll.Notices] derives from the
// events what people must be told. A change and its notices are stored in one transaction, so a summary appears once.
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
// # Words
//
// One word for one idea, the same in the code, in SQL, in what people read and in docs. A word in brackets is a type or a
// function; a name before a point is another package.
//
// Asking:
//   - [Poll]: one decision being gathered. People type its id, Q12. Not survey or vote.
//   - Question: its text. [Poll.Options] are its choices, and [kind.Kind] says how it is answered: yes/no, choice, …
//   - Asker: the person who opened it. Not owner.
//   - [Stakeholder]: a person asked. An [Invite] is what is known of the person beforehand. Not voter, user.
//   - [Draft]: what the asker typed; a [Party] in it is one mention, or several in brackets; a [Brief] is what one source
//     alone is told. An [Opening] is a draft with its mentions looked up, a [Plan] what would be asked.
//   - Source: stakeholders who count as one, such as a team ([Stakeholder.CountsFor]). A person alone is a source.
//   - Seat: a stakeholder and the deputies for that person. A seat has one answer.
//   - Deputy: a person who is asked in another's place ([Invite.For]). Not stand-in, delegate.
//   - Reserve: the person who is asked at the deadline when there is no quorum ([Opening.Reserve]).
//   - [schedule.Schedule]: a poll that is asked again and again. A [Round] is the place of one poll in it.
//
// Answering:
//   - Answer: what a stakeholder says, a [Response]: a position, in the form that the kind keeps, with a reason and a
//     confidence. The last one before publication counts. Not vote.
//   - Way out: no opinion, conflict of interest, not me ([Poll.Decline]).
//   - Pending: asked, and neither answered nor out. Gone: cannot answer any more.
//   - Blind: given before anything of other answers was shown. An exposed answer is not, and does not count.
//   - Counted: in the tally. Late: given after publication, and never counted.
//   - [Ballot]: an anonymous answer. [kind.Ballots] are the counted answers without names, which a kind weighs.
//   - Holder: the person whose answer counts for the seat. Candidate: a person who may still become the holder.
//
// Deciding:
//   - [Rule]: when answers are enough. A [Clause] is one item of it, with a [Verdict]: met, open or impossible. A quota is a
//     clause that says how many. A role is a clause that names from whom.
//   - [Fallback]: what happens at the deadline without a quorum. [kind.Pass] is what it takes for the answers to carry.
//   - [Standing]: what a rule is judged on. Open seats are seats for which several people could still answer,
//     each in alternatives.
//   - [kind.Finding]: what the answers say. Hold: the chance that the leader still leads once everybody has answered.
//     Swing: how many pending people could undo it.
//   - [Weighing]: computing the finding away from the change of a poll, where that takes long.
//   - [Outcome]: the finding by the rule, at publication. Its [Label] says how firm it is. Not result.
//   - Stuck: no pending person can make the rule met. Remedies are what the asker can do about it.
//   - Flip: with the late answers another option leads than the summary names ([Poll.LateLeader]).
//   - [forecast.Forecast]: when a poll will have its quorum, from how fast people have answered before.
//
// Telling:
//   - Card: the message in the channel; the thread under it is the record. Summary: what is posted in the thread, once, when
//     the rule is met. Not report.
//   - [Notice]: something that a person, its recipient, must be told about a [Topic]. The only effect of this package.
//   - Outbox: the table of notices. A process leases a notice, sends it, and settles what became of it: sent, failed, or
//     unknown. A [Lane] is the priority of a notice there.
//   - Nudge: the planned moment of a reminder. Digest: one message a day with all that waits for a person.
//   - [Copy]: a message, besides the question itself, in which it can be answered. To refresh is to update all of these.
//
// Keeping:
//   - [Event]: one entry of a poll's log; a [Fact] is what happened. Folding rebuilds the poll from its log.
//   - Transition: a method of [Poll] that decides, records events and returns them.
//
// # The files, in reading order
//
//	poll.go stakeholder.go                  a poll, the people asked, their names
//	event.go facts.go fold.go               the log, and how a poll is folded from it
//	mention.go draft.go draft_bar.go draft_keys.go draft_change.go brief.go
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
