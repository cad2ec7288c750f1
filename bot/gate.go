package bot

import (
	"sync/atomic"
	"time"
)

// gate holds all letters back while the surface accepts none, so that a thousand letters do not make a thousand calls in vain.
type gate struct{ shut atomic.Int64 } // when it opens, in unix nanoseconds

// close shuts the gate until the given time, and reports whether it was open.
func (g *gate) close(now, until time.Time) bool {
	was := g.shut.Swap(until.UnixNano())
	return was <= now.UnixNano()
}

// opens returns when the gate opens; ok is false when it is open.
func (g *gate) opens(now time.Time) (at time.Time, ok bool) {
	at = time.Unix(0, g.shut.Load())
	return at, at.After(now)
}
