package polls

import (
	"maps"
	"time"

	"quorum/polls/kind"
	"quorum/polls/phrase"
)

// What comes after the summary: late answers, which never count, and reasons added to answers which do. The outcome stays.

// Added is what a person said after the summary about an answer given before it.
type Added struct {
	Reason     string
	Confidence Confidence
	At         time.Time // zero: nothing was added
}

// TakesLate reports whether late answers are taken: from the summary until the deadline, or until the asker ends it. Later
// ones are kept all the same, and nobody is told what they would change.
func (p *Poll) TakesLate(at time.Time) bool {
	open := p.Phase == PhasePublished || p.ClosedWhy == Everybody
	return open && !p.Anonymous && at.Before(p.Deadline)
}

// Latest returns what a person said last, counted or late, with what was added since; zero At: nothing.
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

// explained keeps a reason that was added: beside an answer that was given blind, whose own reason stays, or with a late one.
func (s *Stakeholder) explained(f Explained, at time.Time) {
	if s.Late.At.IsZero() {
		s.Added = Added{f.Reason, f.Confidence, at}
		return
	}
	s.Late.Reason, s.Late.Confidence = f.Reason, f.Confidence
}

// answerLate records what somebody says after the summary: another position is a late answer, the same with another reason
// is an addition.
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

// Explain records a reason for the answer that a person has given, new or changed; an empty one takes it back. Before
// publication it is part of the answer. Later it is an addition, and no late answer. The errors are sentences for the person.
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

// newLate is a late answer, with what it makes of the outcome where that can be weighed at once. One that comes when none are
// taken any more changes nothing of what is said.
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

// weighLate records what late answers make of the outcome that had to be weighed. They came while late answers were taken,
// so it is told even if none are by now.
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

// lateOutcome returns who would lead by ballots with late answers when that is not who led in the summary, and what all these
// answers say in words.
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

// lateTally is the tally of counted and late answers, each person's last one. It begins with the first that is late and ends
// when none are taken any more.
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

// replacedBy returns which position of the tally a late answer takes the place of; empty: none. counts is false when somebody
// else has spoken for the seat.
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

// lateBallots are all answers, the late ones included, with nobody pending.
func (p *Poll) lateBallots() kind.Ballots {
	b := p.ballots(p.late.counts).Settled()
	b.Counted, b.Sources, b.Needed = p.late.total, p.late.total, p.late.needed
	return b
}

// ballotsWithLate are the same with one more late answer; quick is false, and there is no tally, when they cannot be weighed at once.
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

// flipNoteFor returns in which note in the thread it is told what late answers would make of the outcome: in a new one when that
// is something new, else in the last one.
func (p *Poll) flipNoteFor(leader string) int {
	if leader != "" && leader != p.lateLeader {
		return p.flipNotes + 1
	}
	return p.flipNotes
}

// applyFlip keeps what late answers would make of the outcome. Earlier versions also wrote it with answers that came when none
// were taken any more.
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

// applyFlipped keeps the same where it had to be weighed. One without a note is of an earlier version, which also weighed
// answers that came when none were taken any more; or late answers never changed anything.
func (p *Poll) applyFlipped(f Flipped) {
	p.weighedAt = f.Upto
	if f.Note > 0 {
		p.lateLeader, p.lateWords, p.flipNotes = f.Leader, f.Words, max(p.flipNotes, f.Note)
	}
}

// FlipNotes returns how many notes in the thread have told what late answers would make of the outcome. The last one says what
// they do now.
func (p *Poll) FlipNotes() int { return p.flipNotes }
