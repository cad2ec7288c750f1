package polls

import "time"

// MarkLeft records that a person was deactivated, and asks whoever stands in. It returns nothing when that changes nothing.
func (p *Poll) MarkLeft(now time.Time, who Person) []Event {
	s, ok := p.Stakeholder(who)
	if !ok || s.Left || p.Phase == PhaseClosed || p.Phase == PhaseCancelled {
		return nil
	}
	return p.goOnWithout(now, who, Left{Person: who})
}

// PlaceCard records where the card stands, once.
func (p *Poll) PlaceCard(now time.Time, at Place) []Event {
	if !p.Card.IsZero() {
		return nil
	}
	return []Event{p.record(now, "", Placed{at})}
}

// MarkDelivered records that a person's question stands in their conversation, once. Who was thought not to be reachable is
// waited for again.
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

// MarkUnreachable records that a person's question was refused for good, and why. Who cannot be asked cannot be waited for; whoever
// stands in is asked.
func (p *Poll) MarkUnreachable(now time.Time, who Person, why string) []Event {
	s, ok := p.Stakeholder(who)
	if !ok || s.Unreachable != "" || !s.Delivered.IsZero() {
		return nil
	}
	return p.goOnWithout(now, who, Unreachable{Person: who, Why: why})
}

// without records that somebody cannot answer, and goes on without them.
func (p *Poll) goOnWithout(now time.Time, who Person, why Fact) []Event {
	i := p.index[who]
	waited := p.awaited(i) && p.Phase == PhaseOpen && !p.overdue(now)
	events := []Event{p.record(now, "", why)}
	if waited {
		events = append(events, p.askDeputies(now, []int{i})...)
	}
	return append(events, p.settle(now)...)
}

// MarkUndelivered records that a notice other than a question could not be delivered, and why, so that the asker hears of it.
func (p *Poll) MarkUndelivered(now time.Time, n NoticeKind, why string) []Event {
	return []Event{p.record(now, "", Undelivered{Notice: n, Why: why})}
}

// MarkCardGone records that the card is no longer where it was posted, and why, so that the asker hears of it and is sent what
// would have come into its thread. Once the summary is out, nothing follows from it.
func (p *Poll) MarkCardGone(now time.Time, why string) []Event {
	if p.Card.IsZero() || p.Phase != PhaseOpen {
		return nil
	}
	return []Event{p.record(now, "", Undelivered{Notice: NoticeCard, Why: why, Gone: true})}
}

// CardGone reports whether the card was posted and is no longer there. It is not posted again.
func (p *Poll) CardGone() bool { return p.cardGone }

// WarnBlind records that somebody has written into the thread while answers are blind, so that the person is told so. Nobody
// is told twice, and nobody once the summary is out.
func (p *Poll) WarnBlind(now time.Time, who Person) []Event {
	if p.Phase != PhaseOpen || p.warnedBlind || p.overdue(now) {
		return nil
	}
	return []Event{p.record(now, who, WarnedBlind{Person: who})}
}

// PlaceSummary records where the summary stands. Said twice it changes nothing.
func (p *Poll) PlaceSummary(now time.Time, at Place) []Event {
	if p.Published.IsZero() || p.Summary == at {
		return nil
	}
	return []Event{p.record(now, "", Summarized{at})}
}
