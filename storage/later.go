package storage

import (
	"sync"
	"time"
)

// settleWithin is how long a result that may be lost waits for a commit that is made anyway.
const settleWithin = 2 * time.Second

// later are jobs that nobody waits for. They share the next commit.
type later struct {
	mu   sync.Mutex
	jobs []*job
}

// SettleLater stores, with the next commit or a few seconds later, that a delivery was sent. If the program is killed before, or the
// database fails, the delivery is leased again after its lease, with Recover. So this is for what may be sent twice, and changes no
// poll.
func (s *Store) SettleLater(d Delivery, at Result) {
	j := &job{phase: settling, run: func(b *batch) error { return b.settle(d, at, nil) }, done: make(chan error, 1)}
	s.later.mu.Lock()
	defer s.later.mu.Unlock()
	if s.later.jobs = append(s.later.jobs, j); len(s.later.jobs) == 1 {
		time.AfterFunc(settleWithin, s.settleNow)
	}
}

// settleNow has the writer make a commit for jobs that found none.
func (s *Store) settleNow() {
	s.later.mu.Lock()
	defer s.later.mu.Unlock()
	if len(s.later.jobs) == 0 {
		return
	}
	select {
	case s.jobs <- s.later.jobs[0]:
		s.later.jobs = s.later.jobs[1:]
	default: // others come
	}
}

// take returns the jobs and keeps none.
func (l *later) take() []*job {
	l.mu.Lock()
	defer l.mu.Unlock()
	jobs := l.jobs
	l.jobs = nil
	return jobs
}
