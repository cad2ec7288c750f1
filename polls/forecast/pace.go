package forecast

import (
	"cmp"
	"slices"
	"time"

	"quorum/polls"
)

// MinWaits is how many waits must be known before anything is said about times, and minWatched how many of them must have
// gone on for as long as it looks ahead: twenty waits of a minute say nothing about tomorrow.
const (
	MinWaits   = 20
	minWatched = 5
)

// Pace is how fast the people of a workspace answer. The zero Pace knows nothing.
type Pace struct {
	waits, answers int
	watched        time.Duration // [minWatched] waits went on for so long or longer
	everybody      Survival
	own            map[polls.Person]ownPace
}

// ownPace is how fast one person has answered, by so many waits.
type ownPace struct {
	n int
	Survival
}

// shrink is for how many waits of one person's own what everybody does counts.
const shrink = 5

// PaceOf learns from waits.
func PaceOf(waits []Wait) Pace {
	p := Pace{waits: len(waits), everybody: SurvivalOf(waits), own: map[polls.Person]ownPace{}, watched: watchedFor(waits, minWatched)}
	of := map[polls.Person][]Wait{}
	for _, w := range waits {
		p.answers += one(w.Answered)
		of[w.Person] = append(of[w.Person], w)
	}
	for who, theirs := range of {
		p.own[who] = ownPace{len(theirs), SurvivalOf(theirs)}
	}
	return p
}

// watchedFor returns the n-th longest of some waits, answered or not; 0 when there are fewer.
func watchedFor(waits []Wait, n int) time.Duration {
	if len(waits) < n {
		return 0
	}
	sorted := slices.Clone(waits)
	slices.SortFunc(sorted, func(a, b Wait) int { return cmp.Compare(b.For, a.For) })
	return sorted[n-1].For
}

// Known says that there is enough to say something about times.
func (p Pace) Known() bool { return p.waits >= MinWaits && p.answers > 0 && p.watched > 0 }

// silent is the chance that a person has not answered after t of working time, the person's own waits shrunk to those of
// everybody: F_i = (n_i·F_own + 5·F_all)/(n_i + 5). Of somebody new it is that of everybody.
func (p Pace) silent(who polls.Person, t time.Duration) float64 {
	own := p.own[who]
	return (float64(own.n)*own.At(t) + shrink*p.everybody.At(t)) / (float64(own.n) + shrink)
}

// WaitsOf are what a poll tells about how fast people answer, as far as it has gone by now. It waits for a person from the
// delivery of the question until the first answer, and until its publication or its end at the latest: from then on the
// question is no longer urgent. Whoever took a way out was asked and did not answer: that counts like silence until
// then, or else it would be taken for an answer still to come. Not counted are the asker's own answer, whoever left, and
// whom the question did not reach.
func WaitsOf(p *polls.Poll, now time.Time) []Wait {
	end := p.Until(now)
	var all []Wait
	for _, s := range p.Stakeholders() {
		answered := !s.First.IsZero() && !s.First.After(end)
		if !p.Counts(s.Person) || s.State == polls.Gone || s.Delivered.IsZero() && !answered || !answered && s.Delivered.After(end) {
			continue
		}
		w := Wait{Person: s.Person, Answered: answered}
		if calendar := s.Calendar(p.Work()); answered {
			w.For = calendar.Between(p.Reached(s), s.First)
		} else {
			w.For = calendar.Between(s.Delivered, end)
		}
		all = append(all, w)
	}
	return all
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}
