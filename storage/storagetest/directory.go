package storagetest

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"quorum/storage"
)

func directoryTests() []test {
	return []test{{"what is known of people survives a restart", knownKept}}
}

func knownKept(w *world) {
	all := make([]storage.Known, 2500)
	for i := range all {
		all[i] = storage.Known{Workspace: "T1", ID: fmt.Sprintf("U%05d", i), Profile: `{"Name":"` + strconv.Itoa(i) + `"}`}
	}
	w.must(w.store.Remember(w.ctx(), all, w.now))
	changed := []storage.Known{
		{Workspace: "T1", ID: "U00007", Profile: `{"Name":"seven"}`}, {Workspace: "T2", ID: "U00007", Profile: `{}`}, all[8],
	}
	w.must(w.store.Remember(w.ctx(), changed, w.now.Add(time.Hour)))
	w.reopen()
	known := map[string]string{}
	w.must(w.store.Remembered(w.ctx(), func(k storage.Known) { known[k.Workspace+" "+k.ID] = k.Profile }))
	equal(w, "how many are known", len(known), 2501)
	equal(w, "one of whom nothing changed", known["T1 U02499"], `{"Name":"2499"}`)
	equal(w, "one of whom something changed", known["T1 U00007"], `{"Name":"seven"}`)
	equal(w, "one of another workspace", known["T2 U00007"], `{}`)
	later := fmt.Sprint("select id from directory where at > ", w.now.UnixMilli(), " order by workspace")
	equal(w, "rows that were written again", fmt.Sprint(w.db.Rows(w, later)), "[[U00007] [U00007]]")
}

// hasty is a store that remembers less.
type hasty struct{ Store }

func (h hasty) Remember(ctx context.Context, all []storage.Known, at time.Time) error {
	return h.Store.Remember(ctx, all[:min(len(all), 1000)], at)
}

func directoryMutants() []mutant {
	return []mutant{{"only a thousand are kept", "what is known of people survives a restart", func(s Store) Store { return hasty{s} }}}
}
