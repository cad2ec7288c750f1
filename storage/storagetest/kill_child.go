package storagetest

import (
	"fmt"
	"os"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"quorum/polls"
	"quorum/storage"
)

// Child is started by [Kill]: it works until it is killed, and reports each thing when it is done. In any other process it does nothing.
func Child(t *testing.T) {
	name := os.Getenv(childDatabase)
	if name == "" {
		return
	}
	round, err := strconv.Atoi(os.Getenv("QUORUM_STORAGETEST_ROUND"))
	if err != nil {
		t.Fatal(err)
	}
	w := newWorld(t, Database{Name: name}, intact, 0)
	w.now = time.Now()
	c := &busy{world: w, round: round}
	c.number.Store(int64(round) * 1_000_000)
	c.newest.Store(c.ask(1)[0].Number)
	ids := c.ask(3)
	together(11, func(i int) {
		for {
			switch {
			case i < 6:
				c.answer(ids, crowd(6)[i])
			case i < 8:
				c.deliver()
			case i < 9:
				c.weighAll()
			case i < 10:
				c.newest.Store(c.ask(1)[0].Number)
			default:
				c.fail(ids)
			}
		}
	})
}

// busy is a child at work.
type busy struct {
	*world
	round  int
	number atomic.Int64
	newest atomic.Int64 // the number of the poll opened last
}

func say(words ...any) {
	if _, err := fmt.Fprintln(os.Stdout, words...); err != nil {
		os.Exit(1)
	}
}

// ask opens polls and returns them.
func (c *busy) ask(n int) []polls.ID {
	ids := make([]polls.ID, n)
	for i := range ids {
		request := fmt.Sprintf("%d-%d", c.round, c.number.Add(1))
		q := question{request: request, people: crowd(6), rule: "3 of 6, within 9h"}
		if c.number.Load()%2 == 0 { // this poll is weighed outside of the writer
			q.kind, q.options = "multi", "yes,no"
		}
		ids[i] = c.world.ask(q)
		say("opened", request, ids[i].Key())
	}
	return ids
}

func (c *busy) answer(ids []polls.ID, who polls.Person) {
	n := int(c.number.Add(1))
	id := ids[n%len(ids)]
	if n%2 == 0 {
		id.Number = c.newest.Load()
	}
	c.must(c.store.Update(c.ctx(), id, numbered(who, n)))
	say("answered", id.Key(), who, n)
}

func (c *busy) deliver() {
	now := time.Now()
	got, err := c.store.Lease(c.ctx(), now, now.Add(hour), 0, anyLane, 3)
	c.must(err)
	for _, d := range got {
		at := polls.Place{Channel: "D", Message: d.ID}
		c.must(c.store.Settle(c.ctx(), d, storage.Result{State: storage.Sent, At: at}, func(p *polls.Poll) ([]polls.Event, error) {
			return p.MarkDelivered(time.Now(), d.To, at), nil
		}))
		say("settled", d.Topic.Key(), d.Key, d.Revision)
	}
}

func (c *busy) weighAll() {
	ids, err := c.store.Unweighed(c.ctx(), 3)
	c.must(err)
	for _, id := range ids {
		c.weigh(id)
	}
}

// fail makes changes that fail.
func (c *busy) fail(ids []polls.ID) {
	_ = c.store.Update(c.ctx(), ids[1], func(p *polls.Poll) ([]polls.Event, error) {
		p.MarkUndelivered(time.Now(), polls.NoticeCard, "a defect")
		panic("a defect")
	})
}
