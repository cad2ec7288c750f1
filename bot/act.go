package bot

import (
	"sync"
	"time"

	"quorum/polls"
)

// Act is something that one person does to a poll. Surfaces deliver acts more than once and in any order, so an act has a time or a
// key by which it is recognized.
type Act struct {
	Poll polls.ID
	By   polls.Person
	// At is when the person did it, by the surface's clock; zero if that is not known. An act changes nothing when a later act of
	// the same person on the same poll was recorded, nor when it arrives again.
	At time.Time
	// Key is the id of the act when At is not known: the second act with a key changes nothing. Empty: each act is a new one.
	Key string
}

// Done is the result of an act.
type Done struct {
	Changed  bool        // something was recorded
	Question polls.Place // the message with the person's question; zero while that is not known
}

// overtaken reports whether the log has this act, or a later one of the same person.
func (a Act) overtaken(acted time.Time) bool {
	return !a.At.IsZero() && !a.At.Truncate(time.Microsecond).After(acted)
}

// memory knows the acts that were done and of which the log does not tell, for they have left nothing there or have no time. It
// keeps them for two hours, longer than any surface delivers again, and as long as the process. It is safe for concurrent use.
type memory struct {
	mu   sync.Mutex // held between looking and remembering
	acts Cache[remembered, time.Time]
}

type remembered struct {
	poll polls.ID
	by   polls.Person
	key  string
}

// For how long acts are remembered, and how many.
const (
	rememberedFor  = 2 * time.Hour
	mostRemembered = 100_000
)

func newMemory() *memory {
	return &memory{acts: Cache[remembered, time.Time]{Life: rememberedFor, Most: mostRemembered}}
}

func (a Act) remembered() remembered { return remembered{a.Poll, a.By, a.Key} }

// named reports whether the act can be recognized when it arrives again.
func (a Act) named() bool { return !a.At.IsZero() || a.Key != "" }

// take reports whether the act is to be done, and remembers it as done. before is for giveBack, if it is not done after all.
func (m *memory) take(a Act) (before time.Time, fresh bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	before, known := m.acts.Get(a.remembered())
	if known && !a.At.After(before) {
		return before, false
	}
	m.acts.Set(a.remembered(), a.At)
	return before, true
}

// giveBack forgets an act that was not done.
func (m *memory) giveBack(a Act, before time.Time) {
	m.mu.Lock()
	defer m.mu.Unlock()
	key := a.remembered()
	if at, ok := m.acts.Get(key); !ok || !at.Equal(a.At) {
		return
	}
	if before.IsZero() {
		m.acts.Remove(key)
		return
	}
	m.acts.Set(key, before)
}
