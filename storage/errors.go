package storage

import (
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
