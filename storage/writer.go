package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"time"
)

// writer is the one goroutine that changes the database, and what it works with. Its statements never see a caller's
// context: a caller that leaves must not undo its neighbours' changes.
type writer struct {
	dialect dialect
	pool    *sql.DB
	most    int         // jobs in one batch
	waiting func() bool // says that there are more jobs
	signal  func()
	claims  *claims
	caught  teller

	tx      *tx // nil until the first batch, and after the connection broke
	polls   *cache
	woke    time.Time // letters of polls opened until then are looked for before they are sent, see Wake
	epoch   uint64    // raised when another process has changed something: polls of an earlier one may be behind
	foreign int64
	traces  traces
}

func newWriter(d dialect, pool *sql.DB, opts Options, waiting func() bool, signal func(), claims *claims) *writer {
	return &writer{
		dialect: d, pool: pool, most: opts.batch(), waiting: waiting, signal: signal, claims: claims, caught: opts.Panicked, polls: newCache(opts.keep()),
	}
}

// write takes everything that waits, stores it with one commit, and repeats. A change that ends its goroutine, as a
// failing test does, ends only one batch.
func (s *Store) write() {
	ended := false
	defer func() {
		if fault := recover(); fault != nil {
			_ = s.panicked.tell("writer", &panicked{fault, debug.Stack()})
		}
		if ended {
			close(s.closed)
		} else {
			begin(s.write)
		}
	}()
	for {
		s.writer.eraseWhenDue()
		select {
		case j := <-s.jobs:
			s.writer.store(s.gather(j))
		case <-s.writer.traces.wait():
		case <-s.closing:
			select {
			case j := <-s.jobs:
				s.writer.store(s.gather(j))
			default:
				if s.writer.traces.left {
					s.writer.erase()
				}
				ended = true
				return
			}
		}
	}
}

// gather does not wait for more company than there is, or is about to come, such as those who were just told of the
// batch before: it would gain nothing.
func (s *Store) gather(first *job) []*job {
	runtime.Gosched()
	jobs := append(make([]*job, 0, 1+len(s.jobs)), first)
	for len(jobs) < s.writer.most {
		select {
		case j := <-s.jobs:
			jobs = append(jobs, j)
		default:
			return jobs
		}
	}
	return jobs
}

// store stores what the jobs do and tells each caller. When a batch fails for a reason that lies in what is written,
// its jobs are stored one by one, so that only the culprit fails.
func (w *writer) store(jobs []*job) {
	if w.storeTogether(jobs, len(jobs) > 1) {
		return
	}
	for _, j := range jobs {
		w.storeTogether([]*job{j}, false)
	}
}

var errEnded = errors.New("a change ended the goroutine that it ran in")

// storeTogether returns false, and has told nobody, if the jobs may be stored one by one and should be.
func (w *writer) storeTogether(jobs []*job, divisible bool) (told bool) {
	err := errEnded
	defer func() {
		if fault := recover(); fault != nil {
			err = w.caught.tell("writer", &panicked{fault, debug.Stack()})
		}
		if told = err == nil || !divisible || w.dialect.unavailable(err) || errors.Is(err, errEnded); !told {
			return
		}
		for _, j := range jobs {
			if err != nil || !w.traces.hold(j) {
				j.done <- w.outcome(j, err)
			}
		}
	}()
	err = w.attempt(jobs)
	return false
}

func (w *writer) outcome(j *job, err error) error {
	switch {
	case err == nil:
		if fault := (*panicked)(nil); errors.As(j.err, &fault) {
			_ = w.caught.tell("changes", fault)
		}
		return j.err
	case w.dialect.unavailable(err):
		return fmt.Errorf("storage: %w: %w", ErrUnavailable, err)
	}
	return fmt.Errorf("storage: %w", err)
}

// attempt runs the jobs in one transaction. If it returns an error, nothing of them is stored.
func (w *writer) attempt(jobs []*job) error {
	if err := w.begin(); err != nil {
		return err
	}
	b, stored := newBatch(w), false
	defer func() {
		if !stored {
			b.forget()
			w.rollback()
		}
	}()
	for p := range phases {
		for _, j := range jobs {
			if j.phase != p {
				continue
			}
			boxed := b.boxed
			if j.try(b); w.tx.err != nil {
				return w.tx.err
			}
			j.boxed = b.boxed > boxed
		}
		if err := b.flush(); err != nil {
			return err
		}
	}
	met, err := w.claims.meet(b)
	defer func() { met(stored) }()
	if err != nil {
		return err
	}
	if err := w.finish(b); err != nil {
		return err
	}
	stored = true
	if b.boxed > 0 {
		w.leave(jobs)
	}
	return nil
}

// connect makes a connection when there is none.
func (w *writer) connect() error {
	if w.tx != nil {
		return nil
	}
	c, err := w.pool.Conn(context.Background())
	if err != nil {
		return err
	}
	w.tx = newTx(c, w.dialect)
	w.epoch++
	return nil
}

func (w *writer) begin() error {
	if err := w.connect(); err != nil {
		return err
	}
	w.tx.err = nil
	if err := w.tx.exec(w.dialect.begin); err != nil {
		w.rollback()
		return err
	}
	var v int64
	if err := w.tx.query(func(r *sql.Rows) error { return r.Scan(&v) }, w.dialect.foreign); err != nil {
		w.rollback()
		return err
	}
	if v != w.foreign {
		w.foreign = v
		w.epoch++
	}
	return nil
}

// finish commits if there is something to commit.
func (w *writer) finish(b *batch) error {
	if !b.wrote {
		w.rollback()
		return nil
	}
	if err := w.tx.exec("commit"); err != nil {
		return err
	}
	if b.news {
		w.signal()
	}
	return nil
}

// rollback ends a transaction that must leave nothing. After an error of the disk the connection is replaced.
func (w *writer) rollback() {
	cause := w.tx.err
	w.tx.err = nil
	if err := w.tx.exec("rollback"); err != nil && cause == nil || cause != nil && w.dialect.unavailable(cause) {
		_ = w.tx.close() // what it says has been said by the cause
		w.tx = nil
	}
}

func (w *writer) close() error {
	var err error
	if w.tx != nil {
		err = w.tx.close()
	}
	return errors.Join(err, w.pool.Close())
}
