package bot

import (
	"context"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"quorum/polls"
	"quorum/polls/schedule"
	"quorum/storage"
	"quorum/storage/storagetest"
)

// stage is a bot over its real store and a surface that does as it is told, in a bubble of time.
type stage struct {
	t     *testing.T
	file  string
	store *storage.Store
	bot   *Bot
	stop  func()

	mu      sync.Mutex
	begun   time.Time
	write   func(polls.NoticeKind, Delivery) error        // what Compose returns
	send    func(n int, d Delivery) error                 // of the nth send of a notice, from 0
	find    func(n int, d Delivery) (found bool, e error) // of the nth look
	sent    map[string][]sending
	looked  map[string][]time.Duration
	written map[string]int

	replied   []string // what people read of what they asked for
	corrected []string // what was found and put right
	guide     *guide   // looks up for schedules, and keeps what is told of them; nil: none asks
}

// sending is one try to send a notice.
type sending struct {
	At time.Duration // since the beginning
	ID string
}

// play runs a bot in a bubble.
func play(t *testing.T, opts Options, tell func(s *stage)) {
	t.Helper()
	playWith(t, nil, opts, tell)
}

// playWith runs a bot with a guide in a bubble.
func playWith(t *testing.T, g *guide, opts Options, tell func(s *stage)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		file := storagetest.Empty(t)
		store, err := storage.Open(t.Context(), file, storage.Options{})
		if err != nil {
			t.Fatal(err)
		}
		s := &stage{
			t: t, file: file, store: store, begun: time.Now(), guide: g,
			sent: map[string][]sending{}, looked: map[string][]time.Duration{}, written: map[string]int{},
		}
		opts.Log = slog.New(slog.NewTextHandler(t.Output(), nil))
		s.bot = New(store, s, opts)
		s.start()
		tell(s)
		s.stop()
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
}

func (s *stage) start() {
	ctx, cancel := context.WithCancel(s.t.Context())
	ended := make(chan error, 1)
	var guide Guide
	if s.guide != nil {
		guide = s.guide
	}
	go func() { ended <- s.bot.Run(ctx, guide) }()
	s.stop = func() {
		cancel()
		if err := <-ended; err != nil {
			s.t.Error(err)
		}
	}
}

// ask has ada ask some people.
func (s *stage) ask(rule string, who ...polls.Person) polls.ID {
	s.t.Helper()
	r := Request{Workspace: "T1", Asker: "ada", Channel: "C1", Draft: polls.Draft{Question: "Ship?", Rule: rule}}
	for _, w := range who {
		r.Asked = append(r.Asked, polls.Invite{Person: w})
		r.Draft.Asked = append(r.Draft.Asked, polls.Party{Mentions: []polls.Mention{{ID: string(w)}}})
	}
	id, err := s.bot.Ask(s.t.Context(), r)
	if err != nil {
		s.t.Fatal(err)
	}
	return id
}

// choose gives an answer.
func (s *stage) choose(id polls.ID, who polls.Person, what string) {
	s.t.Helper()
	if _, err := s.bot.Choose(s.t.Context(), Act{Poll: id, By: who}, what); err != nil {
		s.t.Fatal(err)
	}
}

// look shows the poll as it is stored.
func (s *stage) look(id polls.ID, look func(*polls.Poll)) {
	s.t.Helper()
	if err := s.store.View(s.t.Context(), id, func(p *polls.Poll) error { look(p); return nil }); err != nil {
		s.t.Fatal(err)
	}
}

// Compose implements [Surface].
func (s *stage) Compose(_ *polls.Poll, d Delivery) (Letter, error) {
	s.mu.Lock()
	s.written[d.Key]++
	write := s.write
	s.mu.Unlock()
	if write != nil {
		if err := write(d.Kind, d); err != nil {
			return nil, err
		}
	}
	return letter{s, d}, nil
}

// ComposeReply implements [Surface].
func (s *stage) ComposeReply(d Delivery) (Letter, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if d.Detail == "" {
		return nil, nil
	}
	s.replied = append(s.replied, d.Detail)
	return letter{s, d}, nil
}

// ComposeSchedule implements [Surface].
func (s *stage) ComposeSchedule(_ schedule.Schedule, d Delivery) Letter {
	return word{s.guide, d.ID, d.Detail}
}

type letter struct {
	s *stage
	d Delivery
}

// Send implements [Letter].
func (l letter) Send(context.Context) (polls.Place, error) {
	l.s.mu.Lock()
	n := len(l.s.sent[l.d.Key])
	l.s.sent[l.d.Key] = append(l.s.sent[l.d.Key], sending{time.Since(l.s.begun).Round(time.Second), l.d.ID})
	send := l.s.send
	l.s.mu.Unlock()
	if send != nil {
		if err := send(n, l.d); err != nil {
			return polls.Place{}, err
		}
	}
	return polls.Place{Channel: "D" + string(l.d.To), Message: l.d.ID}, nil
}

// Correct implements [Letter].
func (l letter) Correct(context.Context, polls.Place) error {
	l.s.mu.Lock()
	defer l.s.mu.Unlock()
	l.s.corrected = append(l.s.corrected, l.d.Key)
	return nil
}

// Find implements [Letter].
func (l letter) Find(context.Context, time.Time) (polls.Place, bool, error) {
	l.s.mu.Lock()
	n := len(l.s.looked[l.d.Key])
	l.s.looked[l.d.Key] = append(l.s.looked[l.d.Key], time.Since(l.s.begun).Round(time.Second))
	find := l.s.find
	l.s.mu.Unlock()
	if find == nil {
		return polls.Place{}, false, nil
	}
	found, err := find(n, l.d)
	return polls.Place{Channel: "D1", Message: "found"}, found, err
}

// sends are when a notice was sent.
func (s *stage) sends(key string) (at []time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, one := range s.sent[key] {
		at = append(at, one.At)
	}
	return at
}

// ids are the delivery ids under which a notice was sent.
func (s *stage) ids(key string) (all []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, one := range s.sent[key] {
		all = append(all, one.ID)
	}
	return slices.Compact(all)
}

func (s *stage) looks(key string) []time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.looked[key])
}

// after lets the bubble's time pass.
func (s *stage) after(d time.Duration) { time.Sleep(d) }

func (s *stage) Excerpt(p *polls.Poll, d Delivery) (Excerpt, error) {
	letter, err := s.Compose(p, d)
	if err != nil || letter == nil {
		return nil, err
	}
	return letter, nil
}

func (s *stage) Gather(_ []Delivery, excerpts []Excerpt, _ int) Letter { return excerpts[0].(Letter) }
