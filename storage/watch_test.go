package storage

import (
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"quorum/polls"
)

// A commit of another process wakes claims and subscribers within a minute; while nothing happens they are not woken.
func TestNewsFromAbroad(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		file := filepath.Join(t.TempDir(), "quorum.db")
		var stores [2]*Store
		for i := range stores {
			s, err := Open(t.Context(), file, Options{})
			if err != nil {
				t.Fatal(err)
			}
			stores[i] = s
		}
		here, abroad := stores[0], stores[1]
		changed, stop := here.Subscribe()
		claim := here.Claim(0, polls.LaneRefresh, 1, time.Minute)
		time.Sleep(10 * time.Minute)
		select {
		case <-changed:
			t.Error("woken for nothing")
		case <-claim.Done():
			t.Error("the claim is met by nothing")
		default:
		}
		create(t, abroad, 3)
		began := time.Now()
		<-changed
		<-claim.Done()
		if took := time.Since(began); took > lookAbroad {
			t.Errorf("woken after %s", took)
		}
		if all := claim.Take(); len(all) > 0 {
			t.Errorf("leased %v", all)
		}
		stop()
		for _, s := range stores {
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		}
	})
}

func TestTheClockIsSet(t *testing.T) {
	now := time.Now()
	for _, c := range []struct {
		to   time.Time
		want bool
	}{
		{now, false},
		{now.Add(time.Minute), false},
		{now.Add(time.Minute).Round(0), false}, // both are of the wall
		{time.Now().Add(3 * time.Millisecond), false},
	} {
		if got := jumped(now, c.to); got != c.want {
			t.Errorf("%s: %t", c.to, got)
		}
	}
}
