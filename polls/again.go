package polls

import "time"

// Again returns what would ask the same once more: the question, the rule and the people who were asked first, without
// those who have left. Only a poll with a summary can be asked again, once. The caller fills in ID, Seed, and
// what is known of working time.
func (p *Poll) Again(now time.Time, by Actor) (Opening, error) {
	switch {
	case by.Person != p.Asker && !by.Admin:
		return Opening{}, refuse(Forbidden, "Only the person who asked %s can do that.", p.ID)
	case p.Phase == PhaseOpen:
		return Opening{}, refuse(Over, "%s is still open.", p.ID).Hint(ToAdd, p.ID.String()).Hint(ToLower, p.ID.String())
	case p.Phase == PhaseCancelled:
		return Opening{}, refuse(Over, "%s was cancelled, so there is nothing to reopen. Ask it anew.", p.ID)
	}
	rule := p.Rule
	if _, err := rule.By.At(now, Calendar{}); err != nil {
		rule.By = Deadline{WorkingDays: 1} // its day has passed
	}
	o := Opening{Asker: p.Asker, Channel: p.Channel, Again: p.ID.Number, Draft: p.draft()}
	o.Draft.Rule = rule.String()
	for _, s := range p.people {
		if s.For == "" && !s.Left {
			s.Instead = "" // whoever was away then may be back
			o.Asked = append(o.Asked, s.Invite)
			o.Draft.Asked = append(o.Draft.Asked, Party{Mentions: []Mention{{ID: string(s.Person)}}})
		}
	}
	return o, nil
}

// Reopened records as what a poll was asked again. Said twice it changes nothing.
func (p *Poll) Reopened(now time.Time, by Person, as int64) []Event {
	if p.AskedAgain != 0 {
		return nil
	}
	return []Event{p.record(now, by, AskedAgain{As: as})}
}
