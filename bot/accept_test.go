package bot

import (
	"errors"
	"slices"
	"testing"
	"time"
)

// busy is Slack that tells nothing now.
func busy() error {
	return &Failure{Fate: NotSent, Why: "Slack could not be reached", Err: errors.New("502")}
}

// accepting plays a story in which ada's question is accepted, and left to the loop.
func accepting(t *testing.T, find func(n int, r Request) error, tell func(s *stage, g *guide, a Accepted)) {
	g := &guide{find: find}
	playWith(t, g, Options{}, func(s *stage) {
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
