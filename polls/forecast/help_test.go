package forecast

import (
	"errors"
	"strings"
	"testing"
	"time"

	"quorum/polls"
)

// story is one poll and everything that happened to it, told in people's words.
type story struct {
	t   *testing.T
	p   *polls.Poll
	log []polls.Event
	now time.Time
}

// named writes a rule's mentions: @sec is the group SSEC, @Ana the person UANA.
func named(rule string) string {
	words := strings.Fields(rule)
	for i, w := range words {
		name, ok := strings.CutPrefix(strings.TrimSuffix(w, ","), "@")
		if !ok {
			continue
		}
		m := polls.Mention{ID: "S" + strings.ToUpper(name), Group: true}
		if strings.ToLower(name) != name {
			m = polls.Mention{ID: "U" + strings.ToUpper(name)}
		}
		words[i] = m.String() + w[len(name)+1:]
	}
	return strings.Join(words, " ")
}

func ruleNaming(t testing.TB, text string) polls.Rule {
	r, err := polls.ParseRule(named(text))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// inviteOf reads somebody as "UANA(team){sec,be}": who, of which team, and in which groups.
func inviteOf(word string) polls.Invite {
	word, groups, _ := strings.Cut(strings.TrimSuffix(word, "}"), "{")
	name, team, _ := strings.Cut(strings.TrimSuffix(word, ")"), "(")
	i := polls.Invite{Person: polls.Person(name), Source: team}
	for g := range strings.SplitSeq(groups, ",") {
		if g != "" {
			i.Groups = append(i.Groups, "S"+strings.ToUpper(g))
		}
	}
	return i
}

func openingNaming(t testing.TB, rule, people string) polls.Opening {
	o := openingOf(t, "Go?", "")
	o.Draft.Rule = named(rule)
	for word := range strings.FieldsSeq(people) {
		o.Asked = append(o.Asked, inviteOf(word))
	}
	return o
}

func nine() time.Time { return time.Date(2026, 11, 30, 9, 0, 0, 0, time.UTC) }

// monday is when stories begin: at ten o'clock, UTC.
func monday() time.Time { return time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC) }

// tell opens a poll. The text is that of a command without mentions; people are names, each with the team in brackets
// if the person is of one. The asker is ada.
func tell(t *testing.T, text, people string) *story {
	t.Helper()
	o := openingOf(t, text, people)
	p, events, err := polls.Open(monday(), o)
	if err != nil {
		t.Fatal(err)
	}
	return &story{t: t, p: p, log: events, now: monday()}
}

func openingOf(t testing.TB, text, people string) polls.Opening {
	t.Helper()
	question, keys, _ := strings.Cut(text, "|")
	d, err := polls.ParseDraft(question + " <@U1> | " + keys)
	if err != nil {
		t.Fatal(err)
	}
	o := polls.Opening{ID: polls.ID{Workspace: "T1", Number: 7}, Asker: "ada", Channel: "C1", Draft: d, Seed: 42}
	for _, word := range strings.Fields(people) {
		name, team, _ := strings.Cut(strings.TrimSuffix(word, ")"), "(")
		o.Asked = append(o.Asked, polls.Invite{Person: polls.Person(name), Source: team})
	}
	return o
}

// after lets time pass.
func (s *story) after(d time.Duration) *story {
	s.now = s.now.Add(d)
	return s
}

// does keeps what a change brings, weighed at once.
func (s *story) does(change func(*polls.Poll) ([]polls.Event, error)) *story {
	s.t.Helper()
	return s.keep(atOnce(s.p, s.now, change))
}

func (s *story) keep(events []polls.Event, err error) *story {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
	s.log = append(s.log, events...)
	return s
}

// answers takes "ana yes, ben no because it is late": who, what, and perhaps why.
func (s *story) answers(text string) *story {
	s.t.Helper()
	for item := range strings.SplitSeq(text, ", ") {
		said, why, _ := strings.Cut(item, " because ")
		who, what, _ := strings.Cut(said, " ")
		s.does(func(p *polls.Poll) ([]polls.Event, error) {
			return p.Answer(s.now, polls.Person(who), polls.Response{Position: what, Reason: why})
		})
	}
	return s
}

func (s *story) declines(who polls.Person, way polls.State) *story {
	s.t.Helper()
	return s.does(func(p *polls.Poll) ([]polls.Event, error) { return p.Decline(s.now, who, way) })
}

func (s *story) withdraws(who polls.Person) *story {
	s.t.Helper()
	return s.keep(s.p.Withdraw(s.now, who))
}

func (s *story) leaves(who polls.Person) *story { return s.keep(s.p.MarkLeft(s.now, who), nil) }

func (s *story) delivers(names ...polls.Person) *story {
	for _, n := range names {
		s.keep(s.p.MarkDelivered(s.now, n, polls.Place{Channel: "D" + string(n), Message: "1"}), nil)
	}
	return s
}

// atOnce does a change, and at once what has to be weighed for it and because of it.
func atOnce(p *polls.Poll, now time.Time, change func(*polls.Poll) ([]polls.Event, error)) ([]polls.Event, error) {
	events, err := change(p)
	if errors.Is(err, polls.ErrUnweighed) {
		events, err = p.WithResult(p.Weighing().Run(), change)
	}
	if err != nil || !p.Unweighed() {
		return events, err
	}
	more, err := p.WithResult(p.Weighing().Run(), func(p *polls.Poll) ([]polls.Event, error) { return p.Weigh(now) })
	return append(events, more...), err
}
