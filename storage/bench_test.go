package storage_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"quorum/polls"
	"quorum/polls/kind"
	"quorum/storage"
)

// BenchmarkGroupCommit compares 256 people answering at once with the same answers one commit each.
func BenchmarkGroupCommit(b *testing.B) {
	for _, many := range []struct {
		name          string
		polls, people int
	}{{"one poll", 1, 10_000}, {"many polls", 500, 20}} {
		b.Run(many.name, func(b *testing.B) {
			s := open(b, storage.Options{})
			ids := ask(b, s, many.polls, many.people)
			rand.Shuffle(len(ids), func(i, j int) { ids[i], ids[j] = ids[j], ids[i] })
			alone, together := 0.0, 0.0
			for range rounds(b) {
				alone = max(alone, perSecond(500, func(n int) { answers(b, s, ids, 1, n) }))
				together = max(together, perSecond(10_000, func(n int) { answers(b, s, ids, 256, n) }))
			}
			b.ReportMetric(alone, "alone/s")
			b.ReportMetric(together, "together/s")
			b.ReportMetric(together/alone, "ratio")
		})
	}
}

// BenchmarkAnswerBySize compares an answer in a poll of 10,000 with one in a poll of ten.
func BenchmarkAnswerBySize(b *testing.B) {
	s := open(b, storage.Options{})
	small, large := ask(b, s, 1, 10), ask(b, s, 1, 10_000)
	few, many := 0.0, 0.0
	for range rounds(b) {
		few = max(few, perSecond(300, func(n int) { answers(b, s, small, 1, n) }))
		many = max(many, perSecond(300, func(n int) { answers(b, s, large, 1, n) }))
	}
	b.ReportMetric(few, "few/s")
	b.ReportMetric(many, "many/s")
	b.ReportMetric(few/many, "ratio")
}

// BenchmarkOneAnswer compares an answer alone with a bare durable commit.
func BenchmarkOneAnswer(b *testing.B) {
	s := open(b, storage.Options{})
	ids := ask(b, s, 1, 10)
	bare, answer := 0.0, 0.0
	for range rounds(b) {
		bare = max(bare, perSecond(300, func(n int) {
			for range n {
				if err := s.Writable(b.Context()); err != nil {
					b.Fatal(err)
				}
			}
		}))
		answer = max(answer, perSecond(300, func(n int) { answers(b, s, ids, 1, n) }))
	}
	b.ReportMetric(bare/answer, "ratio")
}

// BenchmarkManyOpenPolls starts with 100,000 open polls.
func BenchmarkManyOpenPolls(b *testing.B) {
	file := filepath.Join(b.TempDir(), "quorum.db")
	s, err := storage.Open(b.Context(), file, storage.Options{})
	if err != nil {
		b.Fatal(err)
	}
	ask(b, s, 100_000, 3)
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	runtime.GC()
	before := resident(b)
	b.ResetTimer()
	for range b.N {
		start := time.Now()
		s, err := storage.Open(b.Context(), file, storage.Options{})
		if err != nil {
			b.Fatal(err)
		}
		if _, _, err := s.NextTimer(b.Context(), time.Time{}); err != nil {
			b.Fatal(err)
		}
		if _, _, err := s.NextDue(b.Context(), 0, polls.LaneRefresh); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(time.Since(start).Milliseconds()), "ms/start")
		all := ids(20_000)
		answers(b, s, all, 256, len(all))
		together(4, len(all), func(i int) {
			if err := s.View(b.Context(), all[i], func(*polls.Poll) error { return nil }); err != nil {
				b.Error(err)
			}
		})
		b.ReportMetric(float64(resident(b)-before)/1e6, "MB-more")
		b.ReportMetric(float64(resident(b))/1e6, "MB-in-all")
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

func ids(n int) []polls.ID {
	all := make([]polls.ID, n)
	for i := range all {
		all[i] = polls.ID{Workspace: "T1", Number: int64(i + 1)}
	}
	return all
}

// resident is how much memory this process has, in bytes.
func resident(tb testing.TB) int {
	data, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		tb.Skip(err)
	}
	var size, pages int
	if _, err := fmt.Sscan(string(data), &size, &pages); err != nil {
		tb.Fatal(err)
	}
	return pages * os.Getpagesize()
}

func rounds(b *testing.B) int { return max(b.N, 3) }

func perSecond(n int, do func(n int)) float64 {
	start := time.Now()
	do(n)
	return float64(n) / time.Since(start).Seconds()
}

func open(tb testing.TB, opts storage.Options) *storage.Store {
	tb.Helper()
	s, err := storage.Open(context.Background(), filepath.Join(tb.TempDir(), "quorum.db"), opts)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := s.Close(); err != nil {
			tb.Error(err)
		}
	})
	return s
}

// ask opens polls with so many stakeholders each, none of which will be decided soon.
func ask(tb testing.TB, s *storage.Store, many, people int) []polls.ID {
	tb.Helper()
	all := make([]polls.ID, many)
	together(256, many, func(i int) {
		id, _, err := s.Create(context.Background(), "T1", "", func(id polls.ID) (*polls.Poll, []polls.Event, error) {
			return polls.Open(time.Now(), opening(id, people))
		})
		if err != nil {
			tb.Error(err)
		}
		all[i] = id
	})
	return all
}

func opening(id polls.ID, people int) polls.Opening {
	o := polls.Opening{ID: id, Asker: "U9", Draft: polls.Draft{
		Question: "Ship 4.2 on Friday?", Rule: "all, within 2h",
		Asked: []polls.Party{{Mentions: []polls.Mention{{ID: "U0"}}}},
	}}
	for i := range people {
		o.Asked = append(o.Asked, polls.Invite{Person: person(i)})
	}
	return o
}

func person(i int) polls.Person { return polls.Person(fmt.Sprintf("U%08d", i)) }

// answers gives n answers in turn to the polls, by so many people at once.
func answers(tb testing.TB, s *storage.Store, ids []polls.ID, atOnce, n int) {
	tb.Helper()
	begun := time.Now().String() // no answer is the same as one before
	together(atOnce, n, func(i int) {
		position := []string{kind.Yes, kind.No}[(i/len(ids))%2]
		err := s.Update(context.Background(), ids[i%len(ids)], func(p *polls.Poll) ([]polls.Event, error) {
			people := len(p.Stakeholders()) - 1
			return p.Answer(time.Now(), person(i/len(ids)%people), polls.Response{Position: position, Reason: begun + fmt.Sprint(i)})
		})
		if err != nil {
			tb.Error(err)
		}
	})
}

// together calls do for 0…n-1 by so many goroutines.
func together(atOnce, n int, do func(i int)) {
	var next atomic.Int64
	var all sync.WaitGroup
	for range atOnce {
		all.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				do(i)
			}
		})
	}
	all.Wait()
}
