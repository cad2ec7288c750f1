package storage

import (
	"container/list"
	"sync"
	"sync/atomic"

	"quorum/polls"
)

// folded is a poll in memory, folded from its log up to some event.
type folded struct {
	id    polls.ID
	mu    sync.RWMutex // for View: held for writing while the poll is brought up to date, for reading while look runs
	poll  *polls.Poll
	epoch uint64 // for the writer: the epoch in which the poll was last up to date

	// indexed is what the writer has written of the poll in this epoch; nil: nothing, or it is not known.
	indexed *indexed

	reading atomic.Pointer[polls.WeighResult] // the newest result of weighing

	weight  int
	element *list.Element
}

// knowing calls change with the poll after giving it its newest result of weighing.
func (f *folded) knowing(change change) ([]polls.Event, error) {
	if r := f.reading.Load(); r != nil {
		return f.poll.WithResult(*r, change)
	}
	return change(f.poll)
}

// cache keeps the polls that were used last, up to a number of stakeholders in all. A dropped poll can be folded again from the log.
type cache struct {
	mu     sync.Mutex
	most   int
	weight int
	byID   map[polls.ID]*folded
	used   *list.List // of *folded, the last used first
}

func newCache(most int) *cache {
	return &cache{most: most, byID: map[polls.ID]*folded{}, used: list.New()}
}

// get returns a poll and marks it as used.
func (c *cache) get(id polls.ID) (*folded, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	f, ok := c.byID[id]
	if ok {
		c.used.MoveToFront(f.element)
	}
	return f, ok
}

// add keeps a poll, unless the cache has it already, and returns the kept one.
func (c *cache) add(f *folded) *folded {
	c.mu.Lock()
	defer c.mu.Unlock()
	if has, ok := c.byID[f.id]; ok {
		return has
	}
	c.byID[f.id] = f
	f.element = c.used.PushFront(f)
	f.weight = weigh(f.poll)
	c.weight += f.weight
	c.drop()
	return f
}

// weighAgain updates the weight of a poll that has been folded further. Only the opening of a poll changes it.
func (c *cache) weighAgain(f *folded) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.byID[f.id] != f {
		return
	}
	w := weigh(f.poll)
	c.weight += w - f.weight
	f.weight = w
	c.drop()
}

// remove drops a poll, if it is still the kept one.
func (c *cache) remove(f *folded) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.byID[f.id] == f {
		c.forget(f)
	}
}

// drop removes the polls used longest ago until the rest fit; the last one used always stays.
func (c *cache) drop() {
	for c.weight > c.most && c.used.Len() > 1 {
		c.forget(c.used.Back().Value.(*folded))
	}
}

func (c *cache) forget(f *folded) {
	c.used.Remove(f.element)
	delete(c.byID, f.id)
	c.weight -= f.weight
}

// weigh returns how much memory a poll takes, in people: the poll itself counts as some people.
func weigh(p *polls.Poll) int { return 8 + len(p.Stakeholders()) }
