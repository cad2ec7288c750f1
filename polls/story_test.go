package polls

import (
	"strings"
	"testing"
	"time"

	"quorum/polls/phrase"

	"github.com/google/go-cmp/cmp"
)

// story is one poll and everything that happened to it, told in people's words.
type story struct {
	t   *testing.T
	p   *Poll
	log []Event
	now time.Time
}

// monday is when stories begin: at ten o'clock, UTC.
func monday() time.Time { return time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC) }

// tell opens a poll. The text is that of a command without mentions; people are names, each with the team in brackets
// if the person is of one. The asker is ada.
func tell(t *testing.T, text, people string) *story {
	t.Helper()
	o := openingOf(t, text, people)
	p, events, err := Open(monday(), o)
	if err != nil {
		t.Fatal(err)
	}
	return &story{t: t, p: p, log: events, now: monday()}
}

func openingOf(t testing.TB, text, people string) Opening {
	t.Helper()
	question, keys, _ := strings.Cut(text, "|")
	d, err := ParseDraft(question + " <@U1> | " + keys)
	if err != nil {
		t.Fatal(err)
	}
	o := Opening{ID: ID{"T1", 7}, Asker: "ada", Channel: "C1", Draft: d, Seed: 42}
	for _, word := range strings.Fields(people) {
		name, team, _ := strings.Cut(strings.TrimSuffix(word, ")"), "(")
		o.Asked = append(o.Asked, Invite{Person: Person(name), Source: team})
	}
	return o
}

// after lets time pass.
func (s *story) after(d time.Duration) *story {
	s.now = s.now.Add(d)
	return s
}

// does keeps what a change brings, weighed at once.
func (s *story) does(change func(*Poll) ([]Event, error)) *story {
	s.t.Helper()
	return s.keep(atOnce(s.p, s.now, change))
}

func (s *story) keep(events []Event, err error) *story {
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
		s.does(func(p *Poll) ([]Event, error) {
			return p.Answer(s.now, Person(who), Response{Position: what, Reason: why})
		})
	}
	return s
}

func (s *story) declines(who Person, way State) *story {
	s.t.Helper()
	return s.does(func(p *Poll) ([]Event, error) { return p.Decline(s.now, who, way) })
}

func (s *story) withdraws(who Person) *story {
	s.t.Helper()
	return s.keep(s.p.Withdraw(s.now, who))
}

func (s *story) leaves(who Person) *story { return s.keep(s.p.MarkLeft(s.now, who), nil) }
func (s *story) ticks() *story {
	return s.does(func(p *Poll) ([]Event, error) { return p.Tick(s.now), nil })
}

func (s *story) fails(who Person) *story {
	return s.keep(s.p.MarkUnreachable(s.now, who, "they switched direct messages off"), nil)
}

func (s *story) delivers(names ...Person) *story {
	for _, n := range names {
		s.keep(s.p.MarkDelivered(s.now, n, Place{"D" + string(n), "1"}), nil)
	}
	return s
}

// reachable checks that a person is pending and not thought unreachable.
func (s *story) reachable(who Person) *story {
	s.t.Helper()
	if is, _ := s.p.Stakeholder(who); is.State != Pending || is.Unreachable != "" || is.Delivered.IsZero() {
		s.t.Errorf("%+v", is)
	}
	return s
}

func (s *story) closes() *story {
	s.t.Helper()
	return s.does(func(p *Poll) ([]Event, error) { return p.Close(s.now, Actor{Person: "ada"}) })
}

// facts returns the names of the events from an index of the log on.
func (s *story) facts(since int) string {
	var names []string
	for _, e := range s.log[since:] {
		names = append(names, e.Fact.Name())
	}
	return strings.Join(names, " ")
}

// happened checks what happened after the opening.
func (s *story) happened(want string) *story {
	s.t.Helper()
	if got := s.facts(1); got != want {
		s.t.Errorf("happened: %s\n    want: %s", got, want)
	}
	return s
}

// says checks what the outcome's sentence begins with.
func (s *story) says(begin string) *story {
	s.t.Helper()
	if s.p.Published.IsZero() {
		s.t.Errorf("it is %s, want: %s", s.p.Phase, begin)
		return s
	}
	said(s.t, s.p.Outcome.Sentence(), begin)
	return s
}

// refused checks that something is refused with a sentence, which has to do with this, and changes nothing.
func (s *story) refused(events []Event, err error) func(code phrase.Code, about ...string) {
	s.t.Helper()
	return func(code phrase.Code, about ...string) {
		s.t.Helper()
		e, ok := err.(*phrase.Error)
		if !ok || e.Code != code || events != nil {
			s.t.Errorf("refused with %#v and %d events\nwant %s: %s", err, len(events), code, about)
			return
		}
		text := hinting(e)
		for _, fact := range about {
			if !strings.Contains(text, fact) {
				s.t.Errorf("refused: %s\nwhich does not say %s", text, fact)
			}
		}
		words.Said(s.t, text)
		s.foldsBack()
	}
}

// hinting is a sentence with what can be done instead: "It is over. → reopen Q7"
func hinting(e *phrase.Error) string {
	text := e.Text
	for _, h := range e.Hints {
		text += " → " + string(h.Verb) + " " + h.Of
	}
	return text
}

// foldsBack checks that the stored log gives the poll in memory.
func (s *story) foldsBack() {
	s.t.Helper()
	again, err := Fold(stored(s.t, s.log))
	if err != nil {
		s.t.Fatal(err)
	}
	if s.p.Anonymous {
		again.RestoreBallots(s.p.box)
	}
	if diff := cmp.Diff(s.p, again, insides()...); diff != "" {
		s.t.Errorf("the log says otherwise (-memory +log):\n%s", diff)
	}
}
