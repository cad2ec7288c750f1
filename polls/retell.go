package polls

import (
	"slices"
	"time"
)

// Voice is what one person said, for those who read the summary.
type Voice struct {
	Person Person
	Response
	Counted bool // false for the asker's own answer, for late ones, and for those that were not blind
}

// Reasons returns what people said in their own words, verbatim, one per person who gave a reason: dissent first, that
// is positions other than the leader's, each in the asker's order. The asker's own is among them, not counted. Not to
// be shown before publication; late ones are in [Poll.Lates].
func (p *Poll) Reasons() []Voice {
	var dissent, agreeing []Voice
	choices := p.Kind.Choices(p.Options)
	for i := range p.people {
		s := &p.people[i]
		if s.State != HasAnswer || s.Answer.Reason == "" {
			continue
		}
		v := Voice{Person: s.Person, Response: s.Answer, Counted: p.Counted(s.Person)}
		if v.Position == p.Outcome.Leader {
			agreeing = append(agreeing, v)
		} else {
			dissent = append(dissent, v)
		}
	}
	slices.SortStableFunc(dissent, func(a, b Voice) int {
		return slices.Index(choices, a.Position) - slices.Index(choices, b.Position)
	})
	return append(dissent, agreeing...)
}

// FarOff returns whose counted answer lies far from the others and has no reason yet, in the asker's order; nobody of an
// anonymous poll. Not to be shown before publication.
func (p *Poll) FarOff() []Person {
	if len(p.Outcome.Far) == 0 || p.Anonymous {
		return nil
	}
	return p.those(func(s *Stakeholder) bool {
		return p.Counted(s.Person) && s.Answer.Reason == "" && s.Added.Reason == "" && slices.Contains(p.Outcome.Far, s.Answer.Position)
	})
}

// Lates returns the last position each person gave after publication, earliest first. They are never counted.
func (p *Poll) Lates() []Voice {
	var all []Voice
	for i := range p.people {
		if s := &p.people[i]; !s.Late.At.IsZero() {
			all = append(all, Voice{Person: s.Person, Response: s.Late})
		}
	}
	slices.SortStableFunc(all, func(a, b Voice) int { return a.At.Compare(b.At) })
	return all
}

// Missed returns who has not answered, early or late, and took no way out. The asker is not among them: nobody waits
// for the asker's own answer.
func (p *Poll) Missed() []Person {
	return p.those(func(s *Stakeholder) bool {
		i := p.index[s.Person]
		return s.State == Pending && s.Late.At.IsZero() && p.Counts(s.Person) && !p.spokenFor(i) && !p.heardLate(p.seatOf(i))
	})
}

// In returns who is in a state, in the asker's order.
func (p *Poll) In(state State) []Person {
	return p.those(func(s *Stakeholder) bool { return s.State == state })
}

func (p *Poll) those(fit func(*Stakeholder) bool) []Person {
	var all []Person
	for i := range p.people {
		if fit(&p.people[i]) {
			all = append(all, p.people[i].Person)
		}
	}
	return all
}

// span writes a length of time for a reader, to its nearest unit that matters: "45 s", "83 min", "5 h 20 min",
// "3 days 4 h".
func span(d time.Duration) string {
	minutes, hours := d.Round(time.Minute), d.Round(time.Hour)
	switch {
	case d < time.Second:
		return "less than 1 s"
	case d < 2*time.Minute:
		return itoa(int(d/time.Second)) + " s"
	case minutes < 2*time.Hour:
		return itoa(int(minutes/time.Minute)) + " min"
	case minutes < 48*time.Hour:
		return units(minutes, time.Hour, " h", time.Minute, " min")
	}
	return units(hours, 24*time.Hour, " days", time.Hour, " h")
}

func units(d, large time.Duration, largeName string, small time.Duration, smallName string) string {
	text := itoa(int(d/large)) + largeName
	if rest := d % large / small; rest > 0 {
		text += " " + itoa(int(rest)) + smallName
	}
	return text
}
