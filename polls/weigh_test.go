package polls

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// atOnce does a change, and at once what has to be weighed for it and because of it.
func atOnce(p *Poll, now time.Time, change func(*Poll) ([]Event, error)) ([]Event, error) {
	events, err := change(p)
	if errors.Is(err, ErrUnweighed) {
		events, err = p.Knowing(p.Weighing().Read(), change)
	}
	if err != nil || !p.Unweighed() {
		return events, err
	}
	more, err := p.Knowing(p.Weighing().Read(), func(p *Poll) ([]Event, error) { return p.Weigh(now) })
	return append(events, more...), err
}

// slow is a kind whose answers are never weighed at once.
type slow struct{ Kind }

func (slow) Quick(Ballots) bool { return false }

// apart is a story about a poll that is weighed apart.
func apart(t *testing.T, text, people string) *story {
	s := tell(t, text, people)
	s.p.Kind = slow{s.p.Kind}
	return s
}

// stores keeps what a change brings before anything is weighed.
func (s *story) stores(change func(*Poll) ([]Event, error)) *story {
	s.t.Helper()
	return s.keep(change(s.p))
}

func (s *story) storesAnswers(text string) *story {
	s.t.Helper()
	for item := range strings.SplitSeq(text, ", ") {
		who, what, _ := strings.Cut(item, " ")
		s.stores(func(p *Poll) ([]Event, error) { return p.Answer(s.now, Person(who), Response{Position: what}) })
	}
	return s
}

func (s *story) weighs() *story {
	s.t.Helper()
	return s.keep(s.p.Knowing(s.p.Weighing().Read(), func(p *Poll) ([]Event, error) { return p.Weigh(s.now) }))
}

func TestAnAnswerIsStoredBeforeItIsWeighed(t *testing.T) {
	s := apart(t, "Go? | quorum: 2, within 2h", "ana ben cy").storesAnswers("ana yes, ben yes").happened("answered answered")
	if !s.p.Unweighed() {
		t.Error("it does not wait")
	}
	s.storesAnswers("cy no").weighs().happened("answered answered answered published").
		says("Decided: Yes, 2 to 1. Nobody is left to answer.").foldsBack()
}

func TestAReadingOfOtherAnswersSaysNothing(t *testing.T) {
	s := apart(t, "Go? | quorum: 2, within 2h", "ana ben cy").storesAnswers("ana no, ben yes")
	old := s.p.Weighing().Read()
	s.storesAnswers("ben no")
	weigh := func(p *Poll) ([]Event, error) { return p.Weigh(s.now) }
	if events, err := s.p.Knowing(old, weigh); !errors.Is(err, ErrUnweighed) || len(events) > 0 {
		t.Errorf("%v %v", events, err)
	}
	if _, err := weigh(s.p); !errors.Is(err, ErrUnweighed) {
		t.Errorf("what was known is known for ever: %v", err)
	}
	s.happened("answered answered answered").weighs().happened("answered answered answered published")
}

// What arrives and who is reminded changes nothing of what the answers say.
func TestAReadingOutlivesWhatIsNoAnswer(t *testing.T) {
	s := apart(t, "Go? | quorum: 2, within 2h", "ana ben cy").storesAnswers("ana yes, ben yes")
	read := s.p.Weighing().Read()
	s.delivers("cy").stores(func(p *Poll) ([]Event, error) { return p.Arrive(s.now, "cy", Copy{}), nil })
	s.keep(s.p.Knowing(read, func(p *Poll) ([]Event, error) { return p.Weigh(s.now) })).
		happened("answered answered delivered contacted published")
}

func TestWhatIsNotEnoughIsWeighedOnce(t *testing.T) {
	s := apart(t, "Go? | quorum: 2, decided, within 2h", "ana ben cy dan eve").storesAnswers("ana yes, ben yes").weighs().
		happened("answered answered weighed")
	if s.p.Unweighed() {
		t.Error("it waits again")
	}
	s.weighs().happened("answered answered weighed").storesAnswers("cy yes").weighs().
		happened("answered answered weighed answered published").foldsBack()
}

func TestAnswersInTimeCountHoweverLateTheyAreWeighed(t *testing.T) {
	at := func(rule string) *story {
		return apart(t, "Go? | quorum: "+rule, "ana ben cy").storesAnswers("ana yes, ben yes").after(2 * time.Hour)
	}
	ticks := func(p *Poll) ([]Event, error) { return p.Tick(monday().Add(2 * time.Hour)), nil }
	const published = "answered answered lapsed published closed"
	at("2, decided, within 2h").stores(ticks).weighs().happened(published).
		says("Decided: Yes, 2 of 2 answers. The one person still to answer cannot change it.").foldsBack()
	at("2, decided, within 2h, else extend 1h").stores(ticks).weighs().happened(published)
	at("3, within 2h").stores(ticks).stores(ticks).weighs().happened(published).
		says("No quorum: 2 of 3 answers when time was up. The answers: Yes 2, No 0.")
	at("3, within 2h, else extend 1h").stores(ticks).happened("answered answered amended")
	at("2, decided, within 2h").does(func(p *Poll) ([]Event, error) { return p.Close(monday().Add(time.Hour), Actor{Person: "ada"}) }).
		happened("answered answered published closed").says("Decided: Yes, 2 of 2 answers. The one person still to answer cannot change it.")
}

func TestATryToExtendIsWeighedFirst(t *testing.T) {
	s := apart(t, "Go? | quorum: 2, decided, within 2h, else extend 1h", "ana ben cy dan eve").storesAnswers("ana yes, ben yes").after(2 * time.Hour).
		stores(func(p *Poll) ([]Event, error) { return p.Tick(monday().Add(2 * time.Hour)), nil }).weighs().
		happened("answered answered lapsed amended")
	if !s.p.Due().Equal(monday().Add(3 * time.Hour)) {
		t.Errorf("due %s", s.p.Due())
	}
	s.weighs().storesAnswers("cy yes").weighs().happened("answered answered lapsed amended weighed answered published").foldsBack()
}

func TestNobodyAnswersInTimeAfterTheDeadline(t *testing.T) {
	s := apart(t, "Go? | quorum: 3, within 2h", "ana ben cy").storesAnswers("ana yes").after(2 * time.Hour)
	late := func(p *Poll) ([]Event, error) { return p.Answer(s.now, "ben", Response{Position: No}) }
	if events, err := late(s.p); !errors.Is(err, ErrUnweighed) || len(events) > 0 {
		t.Errorf("%v %v", events, err)
	}
	s.does(late).happened("answered published closed late").foldsBack()
}

func TestLateAnswersAreStoredBeforeTheyAreWeighed(t *testing.T) {
	s := apart(t, "Go? | quorum: 1, within 2h", "ana ben cy dan eve").storesAnswers("ana yes").weighs().
		storesAnswers("ben no, cy no").happened("answered published late late")
	if !s.p.Unweighed() || s.p.Lately() != "" {
		t.Errorf("it waits: %v, and says %q", s.p.Unweighed(), s.p.Lately())
	}
	s.weighs().happened("answered published late late flipped")
	if got, want := s.p.Lately(), "late answers now say No, 2 to 1"; s.p.Unweighed() || got != want || s.p.Flipped() != No || s.p.Flips() != 1 {
		t.Errorf("it waits: %v, and says %q, want %q", s.p.Unweighed(), got, want)
	}
	var keys []string
	for _, n := range s.p.Notices(s.log[len(s.log)-1:]) {
		keys = append(keys, n.Key)
	}
	if want := []string{"revised", "flip/1", "reopen", "card"}; !slices.Equal(keys, want) {
		t.Errorf("it tells %v, want %v", keys, want)
	}
	s.after(2 * time.Hour).stores(func(p *Poll) ([]Event, error) { return p.Tick(s.now), nil }).storesAnswers("dan yes, eve yes").weighs().
		happened("answered published late late flipped closed late late").foldsBack()
	if s.p.Flipped() != No || s.p.Lately() != "late answers now say No, 2 to 1" || s.p.Flips() != 1 || s.p.Unweighed() {
		t.Errorf("after the deadline: %q, %d", s.p.Flipped(), s.p.Flips())
	}
}

// Weighing apart, and at once, is the same as weighing in passing.
func TestWeighingApartMakesNoDifference(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		kinds := []string{"", "options: a, b, c", "kind: multi | options: a, b, c", "kind: 1-5", "kind: consent", "kind: estimate"}
		says := [][]string{{"yes", "no"}, {"a", "b", "c"}, {"a", "b, c", "c"}, {"1", "4", "5"}, {"no objection", "stand aside"}, {"1", "5", "50"}}
		i := rapid.IntRange(0, len(kinds)-1).Draw(t, "kind")
		rule := rapid.SampledFrom([]string{"2", "3, decided", "90% sure", "2, no block", "5", "60%, 80% sure"}).Draw(t, "rule") +
			", within 2h" + rapid.SampledFrom([]string{"", ", else extend 1h"}).Draw(t, "else")
		d, err := ParseDraft("Go? <@U1> | " + kinds[i] + " | quorum: " + rule)
		if err != nil {
			t.Fatal(err)
		}
		o := Opening{ID: ID{"T1", 7}, Asker: "ada", Draft: d}
		for j := range rapid.IntRange(5, 9).Draw(t, "people") {
			o.Asked = append(o.Asked, Invite{Person: Person("p" + itoa(j)), Source: rapid.SampledFrom([]string{"", "", "x"}).Draw(t, "team")})
		}
		one, _, err := Open(monday(), o)
		other, _, err2 := Open(monday(), o)
		if err != nil || err2 != nil {
			t.Skip("a rule that can never be met")
		}
		weighedInPassing := rapid.Bool().Draw(t, "in passing")
		one.Kind = inPassing{one.Kind}
		if other.Kind = (slow{other.Kind}); weighedInPassing {
			other.Kind = other.Kind.(slow).Kind // as it is for this kind and size
		}
		now := monday()
		for range rapid.IntRange(1, 30).Draw(t, "steps") {
			now = now.Add(time.Duration(rapid.SampledFrom([]int{1, 1, 1, 60}).Draw(t, "minutes")) * time.Minute)
			change := anyChange(t, now, o.Asked, says[i])
			_, err := change(one)
			if _, err2 := atOnce(other, now, change); (err == nil) != (err2 == nil) {
				t.Fatalf("%v in passing, %v apart", err, err2)
			}
			if one.Phase != other.Phase || one.ClosedWhy != other.ClosedWhy || !cmp.Equal(one.Outcome, other.Outcome) || !one.Deadline.Equal(other.Deadline) {
				t.Fatalf("%s %+v in passing, %s %+v apart", one.Phase, one.Outcome, other.Phase, other.Outcome)
			}
			if one.Flipped() != other.Flipped() || one.Lately() != other.Lately() || one.Flips() != other.Flips() {
				t.Fatalf("%q %q %d in passing, %q %q %d apart", one.Flipped(), one.Lately(), one.Flips(), other.Flipped(), other.Lately(), other.Flips())
			}
		}
	})
}

// inPassing is a kind whose answers are always weighed at once.
type inPassing struct{ Kind }

func (inPassing) Quick(Ballots) bool { return true }

func anyChange(t *rapid.T, now time.Time, asked []Invite, says []string) func(*Poll) ([]Event, error) {
	who, what := rapid.SampledFrom(asked).Draw(t, "who").Person, rapid.IntRange(0, 12).Draw(t, "what")
	said := rapid.SampledFrom(says).Draw(t, "said")
	return func(p *Poll) ([]Event, error) {
		if p.overdue(now) && what < 6 && what != 3 { // answers, and whoever closes, see to that themselves
			what = 5
		}
		switch what {
		case 0:
			return p.Withdraw(now, who)
		case 1:
			return p.Decline(now, who, NoOpinion)
		case 2:
			return p.Leave(now, who), nil
		case 3:
			return p.Close(now, Actor{Person: "ada"})
		case 4:
			return p.Amend(now, Actor{Person: "ada"}, "2")
		case 5:
			return p.Tick(now), nil
		}
		return p.Answer(now, who, Response{Position: said})
	}
}
