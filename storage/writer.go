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

// writer is the state of the one goroutine that changes the database. Its statements never use a caller's context: a caller that
// gives up must not undo other callers' changes.
type writer struct {
	dialect dialect
	pool    *sql.DB
	most    int         // jobs in one batch
	waiting func() bool // reports whether more jobs wait
	signal  func()
	claims  *claims
	caught  teller

	tx      *tx // nil until the first batch, and after the connection broke
	polls   *cache
	woke    time.Time // letters of polls opened before are looked for before they are sent, see Wake
	epoch   uint64    // raised when another process has committed: polls of an earlier epoch may be out of date
	foreign int64
	traces  traces
}

func newWriter(d dialect, pool *sql.DB, opts Options, waiting func() bool, signal func(), claims *claims) *writer {
	return &writer{
		dialect: d, pool: pool, most: opts.batch(), waiting: waiting, signal: signal, claims: claims, caught: opts.Panicked, polls: newCache(opts.keep()),
	}
}

// write takes all waiting jobs, stores them with one commit, and repeats. A change that ends its goroutine, as a failing test
// does, ends only one batch.
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
				if late := s.later.take(); len(late) > 0 {
					s.writer.store(late)
				}
				if s.writer.traces.left {
					s.writer.erase()
				}
				ended = true
				return
			}
		}
	}
}

// gather returns the first job and all others that wait. It yields once, so that callers of the batch before can send their next
// job, and does not wait longer: that would gain nothing.
func (s *Store) gather(first *job) []*job {
	runtime.Gosched()
	jobs := append(append(make([]*job, 0, 1+len(s.jobs)), first), s.later.take()...)
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

// store runs jobs, commits and tells each caller the result. When a batch fails because of the data, its jobs are stored one by
// one, so that only the faulty job fails.
func (w *writer) store(jobs []*job) {
	if w.storeTogether(jobs, len(jobs) > 1) {
		return
	}
	for _, j := range jobs {
		w.storeTogether([]*job{j}, false)
	}
}

var errEnded = errors.New("a change ended the goroutine that it ran in")

// storeTogether stores jobs with one commit. It returns false, and has told no caller, when they should be stored one by one.
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

// attempt runs jobs in one transaction. When it returns an error, nothing is stored.
func (w *writer) attempt(jobs []*job) error {
	if err := w.begin(); err != nil {
		return err
	}
	b, stored := newBatch(w), false
	b.jobs = len(jobs)
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

// connect opens a connection if there is none.
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

// finish commits, if there is something to commit.
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

// rollback undoes a transaction. After an error of the disk the connection is replaced.
func (w *writer) rollback() {
	cause := w.tx.err
	w.tx.err = nil
	if err := w.tx.exec("rollback"); err != nil && cause == nil || cause != nil && w.dialect.unavailable(cause) {
		_ = w.tx.close() // its error adds nothing to the cause
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
