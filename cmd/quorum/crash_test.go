package main

import (
	"database/sql"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"quorum/bot/slack/slacksim"
	"quorum/polls/kind"
)

// TestCrash kills the program without warning, several times while answers come in and once with the deciding one, and
// starts it again each time. What was acknowledged is there, everybody was asked once, and there is exactly one summary.
func TestCrash(t *testing.T) {
	t.Parallel()
	for _, mode := range modes() {
		t.Run(string(mode), func(t *testing.T) {
			t.Parallel()
			c := &crash{town: newTown(t, mode, t.TempDir()), t: t, acknowledged: map[string]string{}}
			c.serve()
			c.ask()
			for two := range slices.Chunk(townsfolk()[:4], 2) {
				c.killWhileAnswering(two)
				c.later()
				c.serve()
			}
			for _, handle := range townsfolk() {
				c.answer(handle)
			}
			c.bot.kill() // at this instant the summary is due, on its way, or out
			c.later()
			c.serve()
			c.settled()
			c.checkSummary()
			c.checkAnswers()
		})
	}
}

const crashQuestion = "Does it survive?"

type crash struct {
	*town
	t *testing.T

	mu           sync.Mutex
	acknowledged map[string]string // by the handle, what the bot said it has stored
}

// ask asks everybody, and kills the program when it has said that they will be.
func (c *crash) ask() {
	c.t.Helper()
	c.ws.User("ada").Slash("#releases", "/quorum "+crashQuestion+" @"+strings.Join(townsfolk(), " @")+" | quorum: all, within 2h")
	c.bot.kill()
	c.later()
	c.serve()
	for _, handle := range townsfolk() {
		c.ws.User(handle).ExpectDMs(1, crashQuestion)
	}
}

// killWhileAnswering lets some people answer at once, and kills the program as soon as one of them is acknowledged.
func (c *crash) killWhileAnswering(handles []string) {
	c.t.Helper()
	acknowledged := make(chan bool, len(handles))
	var trying sync.WaitGroup
	for _, handle := range handles {
		trying.Go(func() { acknowledged <- c.try(handle) })
	}
	once := false
	for range handles {
		if once = <-acknowledged; once {
			break
		}
	}
	if !once {
		c.t.Errorf("nobody was acknowledged\n%s", c.bot.said())
	}
	c.bot.kill()
	trying.Wait()
}

// answer has somebody answer who has not been acknowledged yet.
func (c *crash) answer(handle string) {
	c.t.Helper()
	if !c.has(handle) && !c.try(handle) {
		c.t.Errorf("%s cannot answer:\n%s", handle, c.ws.Describe(handle))
	}
}

func (c *crash) has(handle string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.acknowledged[handle] != ""
}

// try clicks once. It says whether the bot has acknowledged, now or before: then it must never lose the answer.
func (c *crash) try(handle string) bool {
	h := hands{c.ws, idOf(c.ws, handle)}
	err := slacksim.ErrNotShown
	if m, ok := h.asked(); ok {
		err = h.press(m, kind.Yes)
	}
	switch {
	case errors.Is(err, slacksim.ErrNotShown): // stored, though the acknowledgement was cut off: the question has become what was recorded
		c.ws.User(handle).ExpectDM("Your answer: Yes")
	case err != nil:
		return false
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.acknowledged[handle] = kind.Yes
	return true
}

// later makes it one minute later for what the dead program had under way: its leases have run out, and it is time to
// look again.
func (c *crash) later() {
	c.t.Helper()
	c.sql(`update outbox set due = due - 60000 where state in ('sending', 'unknown')`)
	c.sql(`update outbox set started_at = started_at - 60000 where started_at is not null and state in ('sending', 'unknown')`)
}

func (c *crash) sql(statement string) {
	c.t.Helper()
	db, err := sql.Open("sqlite3", c.database())
	if err == nil {
		_, err = db.Exec(statement)
	}
	if err != nil {
		c.t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		c.t.Fatal(err)
	}
}

// settled waits until nothing is left to be told.
func (c *crash) settled() {
	c.t.Helper()
	db, err := sql.Open("sqlite3", c.database())
	if err != nil {
		c.t.Fatal(err)
	}
	defer db.Close()
	for late := time.After(allowed); ; {
		var left int
		err := db.QueryRow(`select count(*) from outbox where state in ('due', 'sending', 'unknown')`).Scan(&left)
		if err == nil && left == 0 {
			return
		}
		select {
		case <-time.After(10 * time.Millisecond): // another program's database tells nobody that it has changed
		case <-late:
			c.t.Fatalf("%d notices are still to be told, %v\n%s", left, err, c.bot.said())
		}
	}
}

// checkSummary counts the summaries. There is one in the thread; or, when the posting of the card or of the summary was
// cut off and this app may not look in the channel, one in the asker's own messages, which says so.
func (c *crash) checkSummary() {
	c.t.Helper()
	const summary = "Decided: Yes, 6 of 6 answers"
	posted, told, unsure := 0, 0, 0
	state := c.ws.Snapshot(idOf(c.ws, "ada"))
	for _, conversation := range state.Channels {
		for _, card := range conversation.Messages {
			for _, reply := range card.Replies {
				posted += strings.Count(reply.Read, summary)
			}
		}
	}
	for _, conversation := range state.DMs {
		for _, m := range conversation.Messages {
			told += strings.Count(m.Read, summary)
			unsure += strings.Count(m.Read, "Slack did not say whether")
		}
	}
	if posted > 1 || told > 1 || posted+told == 0 || posted+told == 2 && unsure == 0 {
		c.t.Errorf("%d summaries in the thread, %d to the asker\n%s", posted, told, c.ws.Describe("ada"))
	}
}

// checkAnswers compares what was acknowledged with what is stored.
func (c *crash) checkAnswers() {
	c.t.Helper()
	var log []entry
	if err := json.Unmarshal([]byte(c.run("export")), &log); err != nil || len(log) != 1 {
		c.t.Fatalf("the log has %d entries, %v", len(log), err)
	}
	stored := map[string]string{}
	for _, v := range log[0].People {
		if v.Answer != nil {
			stored[v.Person] = v.Answer.Position
		}
	}
	for handle, said := range c.acknowledged {
		if stored[idOf(c.ws, handle)] != said {
			c.t.Errorf("%s was told that %s is stored; the log has %q", handle, said, stored[idOf(c.ws, handle)])
		}
	}
}
