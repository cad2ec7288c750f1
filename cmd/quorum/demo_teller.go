package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"quorum/bot/slack/slacksim"
)

// teller prints what happens in the workspace, for somebody who has never seen it: who does what, and who reads what.
type teller struct {
	ws     *slacksim.Workspace
	people []slacksim.Person
	began  time.Time

	mu   sync.Mutex
	out  io.Writer
	told map[string]string // what was printed last of each message, by place

	summary *slacksim.Message // once it is out
	over    bool              // the card says so too
}

func newTeller(ws *slacksim.Workspace, out io.Writer) *teller {
	return &teller{ws: ws, people: people(ws, firstAsker), began: time.Now(), out: out, told: map[string]string{}}
}

// tell prints each message when it appears or changes, until the summary is out and the card says so. The summary comes
// last.
func (t *teller) tell(ctx context.Context) error {
	changes, stop := t.ws.Subscribe()
	defer stop()
	for t.summary == nil || !t.over {
		select {
		case <-ctx.Done():
			return fmt.Errorf("the decision did not come to its end: %w", ctx.Err())
		case change := <-changes:
			if change.What == slacksim.ChangedMessage {
				t.look(change.Channel, change.TS)
			}
		}
	}
	t.message(*t.summary, "Everybody reads in the thread of the question:")
	return nil
}

// look tells a message that has changed, once for all who see it. Of the direct messages it tells the first reader's:
// the others read the same.
func (t *teller) look(channel, ts string) {
	for _, person := range t.people {
		m, ok := t.ws.Message(person.ID, channel, ts)
		switch {
		case !ok || m.BotID == "":
			continue
		case m.Ephemeral:
			t.message(m, person.RealName+" alone reads in #"+firstChannel+":")
		case m.ThreadTS != "":
			t.summary = &m
		case channel == t.ws.Channel(firstChannel).ID:
			t.card(m)
		case person.Name == firstReader:
			t.message(m, person.RealName+" reads in a direct message, and the other four in theirs:")
		}
		return
	}
}

// card tells the message in the channel: first as a whole, and then its one number.
func (t *teller) card(m slacksim.Message) {
	before := t.told[m.TS]
	if before == "" {
		t.message(m, "Everybody reads in #"+firstChannel+":")
		return
	}
	t.told[m.TS] = m.Read
	now := progressIn(m.Read)
	if now != progressIn(before) {
		t.say("#"+firstChannel+" now says: "+now, "")
	}
	t.over = strings.HasPrefix(now, fmt.Sprint(len(parts()), " of "))
}

// progressIn is the line of a card that says how many have answered.
func progressIn(card string) string {
	for line := range strings.SplitSeq(card, "\n") {
		if strings.Contains(line, " answered") {
			return strings.TrimSpace(line)
		}
	}
	return ""
}

// message prints a message as its reader sees it, once.
func (t *teller) message(m slacksim.Message, who string) {
	if t.told[m.TS] != "" {
		return
	}
	t.told[m.TS] = m.Read
	t.say(who, m.Read)
}

// did prints what somebody does.
func (t *teller) did(user, what string) {
	for _, person := range t.people {
		if person.ID == user {
			t.say(person.RealName+" "+what, "")
		}
	}
}

// say prints one line with the time since the beginning, and below it what somebody reads or types.
func (t *teller) say(line, text string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	fmt.Fprintf(t.out, "%4.1f s  %s\n", time.Since(t.began).Seconds(), line)
	for row := range strings.SplitSeq(strings.TrimSpace(text), "\n") {
		if row != "" {
			fmt.Fprintln(t.out, "        | "+strings.Join(broken(row), "\n        |   "))
		}
	}
}

// broken is a line broken at the end of words.
func broken(line string) []string {
	const wide = 100
	rows := []string{""}
	for _, word := range strings.Fields(line) {
		last := &rows[len(rows)-1]
		switch {
		case *last == "":
			*last = word
		case utf8.RuneCountInString(*last)+1+utf8.RuneCountInString(word) > wide:
			rows = append(rows, word)
		default:
			*last += " " + word
		}
	}
	return rows
}
