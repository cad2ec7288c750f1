package storagetest

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"quorum/polls"
	"quorum/polls/kind"
	"quorum/storage"
)

func wakeTests() []test {
	return []test{
		{"after a while in which nothing was stored, what was asked before is looked for", wakesLater},
		{"a start soon after looks for nothing", wakesSoon},
		{"a backup knows that it is one", wakesInACopy},
	}
}

// lookedFor returns the keys of the notices that are due some time after the poll was asked, and that are looked for though they were
// never tried.
func (w *world) lookedFor(after time.Duration) string {
	w.Helper()
	var all []string
	for _, d := range w.lease(after, 100) {
		if d.Recover {
			all = append(all, d.Key)
			if d.Unknown != 0 || !d.Started.Equal(w.now) {
				w.Errorf("%s is to be looked for as of %s, after %d tries", d.Key, d.Started, d.Unknown)
			}
		}
		w.settle(d, storage.Result{State: storage.Sent, At: polls.Place{Channel: "C", Message: d.Key}})
	}
	slices.Sort(all)
	return strings.Join(all, " ")
}

// wake calls Wake some time after the poll was asked, and checks the gap that it returns.
func (w *world) wake(after, gone time.Duration) {
	w.Helper()
	got, err := w.store.Wake(w.ctx(), w.now.Add(after))
	w.must(err)
	equal(w, "how long nothing was stored", got, gone)
}

func wakesLater(w *world) {
	id := w.ask(question{people: []polls.Person{"ben", "cy"}, rule: "all, within 1d"})
	w.wake(hour, hour)
	equal(w, "looked for", w.lookedFor(hour), "card question/ben question/cy")
	w.reopen()
	w.answer(id, "ben", kind.Yes)
	w.wake(time.Second, 0)
	w.answer(id, "cy", kind.Yes)
	equal(w, "looked for", w.lookedFor(2*hour), "summary")

	asked := w.now
	w.now = asked.Add(3 * hour)
	later := w.ask(question{people: []polls.Person{"ben"}, rule: "all, within 1d"})
	w.answer(later, "ben", kind.Yes)
	equal(w, "looked for of what was asked later", w.lookedFor(4*hour), "")
}

func wakesSoon(w *world) {
	w.wake(0, 0) // nothing was ever stored
	id := w.ask(question{people: []polls.Person{"ben"}, rule: "all, within 1d"})
	w.reopen()
	w.wake(10*time.Second, 0)
	w.answer(id, "ben", kind.Yes)
	equal(w, "looked for", w.lookedFor(hour), "")
}

func wakesInACopy(w *world) {
	id := w.ask(question{people: []polls.Person{"ben"}, rule: "all, within 1d"})
	file := filepath.Join(w.TempDir(), "copy.db")
	w.must(w.store.Backup(w.ctx(), file))
	w.wake(time.Second, 0)
	equal(w, "looked for in the database", w.lookedFor(hour), "")

	original := w.db.Name
	w.db.Name = file
	defer func() { w.db.Name = original }()
	w.reopen()
	w.wake(time.Second, time.Second)
	equal(w, "looked for in the copy", w.lookedFor(hour), "card question/ben")
	w.reopen()
	w.wake(time.Second, 0)
	w.answer(id, "ben", kind.Yes)
	equal(w, "looked for in the copy later", w.lookedFor(2*hour), "summary")
	w.close()
	w.db.Name = original
	w.open()
}

// asleep is a store whose Wake does nothing.
type asleep struct{ Store }

func (asleep) Wake(context.Context, time.Time) (time.Duration, error) { return 0, nil }

func wakeMutants() []mutant {
	return []mutant{
		{"nothing is looked for", "after a while in which nothing was stored, what was asked before is looked for", func(s Store) Store { return asleep{s} }},
		{"a copy is as good as the database", "a backup knows that it is one", func(s Store) Store { return asleep{s} }},
		{"everything is looked for", "a start soon after looks for nothing", says(func(d *storage.Delivery) { d.Recover = true })},
	}
}
