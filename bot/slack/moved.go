package slack

import (
	"cmp"
	"sync"
)

// moves are the channels that Slack has given new ids, as happens when a private channel is shared with another
// organization. They are kept in memory: after a restart a message to the old id is refused, and the asker gets what it
// said instead. It is safe for concurrent use.
type moves struct {
	mu   sync.Mutex
	next map[string]string
	last map[string]string
}

func (m *moves) add(from, to string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.next == nil {
		m.next, m.last = map[string]string{}, map[string]string{}
	}
	first := from
	if known, ok := m.last[from]; ok {
		first = known
		delete(m.last, from)
	}
	m.next[first], m.last[to] = to, first
}

// now is the id of a channel that polls know under the given one.
func (m *moves) now(channel string) string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return cmp.Or(m.next[channel], channel)
}

// former is the id under which polls know a channel.
func (m *moves) former(channel string) string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return cmp.Or(m.last[channel], channel)
}
