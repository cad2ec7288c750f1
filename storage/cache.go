package storage

import (
	"container/list"
	"sync"
	"sync/atomic"

	"quorum/polls"
)

// folded is a poll folded from its log, as far as it was read.
type folded struct {
	id    polls.ID
	mu    sync.RWMutex // View's: held for writing while the poll catches up, for reading while it is looked at
	poll  *polls.Poll
	epoch uint64 // the writer's: when it was last known to be up to date

	reading atomic.Pointer[polls.WeighResult] // the newest

	weight  int
	element *list.Element
}

// knowing calls change with the poll, which knows what its newest reading says.
func (f *folded) knowing(change change) ([]polls.Event, error) {
	if r := f.reading.Load(); r != nil {
		return f.poll.WithResult(*r, change)
	}
	return change(f.poll)
}

// cache keeps the polls that were used last, up to a number of stakeholders in all. What is dropped from it can always
// be folded again from the log.
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

// get finds a poll and marks it as used.
func (c *cache) get(id polls.ID) (*folded, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	f, ok := c.byID[id]
	if ok {
		c.used.MoveToFront(f.element)
	}
	return f, ok
}

// add keeps a poll, unless there is one already, and returns the one that is kept.
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

// weighAgain is told that a poll has been folded further. Only the opening of a poll changes its weight.
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

// remove forgets a poll, if it is still the one that is kept.
func (c *cache) remove(f *folded) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.byID[f.id] == f {
		c.forget(f)
	}
}

// drop forgets the polls used longest ago until the rest fit; the last one used always stays.
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

// weigh counts what takes memory, in people: a poll itself takes as much as some of them.
func weigh(p *polls.Poll) int { return 8 + len(p.Stakeholders()) }
