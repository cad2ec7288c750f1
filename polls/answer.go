package polls

import (
	"time"

	"quorum/polls/phrase"
)

// Answer records a person's own position, new or changed. Before publication the last one counts. Later it is kept as
// late and never counted. A cancelled poll takes none. The errors are sentences for the person,
// and [ErrUnweighed] when the deadline has passed and that has not been dealt with.
func (p *Poll) Answer(now time.Time, by Person, r Response) ([]Event, error) {
	s, err := p.asked(by)
	if err != nil {
		return nil, err
	}
	if p.Phase == PhaseCancelled {
		return nil, phrase.Refusal(phrase.Over, "%s was cancelled, so no answer was recorded.", p.ID)
	}
	r, err = p.check(r)
	if err != nil {
		return nil, err
	}
	if p.Anonymous {
		return p.answerAnonymously(now, s, r)
	}
	events, err := p.expire(now)
	if err != nil {
		return nil, err
	}
	if p.Phase != PhaseOpen {
		s, _ = p.Stakeholder(by)
		return append(events, p.answerLate(now, s, r)...), nil
	}
	if s.State == HasAnswer && same(s.Answer, r) {
		return events, nil
	}
	events = append(events, p.record(now, by, Answered{
		Person: by, Position: r.Position, Reason: r.Reason, Confidence: r.Confidence, Exposed: r.Exposed,
	}))
	return append(events, p.settle(now)...), nil
}

func (p *Poll) check(r Response) (Response, error) {
	position, err := p.Kind.Read(p.Options, phrase.Clean(r.Position))
	if err != nil {
		return Response{}, err
	}
	r.Position, r.Reason = position, phrase.Clean(r.Reason)
	if n := len([]rune(r.Reason)); n > MaxReason {
		return Response{}, phrase.Mistake(phrase.FieldReason, "The reason has %d characters; at most %d fit. Shorten it.", n, MaxReason)
	}
	if why := p.Kind.NeedsReason(position); why != "" && r.Reason == "" {
		return Response{}, phrase.Mistake(phrase.FieldReason, "%s", why)
	}
	switch r.Confidence {
	case "", Sure, ThinkSo, Guess:
		return r, nil
	}
	return Response{}, phrase.Mistake(phrase.FieldConfidence, "%q is no confidence. Choose sure, think so or guess.", phrase.Clip(string(r.Confidence), 20))
}

// same says that two responses say the same, whenever they were given.
func same(a, b Response) bool {
	return a.Position == b.Position && a.Reason == b.Reason && a.Confidence == b.Confidence && a.Exposed == b.Exposed
}

// Withdraw takes an answer or a way out back: the person is pending again. After publication it is refused, for what
// was counted stays counted.
func (p *Poll) Withdraw(now time.Time, by Person) ([]Event, error) {
	s, err := p.mayChange(now, by)
	if err != nil || s.State == Pending {
		return nil, err
	}
	events := []Event{p.record(now, by, Withdrew{Person: by})}
	return append(events, p.settle(now)...), nil
}

// Decline takes one of the ways out: no opinion, conflict of interest, not me. After publication it is refused.
func (p *Poll) Decline(now time.Time, by Person, way State) ([]Event, error) {
	if way != NoOpinion && way != Recused && way != NotMe {
		return nil, phrase.Mistake("", "%q is not a way out. Choose no opinion, conflict of interest or not me.", phrase.Clip(string(way), 30))
	}
	s, err := p.mayChange(now, by)
	if err != nil || s.State == way {
		return nil, err
	}
	events := []Event{p.record(now, by, Declined{Person: by, Way: way})}
	return append(events, p.settle(now)...), nil
}

// mayChange says whether a stakeholder's state may still change.
func (p *Poll) mayChange(now time.Time, by Person) (Stakeholder, error) {
	s, err := p.asked(by)
	switch {
	case err != nil:
		return s, err
	case p.Phase == PhaseCancelled:
		return s, phrase.Refusal(phrase.Over, "%s was cancelled; there is nothing left to do.", p.ID)
	case p.Anonymous && s.State == HasAnswer:
		return s, p.errSealed()
	case p.Phase != PhaseOpen || p.ends(now):
		return s, phrase.Refusal(phrase.Over, "%s is over, so this can no longer be changed.", p.ID)
	}
	return s, nil
}

func (p *Poll) asked(by Person) (Stakeholder, error) {
	s, ok := p.Stakeholder(by)
	if !ok {
		return s, phrase.Refusal(phrase.Forbidden, "Only the people who were asked can answer %s.", p.ID)
	}
	return s, nil
}
