package bot

import (
	"context"
	"time"

	"quorum/polls"
	"quorum/polls/figures"
)

// Stats are the figures of a workspace for a period, and their trend.
type Stats struct {
	figures.Figures
	Trend   []figures.Week // the last thirteen weeks
	At      time.Time      // when they were computed
	Old     bool           // the figures are old, and newer ones are being computed
	Partial bool           // only the newest polls are counted, because there were too many
}

// Figures are computed from the newest polls of a quarter of a year.
const (
	countFrom  = 91 * 24 * time.Hour
	countPolls = 2000
)

// oldStats is the age from which figures count as old.
const oldStats = 2 * time.Minute

// accountsLast is how long accounts are used at least, so that looking twice shows the same.
const accountsLast = time.Minute

// How long a person waits for figures: at first, while Slack waits for the reply, and then, before the person reads that there are
// none.
const (
	statsTimeout = time.Second
	statsLater   = workMost + time.Minute
)

// Stats returns the figures of a workspace for the time until [Stats.At], at most thirteen weeks back. They are computed in the
// background, once for all who ask; while that takes long, the last ones are returned. When there are none yet, ready is false, and
// later is called with them, or with an error, as soon as they are computed; it is not called otherwise.
//
// All people of the workspace may see them: they are sums over all its polls, also of those that a person may not see, and name
// neither people nor questions nor answers. The figure that tells something of answers, how often late answers changed a decision,
// is left out when there are few polls.
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
		if err != nil { // the computation that was running has failed
			books, err = b.books.within(ctx, workspace, statsLater)
		}
		later(ctx, b.statsOf(books, last), err)
	})
	return Stats{}, false, nil
}

// accounts computes the accounts of a workspace.
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
