package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// writer is the one goroutine that changes the database, and what it works with. Its statements never see a caller's
// context: a caller that leaves must not undo its neighbours' changes.
type writer struct {
	dialect dialect
	pool    *sql.DB
	most    int // jobs in one batch
	signal  func()

	tx      *tx // nil until the first batch, and after the connection broke
	polls   *cache
	epoch   uint64 // raised when another process has changed something: polls of an earlier one may be behind
	foreign int64
}

func newWriter(d dialect, pool *sql.DB, opts Options, signal func()) *writer {
	return &writer{dialect: d, pool: pool, most: opts.batch(), signal: signal, polls: newCache(opts.keep())}
}

// write takes everything that waits, stores it with one commit, and repeats.
func (s *Store) write() {
	defer close(s.closed)
	for {
		select {
		case j := <-s.jobs:
			s.writer.store(s.gather(j))
		case <-s.closing:
			select {
			case j := <-s.jobs:
				s.writer.store(s.gather(j))
			default:
				return
			}
		}
	}
}

// gather does not wait for more company than there is: it would gain nothing.
func (s *Store) gather(first *job) []*job {
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
	err := w.attempt(jobs)
	if err != nil && len(jobs) > 1 && !w.dialect.unavailable(err) {
		for _, j := range jobs {
			j.done <- w.outcome(j, w.attempt([]*job{j}))
		}
		return
	}
	for _, j := range jobs {
		j.done <- w.outcome(j, err)
	}
}

func (w *writer) outcome(j *job, err error) error {
	switch {
	case err == nil:
		return j.err
	case w.dialect.unavailable(err):
		return fmt.Errorf("storage: %w: %w", ErrUnavailable, err)
	}
	return fmt.Errorf("storage: %w", err)
}

// attempt runs the jobs in one transaction. If it returns an error, nothing of them is stored.
func (w *writer) attempt(jobs []*job) (err error) {
	if err := w.begin(); err != nil {
		return err
	}
	b := newBatch(w)
	defer func() {
		if err != nil {
			b.forget()
			w.rollback()
		}
	}()
	for p := range phases {
		for _, j := range jobs {
			if j.phase != p {
				continue
			}
			if j.try(b); w.tx.err != nil {
				return w.tx.err
			}
		}
		if err := b.flush(); err != nil {
			return err
		}
	}
	return w.finish(b)
}

func (w *writer) begin() error {
	if w.tx == nil {
		c, err := w.pool.Conn(context.Background())
		if err != nil {
			return err
		}
		w.tx = newTx(c, w.dialect)
		w.epoch++
	}
	w.tx.err = nil
	if err := w.tx.exec(w.dialect.begin); err != nil {
		w.rollback()
		return err
	}
	v, err := w.dialect.foreign(context.Background(), w.tx.conn)
	if err != nil {
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
