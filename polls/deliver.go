package polls

import "time"

// MarkLeft records that a person was deactivated, and asks the deputy. It returns nothing when that changes nothing.
func (p *Poll) MarkLeft(now time.Time, who Person) []Event {
	s, ok := p.Stakeholder(who)
	if !ok || s.Left || p.Phase == PhaseClosed || p.Phase == PhaseCancelled {
		return nil
	}
	return p.goOnWithout(now, who, Left{Person: who})
}

// PlaceCard records where the card is. Only the first call does anything.
func (p *Poll) PlaceCard(now time.Time, at Place) []Event {
	if !p.Card.IsZero() {
		return nil
	}
	return []Event{p.record(now, "", Placed{at})}
}

// MarkDelivered records where a person's question is. Only the first call does anything. A person who was thought
// unreachable is waited for again.
func (p *Poll) MarkDelivered(now time.Time, who Person, at Place) []Event {
	s, ok := p.Stakeholder(who)
	if !ok || !s.Delivered.IsZero() {
		return nil
	}
	events := []Event{p.record(now, "", Delivered{Person: who, Place: at})}
	if p.stuck {
		events = append(events, p.recordStuck(now)...)
	}
	return events
}

// MarkUnreachable records that a person's question was refused for good, and why. The person is no longer waited for,
// and the deputy is asked.
func (p *Poll) MarkUnreachable(now time.Time, who Person, why string) []Event {
	s, ok := p.Stakeholder(who)
	if !ok || s.Unreachable != "" || !s.Delivered.IsZero() {
		return nil
	}
	return p.goOnWithout(now, who, Unreachable{Person: who, Why: why})
}

// goOnWithout records that a person cannot answer, and does what follows from it.
func (p *Poll) goOnWithout(now time.Time, who Person, why Fact) []Event {
	i := p.index[who]
	waited := p.awaited(i) && p.Phase == PhaseOpen && !p.overdue(now)
	events := []Event{p.record(now, "", why)}
	if waited {
		events = append(events, p.askDeputies(now, []int{i})...)
	}
	return append(events, p.settle(now)...)
}

// MarkUndelivered records that a notice other than a question could not be delivered, and why, so that the asker is
// told.
func (p *Poll) MarkUndelivered(now time.Time, n NoticeKind, why string) []Event {
	return []Event{p.record(now, "", Undelivered{Notice: n, Why: why})}
}

// MarkCardGone records that an open poll's card is no longer where it was posted, and why. The asker is told, and is
// sent what would have been posted in its thread.
func (p *Poll) MarkCardGone(now time.Time, why string) []Event {
	if p.Card.IsZero() || p.Phase != PhaseOpen {
		return nil
	}
	return []Event{p.record(now, "", Undelivered{Notice: NoticeCard, Why: why, Gone: true})}
}

// CardGone reports whether the card was posted and is no longer there. It is not posted again.
func (p *Poll) CardGone() bool { return p.cardGone }

// WarnBlind records that a person wrote into the thread while answers are blind, so that the person is told. It
// happens once per poll, and not after the summary.
func (p *Poll) WarnBlind(now time.Time, who Person) []Event {
	if p.Phase != PhaseOpen || p.warnedBlind || p.overdue(now) {
		return nil
	}
	return []Event{p.record(now, who, WarnedBlind{Person: who})}
}

// PlaceSummary records where the summary is. It returns nothing when that is known.
func (p *Poll) PlaceSummary(now time.Time, at Place) []Event {
	if p.Published.IsZero() || p.Summary == at {
		return nil
	}
	return []Event{p.record(now, "", Summarized{at})}
}
