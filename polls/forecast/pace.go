package forecast

import (
	"cmp"
	"slices"
	"time"

	"quorum/polls"
)

// MinWaits is how many waits must be known before a forecast is made. minWatched is how many of them must have been
// as long as the forecast looks ahead: twenty waits of a minute say nothing about tomorrow.
const (
	MinWaits   = 20
	minWatched = 5
)

// Pace is how fast the people of a workspace answer. The zero Pace knows nothing.
type Pace struct {
	waits, answers int
	watched        time.Duration // [minWatched] waits were at least this long
	workspace      Survival
	byPerson       map[polls.Person]personPace
}

// personPace is how fast one person has answered, from n waits.
type personPace struct {
	n int
	Survival
}

// shrinkage is how many of a person's own waits weigh as much as the waits of the whole workspace.
const shrinkage = 5

// PaceOf computes the pace from past waits.
func PaceOf(waits []Wait) Pace {
	p := Pace{waits: len(waits), workspace: SurvivalOf(waits), byPerson: map[polls.Person]personPace{}, watched: watchedFor(waits, minWatched)}
	of := map[polls.Person][]Wait{}
	for _, w := range waits {
		p.answers += boolToInt(w.Answered)
		of[w.Person] = append(of[w.Person], w)
	}
	for who, theirs := range of {
		p.byPerson[who] = personPace{len(theirs), SurvivalOf(theirs)}
	}
	return p
}

// watchedFor returns the length of the n-th longest wait, answered or not; 0 when there are fewer.
func watchedFor(waits []Wait, n int) time.Duration {
	if len(waits) < n {
		return 0
	}
	sorted := slices.Clone(waits)
	slices.SortFunc(sorted, func(a, b Wait) int { return cmp.Compare(b.Duration, a.Duration) })
	return sorted[n-1].Duration
}

// Known reports whether there are enough waits for a forecast.
func (p Pace) Known() bool { return p.waits >= MinWaits && p.answers > 0 && p.watched > 0 }

// silent returns the chance that a person has not answered after t of working time. The person's own waits are shrunk
// towards those of the workspace: F_i = (n_i·F_own + 5·F_all)/(n_i + 5). For a person without waits it is that of the
// workspace.
func (p Pace) silent(who polls.Person, t time.Duration) float64 {
	own := p.byPerson[who]
	return (float64(own.n)*own.At(t) + shrinkage*p.workspace.At(t)) / (float64(own.n) + shrinkage)
}

// WaitsOf returns what a poll tells, until now, about how fast people answer: one wait per person. A wait begins when
// the question is delivered and ends with the person's first answer, or else when the poll is published or ends: from
// then on the question is no longer urgent. A person who took a way out counts as silent until that end, or the
// estimate would expect an answer from them. Left out are the asker, people who have left, and people whom the
// question did not reach.
func WaitsOf(p *polls.Poll, now time.Time) []Wait {
	end := p.WaitedUntil(now)
	var all []Wait
	for _, s := range p.Stakeholders() {
		answered := !s.First.IsZero() && !s.First.After(end)
		if !p.Counts(s.Person) || s.State == polls.Gone || s.Delivered.IsZero() && !answered || !answered && s.Delivered.After(end) {
			continue
		}
		w := Wait{Person: s.Person, Answered: answered}
		if calendar := s.Calendar(p.Work()); answered {
			w.Duration = calendar.Between(p.Reached(s), s.First)
		} else {
			w.Duration = calendar.Between(s.Delivered, end)
		}
		all = append(all, w)
	}
	return all
}

func boolToInt(yes bool) int {
	if yes {
		return 1
	}
	return 0
}
