package figures

import (
	"errors"
	"strings"
	"testing"
	"time"

	"quorum/polls"
)

// story is one poll and everything that happened to it, told in people's words.
type story struct {
	t   *testing.T
	p   *polls.Poll
	log []polls.Event
	now time.Time
}

// monday is when stories begin: at ten o'clock, UTC.
func monday() time.Time { return time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC) }

// tell opens a poll. The text is that of a command without mentions; people are names, each with the team in brackets
// if the person is of one. The asker is ada.
func tell(t *testing.T, text, people string) *story {
	t.Helper()
	o := openingOf(t, text, people)
	p, events, err := polls.Open(monday(), o)
	if err != nil {
		t.Fatal(err)
	}
	return &story{t: t, p: p, log: events, now: monday()}
}

func openingOf(t testing.TB, text, people string) polls.Opening {
	t.Helper()
	question, keys, _ := strings.Cut(text, "|")
	d, err := polls.ParseDraft(question + " <@U1> | " + keys)
	if err != nil {
		t.Fatal(err)
	}
	o := polls.Opening{ID: polls.ID{Workspace: "T1", Number: 7}, Asker: "ada", Channel: "C1", Draft: d, Seed: 42}
	for _, word := range strings.Fields(people) {
		name, team, _ := strings.Cut(strings.TrimSuffix(word, ")"), "(")
		o.Asked = append(o.Asked, polls.Invite{Person: polls.Person(name), Source: team})
	}
	return o
}

// after lets time pass.
func (s *story) after(d time.Duration) *story {
	s.now = s.now.Add(d)
	return s
}

// does keeps what a change brings, weighed at once.
func (s *story) does(change func(*polls.Poll) ([]polls.Event, error)) *story {
	s.t.Helper()
	return s.keep(atOnce(s.p, s.now, change))
}

func (s *story) keep(events []polls.Event, err error) *story {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
	s.log = append(s.log, events...)
	return s
}

// answers takes "ana yes, ben no because it is late": who, what, and perhaps why.
func (s *story) answers(text string) *story {
	s.t.Helper()
	for item := range strings.SplitSeq(text, ", ") {
		said, why, _ := strings.Cut(item, " because ")
		who, what, _ := strings.Cut(said, " ")
		s.does(func(p *polls.Poll) ([]polls.Event, error) {
			return p.Answer(s.now, polls.Person(who), polls.Response{Position: what, Reason: why})
		})
	}
	return s
}

func (s *story) withdraws(who polls.Person) *story {
	s.t.Helper()
	return s.keep(s.p.Withdraw(s.now, who))
}

func (s *story) ticks() *story {
	return s.does(func(p *polls.Poll) ([]polls.Event, error) { return p.Tick(s.now), nil })
}

func (s *story) delivers(names ...polls.Person) *story {
	for _, n := range names {
		s.keep(s.p.MarkDelivered(s.now, n, polls.Place{Channel: "D" + string(n), Message: "1"}), nil)
	}
	return s
}

func (s *story) closes() *story {
	s.t.Helper()
	return s.does(func(p *polls.Poll) ([]polls.Event, error) { return p.Close(s.now, polls.Actor{Person: "ada"}) })
}

// atOnce does a change, and at once what has to be weighed for it and because of it.
func atOnce(p *polls.Poll, now time.Time, change func(*polls.Poll) ([]polls.Event, error)) ([]polls.Event, error) {
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
