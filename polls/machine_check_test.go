package polls

import (
	"slices"
	"strings"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// checkNotices sees that nothing about answers is told before publication.
func (m *machine) checkNotices(t *rapid.T, events []Event) {
	for _, e := range events {
		for _, n := range m.p.Notices([]Event{e}) {
			early := m.p.Phase == PhaseOpen || m.p.Phase == PhaseCancelled
			if early && (n.Kind == NoticeSummary || n.Kind == NoticeFlip || strings.Contains(n.Key, "~")) {
				t.Fatalf("before publication: %+v", n)
			}
			if n.Kind == NoticeQuestion && !slices.Contains(e.Touches(), n.To) {
				t.Fatalf("%s is asked by what %v did", n.To, e.Touches())
			}
			if n.Kind == NoticeRecorded && !slices.Contains(e.Touches(), n.To) && n.To != e.By && !(n.Lane == LaneRefresh && concernsAll(e.Fact)) {
				t.Fatalf("%s hears of what %v did", n.To, e.Touches())
			}
			if n.Due.Before(e.At) || n.Topic != m.p.ID.Topic() || n.Key == "" {
				t.Fatalf("%+v of %+v", n, e)
			}
		}
	}
}

// concernsAll reports whether an event is about everybody's question.
func concernsAll(f Fact) bool {
	switch f.(type) {
	case Amended, Published, Closed, Cancelled:
		return true
	}
	return false
}

// Check is everything that is true at any time.
func (m *machine) Check(t *rapid.T) {
	if m.checked == len(m.log) {
		return // nothing was done since
	}
	m.checked = len(m.log)
	again, err := Fold(stored(t, m.log))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(m.p, again, insides()...); diff != "" {
		t.Fatalf("the log says otherwise (-memory +log):\n%s", diff)
	}
	m.checkLog(t)
	m.checkCounts(t)
	m.checkPhase(t)
}

// What may follow publication: late answers, reasons for those that there are, what became of messages and of people, and one end.
func mayFollow(f Fact) bool {
	switch f.(type) {
	case Late, Flipped, Explained, Summarized, Placed, Delivered, Unreachable, Undelivered, Left, Contacted, Shown, Closed, AskedAgain:
		return true
	}
	return false
}

// What may follow the end: the same without another end.
func mayFollowTheEnd(f Fact) bool {
	_, closed := f.(Closed)
	_, left := f.(Left)
	return mayFollow(f) && !closed && !left
}

func (m *machine) checkLog(t *rapid.T) {
	once := map[string]int{}
	published, over := false, false
	for i, e := range m.log {
		if e.Seq != i+1 {
			t.Fatalf("event %d is the %dth", e.Seq, i+1)
		}
		if published && !mayFollow(e.Fact) || over && !mayFollowTheEnd(e.Fact) {
			t.Fatalf("%s follows: %v", e.Fact.Name(), m.log)
		}
		once[e.Fact.Name()]++
		switch e.Fact.(type) {
		case Published:
			published = true
		case Joined, Amended:
			once["stuck"], once["lapsed"] = 0, 0
		case Unstuck:
			once["stuck"] = 0
		case Closed, Cancelled:
			over = true
		}
	}
	for _, name := range []string{"opened", "published", "stuck", "closed", "cancelled", "placed", "hushed", "doubted", "lapsed"} {
		if once[name] > 1 {
			t.Fatalf("%s %d times", name, once[name])
		}
	}
	if diff := cmp.Diff(m.said, m.p.Outcome); diff != "" {
		t.Fatalf("the outcome changed:\n%s", diff)
	}
}

// checkCounts counts everything from scratch.
func (m *machine) checkCounts(t *rapid.T) {
	fresh := newCounts(m.p.Rule)
	tally := map[string]int{}
	waiting := 0
	for _, s := range m.p.Stakeholders() {
		if s.State != HasAnswer && s.Answer != (Response{}) {
			t.Fatalf("%s is %s and has an answer", s.Person, s.State)
		}
	}
	for _, seat := range m.seats() {
		if seat[0].Person == m.p.Asker {
			continue
		}
		s, takers := m.holds(seat)
		late := slices.ContainsFunc(seat, func(one Stakeholder) bool { return !one.Late.At.IsZero() })
		fresh.addSeat(seatState{people: pointers(seat), holder: &s, candidates: takers}, +1)
		if s.State == HasAnswer && !s.Answer.Exposed {
			tally[s.Answer.Position]++
			if !m.p.Counted(s.Person) {
				t.Fatalf("%s is not counted", s.Person)
			}
		}
		if s.State == Pending && !late {
			waiting++
		}
	}
	if diff := cmp.Diff(fresh.standing(), m.p.Standing()); diff != "" || fresh.vacant != m.p.counts.vacant || waiting != m.p.waiting() {
		t.Fatalf("counted %d waited for, kept %d (-counted +kept):\n%s", waiting, m.p.waiting(), diff)
	}
	sum := 0
	for _, c := range m.p.Tally() {
		if c.N != tally[c.Choice] {
			t.Fatalf("counted %v, kept %v", tally, m.p.Tally())
		}
		sum += c.N
	}
	if sum != m.p.Standing().Answered || sum > m.p.Standing().Asked {
		t.Fatalf("%d answers of %+v", sum, m.p.Standing())
	}
}

// holds returns the holder of a seat and its candidates: a person with a role that the rule names goes before one
// without, then the first to answer, then one who may still answer.
func (m *machine) holds(seat []Stakeholder) (holder Stakeholder, takers []*Stakeholder) {
	holder = m.heldBy(seat)
	for i := range seat {
		if seat[i].State != Pending {
			continue
		}
		then := slices.Clone(seat)
		then[i].State = HasAnswer
		if then[i].First.IsZero() {
			then[i].First = m.now.AddDate(1, 0, 0)
		}
		if m.heldBy(then).Person == seat[i].Person {
			takers = append(takers, &seat[i])
		}
	}
	return holder, takers
}

func (m *machine) heldBy(seat []Stakeholder) (holder Stakeholder) {
	role := func(s Stakeholder) bool { return len(m.p.Rule.Names()) > 0 && len(s.Groups) > 0 }
	holder = seat[0]
	for _, one := range seat {
		blind, have := one.State == HasAnswer && !one.Answer.Exposed, holder.State == HasAnswer && !holder.Answer.Exposed
		switch {
		case blind && (!have || role(one) && !role(holder) || role(one) == role(holder) && one.First.Before(holder.First)),
			one.State == Pending && !have && holder.State != Pending:
			holder = one
		}
	}
	return holder
}

func pointers(seat []Stakeholder) []*Stakeholder {
	all := make([]*Stakeholder, len(seat))
	for i := range seat {
		all[i] = &seat[i]
	}
	return all
}

// seats returns the people of each seat, in the order in which they were asked.
func (m *machine) seats() [][]Stakeholder {
	of := map[Person]int{}
	var all [][]Stakeholder
	for _, s := range m.p.Stakeholders() {
		i, ok := of[s.For]
		if !ok {
			i, all = len(all), append(all, nil)
		}
		of[s.Person] = i
		all[i] = append(all[i], s)
	}
	return all
}

func (m *machine) checkPhase(t *rapid.T) {
	nobody := m.p.waiting() == 0 && m.p.counts.vacant == 0 && (m.p.counts.Replaceable == 0 || m.p.verdict() == IsImpossible)
	if m.p.Phase == PhaseOpen && (m.p.verdictWith(m.p.Finding()) == IsMet || nobody) && !m.p.Unweighed() {
		t.Fatalf("open with %s and %+v", m.p.Rule, m.p.Standing())
	}
	if m.p.Phase == PhasePublished && m.p.Anonymous {
		t.Fatal("it is anonymous and takes late answers")
	}
	if over := m.p.Phase == PhaseClosed || m.p.Phase == PhaseCancelled; (over || m.p.Phase == PhaseOpen && m.p.lapsed) != m.p.Due().IsZero() || over != !m.p.ClosedAt.IsZero() {
		t.Fatalf("%s, due %s, closed %s", m.p.Phase, m.p.Due(), m.p.ClosedAt)
	}
	if (m.p.Outcome.Label == "") != m.p.Published.IsZero() {
		t.Fatalf("published %s: %+v", m.p.Published, m.p.Outcome)
	}
	if answered, asked := m.p.Progress(); answered > asked {
		t.Fatalf("%d of %d answered", answered, asked)
	}
}
