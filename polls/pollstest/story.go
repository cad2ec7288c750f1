package pollstest

import (
	"errors"
	"strings"
	"testing"
	"time"

	"quorum/polls"
)

// Story is one poll and everything that happened to it. A step that is refused fails the test, and each returns the
// story, so that the next can follow.
type Story struct {
	T    *testing.T
	Poll *polls.Poll
	Log  []polls.Event
	Now  time.Time
}

// Tell opens a poll on [Monday], with what [Opening] makes of text and people.
func Tell(t *testing.T, text, people string) *Story {
	t.Helper()
	p, events, err := polls.Open(Monday(), Opening(t, text, people))
	if err != nil {
		t.Fatal(err)
	}
	return &Story{T: t, Poll: p, Log: events, Now: Monday()}
}

// After lets time pass.
func (s *Story) After(d time.Duration) *Story {
	s.Now = s.Now.Add(d)
	return s
}

// Does keeps what a change brings, weighed at once.
func (s *Story) Does(change func(*polls.Poll) ([]polls.Event, error)) *Story {
	s.T.Helper()
	return s.Keep(AtOnce(s.Poll, s.Now, change))
}

// Keep adds events to the log; an error fails the test.
func (s *Story) Keep(events []polls.Event, err error) *Story {
	s.T.Helper()
	if err != nil {
		s.T.Fatal(err)
	}
	s.Log = append(s.Log, events...)
	return s
}

// Answers takes "ana yes, ben no because it is late": who, what, and perhaps why.
func (s *Story) Answers(text string) *Story {
	s.T.Helper()
	for item := range strings.SplitSeq(text, ", ") {
		said, why, _ := strings.Cut(item, " because ")
		who, what, _ := strings.Cut(said, " ")
		s.Does(func(p *polls.Poll) ([]polls.Event, error) {
			return p.Answer(s.Now, polls.Person(who), polls.Response{Position: what, Reason: why})
		})
	}
	return s
}

// Declines has a person take a way out.
func (s *Story) Declines(who polls.Person, way polls.State) *Story {
	s.T.Helper()
	return s.Does(func(p *polls.Poll) ([]polls.Event, error) { return p.Decline(s.Now, who, way) })
}

// Withdraws takes a person's answer back.
func (s *Story) Withdraws(who polls.Person) *Story {
	s.T.Helper()
	return s.Keep(s.Poll.Withdraw(s.Now, who))
}

// Leaves has a person leave the workspace.
func (s *Story) Leaves(who polls.Person) *Story { return s.Keep(s.Poll.MarkLeft(s.Now, who), nil) }

// Ticks does what has come due.
func (s *Story) Ticks() *Story {
	return s.Does(func(p *polls.Poll) ([]polls.Event, error) { return p.Tick(s.Now), nil })
}

// Fails has a question not reach a person.
func (s *Story) Fails(who polls.Person) *Story {
	return s.Keep(s.Poll.MarkUnreachable(s.Now, who, "they switched direct messages off"), nil)
}

// Delivers has the question reach people.
func (s *Story) Delivers(names ...polls.Person) *Story {
	for _, n := range names {
		s.Keep(s.Poll.MarkDelivered(s.Now, n, polls.Place{Channel: "D" + string(n), Message: "1"}), nil)
	}
	return s
}

// Closes has the asker close the poll.
func (s *Story) Closes() *Story {
	s.T.Helper()
	return s.Does(func(p *polls.Poll) ([]polls.Event, error) { return p.Close(s.Now, polls.Actor{Person: "ada"}) })
}

// AtOnce does a change, and at once what has to be weighed for it and because of it.
func AtOnce(p *polls.Poll, now time.Time, change func(*polls.Poll) ([]polls.Event, error)) ([]polls.Event, error) {
	events, err := change(p)
	if errors.Is(err, polls.ErrUnweighed) {
		events, err = p.WithResult(p.Weighing().Run(), change)
	}
	if err != nil || !p.Unweighed() {
		return events, err
	}
	more, err := p.WithResult(p.Weighing().Run(), func(p *polls.Poll) ([]polls.Event, error) { return p.Weigh(now) })
	return append(events, more...), err
}
