package bot

import (
	"context"
	"errors"
	"time"

	"quorum/polls"
	"quorum/storage"
)

// recover looks for a letter that may have arrived. known is false when it has not and is to be sent again.
func (c courier) recover(ctx context.Context, d storage.Delivery, letter Letter) (result storage.Result, change change, known bool) {
	at, found, err := letter.Find(ctx, d.Started)
	earlier := d.Unknown == 0 // it was never tried here: whoever had this database before it was put back may have sent it
	switch refused := (*Failure)(nil); {
	case err != nil && earlier && errors.As(err, &refused) && refused.Fate == Refused: // nobody may look
		return storage.Result{}, nil, false
	case err != nil:
		result, change = c.failed(d, err)
	case found && d.Started.Before(time.Unix(0, c.bot.awake.Load())): // by this program, or by whoever had its database
		result, change = c.correct(ctx, d, letter, at)
	case found:
		result, change = cameBefore(d, at)
	case d.Unknown >= maxUnknown && d.At.IsZero(): // what stands somewhere is changed, and that can be done twice
		result, change = parked(d)
	case time.Since(d.Started) < secondLook:
		result = storage.Result{State: storage.Unknown, Next: d.Started.Add(secondLook)}
	default:
		return storage.Result{}, nil, false
	}
	return result, change, true
}

// correct puts a letter in the place of one that was sent before the database was put back, which may say something else. One
// that can no longer be changed stays.
func (c courier) correct(ctx context.Context, d storage.Delivery, letter Letter, at polls.Place) (storage.Result, change) {
	err := letter.Correct(ctx, at)
	if f := (*Failure)(nil); err != nil && !(errors.As(err, &f) && f.Fate == Refused) {
		return c.failed(d, err)
	}
	return sent(d, at)
}
