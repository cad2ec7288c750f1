package storage

import (
	"path/filepath"
	"testing"
	"time"

	"quorum/polls"
)

func TestSmoke(t *testing.T) {
	ctx := t.Context()
	s, err := Open(ctx, filepath.Join(t.TempDir(), "a ?#%b.db"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	id, fresh, err := s.Create(ctx, "T1", "r1", func(id polls.ID) (*polls.Poll, []polls.Event, error) {
		d, err := polls.ParseDraft("Ship? <@U1> <@U2> | quorum: 2 of 2, within 2h")
		if err != nil {
			return nil, nil, err
		}
		return polls.Open(now, polls.Opening{ID: id, Asker: "U9", Draft: d, Asked: []polls.Invite{{Person: "U1"}, {Person: "U2"}}})
	})
	if err != nil || !fresh {
		t.Fatal(err, fresh)
	}
	for _, w := range []polls.Person{"U1", "U2"} {
		if err := s.Update(ctx, id, func(p *polls.Poll) ([]polls.Event, error) {
			return p.Answer(now, w, polls.Response{Position: "yes"})
		}); err != nil {
			t.Fatal(err)
		}
	}
	ds, err := s.Lease(ctx, now.Add(time.Hour), now.Add(2*time.Hour), 0, 9, 10)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range ds {
		t.Logf("%+v", d)
		if err := s.Settle(ctx, d, Result{State: Sent, At: polls.Place{Channel: "C", Message: "1"}}, nil); err != nil {
			t.Fatal(err)
		}
	}
	for _, f := range []func() (any, error){
		func() (any, error) { return s.Asked(ctx, "T1", "U9", 3) },
		func() (any, error) { return s.Waiting(ctx, "T1", "U1", 3) },
		func() (any, error) { return s.Log(ctx, "T1", Viewer{Person: "U1"}, []string{"SHIP"}, 3) },
		func() (any, error) { return s.OpenWith(ctx, "T1", "U1") },
		func() (any, error) { a, _, err := s.NextDue(ctx, 0, 9); return a, err },
		func() (any, error) { a, _, err := s.NextTick(ctx); return a, err },
		func() (any, error) { return nil, s.Backup(ctx, filepath.Join(t.TempDir(), "x.db")) },
		func() (any, error) { return nil, s.Writable(ctx) },
		func() (any, error) { return s.Overdue(ctx, now.Add(99*time.Hour), 4) },
	} {
		v, err := f()
		t.Logf("%+v", v)
		if err != nil {
			t.Error(err)
		}
	}
	s.View(ctx, id, func(p *polls.Poll) error { t.Log(p.Phase, p.Outcome); return nil })
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}
