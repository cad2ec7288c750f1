package storage

import (
	"context"
	"errors"
	"fmt"
	"sync"
)

// phase orders the jobs of a batch: changes first, then settling, then leasing.
type phase int

const (
	changing phase = iota
	settling
	leasing
	phases
)

// job is the work of one caller in a batch.
type job struct {
	phase phase
	run   func(*batch) error // may run again when its batch could not be stored

	mu   sync.Mutex // held while run runs
	gone bool       // the caller no longer waits
	ran  bool       // run has been called, so the job may have been stored

	boxed bool // the job brought an anonymous answer

	err  error
	done chan error // capacity 1
}

// do gives a job to the writer and waits until it is durable, has failed, or ctx has ended. After do has returned, run is not
// running and will not run.
func (s *Store) do(ctx context.Context, p phase, run func(*batch) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	j := &job{phase: p, run: run, done: make(chan error, 1)}
	select {
	case <-s.closing:
		return errClosed()
	default:
	}
	select {
	case s.jobs <- j:
	case <-s.closed:
		return errClosed()
	case <-s.closing:
		return errClosed()
	case <-ctx.Done():
		return ctx.Err()
	}
	select {
	case err := <-j.done:
		return err
	case <-ctx.Done():
		return j.leave(ctx)
	case <-s.closed:
		return j.leftBehind()
	}
}

// leave stops waiting for a job. If the job has run, it may still be stored.
func (j *job) leave(ctx context.Context) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	select {
	case err := <-j.done:
		return err
	default:
	}
	j.gone = true
	if !j.ran && errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return fmt.Errorf("storage: %w: it could not begin in time", ErrUnavailable)
	}
	return ctx.Err()
}

// leftBehind handles a job that came while the store was closing.
func (j *job) leftBehind() error {
	select {
	case err := <-j.done:
		return err
	default:
		return errClosed()
	}
}

// try runs the job unless its caller has given up. A panic is an error of this caller only.
func (j *job) try(b *batch) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.gone {
		j.err = context.Canceled
		return
	}
	j.ran = true
	j.err = j.run(b)
}

var errStoreClosed = errors.New("the store is closed")

func errClosed() error { return fmt.Errorf("storage: %w: %w", ErrUnavailable, errStoreClosed) }
