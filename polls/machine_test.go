package polls

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// insides lets polls be compared to their last field.
func insides() []cmp.Option {
	return []cmp.Option{
		cmp.AllowUnexported(Poll{}, counts{}, sourceCount{}), ruleParts(),
		cmp.Comparer(func(a, b Kind) bool { return a.Name() == b.Name() }),
		cmp.Comparer(func(a, b *time.Location) bool { return a.String() == b.String() }),
	}
}

// stored returns the events as they come back from wherever they were kept.
func stored(t interface{ Fatal(...any) }, log []Event) []Event {
	again := make([]Event, len(log))
	for i, e := range log {
		data, err := json.Marshal(e.Fact)
		if err != nil {
			t.Fatal(err)
		}
		f, err := DecodeFact(e.Fact.Name(), data)
		if err != nil {
			t.Fatal(err)
		}
		again[i] = Event{Seq: e.Seq, At: time.UnixMilli(e.At.UnixMilli()).UTC(), By: e.By, Fact: f}
	}
	return again
}

// machine drives a poll through random histories and holds it against what must always be true.
type machine struct {
	p      *Poll
	log    []Event
	now    time.Time
	people []Person
	said   Outcome // as published
}

// The words of answers are such that nothing else contains them.
func choicesOfMachine() []string { return []string{"~alpha", "~beta", "~gamma"} }

func newMachine(t *rapid.T) *machine {
	m := &machine{now: monday()}
	o := Opening{ID: ID{"T1", 1}, Asker: "p0", Seed: rapid.Uint64().Draw(t, "seed")}
	teams := rapid.SliceOfN(rapid.SampledFrom([]string{"", "x", "y"}), 2, 6).Draw(t, "teams")
	first := rapid.IntRange(0, 1).Draw(t, "asker among them: 0")
	for i, team := range teams {
		o.Asked = append(o.Asked, Invite{Person: Person("p" + itoa(first+i)), Source: team})
	}
	for i := range len(teams) + 2 {
		m.people = append(m.people, Person("p"+itoa(i))) // with a stranger or two
	}
	o.Draft = Draft{
		Question: "Which?", Asked: ask("U1"), Options: choicesOfMachine(),
		Rule: rapid.SampledFrom([]string{"", "1", "2", "3", "60%", "majority", "all", "2 independent", "2, 2 independent"}).Draw(t, "rule") + ", within 2h",
	}
	o.Draft.Rule = strings.TrimPrefix(o.Draft.Rule, ", ")
	p, events, err := Open(m.now, o)
	if err != nil {
		sentence2(t, err)
		t.Skip("a rule that can never be met")
	}
	m.p, m.log = p, events
	return m
}

func sentence2(t *rapid.T, err error) {
	if _, ok := err.(*Error); !ok {
		t.Fatalf("%v is not for people", err)
	}
}

// step does something, keeps its events, and checks what is checked of each of them.
func (m *machine) step(t *rapid.T, events []Event, err error) {
	if err != nil {
		sentence2(t, err)
		if events != nil {
			t.Fatalf("refused and done: %v", events)
		}
		return
	}
	for _, e := range events {
		m.log = append(m.log, e)
		if pub, ok := e.Fact.(Published); ok {
			m.said = pub.Outcome
		}
	}
	m.checkNotices(t, events)
}

func (m *machine) who(t *rapid.T) Person { return rapid.SampledFrom(m.people).Draw(t, "who") }

func (m *machine) actor(t *rapid.T) Actor {
	return Actor{Person: m.who(t), Admin: rapid.Bool().Draw(t, "admin")}
}

func (m *machine) Answer(t *rapid.T) {
	r := Response{
		Position:   rapid.SampledFrom(append(choicesOfMachine(), "~ALPHA", "~delta")).Draw(t, "position"),
		Reason:     rapid.SampledFrom([]string{"", "~because"}).Draw(t, "reason"),
		Confidence: rapid.SampledFrom([]Confidence{"", Sure, Guess, "~very"}).Draw(t, "confidence"),
	}
	events, err := m.p.Answer(m.now, m.who(t), r)
	m.step(t, events, err)
}

func (m *machine) Withdraw(t *rapid.T) {
	events, err := m.p.Withdraw(m.now, m.who(t))
	m.step(t, events, err)
}

func (m *machine) Decline(t *rapid.T) {
	way := rapid.SampledFrom([]State{NoOpinion, Recused, NotMe, Gone}).Draw(t, "way")
	events, err := m.p.Decline(m.now, m.who(t), way)
	m.step(t, events, err)
}

func (m *machine) Leave(t *rapid.T)   { m.step(t, m.p.Leave(m.now, m.who(t)), nil) }
func (m *machine) Fail(t *rapid.T)    { m.step(t, m.p.Fail(m.now, m.who(t), "no"), nil) }
func (m *machine) Deliver(t *rapid.T) { m.step(t, m.p.Deliver(m.now, m.who(t), Place{"D", "1"}), nil) }
func (m *machine) Place(t *rapid.T)   { m.step(t, m.p.Place(m.now, Place{"C", "1"}), nil) }
func (m *machine) Lose(t *rapid.T)    { m.step(t, m.p.Lose(m.now, NoticeSummary, "no"), nil) }

func (m *machine) Remind(t *rapid.T) {
	events, err := m.p.Remind(m.now, m.actor(t))
	m.step(t, events, err)
}

// Close and Cancel are rare, or no history would be long.
func (m *machine) Close(t *rapid.T) {
	if rapid.IntRange(0, 5).Draw(t, "close: 0") == 0 {
		events, err := m.p.Close(m.now, m.actor(t))
		m.step(t, events, err)
	}
}

func (m *machine) Cancel(t *rapid.T) {
	if rapid.IntRange(0, 9).Draw(t, "cancel: 0") == 0 {
		events, err := m.p.Cancel(m.now, m.actor(t))
		m.step(t, events, err)
	}
}

func (m *machine) Pass(t *rapid.T) {
	m.now = m.now.Add(time.Duration(rapid.IntRange(0, 20).Draw(t, "minutes")) * time.Minute)
}

func (m *machine) Tick(t *rapid.T) {
	due := m.p.Due()
	events := m.p.Tick(m.now)
	if over := !due.IsZero() && !m.now.Before(due); over != (len(events) > 0) {
		t.Fatalf("at %s, due %s: %d events", m.now, due, len(events))
	}
	m.step(t, events, nil)
	if next := m.p.Due(); !next.IsZero() && !next.After(m.now) {
		t.Fatalf("due %s after a tick at %s", next, m.now)
	}
}

// checkNotices sees that nothing about answers is told before publication.
func (m *machine) checkNotices(t *rapid.T, events []Event) {
	for _, e := range events {
		for _, n := range m.p.Notices([]Event{e}) {
			early := m.p.Phase == PhaseOpen || m.p.Phase == PhaseCancelled
			if early && (n.Kind == NoticeSummary || n.Kind == NoticeFlip || strings.Contains(n.Key, "~")) {
				t.Fatalf("before publication: %+v", n)
			}
			if n.Kind == NoticeReceipt && !slices.Contains(e.Touches(), n.To) {
				t.Fatalf("%s hears of what %v did", n.To, e.Touches())
			}
			if n.Due.Before(e.At) || n.Poll != m.p.ID || n.Key == "" {
				t.Fatalf("%+v of %+v", n, e)
			}
		}
	}
}

// Check is everything that is true at any time.
func (m *machine) Check(t *rapid.T) {
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

// What may follow publication: late answers, what became of messages and of people, and one end.
func mayFollow(f Fact) bool {
	switch f.(type) {
	case Late, Placed, Delivered, Unreachable, Undelivered, Left, Closed:
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
		case Closed, Cancelled:
			over = true
		}
	}
	for _, name := range []string{"opened", "published", "stuck", "closed", "cancelled", "placed"} {
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
	fresh := counts{sources: map[string]sourceCount{}}
	tally := map[string]int{}
	waiting := 0
	for _, s := range m.p.Stakeholders() {
		if !m.p.Counts(s.Person) {
			continue
		}
		fresh.add(&s, +1)
		if s.State == HasAnswer {
			tally[s.Answer.Position]++
		} else if s.Answer != (Response{}) {
			t.Fatalf("%s is %s and has an answer", s.Person, s.State)
		}
		if s.State == Pending && s.Late.At.IsZero() {
			waiting++
		}
	}
	if fresh.Standing != m.p.Standing() || waiting != m.p.waiting() {
		t.Fatalf("counted %+v and %d waited for, kept %+v and %d", fresh.Standing, waiting, m.p.Standing(), m.p.waiting())
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

func (m *machine) checkPhase(t *rapid.T) {
	if m.p.Phase == PhaseOpen && (m.p.Rule.Judge(m.p.Standing()) == IsMet || m.p.waiting() == 0) {
		t.Fatalf("open with %s and %+v", m.p.Rule, m.p.Standing())
	}
	if m.p.Phase == PhasePublished && m.p.waiting() == 0 {
		t.Fatal("nobody is waited for and it is not closed")
	}
	if over := m.p.Phase == PhaseClosed || m.p.Phase == PhaseCancelled; over != m.p.Due().IsZero() || over != !m.p.ClosedAt.IsZero() {
		t.Fatalf("%s, due %s, closed %s", m.p.Phase, m.p.Due(), m.p.ClosedAt)
	}
	if (m.p.Outcome.Label == "") != m.p.Published.IsZero() {
		t.Fatalf("published %s: %+v", m.p.Published, m.p.Outcome)
	}
	if answered, asked := m.p.Progress(); answered > asked {
		t.Fatalf("%d of %d answered", answered, asked)
	}
}

func TestAnyHistory(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := newMachine(t)
		t.Repeat(map[string]func(*rapid.T){
			"answer": m.Answer, "answer again": m.Answer, "and again": m.Answer, "withdraw": m.Withdraw, "decline": m.Decline, "leave": m.Leave,
			"fail": m.Fail, "deliver": m.Deliver, "place": m.Place, "lose": m.Lose, "remind": m.Remind, "close": m.Close,
			"cancel": m.Cancel, "pass": m.Pass, "tick": m.Tick, "": m.Check,
		})
	})
}
