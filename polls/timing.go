package polls

import "time"

// Lasted is a length of time: as it passed, and of the asker's working time.
type Lasted struct{ Elapsed, Work time.Duration }

// plus adds two lengths of time. Added up, what passed counts each night and weekend as often as somebody waited over it.
func (l Lasted) plus(more Lasted) Lasted {
	return Lasted{l.Elapsed + more.Elapsed, l.Work + more.Work}
}

func (l Lasted) longer(other Lasted) Lasted {
	return Lasted{max(l.Elapsed, other.Elapsed), max(l.Work, other.Work)}
}

func (l Lasted) minus(other Lasted) Lasted {
	return Lasted{l.Elapsed - other.Elapsed, l.Work - other.Work}
}

// overNight says that it is long enough to have a night or a weekend in it, and has.
func (l Lasted) overNight() bool {
	const short = 4 * time.Hour
	return l.Elapsed >= short && l.Work < l.Elapsed
}

// lasted is the time from one instant to another, none when it is not later.
func (p *Poll) lasted(from, to time.Time) Lasted {
	return Lasted{max(0, to.Sub(from)), p.work.Between(from, to)}
}

// Timing is the line on time: how long the counted answers took together, and how long the same people took one after
// another, each from when the question reached them to their first answer. The second half is said of two or more
// answers when it is the longer; empty when no answer counts. When there was a night in it, which one after another would
// count several times, the comparison is of the asker's working time; without any there is none.
func (p *Poll) Timing() string {
	n := 0
	var together, oneByOne Lasted
	for i := range p.people {
		if s := &p.people[i]; p.Counted(s.Person) {
			n++
			together = together.longer(p.lasted(p.OpenedAt, s.First))
			oneByOne = oneByOne.plus(p.latency(s))
		}
	}
	if n == 0 {
		return ""
	}
	line := itoa(n) + " " + plural(n, "answer", "answers") + " in " + span(together.Elapsed)
	const after = "; one after another the same people took "
	switch {
	case together.overNight() && together.Work == 0:
		return line
	case together.overNight():
		line += ", " + workSpan(together.Work) + " of it working time"
		if n > 1 && oneByOne.Work > together.Work && workSpan(oneByOne.Work) != workSpan(together.Work) {
			line += after + workSpan(oneByOne.Work) + " of working time"
		}
		return line
	case n == 1 || span(oneByOne.Elapsed) == span(together.Elapsed) || oneByOne.Elapsed < together.Elapsed:
		return line
	}
	return line + after + span(oneByOne.Elapsed)
}

// latency is how long a person took to answer first.
func (p *Poll) latency(s *Stakeholder) Lasted { return p.lasted(p.reached(s), s.First) }

// reached is when the question reached a person; when that is not known in time, when the poll was opened.
func (p *Poll) reached(s *Stakeholder) time.Time {
	if s.Delivered.IsZero() || s.Delivered.After(s.First) {
		return p.OpenedAt
	}
	return s.Delivered
}

// workSpan writes a length of working time, of which 24 hours are no day.
func workSpan(d time.Duration) string {
	minutes := d.Round(time.Minute)
	if minutes < 2*time.Hour {
		return span(d)
	}
	return units(minutes, time.Hour, " h", time.Minute, " min")
}
