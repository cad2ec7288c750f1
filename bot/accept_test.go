package bot

import (
	"errors"
	"slices"
	"testing"
	"time"

	"quorum/polls"

	"github.com/prometheus/client_golang/prometheus"
)

// busy is Slack that tells nothing now.
func busy() error {
	return &Failure{Fate: NotSent, Why: "Slack could not be reached", Err: errors.New("502")}
}

// accepting plays a story in which ada's question is accepted, and left to the loop.
func accepting(t *testing.T, find func(n int, r Request) error, tell func(s *stage, g *guide, a Accepted)) {
	g := &guide{find: find}
	counted := prometheus.NewRegistry()
	g.counted = counted
	playWith(t, g, Options{Metrics: counted}, func(s *stage) {
		g.mu.Lock()
		g.bot = s.bot
		g.mu.Unlock()
		a := Accepted{Workspace: "T1", Key: "k1", Person: "ada", Kind: "command", Payload: "Ship?", At: time.Now()}
		if err := s.bot.Accept(s.t.Context(), a); err != nil {
			s.t.Fatal(err)
		}
		if err := s.bot.GiveOver(s.t.Context(), a); err != nil {
			s.t.Fatal(err)
		}
		tell(s, g, a)
	})
}

// replies are what people have read of what they asked for.
func (s *stage) replies() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.replied)
}

// panics returns how many have been contained.
func (s *stage) panics(g *guide) (n float64) {
	s.t.Helper()
	all, err := g.counted.(*prometheus.Registry).Gather()
	if err != nil {
		s.t.Fatal(err)
	}
	for _, family := range all {
		for _, m := range family.GetMetric() {
			if family.GetName() == "quorum_panics_total" {
				n += m.GetCounter().GetValue()
			}
		}
	}
	return n
}

// What was accepted is asked as soon as Slack tells what it takes, once, and its person is told once.
func TestWhatWasAcceptedIsAskedInTheEnd(t *testing.T) {
	find := func(n int, _ Request) error {
		if n < 5 {
			return busy()
		}
		return nil
	}
	accepting(t, find, func(s *stage, g *guide, a Accepted) {
		s.after(time.Minute)
		if got := s.questions(); len(got) != 1 {
			s.t.Errorf("asked are %q", got)
		}
		if got := s.replies(); len(got) != 1 || got[0] != "asked as Q1" {
			s.t.Errorf("ada reads %q", got)
		}
		if err := s.bot.Accept(s.t.Context(), a); err != nil { // it was delivered twice
			s.t.Fatal(err)
		}
		s.after(time.Minute)
		if got := s.replies(); len(got) != 1 || len(s.questions()) != 1 {
			s.t.Errorf("after a second delivery ada reads %q", got)
		}
	})
}

// Patience ends before nobody remembers the question.
func TestWhatWasAcceptedIsGivenUp(t *testing.T) {
	accepting(t, func(int, Request) error { return busy() }, func(s *stage, g *guide, _ Accepted) {
		s.after(20 * time.Minute)
		if got := s.replies(); len(got) != 0 {
			s.t.Errorf("after twenty minutes ada reads %q", got)
		}
		s.after(10 * time.Minute)
		if got := s.replies(); len(got) != 1 || got[0] != "given up" {
			s.t.Errorf("after half an hour ada reads %q", got)
		}
		_, looks := g.told()
		if n := looks["Ship?"]; n > 70 {
			s.t.Errorf("it was looked up %d times", n)
		}
	})
}

// A program that was stopped with something accepted carries it out at its next start.
func TestWhatWasAcceptedOutlivesTheProgram(t *testing.T) {
	slack := busy
	accepting(t, func(int, Request) error { return slack() }, func(s *stage, g *guide, _ Accepted) {
		s.after(time.Second)
		s.stop()
		slack = func() error { return nil }
		s.start()
		s.after(time.Minute)
		if got := s.replies(); len(got) != 1 || len(s.questions()) != 1 {
			s.t.Errorf("ada reads %q and asked are %q", got, s.questions())
		}
	})
}

// A request that cannot be carried out at all, and one of which there is nothing to say, end: neither is tried for ever, and
// neither holds up another.
func TestWhatCannotBeCarriedOutEnds(t *testing.T) {
	accepting(t, nil, func(s *stage, g *guide, a Accepted) {
		for i, payload := range []string{"nothing to say", "panic"} {
			if i == 1 {
				s.after(time.Minute)
				if n := s.panics(g); n != 0 {
					s.t.Errorf("%v panics because there was nothing to say", n)
				}
			}
			odd := a
			odd.Key, odd.Payload = payload, payload
			if err := errors.Join(s.bot.Accept(s.t.Context(), odd), s.bot.GiveOver(s.t.Context(), odd)); err != nil {
				s.t.Fatal(err)
			}
		}
		s.after(40 * time.Minute)
		if at, ok, err := s.store.NextRequest(s.t.Context()); ok || err != nil {
			s.t.Errorf("something is due at %s, %v", at, err)
		}
		if _, ok, err := s.store.NextDue(s.t.Context(), polls.LaneAck, polls.LaneAck); ok || err != nil {
			s.t.Errorf("a reply waits to be sent (%v)", err)
		}
		if got := s.replies(); len(got) != 1 || got[0] != "asked as Q1" {
			s.t.Errorf("ada reads %q", got)
		}
	})
}
