package worktime

import "time"

// Measure is a length of time: as it passed, and of the asker's working time.
type Duration struct{ Elapsed, Work time.Duration }

// Plus adds two lengths of time. Added up, what passed counts each night and weekend as often as somebody waited over it.
func (l Duration) Plus(more Duration) Duration {
	return Duration{l.Elapsed + more.Elapsed, l.Work + more.Work}
}

// Longer returns the longer of two lengths of time, of each sort.
func (l Duration) Longer(other Duration) Duration {
	return Duration{max(l.Elapsed, other.Elapsed), max(l.Work, other.Work)}
}

// Minus takes one length of time off another.
func (l Duration) Minus(other Duration) Duration {
	return Duration{l.Elapsed - other.Elapsed, l.Work - other.Work}
}

// OverNight says that it is long enough to have a night or a weekend in it, and has.
func (l Duration) OverNight() bool {
	const short = 4 * time.Hour
	return l.Elapsed >= short && l.Work < l.Elapsed
}

// Measure returns the time from one instant to another, none when it is not later.
func (c Calendar) Measure(from, to time.Time) Duration {
	return Duration{max(0, to.Sub(from)), c.Between(from, to)}
}
