package polls

import (
	"maps"
	"time"

	"quorum/polls/kind"
	"quorum/polls/phrase"
)

// What comes after the summary: late answers, which never count, and reasons added to answers that count. The outcome
// stays.

// Added is what a person said after the summary about an answer given before it.
type Added struct {
	Reason     string
	Confidence Confidence
	At         time.Time // zero: nothing was added
}

// TakesLate reports whether late answers are taken: from the summary until the deadline, or until the asker closes
// the poll. Later answers are kept too, but nobody is told what they would change.
func (p *Poll) TakesLate(at time.Time) bool {
	open := p.Phase == PhasePublished || p.ClosedWhy == Everybody
	return open && !p.Anonymous && at.Before(p.Deadline)
}

// Latest returns what a person said last, counted or late, with what was added; zero At: nothing.
func (s *Stakeholder) Latest() Response {
	if !s.Late.At.IsZero() {
		return s.Late
	}
	r := s.Answer
	if !s.Added.At.IsZero() {
		r.Reason, r.Confidence = s.Added.Reason, s.Added.Confidence
	}
	return r
}

// explained folds an added reason. With a late answer it replaces that answer's reason; with a blind answer it is
// kept beside it.
func (s *Stakeholder) explained(f Explained, at time.Time) {
	if s.Late.At.IsZero() {
		s.Added = Added{f.Reason, f.Confidence, at}
		return
	}
	s.Late.Reason, s.Late.Confidence = f.Reason, f.Confidence
}

// answerLate records what a person says after the summary. Another position is a late answer; the same position with
// another reason is an addition.
func (p *Poll) answerLate(now time.Time, s Stakeholder, r Response) []Event {
	is := s.Latest()
	r.Exposed = is.Exposed // after the summary nobody is blind
	switch {
	case is.At.IsZero() || is.Position != r.Position:
		return []Event{p.record(now, s.Person, p.newLate(now, s, r))}
	case same(is, r):
		return nil
	}
	return []Event{p.record(now, s.Person, Explained{Person: s.Person, Reason: r.Reason, Confidence: r.Confidence})}
}

// Explain records a reason for the person's answer, new or changed; an empty one takes it back. Before publication
// the reason is part of the answer. Later it is an addition, and no late answer. Errors are sentences for the person.
func (p *Poll) Explain(now time.Time, by Person, reason string) ([]Event, error) {
	s, err := p.asked(by)
	if err != nil {
		return nil, err
	}
	r := s.Latest()
	if r.At.IsZero() || p.Anonymous {
		return nil, phrase.Refusal(phrase.Over, "There is no answer of yours to %s to which a reason could be added.", p.ID)
	}
	r.Reason = reason
	return p.Answer(now, by, r)
}

// newLate returns the fact of a late answer, with what it makes of the outcome where that can be weighed at once.
// When late answers are not taken any more, it changes nothing of that.
func (p *Poll) newLate(now time.Time, s Stakeholder, r Response) Late {
	late := Late{Person: s.Person, Position: r.Position, Reason: r.Reason, Confidence: r.Confidence, Leader: p.lateLeader, Words: p.lateWords}
	if !p.TakesLate(now) {
		return late
	}
	if p.Counts(s.Person) {
		b, quick := p.ballotsWithLate(&s, r.Position)
		if !quick {
			return late
		}
		late.Leader, late.Words = p.lateOutcome(b, p.Kind.Weigh(b))
	}
	late.Note = p.flipNoteFor(late.Leader)
	return late
}

// weighLate records what late answers make of the outcome, when that had to be weighed. It does so even if late
// answers are not taken any more by now, because these came in time.
func (p *Poll) weighLate(now time.Time) ([]Event, error) {
	if !p.Unweighed() {
		return nil, nil
	}
	found, ok := p.weigh()
	if !ok {
		return nil, ErrUnweighed
	}
	f := Flipped{Upto: p.lateChangedAt}
	f.Leader, f.Words = p.lateOutcome(p.lateBallots(), found)
	f.Note = p.flipNoteFor(f.Leader)
	return []Event{p.record(now, "", f)}, nil
}

// lateOutcome returns the leader of ballots with late answers when that is not the leader of the summary, and what
// these answers say in words; else nothing.
func (p *Poll) lateOutcome(b kind.Ballots, found kind.Finding) (leader, says string) {
	switch leader = p.lateLeaderOf(found, b.Needed); {
	case leader == "":
		return "", ""
	case leader == string(Blocked) && found.Blocks > 0:
		return leader, "a late answer blocks it: " + b.Share(found.Blocks) + " " + phrase.Plural(found.Blocks, "is against it", "are against it")
	case leader == string(Blocked):
		return leader, "with the late answers no option suits everybody whom the rule names"
	}
	o := Outcome{Finding: found, Counted: b.Counted, Sources: b.Sources}
	if leader == string(Tied) {
		return leader, "late answers make it a tie" + o.evenly()
	}
	return leader, "late answers now say " + o.claim()
}

func (p *Poll) lateLeaderOf(found kind.Finding, needed []string) string {
	switch {
	case found.Blocks > p.Outcome.Blocks:
		return string(Blocked)
	case p.Outcome.AgreesWith(found):
		if p.Kind.Against(needed, found.Leader) > p.Kind.Against(p.needed(), found.Leader) {
			return string(Blocked) // and no other option suits everybody whom the rule names
		}
		return ""
	case found.Leader == "":
		return string(Tied)
	}
	return found.Leader
}

// lateTally is the tally of counted and late answers, one per seat. It begins with the first late answer.
type lateTally struct {
	counts map[string]int
	total  int
	needed []string // the positions of those whom the rule names by "with"
}

// add counts a late answer.
func (t *lateTally) add(p *Poll, s *Stakeholder, position string) {
	if t.counts == nil {
		t.counts, t.total = maps.Clone(p.tally), p.counts.Answered
	}
	replaces, counts := p.replacedBy(s)
	t.change(replaces, position, counts)
	t.needed = p.neededWith(*s, position)
}

func (t *lateTally) change(replaces, position string, counts bool) {
	switch {
	case !counts:
		return
	case replaces == "":
		t.total++
	case t.counts[replaces] == 1:
		delete(t.counts, replaces)
	default:
		t.counts[replaces]--
	}
	t.counts[position]++
}

// replacedBy returns the position in the tally that a late answer of s replaces; empty: none. counts is false when
// another person of the seat has answered.
func (p *Poll) replacedBy(s *Stakeholder) (position string, counts bool) {
	seat := p.seatOf(p.index[s.Person])
	holder := p.holder(seat)
	switch {
	case holder.Person != s.Person && holder.answeredBlind(), s.Late.At.IsZero() && p.hasLateAnswer(seat):
		return "", false
	case !s.Late.At.IsZero():
		return s.Late.Position, true
	case s.answeredBlind():
		return s.Answer.Position, true
	}
	return "", true
}

// lateBallots returns all answers, the late ones included, with nobody pending.
func (p *Poll) lateBallots() kind.Ballots {
	b := p.ballots(p.late.counts).Settled()
	b.Counted, b.Sources, b.Needed = p.late.total, p.late.total, p.late.needed
	return b
}

// ballotsWithLate returns lateBallots with one more late answer. quick is false, and there is no tally, when they
// cannot be weighed at once.
func (p *Poll) ballotsWithLate(s *Stakeholder, position string) (b kind.Ballots, quick bool) {
	then := p.late
	if then.counts == nil {
		then = lateTally{counts: p.tally, total: p.counts.Answered}
	}
	replaces, counts := p.replacedBy(s)
	b = p.ballots(nil).Settled()
	b.Needed, b.Counted = p.neededWith(*s, position), then.total+boolToInt(counts && replaces == "")
	if b.Sources = b.Counted; !p.Kind.Quick(b) {
		return b, false
	}
	then.counts = maps.Clone(then.counts)
	then.change(replaces, position, counts)
	b.Taken = then.counts
	return b, true
}

// flipNoteFor returns the number of the note in the thread that tells what late answers make of the outcome: a new
// note for a new leader, else the last one.
func (p *Poll) flipNoteFor(leader string) int {
	if leader != "" && leader != p.lateLeader {
		return p.flipNotes + 1
	}
	return p.flipNotes
}

// applyFlip keeps what a late answer makes of the outcome. Logs of earlier versions have that also with answers that
// came when none were taken any more.
func (p *Poll) applyFlip(e Event, f Late) {
	if !p.TakesLate(e.At) {
		return
	}
	if f.Leader != "" && f.Words == "" { // an earlier version wrote it
		b := p.lateBallots()
		_, f.Words = p.lateOutcome(b, p.Kind.Weigh(b))
		f.Note = p.flipNoteFor(f.Leader)
	}
	p.lateLeader, p.lateWords, p.flipNotes = f.Leader, f.Words, max(p.flipNotes, f.Note)
}

// applyFlipped keeps the same when it had to be weighed. A fact without a note is ignored: late answers had changed
// nothing, or an earlier version weighed answers that came when none were taken any more.
func (p *Poll) applyFlipped(f Flipped) {
	p.weighedAt = f.Upto
	if f.Note > 0 {
		p.lateLeader, p.lateWords, p.flipNotes = f.Leader, f.Words, max(p.flipNotes, f.Note)
	}
}

// FlipNotes returns how many notes in the thread have told what late answers make of the outcome. Only the last one
// is up to date.
func (p *Poll) FlipNotes() int { return p.flipNotes }
