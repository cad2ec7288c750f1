package storage

import (
	"context"
	"errors"
	"fmt"

	"quorum/polls"
	"quorum/polls/phrase"
)

// ErrUnavailable is wrapped by every error of the database itself: the disk is full or gone, the file is locked by another
// program or cannot be written, the store is closed. Nothing was saved; the same call may succeed later.
var ErrUnavailable = errors.New("the database cannot be used now")

// ErrLeaseLost is returned by [Store.Settle] when the lease has run out and the delivery was leased again. Nothing was saved,
// and nothing needs to be: the new holder settles it.
var ErrLeaseLost = errors.New("the lease of this delivery has run out")

// ErrUnreadable is wrapped by every error of the stored data of one poll or schedule: its log has a fact that this program does
// not know, or that does not follow. Everything else in the database may be readable.
var ErrUnreadable = errors.New("what is stored of it cannot be read")

func notFound(id polls.ID) error {
	return (&phrase.Error{Code: phrase.NotFound, Text: fmt.Sprintf("There is no %s here.", id)}).Hint(phrase.ToList, "")
}

// Skipped is the error of a call that reads many items, when some were unreadable and were left out. All others were read.
type Skipped struct{ Items []Unread }

// Unread is an item that was left out, and the reason.
type Unread struct {
	Key string // of a poll or a schedule
	Err error
}

// Error gives the number of items, and the reason for the first.
func (s *Skipped) Error() string {
	return fmt.Sprintf("%d could not be read: %s: %v", len(s.Items), s.Items[0].Key, s.Items[0].Err)
}

// Unwrap returns the reasons.
func (s *Skipped) Unwrap() (all []error) {
	for _, one := range s.Items {
		all = append(all, one.Err)
	}
	return all
}

// skip adds an item, unless reading has to end altogether: then it returns the error.
func (s *Skipped) skip(ctx context.Context, key string, err error) error {
	if ctx.Err() != nil || errors.Is(err, errStoreClosed) {
		return err
	}
	s.Items = append(s.Items, Unread{key, err})
	return nil
}

// orNil returns the error, or nil when no item was skipped.
func (s *Skipped) orNil() error {
	if len(s.Items) == 0 {
		return nil
	}
	return s
}
