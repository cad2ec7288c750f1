package worktime

import "time"

// Duration is a length of time, measured by the clock and in the asker's working time.
type Duration struct{ Elapsed, Work time.Duration }

// Plus returns the sum. In a sum of Elapsed, each night counts as often as a person waited over it.
func (l Duration) Plus(more Duration) Duration {
	return Duration{l.Elapsed + more.Elapsed, l.Work + more.Work}
}

// Longer returns the longer of two durations, separately for each measure.
func (l Duration) Longer(other Duration) Duration {
	return Duration{max(l.Elapsed, other.Elapsed), max(l.Work, other.Work)}
}

// Minus returns the difference.
func (l Duration) Minus(other Duration) Duration {
	return Duration{l.Elapsed - other.Elapsed, l.Work - other.Work}
}

// OverNight reports whether the duration is so long that it can have a night or weekend in it, and has.
func (l Duration) OverNight() bool {
	const short = 4 * time.Hour
	return l.Elapsed >= short && l.Work < l.Elapsed
}

// Measure returns the duration between two instants; zero when to is not after from.
func (c Calendar) Measure(from, to time.Time) Duration {
	return Duration{max(0, to.Sub(from)), c.Between(from, to)}
}
