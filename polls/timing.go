package polls

import "time"

// Lasted is a length of time: as it passed, and of the asker's working time.
type Lasted struct{ Elapsed, Work time.Duration }

// plus adds two lengths of time. Added up, what passed counts each night and weekend as often as somebody waited over it.
func (l Lasted) plus(more Lasted) Lasted {
	return Lasted{l.Elapsed + more.Elapsed, l.Work + more.Work}
}

// longer returns the longer of two lengths of time, of each sort.
func (l Lasted) longer(other Lasted) Lasted {
	return Lasted{max(l.Elapsed, other.Elapsed), max(l.Work, other.Work)}
}

// minus takes one length of time off another.
func (l Lasted) minus(other Lasted) Lasted {
	return Lasted{l.Elapsed - other.Elapsed, l.Work - other.Work}
}

// overNight says that it is long enough to have a night or a weekend in it, and has.
func (l Lasted) overNight() bool {
	const short = 4 * time.Hour
	return l.Elapsed >= short && l.Work < l.Elapsed
}

// Lasted returns the time from one instant to another, none when it is not later.
func (c Calendar) Lasted(from, to time.Time) Lasted {
	return Lasted{max(0, to.Sub(from)), c.Between(from, to)}
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
			together = together.longer(p.work.Lasted(p.OpenedAt, s.First))
			oneByOne = oneByOne.plus(p.Latency(*s))
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

// Latency returns how long a stakeholder took to answer first.
func (p *Poll) Latency(s Stakeholder) Lasted { return p.work.Lasted(p.Reached(s), s.First) }

// Reached returns when the question reached a stakeholder; when that is not known in time, when the poll was opened.
func (p *Poll) Reached(s Stakeholder) time.Time {
	if s.Delivered.IsZero() || s.Delivered.After(s.First) {
		return p.OpenedAt
	}
	return s.Delivered
}

// Until returns when the poll stopped waiting for answers: its publication or its end; now while it goes on.
func (p *Poll) Until(now time.Time) time.Time {
	switch {
	case !p.Published.IsZero():
		return p.Published
	case !p.ClosedAt.IsZero():
		return p.ClosedAt
	}
	return now
}

// workSpan writes a length of working time, of which 24 hours are no day.
func workSpan(d time.Duration) string {
	minutes := d.Round(time.Minute)
	if minutes < 2*time.Hour {
		return span(d)
	}
	return units(minutes, time.Hour, " h", time.Minute, " min")
}
