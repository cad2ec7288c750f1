package bot

import (
	"context"
	"errors"
	"maps"
	"slices"
	"sync"
	"testing"
	"time"

	"quorum/polls"
	"quorum/polls/phrase"
	"quorum/polls/schedule"

	"github.com/prometheus/client_golang/prometheus"
)

// guide looks up what it is told to, and keeps what askers are told.
type guide struct {
	mu    sync.Mutex
	find  func(n int, r Request) error // the nth look-up for a question, from 0
	looks map[string]int
	words []string
	fate  func(n int) error // of the nth word, from 0

	bot     *Bot                  // that asks what was accepted
	counted prometheus.Registerer // may be nil
}

// Guide implements [Guide].
func (g *guide) Guide(_ context.Context, r Request) (Request, []string, error) {
	g.mu.Lock()
	if g.looks == nil {
		g.looks = map[string]int{}
	}
	n := g.looks[r.Draft.Question]
	g.looks[r.Draft.Question]++
	find := g.find
	g.mu.Unlock()
	r.Asked = []polls.Invite{{Person: "ben"}}
	if find != nil {
		return r, nil, find(n, r)
	}
	return r, nil, nil
}

// Carry implements [Guide]. What is asked for is a question of its payload's to ben.
func (g *guide) Carry(ctx context.Context, a Accepted, last bool) (string, error) {
	switch a.Payload {
	case "panic":
		panic("ouch")
	case "nothing to say":
		return "", nil
	}
	r, _, err := g.Guide(ctx, Request{Workspace: a.Workspace, Key: a.Key, Asker: a.Person, Draft: polls.Draft{Question: a.Payload}})
	if err != nil && last {
		return "given up", nil
	}
	if err != nil {
		return "", err
	}
	r.Draft.Asked = []polls.Party{{Mentions: []polls.Mention{{ID: "ben"}}}}
	g.mu.Lock()
	bot := g.bot
	g.mu.Unlock()
	id, err := bot.Ask(ctx, r)
	return "asked as " + id.String(), err
}

// finds says how the following look-ups go.
func (g *guide) finds(find func(n int, r Request) error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.find = find
}

// told is what the asker was told, and how often each question was looked up.
func (g *guide) told() (words []string, looks map[string]int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	return slices.Clone(g.words), maps.Clone(g.looks)
}

type word struct {
	g        *guide
	id, text string
}

// Send implements [Letter].
func (w word) Send(context.Context) (polls.Place, error) {
	w.g.mu.Lock()
	defer w.g.mu.Unlock()
	n := len(w.g.words)
	w.g.words = append(w.g.words, w.text)
	if w.g.fate != nil {
		return polls.Place{}, w.g.fate(n)
	}
	return polls.Place{Channel: "D1", Message: w.id}, nil
}

// Correct implements [Letter].
func (w word) Correct(context.Context, polls.Place) error { return nil }

// Find implements [Letter]: nothing has arrived.
func (w word) Find(context.Context, time.Time) (polls.Place, bool, error) {
	return polls.Place{}, false, nil
}

// repeat plays a story with schedules, which begins at midnight.
func repeat(t *testing.T, g *guide, tell func(s *stage)) {
	playWith(t, g, Options{Metrics: g.counted}, tell)
}

func (s *stage) daily(question string) schedule.ID {
	s.t.Helper()
	d := polls.Draft{Question: question, Every: "day 00:10", Asked: []polls.Party{{Mentions: []polls.Mention{{ID: "ben"}}}}}
	made, err := s.bot.Schedule(s.t.Context(), Request{Workspace: "T1", Asker: "ada", Draft: d})
	if err != nil {
		s.t.Fatal(err)
	}
	return made.ID
}

// questions are those that were asked, by number.
func (s *stage) questions() (all []string) {
	s.t.Helper()
	err := s.store.Export(s.t.Context(), func(p *polls.Poll, _ []polls.Event) error {
		all = append(all, p.Question)
		return nil
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return all
}

// What is changed while people are looked up is asked as it is then, or not at all.
func TestAScheduleIsChangedWhileItIsLookedUp(t *testing.T) {
	g := &guide{}
	repeat(t, g, func(s *stage) {
		edited, paused := s.daily("Edited?"), s.daily("Paused?")
		g.finds(func(_ int, r Request) error {
			var err error
			switch r.Draft.Question {
			case "Edited?":
				r.Draft.Question = "Mended?"
				_, err = s.bot.EditSchedule(s.t.Context(), edited, "ada", r)
			case "Paused?":
				_, err = s.bot.PauseSchedule(s.t.Context(), paused, "ada")
			}
			return err
		})
		s.after(time.Hour)
		if got := s.questions(); !slices.Equal(got, []string{"Mended?"}) {
			t.Errorf("asked is %q", got)
		}
	})
}

// One that cannot be dealt with now keeps no other one waiting, and is tried with patience until it is too late.
func TestAScheduleThatBreaks(t *testing.T) {
	counted := prometheus.NewRegistry()
	g := &guide{counted: counted, find: func(_ int, r Request) error {
		switch r.Draft.Question {
		case "Panics?":
			panic("ouch")
		case "Fails?":
			return errors.New("the surface is away")
		}
		return nil
	}}
	repeat(t, g, func(s *stage) {
		s.daily("Panics?")
		s.daily("Fails?")
		s.daily("Fine?")
		s.after(11 * time.Minute)
		if got := s.questions(); !slices.Equal(got, []string{"Fine?"}) {
			t.Errorf("asked is %q", got)
		}
		s.after(5 * time.Hour)
		words, looks := g.told()
		for question, n := range looks {
			if n > 260 {
				t.Errorf("%s was looked up %d times", question, n)
			}
		}
		if len(words) != 2 {
			t.Errorf("the asker was told %q", words)
		}
		if got := panics(t, counted); got["schedules"] != looks["Panics?"] {
			t.Errorf("counted are %v, after %d panics", got, looks["Panics?"])
		}
	})
}

// A word that is refused is given up, and one that is not taken for now is told later.
func TestTellingWithPatience(t *testing.T) {
	for name, c := range map[string]struct {
		fate Fate
		want int
	}{"refused": {Refused, 1}, "limited": {Limited, 4}, "not sent": {NotSent, 4}, "barred": {Barred, 4}} {
		t.Run(name, func(t *testing.T) {
			g := &guide{find: func(int, Request) error { return &phrase.Error{Text: "Nobody is left."} }}
			g.fate = func(n int) error {
				if n < 3 {
					return &Failure{Fate: c.fate, Err: errors.New("no")}
				}
				return nil
			}
			repeat(t, g, func(s *stage) {
				s.daily("Fine?")
				s.after(time.Hour)
				if words, _ := g.told(); len(words) != c.want {
					t.Errorf("the asker was told %d times: %q", len(words), words)
				}
			})
		})
	}
}
