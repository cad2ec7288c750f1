package storage_test

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"quorum/polls"
	"quorum/polls/kind"
	"quorum/storage"
)

// BenchmarkAnonymousAnswer compares an anonymous answer, which rewrites the box of its poll and empties the database's log,
// with one that has a name: alone, and 32 people at once.
func BenchmarkAnonymousAnswer(b *testing.B) {
	for _, size := range []struct{ people, atOnce int }{{25, 1}, {200, 1}, {200, 32}, {1000, 32}} {
		b.Run(fmt.Sprintf("%d people, %d at once", size.people, size.atOnce), func(b *testing.B) {
			s := open(b, storage.Options{})
			named, anonymous := 0.0, 0.0
			for range rounds(b) {
				named = max(named, perSecond(size.people, func(n int) { answerOnce(b, s, n, size.atOnce, false) }))
				anonymous = max(anonymous, perSecond(size.people, func(n int) { answerOnce(b, s, n, size.atOnce, true) }))
			}
			b.ReportMetric(named, "named/s")
			b.ReportMetric(anonymous, "anonymous/s")
			b.ReportMetric(named/anonymous, "ratio")
		})
	}
}

// BenchmarkBesideAnonymous compares an answer to another poll while 32 people answer anonymously with one while they give their
// names.
func BenchmarkBesideAnonymous(b *testing.B) {
	named, anonymous := 0.0, 0.0
	for range rounds(b) {
		named = max(named, perSecondBeside(b, false))
		anonymous = max(anonymous, perSecondBeside(b, true))
	}
	b.ReportMetric(named, "named/s")
	b.ReportMetric(anonymous, "anonymous/s")
	b.ReportMetric(named/anonymous, "ratio")
}

func perSecondBeside(b *testing.B, anonymous bool) float64 {
	s := open(b, storage.Options{})
	other := ask(b, s, 1, 10)
	var over atomic.Bool
	var all sync.WaitGroup
	all.Go(func() {
		for !over.Load() {
			answerOnce(b, s, 1000, 32, anonymous)
		}
	})
	n := perSecond(200, func(n int) { answers(b, s, other, 1, n) })
	over.Store(true)
	all.Wait()
	return n
}

// answerOnce opens a poll and has all people answer it, several at once.
func answerOnce(b *testing.B, s *storage.Store, people, atOnce int, anonymous bool) {
	id, _, err := s.Create(b.Context(), "T1", "", func(id polls.ID) (*polls.Poll, []polls.Event, error) {
		o := opening(id, people)
		o.Draft.Anonymous = anonymous
		return polls.Open(time.Now(), o)
	})
	if err != nil {
		b.Fatal(err)
	}
	together(atOnce, people, func(i int) {
		err := s.Update(context.Background(), id, func(p *polls.Poll) ([]polls.Event, error) {
			said := polls.Response{Position: []string{kind.Yes, kind.No}[i%2], Reason: fmt.Sprint("A reason of usual length, the one of ", i, ".")}
			return p.Answer(time.Now(), person(i), said)
		})
		if err != nil {
			b.Error(err)
		}
	})
}
