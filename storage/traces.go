package storage

import "time"

// traces are what a database keeps of how its pages were before, as long as they tell something: an anonymous answer is what
// a poll's box has more than it had before.
type traces struct {
	left  bool
	tried time.Time     // when they could not be erased
	pause time.Duration // after that
}

const (
	firstPause = 100 * time.Millisecond
	mostPause  = 2 * time.Second
)

// due says whether to erase them now.
func (t *traces) due() bool { return t.left && time.Since(t.tried) >= t.pause }

// wait is for when to try again; it is nil when none are left.
func (t *traces) wait() <-chan time.Time {
	if !t.left {
		return nil
	}
	return time.After(time.Until(t.tried.Add(t.pause)))
}

// erase erases the traces, also those that a process has left that was killed before it could, or leaves them for later: what was stored is stored.
func (w *writer) erase() {
	done := w.dialect.erase == nil
	if !done && w.connect() == nil {
		var err error
		if done, err = w.dialect.erase(w.tx.conn); err != nil {
			_ = w.tx.close() // what is wrong with it shows when it is used next
			w.tx = nil
		}
	}
	if done {
		w.traces = traces{}
		return
	}
	w.traces = traces{left: true, tried: time.Now(), pause: min(max(firstPause, 2*w.traces.pause), mostPause)}
}
