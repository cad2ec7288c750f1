package storage

import "time"

// traces are old versions of pages in the write-ahead log. Two versions of a box differ by one anonymous answer, so they are erased
// before the callers who gave such answers are told that these are stored, unless a reader still needs the old state. Other
// callers do not wait for that.
type traces struct {
	left  bool
	next  time.Time     // when to erase them at the latest
	told  []*job        // jobs whose callers are told then
	took  time.Duration // how long erasing took the last time
	pause time.Duration // the backoff after a failed try; 0: the last try did not fail
}

const (
	firstPause = 100 * time.Millisecond
	mostPause  = 2 * time.Second
	mostHeld   = 50 * time.Millisecond
)

// wait returns a channel that is signalled when the traces are to be erased; nil when there are none.
func (t *traces) wait() <-chan time.Time {
	if !t.left {
		return nil
	}
	return time.After(time.Until(t.next))
}

// hold reports whether the caller of a stored job is to be told later, and keeps the job then.
func (t *traces) hold(j *job) bool {
	if !j.boxed || !t.left || t.pause > 0 {
		return false
	}
	t.told = append(t.told, j)
	return true
}

// leave notes that jobs have left traces. The traces are erased at once, unless other jobs wait: then erasing takes at most a
// fourth of the time.
func (w *writer) leave(jobs []*job) {
	alone := !w.waiting()
	for _, j := range jobs {
		alone = alone && j.boxed
	}
	if !w.traces.left {
		w.traces.left, w.traces.next = true, time.Now().Add(min(4*w.traces.took, mostHeld))
	}
	if alone && w.traces.pause == 0 {
		w.erase()
	}
}

// eraseWhenDue erases the traces when their time has come.
func (w *writer) eraseWhenDue() {
	if w.traces.left && !time.Now().Before(w.traces.next) {
		w.erase()
	}
}

// erase erases the traces and tells the callers who wait for that. They are told also when the traces have to stay for now, because
// their answers are stored.
func (w *writer) erase() {
	begun, done := time.Now(), w.dialect.erase == nil
	if !done && w.connect() == nil {
		var err error
		if done, err = w.dialect.erase(w.tx.conn); err != nil {
			_ = w.tx.close() // the next use of the database shows the error
			w.tx = nil
		}
	}
	told, pause := w.traces.told, min(max(firstPause, 2*w.traces.pause), mostPause)
	if done {
		w.traces = traces{took: time.Since(begun)}
	} else {
		w.traces = traces{left: true, next: time.Now().Add(pause), took: w.traces.took, pause: pause}
	}
	for _, j := range told {
		j.done <- w.outcome(j, nil)
	}
}
