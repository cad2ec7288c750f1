package polls

import (
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

// atOnce does a change, and at once what has to be weighed for it and because of it.
func atOnce(p *Poll, now time.Time, change func(*Poll) ([]Event, error)) ([]Event, error) {
	events, err := change(p)
	if errors.Is(err, ErrUnweighed) {
		events, err = p.WithResult(p.Weighing().Run(), change)
	}
	if err != nil || !p.Unweighed() {
		return events, err
	}
	more, err := p.WithResult(p.Weighing().Run(), func(p *Poll) ([]Event, error) { return p.Weigh(now) })
	return append(events, more...), err
}

// slow is a kind whose answers are never weighed at once.
type slow struct{ kind.Kind }

func (slow) Quick(kind.Ballots) bool { return false }

// apart is a story about a poll that is weighed outside of its changes.
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
	return s.keep(s.p.WithResult(s.p.Weighing().Run(), func(p *Poll) ([]Event, error) { return p.Weigh(s.now) }))
}

func TestAnAnswerIsStoredBeforeItIsWeighed(t *testing.T) {
	s := apart(t, "Go? | quorum: 2, within 2h", "ana ben cy").storesAnswers("ana yes, ben yes").happened("answered answered")
	if !s.p.Unweighed() {
		t.Error("it does not wait")
	}
	s.storesAnswers("cy no").weighs().happened("answered answered answered published").
		says("Decided: Yes, 2 to 1").foldsBack()
}

func TestAReadingOfOtherAnswersSaysNothing(t *testing.T) {
	s := apart(t, "Go? | quorum: 2, within 2h", "ana ben cy").storesAnswers("ana no, ben yes")
	old := s.p.Weighing().Run()
	s.storesAnswers("ben no")
	weigh := func(p *Poll) ([]Event, error) { return p.Weigh(s.now) }
	if events, err := s.p.WithResult(old, weigh); !errors.Is(err, ErrUnweighed) || len(events) > 0 {
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
	read := s.p.Weighing().Run()
	s.delivers("cy").stores(func(p *Poll) ([]Event, error) { return p.RecordReminder(s.now, "cy", Copy{}), nil })
	s.keep(s.p.WithResult(read, func(p *Poll) ([]Event, error) { return p.Weigh(s.now) })).
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
		says("Decided: Yes, 2 of 2").foldsBack()
	at("2, decided, within 2h, else extend 1h").stores(ticks).weighs().happened(published)
	at("3, within 2h").stores(ticks).stores(ticks).weighs().happened(published).
		says("No quorum: 2 of 3")
	at("3, within 2h, else extend 1h").stores(ticks).happened("answered answered amended")
	at("2, decided, within 2h").does(func(p *Poll) ([]Event, error) { return p.Close(monday().Add(time.Hour), Actor{Person: "ada"}) }).
		happened("answered answered published closed").says("Decided: Yes, 2 of 2")
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
	late := func(p *Poll) ([]Event, error) { return p.Answer(s.now, "ben", Response{Position: kind.No}) }
	if events, err := late(s.p); !errors.Is(err, ErrUnweighed) || len(events) > 0 {
		t.Errorf("%v %v", events, err)
	}
	s.does(late).happened("answered published closed late").foldsBack()
}

func TestLateAnswersAreStoredBeforeTheyAreWeighed(t *testing.T) {
	s := apart(t, "Go? | quorum: 1, within 2h", "ana ben cy dan eve").storesAnswers("ana yes").weighs().
		storesAnswers("ben no, cy no").happened("answered published late late")
	if !s.p.Unweighed() || s.p.LateWords() != "" {
		t.Errorf("it waits: %v, and says %q", s.p.Unweighed(), s.p.LateWords())
	}
	s.weighs().happened("answered published late late flipped")
	if got, want := s.p.LateWords(), "late answers now say No, 2 to 1"; s.p.Unweighed() || got != want || s.p.LateLeader() != kind.No || s.p.FlipNotes() != 1 {
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
	if s.p.LateLeader() != kind.No || s.p.LateWords() != "late answers now say No, 2 to 1" || s.p.FlipNotes() != 1 || s.p.Unweighed() {
		t.Errorf("after the deadline: %q, %d", s.p.LateLeader(), s.p.FlipNotes())
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
			o.Asked = append(o.Asked, Invite{Person: Person("p" + strconv.Itoa(j)), Source: rapid.SampledFrom([]string{"", "", "x"}).Draw(t, "team")})
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
			if one.LateLeader() != other.LateLeader() || one.LateWords() != other.LateWords() || one.FlipNotes() != other.FlipNotes() {
				t.Fatalf("%q %q %d in passing, %q %q %d apart", one.LateLeader(), one.LateWords(), one.FlipNotes(), other.LateLeader(), other.LateWords(), other.FlipNotes())
			}
		}
	})
}

// inPassing is a kind whose answers are always weighed at once.
type inPassing struct{ kind.Kind }

func (inPassing) Quick(kind.Ballots) bool { return true }

func anyChange(t *rapid.T, now time.Time, asked []Invite, says []string) func(*Poll) ([]Event, error) {
	who, what := rapid.SampledFrom(asked).Draw(t, "who").Person, rapid.IntRange(0, 12).Draw(t, "what")
	said := rapid.SampledFrom(says).Draw(t, "said")
	return func(p *Poll) ([]Event, error) {
		if p.overdue(now) && what < 6 && what != 3 { // answering and closing deal with that themselves
			what = 5
		}
		switch what {
		case 0:
			return p.Withdraw(now, who)
		case 1:
			return p.Decline(now, who, NoOpinion)
		case 2:
			return p.MarkLeft(now, who), nil
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

func TestNoTieWhileSomebodyCanBreakIt(t *testing.T) {
	s := tell(t, "Go?", "ana ben cy")
	if got, want := s.p.Words(), "2 of 3 sources, and no tie"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	s.answers("ana yes, ben no").open().answers("cy no").happened("answered answered answered published").
		says("Decided: No, 2 to 1").foldsBack()
	if got, want := s.p.Words(), "2 of 3 sources"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	tell(t, "Which? | options: a, b, c | quorum: 3", "ana ben cy dan eve").answers("ana a, ben b, cy c").open().answers("dan c").
		says("Leaning: c, 2 of 4")
}

// A tie is the outcome when it is broken by nobody: all have answered or cannot, or time is up.
func TestATieThatNobodyBreaks(t *testing.T) {
	const tied = "Tied: Yes and No"
	tell(t, "Go?", "ana ben").answers("ana yes, ben no").says(tied)
	tell(t, "Go?", "ana ben cy").answers("ana yes, ben no").open().declines("cy", NotMe).says(tied)
	tell(t, "Go?", "ana ben cy").answers("ana yes, ben no").leaves("cy").says(tied)
	s := tell(t, "Go? | quorum: 2, within 2h", "ana ben cy").answers("ana yes, ben no").after(2 * time.Hour).ticks().
		happened("answered answered published closed").says(tied)
	if !s.p.Outcome.Met() {
		t.Errorf("%+v", s.p.Outcome)
	}
	s.foldsBack()
	tell(t, "Go?", "ana ben cy").answers("ana yes, ben no").closes().
		says("Closed")
}

// What is announced for a missing quorum decides no tie; where it goes on, the tie may still be broken.
func TestATieIsNoSilence(t *testing.T) {
	tell(t, "Go? | quorum: 2, within 2h, else yes", "ana ben cy").answers("ana yes, ben no").after(2 * time.Hour).ticks().
		says("Tied: Yes and No")
	tell(t, "Go? | quorum: 2, within 2h, else extend 1h", "ana ben cy").answers("ana yes, ben no").after(2 * time.Hour).ticks().
		happened("answered answered amended").answers("cy yes").says("Decided: Yes, 2 to 1").foldsBack()
}

// A person who withdraws or changes an answer may break a tie, as well as one who gives an answer.
func TestATieIsBrokenByAnyChange(t *testing.T) {
	tell(t, "Go? | quorum: 2", "ana ben cy").answers("ana yes, ben no").open().answers("ben yes").
		says("Decided: Yes, 2 of 2")
	tell(t, "Go? | quorum: 2", "ana ben cy dan eve").answers("ana yes, ben no").open().withdraws("ben").open().answers("cy yes").
		happened("answered answered withdrew answered published")
}

// A person who may still replace an answer may break a tie.
func TestWhoeverGoesBeforeAnAnswerMayBreakATie(t *testing.T) {
	s := tell(t, "Go?", "ana ben")
	s.p = asks(t, "2, 1 from @sec", "UANA{sec}/dan UBEN{sec}")
	s.p.Kind, s.p.Rule.NoTie = kindNamed("yes/no"), true
	s.answers("dan yes, UBEN no").open().answers("UANA no").says("Decided: No, 2 of 2")
}

// A new rule waits out a tie where the old one would have, too; among fewer answers it would tell the asker of a tie that
// nobody was to know of.
func TestALowerRuleWaitsOutNoTie(t *testing.T) {
	amended := func(people, rule string) *story {
		s := tell(t, "Go? | quorum: 3, within 2h", people).answers("ana yes, ben no")
		return s.keep(s.p.Amend(s.now, Actor{Person: "ada"}, rule))
	}
	amended("ana ben cy dan", "2").happened("answered answered amended published").
		says("Tied: Yes and No").foldsBack()
	s := amended("ana ben cy dan eve", "4, within 3h").answers("cy yes, dan no").open()
	if got, want := s.p.Words(), "4 of 5 answers, and no tie"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	s.answers("eve no").says("Decided: No, 3 to 2").foldsBack()
	s = tell(t, "Go? | quorum: 3, within 2h", "ana ben cy")
	s.keep(s.p.Amend(s.now, Actor{Person: "ada"}, "2")).answers("ana yes, ben no").open() // nobody had answered
}

// An anonymous question is published at a tie: the moment at which it was broken would tell what the last answer was.
func TestAnonymousQuestionsWaitOutNoTie(t *testing.T) {
	s := tell(t, "Go? | anonymous | quorum: 6", "a b c d e f g h")
	if got, want := s.p.Words(), "6 of 8 answers"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	s.answers("a yes, b yes, c yes, d no, e no, f no").says("Tied: Yes and No")
}

// A question that was asked when ties were not waited out is published at one, and says nothing else.
func TestQuestionsAskedBeforeTiesWereWaitedOut(t *testing.T) {
	s := tell(t, "Go? | quorum: 2, within 2h", "ana ben cy")
	opened := s.log[0].Fact.(Opened)
	opened.NoTie = false
	s.log[0].Fact = opened
	p, err := Fold(stored(t, s.log))
	if err != nil {
		t.Fatal(err)
	}
	s.p = p
	if got, want := s.p.Words(), "2 of 3 answers"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	s.answers("ana yes, ben no").happened("answered answered published").
		says("Tied: Yes and No").foldsBack()
}

// It is said where it can matter: when fewer than all are enough, and an outcome that is sure is not asked for anyway.
func TestWhatIsSaidOfTies(t *testing.T) {
	for _, c := range []struct{ text, people, want string }{
		{"Go? | quorum: 2", "ana ben cy", "2 of 3 answers, and no tie"},
		{"Go? | quorum: 3", "ana ben cy", "all 3 answers"},
		{"Go? | quorum: all", "ana ben cy", "all 3 answers"},
		{"Go? | quorum: 2 independent", "ana(x) ben(x) cy", "both sources, and no tie"},
		{"Go? | quorum: 2, decided", "ana ben cy", "2 of 3 answers, and an outcome that no answer can change any more"},
		{"Go?", crowdOf(12), "5 of 12 sources if the outcome is then firm, else 7, and no tie"},
		{"Go? | pass: 2/3", "ana ben cy", "2 of 3 sources, and no tie"},
		{"Go? | pass: no block", "ana ben cy", "2 of 3 sources"},
		{"Which? | options: a, b | pass: majority", "ana ben cy", "2 of 3 sources, and no tie"},
		{"Which? | options: a, b | kind: multi", "ana ben cy", "2 of 3 sources, and no tie"},
		{"Which? | options: a, b | kind: rank", "ana ben cy", "2 of 3 sources, and no tie"},
		{"When? | options: mon, tue | kind: dates", "ana ben cy", "2 of 3 sources, and no tie"},
		{"Go? | kind: 1-5", "ana ben cy", "2 of 3 sources"},
		{"Go? | kind: fist", "ana ben cy", "2 of 3 sources"},
		{"Go? | kind: estimate", "ana ben cy", "2 of 3 sources"},
		{"Go? | kind: probability", "ana ben cy", "2 of 3 sources"},
		{"Go? | kind: text", "ana ben cy", "2 of 3 sources"},
		{"Go? | kind: consent", "ana ben cy", "2 of 3 sources"},
	} {
		if got := tell(t, c.text, c.people).p.Words(); got != c.want {
			t.Errorf("%s of %s: %q, want %q", c.text, c.people, got, c.want)
		}
	}
}

// What is called a tie of each kind.
func TestTiesOfEachKind(t *testing.T) {
	for _, c := range []struct {
		kind, options, answers string
		tied                   bool
	}{
		{"yes/no", "", "yes|no", true},
		{"yes/no", "", "yes|no|no", false},
		{"choice", "a, b, c", "a|b", true},
		{"choice", "a, b, c", "a|a|b|b|c", true},
		{"choice", "a, b, c", "a|b|b|c", false},
		{"multi", "a, b, c", "a, b|a, c", false},
		{"multi", "a, b, c", "a, b|b, a", true},
		{"rank", "a, b, c", "a > b > c|b > a > c", true},
		{"rank", "a, b, c", "a > b > c|b > c > a|c > a > b", true}, // a circle
		{"rank", "a, b, c", "a > b > c|a > c > b", false},
		{"dates", "mon, tue", "mon: yes; tue: yes|mon: no; tue: no", true},
		{"dates", "mon, tue", "mon: yes|tue: if need be", false},
		{"dates", "mon, tue", "mon: yes; tue: yes|mon: if need be; tue: no", false}, // of equals, what suits if need be
		{"1-5", "", "1|5", false},                                                   // the lower median
		{"fist", "", "2|4", false},
		{"estimate", "", "1|100", false}, // the middle of the two
		{"probability", "", "10%|90%", false},
		{"text", "", "one|another", false},
		{"consent", "", "No objection|Objection", false}, // one objection is enough
	} {
		k, err := kind.Named(c.kind)
		if err != nil {
			t.Fatal(err)
		}
		o := found(k, phrase.SplitList(c.options), 1, phrase.Split(c.answers, '|')...)
		if (o.label() == Tied) != c.tied || c.tied && !k.Ties(kind.Pass{}) {
			t.Errorf("%s: %s: tied is %v", c.kind, c.answers, o.label() == Tied)
		}
	}
}

// Only kinds that can tie do, and then a pending person can break the tie in favor of any of the tied options.
func TestAnybodyCanBreakATie(t *testing.T) {
	eachKind(t, func(t *rapid.T, k kind.Kind) {
		b := anyBallots(t, k, 1)
		f := k.Weigh(b.Settled())
		if (Outcome{Finding: f}).label() != Tied {
			return
		}
		if !k.Ties(b.Pass) {
			t.Fatalf("%s cannot tie: %+v", k.Name(), f)
		}
		broken := 0
		for _, o := range k.Choices(b.Options) {
			said := o
			if k.Way() == kind.Slots {
				said += ": yes"
			}
			position, err := k.Read(b.Options, said)
			if err != nil {
				t.Fatal(err)
			}
			then := b.Settled()
			then.Counted, then.Sources, then.Taken = b.Counted+1, b.Sources+1, map[string]int{position: b.Taken[position] + 1}
			for p, n := range b.Taken {
				if p != position {
					then.Taken[p] = n
				}
			}
			broken += boolToInt(k.Weigh(then).Leader == o)
		}
		if broken < 2 {
			t.Fatalf("of %v, %d can be made to lead: %+v", b.Taken, broken, f)
		}
	})
}

// Two polls in which the same people answered, each of them another option in the one than in the other, look the same
// until there is a summary, whatever the asker tries: that a poll goes on tells that there is a tie, and of nothing whether
// it leads.
func TestATieTellsNoDirection(t *testing.T) {
	other := map[string]string{"yes": "no", "no": "yes", "a": "b", "b": "c", "c": "a", "a, b": "b, c", "b, c": "c, a", "c, a": "a, b", "a > b": "b > c", "b > c": "c > a", "c > a": "a > b"}
	kinds := [][]string{{"", "yes", "no"}, {"| options: a, b, c", "a", "b", "c"}, {"| kind: multi | options: a, b, c", "a", "b", "a, b", "b, c"}, {"| kind: rank | options: a, b, c", "a > b", "b > c", "c"}}
	waited := 0
	rapid.Check(t, func(rt *rapid.T) {
		kind := rapid.SampledFrom(kinds).Draw(rt, "kind")
		rule := rapid.SampledFrom([]string{"1", "2", "3", "2 independent", "60%", "2, 70% sure", "2 firm or 4 independent"}).Draw(rt, "rule")
		one, two := tell(t, "Go? "+kind[0]+" | quorum: "+rule+", within 2h", "a b c d e f"), tell(t, "Go? "+kind[0]+" | quorum: "+rule+", within 2h", "a b c d e f")
		worlds := [2]*asking{{p: one.p}, {p: two.p}}
		for range rapid.IntRange(1, 15).Draw(rt, "steps") {
			who := Person(rapid.SampledFrom([]string{"a", "b", "c", "d", "e", "f"}).Draw(rt, "who"))
			act := rapid.SampledFrom([]string{"answers", "answers", "answers", "amends", "withdraws", "declines", "leaves"}).Draw(rt, "act")
			next, says := rapid.SampledFrom([]string{"1", "2", "3", "4"}).Draw(rt, "new rule"), rapid.SampledFrom(kind[1:]).Draw(rt, "says")
			for i, w := range worlds {
				events, err := acts(w.p, monday(), act, who, next, Response{Position: []string{says, other[says]}[i]})
				w.look(events, err)
			}
			if diff := cmp.Diff(worlds[0].seen, worlds[1].seen); diff != "" {
				rt.Fatalf("%s %s: the asker sees otherwise:\n%s", act, next, diff)
			}
			if worlds[0].p.Phase != PhaseOpen {
				return
			}
			waited += waitsForTie(worlds[0].p)
		}
	})
	if waited == 0 {
		t.Error("no tie was waited out")
	}
}

// waitsForTie counts a poll that waits for nothing but a tie to be broken.
func waitsForTie(p *Poll) int {
	return boolToInt(p.Rule.waitsForTie(p.Standing().withFinding(p.Finding())) && p.verdictWithoutTie(p.Finding()) == IsMet)
}
