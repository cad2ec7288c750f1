package storage_test

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"quorum/polls"
	"quorum/storage"
)

// What may be sent twice is settled with the next commit, and when the store closes.
func TestSettledLater(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "quorum.db")
	s, err := storage.Open(t.Context(), file, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	one := ask(t, s, 1, 5)
	answers(t, s, one, 1, 1)
	receipts := func() []storage.Delivery {
		all, err := s.Lease(context.Background(), time.Now(), time.Now().Add(time.Hour), polls.LaneAck, polls.LaneAck, 10)
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	first := receipts()
	s.SettleLater(first[0], storage.Result{State: storage.Sent})
	answers(t, s, one, 1, 1) // the same person, so that the receipt is due again
	again := receipts()
	if len(again) != 1 || again[0].Revision != 1 || again[0].Recover {
		t.Fatalf("after another answer %+v is due", again)
	}
	s.SettleLater(again[0], storage.Result{State: storage.Sent})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	var left int
	if err := raw(t, file).QueryRow("select count(*) from outbox where lane = 0 and state <> 'sent'").Scan(&left); err != nil || left != 0 {
		t.Errorf("%d receipts are not settled (%v)", left, err)
	}
}
