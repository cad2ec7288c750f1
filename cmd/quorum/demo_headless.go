package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"quorum/bot/slack/slacksim"
)

// headless runs one decision to its end and prints what people saw.
func (c demoCommand) headless(p *program) error {
	s, err := c.stage(p, newCast())
	if err != nil {
		return err
	}
	defer s.clear()
	return s.play(p.ctx, func(ctx context.Context) error {
		ctx, end := context.WithTimeout(ctx, time.Minute)
		defer end()
		crowd := newCrowd(s.ws, brisk(), func(string) bool { return false })
		living := make(chan error, 1)
		ctx, done := context.WithCancel(ctx)
		go func() { living <- crowd.live(ctx) }()
		err := tell(ctx, s, p.stdout)
		done()
		return errors.Join(err, <-living)
	})
}

// tell asks the first question and prints the story until its summary is out.
func tell(ctx context.Context, s *stage, out io.Writer) error {
	began := time.Now()
	fmt.Fprintf(out, "0.0 s  Ben Ortiz types in %s:\n       %s\n", firstChannel, firstQuestion)
	t := &teller{ws: s.ws, out: out, began: began, told: map[string]string{}}
	changes, stop := s.ws.Subscribe()
	defer stop()
	if err := s.ws.Slash(userNamed(s.ws, firstAsker), channelNamed(s.ws, firstChannel), firstQuestion); err != nil {
		return err
	}
	for !t.look() {
		select {
		case <-ctx.Done():
			return errors.New("the decision did not come to its end in time")
		case <-changes:
		}
	}
	return nil
}

// teller prints each message when it appears or changes.
type teller struct {
	ws    *slacksim.Workspace
	out   io.Writer
	began time.Time
	told  map[string]string // what was printed of each message
	asked bool              // the first question was printed in full
}

// look prints what is new on all screens; true when the summary is among it.
func (t *teller) look() (over bool) {
	for _, person := range everybody(t.ws) {
		if person.Bot {
			continue
		}
		for _, conversation := range t.ws.Snapshot(person.ID).DMs {
			for _, m := range conversation.Messages {
				t.direct(person, m)
			}
		}
	}
	state := t.ws.Snapshot(userNamed(t.ws, firstAsker))
	for _, channel := range state.Channels {
		for _, m := range channel.Messages {
			t.inChannel(channel.Name, m)
			for _, reply := range m.Replies {
				t.say("in the thread", reply.TS, reply.Read)
				over = true
			}
		}
	}
	return over
}

// direct prints the first question in full, and of the others who got it and what was recorded.
func (t *teller) direct(person slacksim.Person, m slacksim.Message) {
	key := person.ID + m.TS
	if m.BotID == "" || t.told[key] == m.Read {
		return
	}
	first := t.told[key] == ""
	t.told[key] = m.Read
	switch {
	case first && !t.asked:
		t.asked = true
		t.print("to "+person.RealName+", privately, and to the others at the same time", m.Read)
	case first:
	default:
		t.line(person.RealName + ": " + recordedIn(m.Read))
	}
}

// recordedIn is the line of a question that says what was recorded.
func recordedIn(read string) string {
	for line := range strings.SplitSeq(read, "\n") {
		for _, begin := range []string{"Your answer", "Recorded"} {
			if strings.Contains(line, begin) {
				return strings.TrimSpace(line)
			}
		}
	}
	return "looks at the question again"
}

// inChannel prints the card once, and afterwards its one number.
func (t *teller) inChannel(name string, m slacksim.Message) {
	if m.BotID == "" || t.told[m.TS] == m.Read {
		return
	}
	if t.told[m.TS] == "" {
		t.say("in #"+name, m.TS, m.Read)
		return
	}
	t.told[m.TS] = m.Read
	for line := range strings.SplitSeq(m.Read, "\n") {
		if strings.Contains(line, " answered") {
			t.line("#" + name + ": " + strings.TrimSpace(line))
		}
	}
}

// say prints a message that was not printed yet.
func (t *teller) say(where, ts, read string) {
	if t.told[ts] != read {
		t.told[ts] = read
		t.print(where, read)
	}
}

func (t *teller) print(where, read string) {
	t.line("Quorum, " + where + ":")
	for line := range strings.SplitSeq(strings.TrimSpace(read), "\n") {
		fmt.Fprintln(t.out, "       "+line)
	}
}

func (t *teller) line(text string) {
	fmt.Fprintf(t.out, "%.1f s  %s\n", time.Since(t.began).Seconds(), text)
}
