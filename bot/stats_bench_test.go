package bot

import (
	"context"
	"fmt"
	"testing"
	"time"

	"quorum/polls"
	"quorum/storage"
	"quorum/storage/storagetest"
)

// BenchmarkStats counts up 2,000 polls of 30 people, twenty of whom have answered, and compares that with looking at what
// was counted.
func BenchmarkStats(b *testing.B) {
	store, err := storage.Open(b.Context(), storagetest.Empty(b), storage.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer store.Close()
	many(b, store, countPolls, 30)
	bot := New(store, nil, Options{})
	counted := make(chan struct{})
	look := func() time.Duration {
		begun := time.Now()
		_, ready, err := bot.Stats(b.Context(), "T1", 91*24*time.Hour, func(context.Context, Stats, error) { close(counted) })
		if err != nil {
			b.Fatal(err)
		}
		took := time.Since(begun)
		if !ready {
			<-counted
			b.ReportMetric(time.Since(begun).Seconds(), "s-told")
		}
		return took
	}
	b.ReportMetric(look().Seconds(), "s-first")
	b.ReportMetric(look().Seconds(), "s-again")
}

// many opens polls of so many people, two thirds of whom answer within two hours.
func many(tb testing.TB, store *storage.Store, n, people int) {
	tb.Helper()
	start := time.Now().Add(-24 * time.Hour)
	for i := range n {
		id, _, err := store.Create(context.Background(), "T1", "", func(id polls.ID) (*polls.Poll, []polls.Event, error) {
			o := polls.Opening{ID: id, Asker: "ada", Draft: polls.Draft{Question: fmt.Sprint("Ship ", i, "?"), Rule: "all, within 3h"}}
			for p := range people {
				o.Asked = append(o.Asked, polls.Invite{Person: polls.Person(fmt.Sprint("U", p))})
				o.Draft.Asked = append(o.Draft.Asked, polls.Party{Mentions: []polls.Mention{{ID: fmt.Sprint("U", p)}}})
			}
			return polls.Open(start, o)
		})
		if err == nil {
			err = store.Update(context.Background(), id, func(p *polls.Poll) (all []polls.Event, err error) {
				for i := range people {
					who := polls.Person(fmt.Sprint("U", i))
					all = append(all, p.MarkDelivered(start.Add(time.Second), who, polls.Place{Channel: "D" + string(who), Message: "1"})...)
				}
				for i := range people * 2 / 3 {
					events, err := p.Answer(start.Add(time.Duration(i*5)*time.Minute), polls.Person(fmt.Sprint("U", i)), polls.Response{Position: "Yes"})
					if err != nil {
						return nil, err
					}
					all = append(all, events...)
				}
				return append(all, p.Tick(start.Add(4*time.Hour))...), nil
			})
		}
		if err != nil {
			tb.Fatal(err)
		}
	}
}
