package storage

import (
	"context"
	"errors"
	"fmt"
)

// Skipped is the error of reading many, of which some could not be read and were left out. All others were read.
type Skipped struct{ Items []Unread }

// Unread is what could not be read, and why.
type Unread struct {
	Key string // of a poll or a schedule
	Err error
}

// Error says how many there are, and of one of them why.
func (s *Skipped) Error() string {
	return fmt.Sprintf("%d could not be read: %s: %v", len(s.Items), s.Items[0].Key, s.Items[0].Err)
}

// Unwrap returns the causes.
func (s *Skipped) Unwrap() (all []error) {
	for _, one := range s.Items {
		all = append(all, one.Err)
	}
	return all
}

// skip notes that one could not be read, unless nothing more can be: then it returns why.
func (s *Skipped) skip(ctx context.Context, key string, err error) error {
	if ctx.Err() != nil || errors.Is(err, errStoreClosed) {
		return err
	}
	s.Items = append(s.Items, Unread{key, err})
	return nil
}

// orNil is the error of those that were skipped, if any were.
func (s *Skipped) orNil() error {
	if len(s.Items) == 0 {
		return nil
	}
	return s
}
