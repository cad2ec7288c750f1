package slack

import (
	"cmp"
	"sync"
)

// moves has the channels to which Slack has given new ids. This happens when a private channel is shared with another
// organization. It is kept in memory only: after a restart Slack refuses a message to the old id, and the asker gets the
// message instead. It is safe for concurrent use.
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

// current returns the present id of a channel whose polls have the given id.
func (m *moves) current(channel string) string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return cmp.Or(m.next[channel], channel)
}

// original returns the id that polls have for a channel.
func (m *moves) original(channel string) string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return cmp.Or(m.last[channel], channel)
}
