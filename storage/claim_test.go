package storage

import (
	"sync/atomic"
	"testing"
	"time"

	"github.com/mattn/go-sqlite3"

	"quorum/polls"
)

// TestNothingIsGivenBeforeItIsStored has a commit fail at its very end: what a claim would have got is not in the log.
func TestNothingIsGivenBeforeItIsStored(t *testing.T) {
	t.Parallel()
	s := openFile(t, Options{})
	id := create(t, s, 2)
	var refuse atomic.Int32
	err := s.do(t.Context(), changing, func(b *batch) error {
		return b.tx.conn.Raw(func(c any) error {
			c.(*sqlite3.SQLiteConn).RegisterCommitHook(func() int { return int(refuse.Load()) })
			return nil
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	c := s.Claim(polls.LaneAck, polls.LaneAck, 9, time.Hour)
	refuse.Store(1)
	if err := answer(t.Context(), s, id, 0, ""); err == nil {
		t.Error("a commit that was refused is no error")
	}
	select {
	case <-c.Done():
		t.Errorf("the claim has %v", c.Take())
	default:
	}
	refuse.Store(0)
	if err := answer(t.Context(), s, id, 0, ""); err != nil {
		t.Fatal(err)
	}
	<-c.Done()
	if got := c.Take(); len(got) != 1 || got[0].Kind != polls.NoticeRecorded {
		t.Errorf("the claim has %v", got)
	}
}
