package storage

import (
	"context"
	"errors"
	"fmt"

	"quorum/polls"
	"quorum/polls/phrase"
)

// ErrUnavailable is what every error is that comes of the database and not of the change: the disk is full or gone, the
// file is locked by another program or cannot be written, the store is closed. Nothing was saved; the same call may
// succeed later.
var ErrUnavailable = errors.New("the database cannot be used now")

// ErrLeaseLost is what [Store.Settle] returns when the lease ran out and the delivery went to somebody else, or has
// been settled by them. Nothing was saved, and nothing needs to be: the other one settles it.
var ErrLeaseLost = errors.New("the lease of this delivery has run out")

// ErrUnreadable is what every error is that comes of what is stored of one poll or schedule: this program does not know a
// fact in its log, or cannot follow it. The database and all else in it may be well.
var ErrUnreadable = errors.New("what is stored of it cannot be read")

func notFound(id polls.ID) error {
	return (&phrase.Error{Code: phrase.NotFound, Text: fmt.Sprintf("There is no %s here.", id)}).Hint(phrase.ToList, "")
}

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
