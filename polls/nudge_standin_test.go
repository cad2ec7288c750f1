package polls

import (
	"testing"
	"time"
)

// Whoever asks stands in for nobody, and whoever stands in for two is asked once.
func TestWhoStandsInIsAskedOnce(t *testing.T) {
	dan := Invite{Person: "dan"}
	m := opened(t, "all, by 17:00", Invite{Person: "ben", Deputy: &dan}, Invite{Person: "cy", Deputy: &dan}, Invite{Person: "di", Deputy: &Invite{Person: "ada"}})
	m.deliver("ben", "cy", "di")
	m.until("Mon 15:50")
	if s, _ := m.p.Stakeholder("dan"); s.For != "ben" || len(m.p.Stakeholders()) != 4 {
		t.Errorf("asked: %v", m.p.Stakeholders())
	}
}

// Nobody's reminder is brought forward once time is up.
func TestNobodyIsHastenedAtTheEnd(t *testing.T) {
	m := opened(t, "all, within 45m", Invite{Person: "ben"}, Invite{Person: "cy"})
	m.deliver("ben", "cy")
	if events := m.p.Hasten(m.p.Deadline.Add(time.Minute), []Person{"ben", "cy"}); len(events) > 0 {
		t.Errorf("%v", events)
	}
}
