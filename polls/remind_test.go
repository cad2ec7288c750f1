package polls

import (
	"testing"
	"time"
)

// The asker is told once that a quorum has become unlikely: while the question is open, and unless it is impossible, of which
// they are told anyway.
func TestDoubtIsToldOnce(t *testing.T) {
	const unlikely = Doubtful - .01
	asked := func() *morning {
		m := opened(t, "2, within 4h", Invite{Person: "ben"}, Invite{Person: "cy"})
		m.deliver("ben", "cy")
		return m
	}
	for name, c := range map[string]struct {
		chance float64
		told   int
		when   func(m *morning)
	}{
		"likely":       {Doubtful, 0, func(*morning) {}},
		"unlikely":     {unlikely, 1, func(*morning) {}},
		"told before":  {unlikely, 0, func(m *morning) { m.must(m.p.RecordDoubt(m.now, unlikely), nil) }},
		"impossible":   {unlikely, 0, func(m *morning) { m.must(m.p.Decline(m.now, "ben", NotMe)) }},
		"time is up":   {unlikely, 0, func(m *morning) { m.now = m.p.Deadline.Add(time.Second) }},
		"it is closed": {unlikely, 0, func(m *morning) { m.must(m.p.Close(m.now, Actor{Person: "ada"})) }},
	} {
		m := asked()
		c.when(m)
		if n := len(m.p.RecordDoubt(m.now, c.chance)); n != c.told {
			t.Errorf("%s: told %d times", name, n)
		}
	}
}
