package storagetest

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"quorum/polls"
)

func loseSome(s Store) Store {
	var n atomic.Int64
	return broken{Store: s, update: func(ctx context.Context, id polls.ID, do change) error {
		if n.Add(1)%3 == 0 {
			return nil
		}
		return s.Update(ctx, id, do)
	}}
}

// storeLater stores changes only when it is closed.
func storeLater(s Store) Store {
	var waiting []func() error
	return broken{
		Store: s,
		update: func(ctx context.Context, id polls.ID, do change) error {
			p := exportOne(ctx, s, id)
			if _, err := do(p); err != nil {
				return err
			}
			waiting = append(waiting, func() error { return s.Update(context.Background(), id, do) })
			return nil
		},
		close: func() (err error) {
			for _, store := range waiting {
				err = errors.Join(err, store())
			}
			return errors.Join(err, s.Close())
		},
	}
}

func storeFailed(s Store) Store {
	return broken{Store: s, update: func(ctx context.Context, id polls.ID, do change) error {
		var failed error
		err := s.Update(ctx, id, func(p *polls.Poll) (events []polls.Event, err error) {
			events, failed = do(p)
			return events, nil
		})
		if err == nil {
			err = failed
		}
		return err
	}}
}

// failTogether returns the error of one change to the next caller too.
func failTogether(s Store) Store {
	var mu sync.Mutex
	var last error
	return broken{Store: s, update: func(ctx context.Context, id polls.ID, do change) error {
		mu.Lock()
		before := last
		last = nil
		mu.Unlock()
		if before != nil {
			return before
		}
		err := s.Update(ctx, id, do)
		mu.Lock()
		defer mu.Unlock()
		last = err
		return err
	}}
}

func takeNumber(s Store) Store {
	return broken{Store: s, create: func(ctx context.Context, workspace, request string, open opener) (polls.ID, bool, error) {
		id, fresh, err := s.Create(ctx, workspace, request, open)
		if err != nil {
			q := question{}.complete()
			_, _, _ = s.Create(ctx, workspace, "", func(id polls.ID) (*polls.Poll, []polls.Event, error) {
				return polls.Open(time.Now(), q.opening(id))
			})
		}
		return id, fresh, err
	}}
}

// seeOld shows each poll as it was at the first View.
func seeOld(s Store) Store {
	var mu sync.Mutex
	old := map[polls.ID]*polls.Poll{}
	return broken{Store: s, view: func(ctx context.Context, id polls.ID, look func(*polls.Poll) error) error {
		mu.Lock()
		defer mu.Unlock()
		if old[id] == nil {
			old[id] = exportOne(ctx, s, id)
		}
		return look(old[id])
	}}
}

// seeUnstored shows changes of a poll whether or not they were stored.
func seeUnstored(s Store) Store {
	var mu sync.Mutex
	ahead := map[polls.ID]*polls.Poll{}
	start := func(ctx context.Context, id polls.ID) {
		mu.Lock()
		defer mu.Unlock()
		if ahead[id] == nil {
			ahead[id] = exportOne(ctx, s, id)
		}
	}
	return broken{
		Store: s,
		update: func(ctx context.Context, id polls.ID, do change) error {
			start(ctx, id)
			mu.Lock()
			_, _ = do(ahead[id])
			mu.Unlock()
			return s.Update(ctx, id, do)
		},
		view: func(ctx context.Context, id polls.ID, look func(*polls.Poll) error) error {
			start(ctx, id)
			mu.Lock()
			defer mu.Unlock()
			return look(ahead[id])
		},
	}
}

func exportOne(ctx context.Context, s Store, id polls.ID) (found *polls.Poll) {
	_ = s.Export(ctx, func(p *polls.Poll, _ []polls.Event) error {
		if p.ID == id {
			found = p
		}
		return nil
	})
	return found
}

type exportedPoll struct {
	poll   *polls.Poll
	events []polls.Event
}

func exportBut(edit func([]exportedPoll) []exportedPoll) func(Store) Store {
	return func(s Store) Store {
		return broken{Store: s, export: func(ctx context.Context, each func(*polls.Poll, []polls.Event) error) error {
			var all []exportedPoll
			if err := s.Export(ctx, func(p *polls.Poll, e []polls.Event) error {
				all = append(all, exportedPoll{p, e})
				return nil
			}); err != nil {
				return err
			}
			for _, e := range edit(all) {
				if err := each(e.poll, e.events); err != nil {
					return err
				}
			}
			return nil
		}}
	}
}
