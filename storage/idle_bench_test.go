package storage_test

import (
	"context"
	"database/sql"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"quorum/bot"
	"quorum/polls"
	"quorum/polls/schedule"
	"quorum/storage"
)

// nobody is a surface that has nothing to say.
type nobody struct{}

func (nobody) Compose(*polls.Poll, bot.Delivery) (bot.Letter, error)      { return nil, nil }
func (nobody) Excerpt(*polls.Poll, bot.Delivery) (bot.Excerpt, error)     { return nil, nil }
func (nobody) ComposeSchedule(schedule.Schedule, bot.Delivery) bot.Letter { return nil }
func (nobody) ComposeReply(bot.Delivery) (bot.Letter, error)              { return nil, nil }
func (nobody) Gather([]bot.Delivery, []bot.Excerpt, int) bot.Letter       { return nil }

// BenchmarkWaiting has 100,000 open polls whose reminders are due in an hour: how long it takes to find the next one, and
// what the whole bot takes of a core while it waits.
func BenchmarkWaiting(b *testing.B) {
	file := filepath.Join(b.TempDir(), "quorum.db")
	s, err := storage.Open(b.Context(), file, storage.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer func() {
		if err := s.Close(); err != nil {
			b.Error(err)
		}
	}()
	together(256, 100_000, func(int) {
		_, _, err := s.Create(context.Background(), "T1", "", delivered)
		if err != nil {
			b.Error(err)
		}
	})
	told(b, file)
	b.ResetTimer()
	for range b.N {
		const looks = 1000
		start := time.Now()
		for range looks {
			at, ok, err := s.NextTimer(b.Context(), time.Time{})
			if left := time.Until(at); err != nil || !ok || left < 30*time.Minute || left > 2*time.Hour {
				b.Fatal(at, ok, err)
			}
		}
		b.ReportMetric(float64(time.Since(start).Microseconds())/looks, "us/next-due")
		b.ReportMetric(100*idle(b, s, 20*time.Second), "%-of-a-core-idle")
	}
}

// delivered opens a poll that has reached its people, all day long.
func delivered(id polls.ID) (*polls.Poll, []polls.Event, error) {
	o := opening(id, 3)
	for i := range o.Asked {
		o.Asked[i].Hours = "0-24 mon-sun"
	}
	now := time.Now()
	p, events, err := polls.Open(now, o)
	for i := range o.Asked {
		events = append(events, p.MarkDelivered(now, o.Asked[i].Person, polls.Place{Channel: "D", Message: "1"})...)
	}
	return p, events, err
}

// told marks everything in the outbox as sent.
func told(b *testing.B, file string) {
	db, err := sql.Open("sqlite3", file)
	if err != nil {
		b.Fatal(err)
	}
	if _, err := db.Exec("update outbox set state = 'sent', due = null"); err != nil {
		b.Fatal(err)
	}
	if err := db.Close(); err != nil {
		b.Fatal(err)
	}
}

// idle is what a bot that waits takes of a core.
func idle(b *testing.B, s *storage.Store, during time.Duration) float64 {
	ctx, stop := context.WithTimeout(b.Context(), during)
	defer stop()
	before := spent(b)
	if err := bot.New(s, nobody{}, bot.Options{}).Run(ctx, nil); err != nil {
		b.Fatal(err)
	}
	return float64(spent(b)-before) / float64(during)
}

// spent is how long processors have worked for this process.
func spent(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
