package bot

import (
	"sync"
	"time"

	"quorum/polls"
)

// Act is something that one person does to a poll. Surfaces deliver acts more than once and in any order, so an act says
// which one it is.
type Act struct {
	Poll polls.ID
	By   polls.Person
	// At is when the person did it, by the surface's clock; zero if that is not known. What the same person did to the
	// same poll later stands: an older act that comes after it changes nothing, nor does the same one again.
	At time.Time
	// Key names the act when At is not known: the second act with a key changes nothing. Empty: each act is a new one.
	Key string
}

// Done is what came of an act.
type Done struct {
	Changed  bool        // something was recorded
	Question polls.Place // where the person's own question stands; zero while that is not known
}

// overtaken says that the same person is known to have done this, or something later, by what the log has kept of it.
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

// named says that there is something by which the act can be known again.
func (a Act) named() bool { return !a.At.IsZero() || a.Key != "" }

// take reports whether the act is to be done, and remembers it as done. before is what to give back if it is not done after
// all.
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
