package storagetest

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"quorum/polls"
	"quorum/storage"
)

func fileTests() []test {
	return []test{
		{"all polls are exported, in order", exported},
		{"an export that fails ends", exportFails},
		{"a backup is a whole database", backedUp},
		{"a backup overwrites nothing", backupRefused},
		{"a store can be asked whether it writes", writable},
		{"a closed store refuses", closed},
		{"what was going on ends before the store closes", closedInStorm},
	}
}

func exported(w *world) {
	var want []string
	for _, workspace := range []string{"T1", "T2", "T10"} {
		for range 3 {
			w.ask(question{workspace: workspace})
		}
	}
	for _, workspace := range []string{"T1", "T10", "T2"} {
		for n := range 3 {
			want = append(want, fmt.Sprintf("%s/%d", workspace, n+1))
		}
	}
	w.answer(polls.ID{Workspace: "T2", Number: 1}, "ben", "yes")
	var got []string
	w.must(w.store.Export(w.ctx(), func(p *polls.Poll, events []polls.Event) error {
		got = append(got, p.ID.Key())
		if len(events) != p.Version {
			w.Errorf("%s has version %d and %d events", p.ID.Key(), p.Version, len(events))
		}
		return nil
	}))
	equal(w, "the exported polls", fmt.Sprint(got), fmt.Sprint(want))
}

func exportFails(w *world) {
	w.ask(question{})
	w.ask(question{})
	no, calls := errors.New("no"), 0
	err := w.store.Export(w.ctx(), func(*polls.Poll, []polls.Event) error { calls++; return no })
	if !errors.Is(err, no) || calls != 1 {
		w.Errorf("an export that failed returned %v after %d polls", err, calls)
	}
}

// backedUp makes a backup while people answer: it can be opened, and has everything that was acknowledged before it began.
func backedUp(w *world) {
	people := crowd(64)
	id := w.ask(question{people: people, rule: "all, within 2h"})
	for _, p := range people[:8] {
		w.answer(id, p, "yes")
	}
	file := filepath.Join(w.TempDir(), "copy of quorum.db")
	together(len(people)-7, func(i int) {
		if i == 0 {
			w.must(w.store.Backup(w.ctx(), file))
			return
		}
		w.answer(id, people[7+i], "yes")
	})
	equal(w, "answers in the original", w.seen(id).Standing.Answered, len(people))
	original := w.db.Name
	w.close()
	w.db.Name = file
	w.open()
	if n := w.seen(id).Standing.Answered; n < 8 {
		w.Errorf("%d of at least 8 answers are in the backup", n)
	}
	s := w.seen(id)
	p, err := polls.Fold(w.logs()[id])
	w.must(err)
	equal(w, "the version in the backup", s.Version, p.Version)
	w.answer(id, people[63], "no")
	w.close()
	w.db.Name = original
	w.open()
}

func backupRefused(w *world) {
	w.ask(question{})
	file := filepath.Join(w.TempDir(), "precious")
	w.must(os.WriteFile(file, []byte("keep me"), 0o600))
	if err := w.store.Backup(w.ctx(), file); err == nil {
		w.Error("a file was overwritten")
	}
	data, err := os.ReadFile(file)
	w.must(err)
	equal(w, "the file", string(data), "keep me")
	if err := w.store.Backup(w.ctx(), filepath.Join(file, "below a file")); err == nil {
		w.Error("a backup was written where none can be")
	}
}

func writable(w *world) {
	for range 3 {
		w.must(w.store.Writable(w.ctx()))
	}
}

func closed(w *world) {
	id := w.ask(question{})
	w.close()
	w.close = func() {}
	_, _, creating := w.create(question{})
	_, leasing := w.store.Lease(w.ctx(), w.now, w.now.Add(hour), 0, anyLane, 1)
	for name, err := range map[string]error{
		"updating": w.store.Update(w.ctx(), id, w.answering("ben", "yes")), "creating": creating, "leasing": leasing,
		"viewing": w.store.View(w.ctx(), id, func(*polls.Poll) error { return nil }), "writing": w.store.Writable(w.ctx()),
	} {
		if !errors.Is(err, storage.ErrUnavailable) {
			w.Errorf("%s after closing returned %v", name, err)
		}
	}
	w.must(w.store.Close())
	w.open()
	w.answer(id, "ben", "yes")
}

func closedInStorm(w *world) {
	people := crowd(64)
	id := w.ask(question{people: people, rule: "all, within 2h"})
	var stored [65]bool
	together(65, func(i int) {
		if i == 64 {
			w.close()
			return
		}
		err := w.store.Update(w.ctx(), id, w.answering(people[i], "yes"))
		stored[i] = err == nil
		if err != nil && !errors.Is(err, storage.ErrUnavailable) {
			w.Errorf("answer %d: %v", i, err)
		}
	})
	w.open()
	for i, p := range w.seen(id).People {
		equal(w, "that the answer of "+string(p.Person)+" is stored", p.State == polls.HasAnswer, stored[i])
	}
}
