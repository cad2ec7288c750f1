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

// transcript prints what people do and read in the workspace, for a reader who has never seen it.
type transcript struct {
	ws        *slacksim.Workspace
	people    []slacksim.Person
	startedAt time.Time

	mu      sync.Mutex
	out     io.Writer
	printed map[string]string // by message: its text when it was last printed

	summary  *slacksim.Message // nil until the summary is posted
	cardDone bool              // whether the card shows the final number of answers
}

func newTranscript(ws *slacksim.Workspace, out io.Writer) *transcript {
	return &transcript{ws: ws, people: humans(ws, firstAsker), startedAt: time.Now(), out: out, printed: map[string]string{}}
}

// follow prints each message when it appears or changes. It returns when the summary is posted and the card is up to
// date, and prints the summary last.
func (t *transcript) follow(ctx context.Context) error {
	changes, stop := t.ws.Subscribe()
	defer stop()
	for t.summary == nil || !t.cardDone {
		select {
		case <-ctx.Done():
			return fmt.Errorf("the decision did not come to its end: %w", ctx.Err())
		case change := <-changes:
			if change.What == slacksim.ChangedMessage {
				t.messageChanged(change.Channel, change.TS)
			}
		}
	}
	t.printOnce(*t.summary, "Everybody reads in the thread of the question:")
	return nil
}

// messageChanged prints a changed message once, though several people see it. Of the direct messages it prints only
// that of firstViewer, since the others read the same.
func (t *transcript) messageChanged(channel, ts string) {
	for _, person := range t.people {
		m, ok := t.ws.Message(person.ID, channel, ts)
		switch {
		case !ok || m.BotID == "":
			continue
		case m.Ephemeral:
			t.printOnce(m, person.RealName+" alone reads in #"+firstChannel+":")
		case m.ThreadTS != "":
			t.summary = &m
		case channel == t.ws.Channel(firstChannel).ID:
			t.cardChanged(m)
		case person.Name == firstViewer:
			t.printOnce(m, person.RealName+" reads in a direct message, and the other four in theirs:")
		}
		return
	}
}

// cardChanged prints the card in the channel: the whole text at first, later only the line with the number of
// answers.
func (t *transcript) cardChanged(m slacksim.Message) {
	before := t.printed[m.TS]
	if before == "" {
		t.printOnce(m, "Everybody reads in #"+firstChannel+":")
		return
	}
	t.printed[m.TS] = m.Read
	now := progressIn(m.Read)
	if now != progressIn(before) {
		t.print("#"+firstChannel+" now says: "+now, "")
	}
	t.cardDone = strings.HasPrefix(now, fmt.Sprint(len(scriptedAnswers()), " of "))
}

// progressIn returns the line of a card that says how many people have answered.
func progressIn(card string) string {
	for line := range strings.SplitSeq(card, "\n") {
		if strings.Contains(line, " answered") {
			return strings.TrimSpace(line)
		}
	}
	return ""
}

// printOnce prints a message as its reader sees it, unless it was printed before.
func (t *transcript) printOnce(m slacksim.Message, who string) {
	if t.printed[m.TS] != "" {
		return
	}
	t.printed[m.TS] = m.Read
	t.print(who, m.Read)
}

// printAction prints what a person does.
func (t *transcript) printAction(user, what string) {
	for _, person := range t.people {
		if person.ID == user {
			t.print(person.RealName+" "+what, "")
		}
	}
}

// print prints one line with the time since the start, and below it the text, if any.
func (t *transcript) print(line, text string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	fmt.Fprintf(t.out, "%4.1f s  %s\n", time.Since(t.startedAt).Seconds(), line)
	for row := range strings.SplitSeq(strings.TrimSpace(text), "\n") {
		if row != "" {
			fmt.Fprintln(t.out, "        | "+strings.Join(wrap(row), "\n        |   "))
		}
	}
}

// wrap breaks a line between words, into rows of at most 100 characters.
func wrap(line string) []string {
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
