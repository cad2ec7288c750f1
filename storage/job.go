package storage

import (
	"context"
	"errors"
	"fmt"
	"sync"
)

// phase orders the jobs of a batch: what changes polls, what settles deliveries, what leases.
type phase int

const (
	changing phase = iota
	settling
	leasing
	phases
)

// job is one caller's part of a batch.
type job struct {
	phase phase
	run   func(*batch) error // may run again when the batch it was in could not be stored

	mu   sync.Mutex // held while run runs
	gone bool       // the caller no longer waits
	ran  bool       // it has begun at least once, so it may be stored

	boxed bool // it has brought an anonymous answer

	err  error
	done chan error // capacity 1
}

// do hands a job to the writer and waits until what it did is durable, or has failed, or the caller no longer waits.
// When do has returned, run is not running and will not run.
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

// leave stops waiting. What has run already may still be stored.
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
		return fmt.Errorf("storage: %w: it could not begin in time", ErrUnavailable) // and now it never will
	}
	return ctx.Err()
}

// leftBehind is for a job that came while the store was closing.
func (j *job) leftBehind() error {
	select {
	case err := <-j.done:
		return err
	default:
		return errClosed()
	}
}

// try runs the job unless its caller has left. A panic is this caller's error and nobody else's.
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
