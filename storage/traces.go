package storage

import "time"

// traces are what a database keeps of how its pages were before, as long as they tell something: an anonymous answer is what
// a poll's box has more than it had before. They are erased before those who gave such answers are told that these are stored,
// unless a reader still needs the database as it was. Others do not wait for that.
type traces struct {
	left  bool
	next  time.Time     // when to erase them at the latest
	told  []*job        // those that are told then
	took  time.Duration // the last time
	pause time.Duration // after trying in vain; 0: that has not happened
}

const (
	firstPause = 100 * time.Millisecond
	mostPause  = 2 * time.Second
	mostHeld   = 50 * time.Millisecond
)

// wait is for when to erase them; it is nil when none are left.
func (t *traces) wait() <-chan time.Time {
	if !t.left {
		return nil
	}
	return time.After(time.Until(t.next))
}

// hold says that a job that was stored is told later.
func (t *traces) hold(j *job) bool {
	if !j.boxed || !t.left || t.pause > 0 {
		return false
	}
	t.told = append(t.told, j)
	return true
}

// leave notes that jobs have left traces. They are erased at once, unless others wait too: those would wait at most for a
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

// erase erases the traces and tells those who wait for that, also when they have to stay for now: what was stored is stored.
func (w *writer) erase() {
	begun, done := time.Now(), w.dialect.erase == nil
	if !done && w.connect() == nil {
		var err error
		if done, err = w.dialect.erase(w.tx.conn); err != nil {
			_ = w.tx.close() // what is wrong with it shows when it is used next
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
