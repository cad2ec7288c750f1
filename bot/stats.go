package bot

import (
	"context"
	"sync"
	"time"

	"quorum/polls"
)

// Stats are the figures of a workspace for some time, and how they went of late.
type Stats struct {
	polls.Figures
	Trend   []polls.Week // of the last thirteen weeks
	Partial bool         // there were so many questions that only the newest are counted
}

// What figures are from: the newest polls of a quarter of a year.
const (
	countFrom  = 91 * 24 * time.Hour
	countPolls = 2000
)

// accountsLast is how long accounts are good for: whoever looks again at once reads the same.
const accountsLast = time.Minute

// accounts keeps what was read of each workspace. It is safe for concurrent use.
type accounts struct {
	mu sync.Mutex
	of map[string]counted
}

type counted struct {
	all []polls.Account
	at  time.Time
}

// Stats are the figures of a workspace for the time until now. They go back at most thirteen weeks.
//
// Anybody of the workspace may see them: they are sums over all its questions, also of those that somebody cannot see,
// and name neither people nor questions nor answers. What they tell of answers, that later ones changed a decision, is
// left out when there are few.
func (b *Bot) Stats(ctx context.Context, workspace string, last time.Duration) (Stats, error) {
	known, err := b.accountsOf(ctx, workspace)
	if err != nil {
		return Stats{}, err
	}
	zone := b.opts.Work.Zone
	if zone == nil {
		zone = time.UTC
	}
	return Stats{
		Figures: polls.FiguresOf(known.all, known.at.Add(-last), known.at), Trend: polls.TrendOf(known.all, zone),
		Partial: len(known.all) == countPolls,
	}, nil
}

func (b *Bot) accountsOf(ctx context.Context, workspace string) (counted, error) {
	now := time.Now()
	b.books.mu.Lock()
	known, ok := b.books.of[workspace]
	b.books.mu.Unlock()
	if ok && now.Sub(known.at) < accountsLast {
		return known, nil
	}
	known = counted{at: now}
	err := b.history(ctx, "figures", workspace, now.Add(-countFrom), countPolls, func(p *polls.Poll, events []polls.Event) error {
		known.all = append(known.all, polls.AccountOf(p, now, events))
		return nil
	})
	if err != nil {
		return counted{}, err
	}
	b.books.mu.Lock()
	defer b.books.mu.Unlock()
	if b.books.of == nil {
		b.books.of = map[string]counted{}
	}
	b.books.of[workspace] = known
	return known, nil
}
