package slack

import (
	"errors"
	"strings"
	"testing"
	"time"

	"quorum/bot/slack/render"
	"quorum/polls"
)

// asker asks in these stories; the others are asked.
const (
	ana = polls.Person("U0ANA")
	ben = polls.Person("U0BEN")
	cyn = polls.Person("U0CYN")
	dee = polls.Person("U0DEE")
	eva = polls.Person("U0EVA")
	fay = polls.Person("U0FAY")
)

// story is a poll as it goes on, a minute later with each step.
type story struct {
	t   *testing.T
	p   *polls.Poll
	now time.Time
}

// monday is when the stories begin.
func monday() time.Time { return time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC) }

// told opens a poll from a command's text. Teams name the sources of people, if they are not their own.
func told(t *testing.T, text string, teams map[polls.Person]string) *story {
	t.Helper()
	d, err := polls.ParseDraft(text)
	if err != nil {
		t.Fatal(err)
	}
	s := opened(t, d, teams)
	for i, one := range s.p.Stakeholders() {
		at := polls.Place{Channel: "D" + string(one.Person), Message: "1790000000.000100"}
		s.p.MarkDelivered(s.now.Add(time.Duration(i+1)*time.Second), one.Person, at)
	}
	return s
}

func opened(t *testing.T, d polls.Draft, teams map[polls.Person]string) *story {
	t.Helper()
	var asked []polls.Invite
	for _, party := range d.Asked {
		for _, m := range party.Mentions {
			who := polls.Person(m.ID)
			asked = append(asked, polls.Invite{Person: who, Source: teams[who]})
		}
	}
	s := &story{t: t, now: monday()}
	p, _, err := polls.Open(s.now, polls.Opening{
		ID: polls.ID{Workspace: "T024BE7LD", Number: 12}, Asker: ana, Channel: "C0SHIP", Draft: render.PlainDraft(d), Asked: asked, Seed: 7,
	})
	if err != nil {
		t.Fatal(err)
	}
	s.p = p
	p.PlaceCard(s.now, polls.Place{Channel: "C0SHIP", Message: "1790000000.000200"})
	return s
}

// says records an answer; more is its reason and its confidence.
func (s *story) says(who polls.Person, position string, more ...string) *story {
	r := polls.Response{Position: position}
	if len(more) > 0 {
		r.Reason = more[0]
	}
	if len(more) > 1 {
		r.Confidence = polls.Confidence(more[1])
	}
	return s.step(func() error { _, err := s.p.Answer(s.now, who, r); return err })
}

func (s *story) step(do func() error) *story {
	s.t.Helper()
	s.now = s.now.Add(7 * time.Minute)
	if err := weighed(s.p, s.now, do); err != nil {
		s.t.Fatal(err)
	}
	return s
}

// weighed does something to a poll, which is weighed at once where it has to be.
func weighed(p *polls.Poll, now time.Time, do func() error) error {
	err := do()
	if errors.Is(err, polls.ErrUnweighed) {
		_, err = p.WithResult(p.Weighing().Run(), func(*polls.Poll) ([]polls.Event, error) { return nil, do() })
	}
	if err == nil && p.Unweighed() {
		_, err = p.WithResult(p.Weighing().Run(), func(p *polls.Poll) ([]polls.Event, error) { return p.Weigh(now) })
	}
	return err
}

// mention writes people as a command has them.
func mention(who ...polls.Person) string {
	words := make([]string, len(who))
	for i, w := range who {
		words[i] = "<@" + string(w) + ">"
	}
	return strings.Join(words, " ")
}
