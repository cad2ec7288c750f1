package storagetest

import (
	"context"
	"fmt"

	"quorum/polls"
	"quorum/storage"
)

func settingTests() []test {
	return []test{{"a setting is kept until it is set again", settings}}
}

func settings(w *world) {
	get := func(workspace, person, name string) string {
		set, ok, err := w.store.Setting(w.ctx(), workspace, polls.Person(person), name)
		w.must(err)
		if !ok {
			return "-"
		}
		return fmt.Sprint(set.Value, " by ", set.By, " at ", set.At.UnixMilli())
	}
	set := storage.Setting{Workspace: "T1", Name: "sources", Value: "one", By: "ada", At: w.now}
	at := fmt.Sprint(" by ada at ", w.now.UnixMilli())
	equal(w, "what was never set", get("T1", "", "sources"), "-")
	w.must(w.store.Set(w.ctx(), set))
	set.Person, set.Value = "ben", "ben's"
	w.must(w.store.Set(w.ctx(), set))
	equal(w, "the workspace's", get("T1", "", "sources"), "one"+at)
	equal(w, "a person's", get("T1", "ben", "sources"), "ben's"+at)
	equal(w, "another workspace's", get("T2", "", "sources"), "-")
	equal(w, "another name", get("T1", "", "source"), "-")
	set.Person, set.Value = "", "two"
	w.must(w.store.Set(w.ctx(), set))
	w.reopen()
	equal(w, "the last value", get("T1", "", "sources"), "two"+at)
	set.Value = ""
	w.must(w.store.Set(w.ctx(), set))
	equal(w, "what was removed", get("T1", "", "sources"), "-")
	equal(w, "what somebody else has", get("T1", "ben", "sources"), "ben's"+at)
}

// deaf is a store whose settings are wrong.
type deaf struct {
	Store
	set func(s Store, ctx context.Context, set storage.Setting) error
}

func (d deaf) Set(ctx context.Context, set storage.Setting) error { return d.set(d.Store, ctx, set) }

func settingMutants() []mutant {
	const by = "a setting is kept until it is set again"
	return []mutant{
		{"it keeps no settings", by, func(s Store) Store {
			return deaf{s, func(Store, context.Context, storage.Setting) error { return nil }}
		}},
		{"everybody has the same settings", by, func(s Store) Store {
			return deaf{s, func(s Store, ctx context.Context, set storage.Setting) error {
				set.Person = ""
				return s.Set(ctx, set)
			}}
		}},
		{"the first value stays", by, func(s Store) Store {
			return deaf{s, func(s Store, ctx context.Context, set storage.Setting) error {
				if _, ok, _ := s.Setting(ctx, set.Workspace, set.Person, set.Name); ok && set.Value != "" {
					return nil
				}
				return s.Set(ctx, set)
			}}
		}},
	}
}
