package bot

import (
	"context"
	"errors"
	"time"

	"quorum/polls"
	"quorum/polls/forecast"
)

// What is learnt from: the newest polls of a quarter of a year, until there are enough waits.
const (
	learnFrom  = 91 * 24 * time.Hour
	learnPolls = 500
	learnWaits = 2000
)

// paceLasts is for how long a learnt pace is used before it is read again.
const paceLasts = 10 * time.Minute

var errEnough = errors.New("bot: enough")

// paceTimeout is how long a question waits for the pace to be learnt. After that it is asked without a forecast.
const paceTimeout = 500 * time.Millisecond

// Pace returns how fast the people of a workspace have answered of late; the zero Pace while that is still being
// learnt. It is read at most every ten minutes, and never while a person who answers waits.
func (b *Bot) Pace(ctx context.Context, workspace string) (forecast.Pace, error) {
	pace, err := b.pace.within(ctx, workspace, paceTimeout)
	return pace.of, err
}

func (b *Bot) learn(ctx context.Context, workspace string, now time.Time) (forecast.Pace, error) {
	var waits []forecast.Wait
	err := b.history(ctx, "forecasts", workspace, now.Add(-learnFrom), learnPolls, func(p *polls.Poll, _ []polls.Event) error {
		if waits = append(waits, forecast.WaitsOf(p, now)...); len(waits) >= learnWaits {
			return errEnough
		}
		return nil
	})
	if err != nil && !errors.Is(err, errEnough) {
		return forecast.Pace{}, err
	}
	return forecast.PaceOf(waits), nil
}

// ForecastPlan returns when a question that is to be asked with this plan will have its quorum. ok is false when
// there is nothing to say, see [forecast.ForPoll]. It is for the asker alone.
func (b *Bot) ForecastPlan(ctx context.Context, r Request, plan polls.Plan) (f forecast.Forecast, ok bool, err error) {
	known, err := b.Pace(ctx, r.Workspace)
	if err != nil {
		return f, false, err
	}
	f, ok = forecast.ForOpening(b.opening(r, polls.ID{}), r.now(), plan, known)
	return f, ok, nil
}

// Forecast returns when an open poll will have its quorum. It is for the asker alone.
func (b *Bot) Forecast(ctx context.Context, id polls.ID) (f forecast.Forecast, ok bool, err error) {
	known, err := b.Pace(ctx, id.Workspace)
	if err != nil || !known.Known() {
		return f, false, err
	}
	err = b.store.View(ctx, id, func(p *polls.Poll) error {
		f, ok = forecast.ForPoll(p, time.Now(), known)
		return nil
	})
	return f, ok, err
}
