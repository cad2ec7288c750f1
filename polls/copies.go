package polls

import (
	"slices"
	"time"
)

// Copy is a message besides the question itself in which it can be answered: a reminder, or what a person reads once a day.
type Copy struct {
	Place
	Of []int64 `json:"of,omitempty"` // the numbers of all questions in it, in their order; of one alone: none
}

// maxCopies is how many messages are brought up to date for each person; older ones are left as they are.
const maxCopies = 6

func (s *Stakeholder) addCopy(c Copy) {
	if c.IsZero() {
		return
	}
	s.Copies = append(slices.Clip(s.Copies), c)
	s.Copies = s.Copies[max(0, len(s.Copies)-maxCopies):]
}

// Show records that a message about what waits for a person shows this question too.
func (p *Poll) Show(now time.Time, who Person, at Copy) []Event {
	if _, ok := p.index[who]; !ok || at.IsZero() {
		return nil
	}
	return []Event{p.record(now, "", Shown{who, at})}
}

// copies brings the other messages up to date in which a person can answer; none when there are none.
func (p *Poll) copies(at time.Time, who Person) []Notice {
	i, ok := p.index[who]
	if !ok || len(p.people[i].Copies) == 0 {
		return nil
	}
	return []Notice{{Poll: p.ID, Key: "copies/" + string(who), Kind: NoticeCopies, To: who, Lane: LaneTidy, Due: at, Again: true}}
}
