package storagetest

import (
	"context"
	"os"
	"slices"

	"quorum/polls"
)

// mutant is a store that does one thing wrong, and the test that must catch it.
type mutant struct {
	name string
	by   string
	wrap func(Store) Store
}

func mutants() []mutant {
	return slices.Concat(changeMutants(), openingMutants(), fileMutants(), outboxMutants(), wakeMutants(), fateMutants(), purgeMutants(), timerMutants(), listMutants(), logMutants(), lineMutants(), historyMutants(), settingMutants(), reminderMutants(), scheduleMutants(), requestMutants(), directoryMutants(), anonymousMutants())
}

// broken is a store with some methods replaced.
type broken struct {
	Store
	update func(ctx context.Context, id polls.ID, do change) error
	create func(ctx context.Context, workspace, request string, open opener) (polls.ID, bool, error)
	view   func(ctx context.Context, id polls.ID, look func(*polls.Poll) error) error
	export func(ctx context.Context, each func(*polls.Poll, []polls.Event) error) error
	backup func(ctx context.Context, file string) error
	close  func() error
}

type opener = func(id polls.ID) (*polls.Poll, []polls.Event, error)

func (b broken) Update(ctx context.Context, id polls.ID, do change) error {
	if b.update == nil {
		return b.Store.Update(ctx, id, do)
	}
	return b.update(ctx, id, do)
}

func (b broken) Create(ctx context.Context, workspace, request string, open opener) (polls.ID, bool, error) {
	if b.create == nil {
		return b.Store.Create(ctx, workspace, request, open)
	}
	return b.create(ctx, workspace, request, open)
}

func (b broken) View(ctx context.Context, id polls.ID, look func(*polls.Poll) error) error {
	if b.view == nil {
		return b.Store.View(ctx, id, look)
	}
	return b.view(ctx, id, look)
}

func (b broken) Export(ctx context.Context, each func(*polls.Poll, []polls.Event) error) error {
	if b.export == nil {
		return b.Store.Export(ctx, each)
	}
	return b.export(ctx, each)
}

func (b broken) Backup(ctx context.Context, file string) error {
	if b.backup == nil {
		return b.Store.Backup(ctx, file)
	}
	return b.backup(ctx, file)
}

func (b broken) Close() error {
	if b.close == nil {
		return b.Store.Close()
	}
	return b.close()
}

func changeMutants() []mutant {
	return []mutant{
		{"every third answer is acknowledged and lost", "256 answer one poll at once", loseSome},
		{"a change is acknowledged before it is stored", "a change is seen by everybody after it", storeLater},
		{"a change that failed is reported as stored", "a refused change leaves nothing", func(s Store) Store {
			return broken{Store: s, update: func(ctx context.Context, id polls.ID, do change) error {
				_ = s.Update(ctx, id, do)
				return nil
			}}
		}},
		{"the events of a failed change are stored", "what fails spoils no neighbour", storeFailed},
		{"a failing change fails its neighbour", "a refused change leaves nothing", failTogether},
		{"a change runs for a caller who has left", "a cancelled call stores nothing", func(s Store) Store {
			return broken{Store: s, update: func(ctx context.Context, id polls.ID, do change) error {
				return s.Update(context.WithoutCancel(ctx), id, do)
			}}
		}},
		{"a change is applied twice", "a change is seen by everybody after it", func(s Store) Store {
			return broken{Store: s, update: func(ctx context.Context, id polls.ID, do change) error {
				_ = s.Update(ctx, id, func(p *polls.Poll) ([]polls.Event, error) {
					return p.MarkUndelivered(p.OpenedAt, polls.NoticeCard, "twice"), nil
				})
				return s.Update(ctx, id, do)
			}}
		}},
		{"a change reaches another workspace's poll", "a change of one poll changes no other", func(s Store) Store {
			return broken{Store: s, update: func(ctx context.Context, id polls.ID, do change) error {
				_ = s.Update(ctx, polls.ID{Workspace: "T2", Number: 1}, do)
				return s.Update(ctx, id, do)
			}}
		}},
	}
}

func openingMutants() []mutant {
	return []mutant{
		{"all workspaces share their numbers", "polls are numbered in each workspace", func(s Store) Store {
			return broken{Store: s, create: func(ctx context.Context, _, request string, open opener) (polls.ID, bool, error) {
				return s.Create(ctx, "T1", request, open)
			}}
		}},
		{"requests are forgotten", "a request made by many at once opens one poll", func(s Store) Store {
			return broken{Store: s, create: func(ctx context.Context, workspace, _ string, open opener) (polls.ID, bool, error) {
				return s.Create(ctx, workspace, "", open)
			}}
		}},
		{"a request that was served is called fresh", "a request opens one poll", func(s Store) Store {
			return broken{Store: s, create: func(ctx context.Context, workspace, request string, open opener) (polls.ID, bool, error) {
				id, _, err := s.Create(ctx, workspace, request, open)
				return id, err == nil, err
			}}
		}},
		{"a failed opening takes its number", "a number whose opening failed is given again", takeNumber},
		{"what is seen is old", "a change is seen by everybody after it", seeOld},
		{"what is seen was not stored", "who looks during a storm sees only what is stored", seeUnstored},
	}
}

func fileMutants() []mutant {
	return []mutant{
		{"an export leaves the last poll out", "all polls are exported, in order", exportBut(func(all []exportedPoll) []exportedPoll { return all[:len(all)-1] })},
		{"an export has its own order", "all polls are exported, in order", exportBut(func(all []exportedPoll) []exportedPoll {
			slices.Reverse(all)
			return all
		})},
		{"an export goes on after an error", "an export that fails ends", func(s Store) Store {
			return broken{Store: s, export: func(ctx context.Context, each func(*polls.Poll, []polls.Event) error) error {
				return s.Export(ctx, func(p *polls.Poll, e []polls.Event) error { _ = each(p, e); return nil })
			}}
		}},
		{"a backup overwrites", "a backup overwrites nothing", func(s Store) Store {
			return broken{Store: s, backup: func(ctx context.Context, file string) error {
				_ = os.Remove(file)
				return s.Backup(ctx, file)
			}}
		}},
		{"a backup is empty", "a backup is a whole database", func(s Store) Store {
			return broken{Store: s, backup: func(_ context.Context, file string) error { return os.WriteFile(file, nil, 0o600) }}
		}},
		{"a closed store goes on", "a closed store refuses", func(s Store) Store {
			return broken{Store: s, close: func() error { return nil }}
		}},
	}
}
