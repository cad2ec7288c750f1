package bot

import (
	"context"
	"time"

	"quorum/polls"
	"quorum/polls/figures"
)

// Stats are the figures of a workspace for some time, and how they went of late.
type Stats struct {
	figures.Figures
	Trend   []figures.Week // of the last thirteen weeks
	At      time.Time      // as of when
	Old     bool           // that is a while ago: newer ones are being worked out
	Partial bool           // there were so many questions that only the newest are counted
}

// What figures are from: the newest polls of a quarter of a year.
const (
	countFrom  = 91 * 24 * time.Hour
	countPolls = 2000
)

// oldStats is how old figures are of which it is said.
const oldStats = 2 * time.Minute

// accountsLast is how long accounts are good for at least: whoever looks again at once reads the same.
const accountsLast = time.Minute

// How long whoever asks waits for figures: at first, while Slack waits for the answer, and then, before they are told that
// there are none.
const (
	statsTimeout = time.Second
	statsLater   = workMost + time.Minute
)

// Stats are the figures of a workspace for the time until [Stats.At]. They go back at most thirteen weeks. They are counted up
// in the background, once for all who ask: while that takes long, the last ones are returned. When there are none yet, ready is
// false, and later is called with them, or why there are none, as soon as that is known; it is not called otherwise.
//
// Anybody of the workspace may see them: they are sums over all its questions, also of those that somebody cannot see,
// and name neither people nor questions nor answers. What they tell of answers, that later ones changed a decision, is
// left out when there are few.
func (b *Bot) Stats(ctx context.Context, workspace string, last time.Duration, later func(context.Context, Stats, error)) (of Stats, ready bool, err error) {
	books, err := b.books.within(ctx, workspace, statsTimeout)
	switch {
	case err != nil:
		return Stats{}, false, err
	case !books.at.IsZero():
		return b.statsOf(books, last), true, nil
	}
	b.guard.Go("figures", func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), statsLater)
		defer cancel()
		books, err := b.books.within(ctx, workspace, statsLater)
		if err != nil { // what was under way has failed
			books, err = b.books.within(ctx, workspace, statsLater)
		}
		later(ctx, b.statsOf(books, last), err)
	})
	return Stats{}, false, nil
}

// accounts works out the accounts of a workspace.
func (b *Bot) accounts(ctx context.Context, workspace string, now time.Time) (all []figures.Account, err error) {
	err = b.history(ctx, "figures", workspace, now.Add(-countFrom), countPolls, func(p *polls.Poll, events []polls.Event) error {
		all = append(all, figures.AccountFor(p, now, events))
		return nil
	})
	return all, err
}

func (b *Bot) statsOf(books result[[]figures.Account], last time.Duration) Stats {
	all, at := books.of, books.at
	zone := b.opts.Work.Zone
	if zone == nil {
		zone = time.UTC
	}
	return Stats{
		Figures: figures.Sum(all, at.Add(-last), at), Trend: figures.TrendOf(all, zone), At: at, Old: time.Since(at) > oldStats, Partial: len(all) == countPolls,
	}
}
