package bot

import (
	"sync/atomic"
	"time"
)

// gate keeps every letter back while the surface takes none, so that a thousand of them do not ask a thousand times.
type gate struct{ shut atomic.Int64 } // until then, in unix nanoseconds

// close keeps the gate shut until the given time, and says whether it was open.
func (g *gate) close(now, until time.Time) bool {
	was := g.shut.Swap(until.UnixNano())
	return was <= now.UnixNano()
}

// opens returns when the gate opens; ok is false when it is open.
func (g *gate) opens(now time.Time) (at time.Time, ok bool) {
	at = time.Unix(0, g.shut.Load())
	return at, at.After(now)
}
