package polls

import (
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"quorum/polls/kind"
	"quorum/polls/phrase"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// insides lets polls be compared to their last field.
func insides() []cmp.Option {
	return []cmp.Option{
		cmp.AllowUnexported(Poll{}, counts{}, sourceCount{}, kind.Pass{}, Stakeholder{}, nudge{}, momentsKey{}, WeighResult{}, lateTally{}), ruleParts(),
		cmp.Comparer(func(a, b kind.Kind) bool { return a.Name() == b.Name() }),
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
		again[i] = Event{Seq: e.Seq, At: time.UnixMilli(e.At.UnixMilli()).UTC(), By: e.By, Acted: e.Acted, Fact: f}
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

	checked int // how much of the log was held against what must be true
}

// The words of answers are such that nothing else contains them.
func choicesOfMachine() []string { return []string{"~alpha", "~beta", "~gamma"} }

func newMachine(t *rapid.T) *machine {
	m := &machine{now: monday()}
	o := Opening{ID: ID{"T1", 1}, Asker: "p0", Seed: rapid.Uint64().Draw(t, "seed")}
	teams := rapid.SliceOfN(rapid.SampledFrom([]string{"", "x", "y"}), 2, 6).Draw(t, "teams")
	first := rapid.IntRange(0, 1).Draw(t, "asker among them: 0")
	for i, team := range teams {
		o.Asked = append(o.Asked, m.invite(t, Person("p"+strconv.Itoa(first+i)), team))
	}
	for i := range len(teams) + 2 {
		m.people = append(m.people, Person("p"+strconv.Itoa(i))) // with a stranger or two
	}
	o.Draft = Draft{
		Question: "Which?", Asked: ask("U1"), Options: choicesOfMachine(),
		Rule: rapid.SampledFrom([]string{"", "1", "2", "3", "60%", "majority", "all", "2 independent", "2, 2 independent", "95% sure", "2, 80% sure", "decided", "no block", "1 from <!subteam^S1>", "2, 2 from <!subteam^S1>"}).Draw(t, "rule") + rapid.SampledFrom([]string{", within 2h", ", within 2h", ", within 3d"}).Draw(t, "within") +
			rapid.SampledFrom([]string{"", "", ", else close", ", else extend 1h", ", else ~alpha", ", else ask <@U7>"}).Draw(t, "else"),
	}
	o.Reserve = Invite{Person: "U7", Source: "z"}
	o.Draft.Rule = strings.TrimPrefix(o.Draft.Rule, ", ")
	p, events, err := Open(m.now, o)
	if err != nil {
		sentence2(t, err)
		t.Skip("a rule that can never be met")
	}
	m.p, m.log = p, events
	if rapid.Bool().Draw(t, "is weighed apart") {
		p.Kind = slow{p.Kind}
	}
	return m
}

// invite returns a person with hours and a zone of their own.
func (m *machine) invite(t *rapid.T, who Person, team string) Invite {
	in := Invite{
		Person: who, Source: team, Zone: rapid.SampledFrom([]string{"", "Europe/Berlin", "America/New_York", "Asia/Kolkata"}).Draw(t, "zone"),
		Hours:  rapid.SampledFrom([]string{"", "0-24 mon-sun", "8-16 sun-thu", "12-13 mon"}).Draw(t, "hours"),
		Groups: anyGroups(t),
	}
	if rapid.IntRange(0, 4).Draw(t, "away: 0") == 0 {
		in.Away = m.now.Add(time.Duration(rapid.IntRange(0, 40).Draw(t, "away for hours")) * time.Hour)
	}
	if rapid.Bool().Draw(t, "has a deputy") {
		in.Deputy = &Invite{Person: Person(rapid.SampledFrom([]string{"p0", "p1", "p2", "r1", "r2"}).Draw(t, "deputy")), Source: "w", Groups: anyGroups(t)}
	}
	return in
}

// anyGroups returns the groups of a member of the group that rules name, or none.
func anyGroups(t *rapid.T) []string {
	return rapid.SampledFrom([][]string{nil, {"S1"}}).Draw(t, "groups")
}

func sentence2(t *rapid.T, err error) {
	if _, ok := err.(*phrase.Error); !ok {
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
	m.checkReminders(t, events)
}

// insist weighs when a change cannot do without, which must not have done anything then.
func (m *machine) insist(change func(*Poll) ([]Event, error)) ([]Event, error) {
	before := m.p.Version
	events, err := change(m.p)
	if errors.Is(err, ErrUnweighed) && len(events) == 0 && m.p.Version == before {
		return m.p.WithResult(m.p.Weighing().Run(), change)
	}
	return events, err
}

// Weigh does what waited to be weighed, by a reading of now.
func (m *machine) Weigh(t *rapid.T) {
	waited := m.p.Unweighed()
	events, err := m.insist(func(p *Poll) ([]Event, error) { return p.Weigh(m.now) })
	longer := slices.ContainsFunc(events, func(e Event) bool { _, is := e.Fact.(Amended); return is }) // it is weighed anew
	if err == nil && waited && len(events) == 0 || m.p.Unweighed() && !longer {
		t.Fatalf("waited: %v, and then %d events", waited, len(events))
	}
	m.step(t, events, err)
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
		Exposed:    rapid.IntRange(0, 4).Draw(t, "exposed: 0") == 0,
	}
	who := m.who(t)
	events, err := m.insist(func(p *Poll) ([]Event, error) { return p.Answer(m.now, who, r) })
	m.step(t, events, err)
}

func (m *machine) Explain(t *rapid.T) {
	who, why := m.who(t), rapid.SampledFrom([]string{"", "~since", "~because"}).Draw(t, "reason")
	events, err := m.insist(func(p *Poll) ([]Event, error) { return p.Explain(m.now, who, why) })
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

// another returns a person to be asked in addition.
func (m *machine) another(t *rapid.T) Invite {
	who := m.who(t)
	if rapid.Bool().Draw(t, "somebody new") {
		who = Person("q" + strconv.Itoa(len(m.people)))
		m.people = append(m.people, who)
	}
	return Invite{Person: who, Source: rapid.SampledFrom([]string{"", "x", "z"}).Draw(t, "team"), Groups: anyGroups(t)}
}

func (m *machine) Depute(t *rapid.T) {
	events, err := m.p.Depute(m.now, m.who(t), m.another(t))
	m.step(t, events, err)
}

func (m *machine) Add(t *rapid.T) {
	events, err := m.p.Add(m.now, m.actor(t), []Invite{m.another(t), m.another(t)})
	m.step(t, events, err)
}

func (m *machine) Amend(t *rapid.T) {
	rule := rapid.SampledFrom([]string{"", "1", "2", "3, within 3h", "2 independent", "all", "decided", "by 9:00", "1 from <!subteam^S1>"}).Draw(t, "new rule")
	events, err := m.p.Amend(m.now, m.actor(t), rule)
	m.step(t, events, err)
}

func (m *machine) Leave(t *rapid.T) { m.step(t, m.p.MarkLeft(m.now, m.who(t)), nil) }
func (m *machine) Fail(t *rapid.T)  { m.step(t, m.p.MarkUnreachable(m.now, m.who(t), "no"), nil) }
func (m *machine) Deliver(t *rapid.T) {
	m.step(t, m.p.MarkDelivered(m.now, m.who(t), Place{"D", "1"}), nil)
}
func (m *machine) Place(t *rapid.T) { m.step(t, m.p.PlaceCard(m.now, Place{"C", "1"}), nil) }
func (m *machine) Sum(t *rapid.T)   { m.step(t, m.p.PlaceSummary(m.now, Place{"C", "2"}), nil) }
func (m *machine) Hush(t *rapid.T)  { m.step(t, m.p.WarnBlind(m.now, m.who(t)), nil) }
func (m *machine) Doubt(t *rapid.T) {
	chance := rapid.SampledFrom([]float64{0.3, 0.9}).Draw(t, "chance")
	m.step(t, m.p.RecordDoubt(m.now, chance), nil)
}
func (m *machine) Hasten(t *rapid.T) { m.step(t, m.p.RemindEarly(m.now, m.people), nil) }
func (m *machine) Arrive(t *rapid.T) {
	m.step(t, m.p.RecordReminder(m.now, m.who(t), Copy{Place: Place{"D", "2"}, Of: []int64{1, 2}}), nil)
}

func (m *machine) Show(t *rapid.T) {
	m.step(t, m.p.RecordCopy(m.now, m.who(t), Copy{Place: Place{"D", "3"}}), nil)
}

// List records what earlier versions did about digests.
func (m *machine) List(t *rapid.T) {
	if m.p.Phase == PhaseOpen {
		m.step(t, []Event{m.p.record(m.now, "", Listed{Person: m.who(t), Day: m.now.Format(time.DateOnly)})}, nil)
	}
}

func (m *machine) Lose(t *rapid.T) { m.step(t, m.p.MarkUndelivered(m.now, NoticeSummary, "no"), nil) }

func (m *machine) Remind(t *rapid.T) {
	events, err := m.p.Remind(m.now, m.actor(t))
	m.step(t, events, err)
}

// Close and Cancel are rare, or no history would be long.
func (m *machine) Close(t *rapid.T) {
	if rapid.IntRange(0, 5).Draw(t, "close: 0") == 0 {
		by := m.actor(t)
		events, err := m.insist(func(p *Poll) ([]Event, error) { return p.Close(m.now, by) })
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
	most := rapid.SampledFrom([]int{20, 20, 20, 600}).Draw(t, "at most")
	m.now = m.now.Add(time.Duration(rapid.IntRange(0, most).Draw(t, "minutes")) * time.Minute)
}

func (m *machine) Tick(t *rapid.T) {
	due := m.p.Due()
	events, err := m.p.Tick(m.now), error(nil)
	if over := !due.IsZero() && !m.now.Before(due); over != (len(events) > 0) {
		t.Fatalf("at %s, due %s: %d events", m.now, due, len(events))
	}
	m.step(t, events, err)
	if next := m.p.Due(); !next.IsZero() && !next.After(m.now) {
		t.Fatalf("due %s after a tick at %s", next, m.now)
	}
}

func TestAnyHistory(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := newMachine(t)
		t.Repeat(map[string]func(*rapid.T){
			"answer": m.Answer, "answer again": m.Answer, "and again": m.Answer, "withdraw": m.Withdraw, "decline": m.Decline, "leave": m.Leave,
			"fail": m.Fail, "deliver": m.Deliver, "place": m.Place, "explain": m.Explain, "sum up": m.Sum, "lose": m.Lose, "remind": m.Remind, "arrive": m.Arrive, "doubt": m.Doubt, "hasten": m.Hasten, "list": m.List, "show": m.Show, "depute": m.Depute, "hush": m.Hush, "add": m.Add, "amend": m.Amend, "close": m.Close,
			"cancel": m.Cancel, "pass": m.Pass, "tick": m.Tick, "weigh": m.Weigh, "": m.Check,
		})
	})
}
