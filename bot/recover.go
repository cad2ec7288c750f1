package bot

import (
	"context"
	"errors"
	"time"

	"quorum/polls"
	"quorum/storage"
)

// recover looks for a letter that may have arrived. known is false when it has not arrived and should be sent.
func (c courier) recover(ctx context.Context, d storage.Delivery, letter Letter) (result storage.Result, change change, known bool) {
	at, found, err := letter.Find(ctx, d.Started)
	earlier := d.Unknown == 0 // never tried with this database: it may have been sent before the database was restored
	switch refused := (*Failure)(nil); {
	case err != nil && earlier && errors.As(err, &refused) && refused.Fate == Refused: // looking is not allowed
		return storage.Result{}, nil, false
	case err != nil:
		result, change = c.failed(d, err)
	case found && d.Started.Before(time.Unix(0, c.bot.begun.Load())): // sent before this program was started
		result, change = c.correct(ctx, d, letter, at)
	case found:
		result, change = alreadyArrived(d, at)
	case d.Unknown >= maxUnknown && d.At.IsZero(): // updating a message twice is harmless, so it is not given up
		result, change = givenUp(d)
	case time.Since(d.Started) < secondLook:
		result = storage.Result{State: storage.Unknown, Next: d.Started.Add(secondLook)}
	default:
		return storage.Result{}, nil, false
	}
	return result, change, true
}

// correct replaces a message that was sent before this program was started, because it may be out of date. A message that can no longer
// be changed stays.
func (c courier) correct(ctx context.Context, d storage.Delivery, letter Letter, at polls.Place) (storage.Result, change) {
	err := letter.Correct(ctx, at)
	if f := (*Failure)(nil); err != nil && !(errors.As(err, &f) && f.Fate == Refused) {
		return c.failed(d, err)
	}
	return sent(d, at)
}
