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

// TestCrash kills the program several times while answers come in, once with the deciding answer, and starts it again
// each time. Every acknowledged answer must be stored, everybody must be asked once, and there must be exactly one
// summary.
func TestCrash(t *testing.T) {
	t.Parallel()
	for _, mode := range modes() {
		t.Run(string(mode), func(t *testing.T) {
			t.Parallel()
			c := &crash{testbed: newTestbed(t, mode, t.TempDir()), t: t, acknowledged: map[string]string{}}
			c.serve()
			c.ask()
			for two := range slices.Chunk(colleagues()[:4], 2) {
				c.killWhileAnswering(two)
				c.expireLeases()
				c.serve()
			}
			for _, handle := range colleagues() {
				c.answer(handle)
			}
			c.bot.kill() // at this moment the summary may be due, being sent, or posted
			c.expireLeases()
			c.serve()
			c.waitForOutbox()
			c.checkSummary()
			c.checkAnswers()
		})
	}
}

const crashQuestion = "Does it survive?"

type crash struct {
	*testbed
	t *testing.T

	mu           sync.Mutex
	acknowledged map[string]string // by handle: the answer that the bot has acknowledged
}

// ask asks everybody, and kills the program as soon as the command has been acknowledged.
func (c *crash) ask() {
	c.t.Helper()
	c.ws.User("ada").Slash("#releases", "/quorum "+crashQuestion+" @"+strings.Join(colleagues(), " @")+" | quorum: all, within 2h")
	c.bot.kill()
	c.expireLeases()
	c.serve()
	for _, handle := range colleagues() {
		c.ws.User(handle).ExpectDMs(1, crashQuestion)
	}
}

// killWhileAnswering lets some people answer at the same time, and kills the program as soon as one answer is
// acknowledged.
func (c *crash) killWhileAnswering(handles []string) {
	c.t.Helper()
	acknowledged := make(chan bool, len(handles))
	var trying sync.WaitGroup
	for _, handle := range handles {
		trying.Go(func() { acknowledged <- c.tryToAnswer(handle) })
	}
	once := false
	for range handles {
		if once = <-acknowledged; once {
			break
		}
	}
	if !once {
		c.t.Errorf("nobody was acknowledged\n%s", c.bot.output())
	}
	c.bot.kill()
	trying.Wait()
}

// answer lets a person answer, unless an answer of theirs was acknowledged before.
func (c *crash) answer(handle string) {
	c.t.Helper()
	if !c.isAcknowledged(handle) && !c.tryToAnswer(handle) {
		c.t.Errorf("%s cannot answer:\n%s", handle, c.ws.Describe(handle))
	}
}

func (c *crash) isAcknowledged(handle string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.acknowledged[handle] != ""
}

// tryToAnswer clicks once. It reports whether the bot has acknowledged an answer, now or before; from then on the bot
// must never lose it.
func (c *crash) tryToAnswer(handle string) bool {
	h := screen{c.ws, idOf(c.ws, handle)}
	c.ws.User(handle).ExpectDM(crashQuestion)
	err := slacksim.ErrNotShown
	for m, ok := h.firstQuestion(); ok && errors.Is(err, slacksim.ErrNotShown); m, ok = h.firstQuestion() {
		err = h.click(m, kind.Yes) // the message may be replaced while it is looked at
	}
	switch {
	case errors.Is(err, slacksim.ErrNotShown): // the answer is stored but its acknowledgement was lost: the message shows the recorded answer instead of the question
		c.ws.User(handle).ExpectDM("Your answer: Yes")
	case err != nil:
		return false
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.acknowledged[handle] = kind.Yes
	return true
}

// expireLeases moves the times of the notices that the killed program had leased one minute back. Their leases have
// then expired, and it is time to look up unknown sends again.
func (c *crash) expireLeases() {
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

// waitForOutbox waits until the outbox has no notice left to send.
func (c *crash) waitForOutbox() {
	c.t.Helper()
	db, err := sql.Open("sqlite3", c.database())
	if err != nil {
		c.t.Fatal(err)
	}
	defer db.Close()
	for late := time.After(testTimeout); ; {
		var left int
		err := db.QueryRow(`select count(*) from outbox where state in ('due', 'sending', 'unknown')`).Scan(&left)
		if err == nil && left == 0 {
			return
		}
		select {
		case <-time.After(10 * time.Millisecond): // no notification comes from another program's database
		case <-late:
			c.t.Fatalf("%d notices are still to be told, %v\n%s", left, err, c.bot.output())
		}
	}
}

// checkSummary counts the summaries. Exactly one must be in the thread. If the card or the summary was being posted
// during a kill, this app cannot find out whether it arrived; then one more may be in the asker's direct messages,
// and it must say so.
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

// checkAnswers compares the acknowledged answers with the stored ones.
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
