package polls

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestNoTieWhileSomebodyCanBreakIt(t *testing.T) {
	s := tell(t, "Go?", "ana ben cy")
	if got, want := s.p.Words(), "2 of 3 sources, and no tie"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	s.answers("ana yes, ben no").open().answers("cy no").happened("answered answered answered published").
		says("Decided: No, 2 to 1. Nobody is left to answer.").foldsBack()
	if got, want := s.p.Words(), "2 of 3 sources"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	tell(t, "Which? | options: a, b, c | quorum: 3", "ana ben cy dan eve").answers("ana a, ben b, cy c").open().answers("dan c").
		says("Leaning: c, 2 of 4 answers. One more answer could undo it.")
}

// A tie is the outcome when it is broken by nobody: all have answered or cannot, or time is up.
func TestATieThatNobodyBreaks(t *testing.T) {
	const tied = "Tied: Yes and No have 1 answer each. "
	tell(t, "Go?", "ana ben").answers("ana yes, ben no").says(tied + "Nobody is left to answer.")
	tell(t, "Go?", "ana ben cy").answers("ana yes, ben no").open().declines("cy", NotMe).says(tied + "Nobody is left to answer.")
	tell(t, "Go?", "ana ben cy").answers("ana yes, ben no").leaves("cy").says(tied + "Nobody is left to answer.")
	s := tell(t, "Go? | quorum: 2, within 2h", "ana ben cy").answers("ana yes, ben no").after(2 * time.Hour).ticks().
		happened("answered answered published closed").says(tied + "The one person still to answer could settle it.")
	if !s.p.Outcome.Met() {
		t.Errorf("%+v", s.p.Outcome)
	}
	s.foldsBack()
	tell(t, "Go?", "ana ben cy").answers("ana yes, ben no").closes().
		says("Closed: ended early with a tie, before the rule was met. The answers: Yes 1, No 1.")
}

// What is announced for a missing quorum decides no tie; where it goes on, the tie may still be broken.
func TestATieIsNoSilence(t *testing.T) {
	tell(t, "Go? | quorum: 2, within 2h, else yes", "ana ben cy").answers("ana yes, ben no").after(2 * time.Hour).ticks().
		says("Tied: Yes and No have 1 answer each. The one person still to answer could settle it.")
	tell(t, "Go? | quorum: 2, within 2h, else extend 1h", "ana ben cy").answers("ana yes, ben no").after(2 * time.Hour).ticks().
		happened("answered answered amended").answers("cy yes").says("Decided: Yes, 2 to 1. Nobody is left to answer.").foldsBack()
}

// Whoever withdraws or changes an answer may break a tie as well as whoever gives one.
func TestATieIsBrokenByAnyChange(t *testing.T) {
	tell(t, "Go? | quorum: 2", "ana ben cy").answers("ana yes, ben no").open().answers("ben yes").
		says("Decided: Yes, 2 of 2 answers. The one person still to answer cannot change it.")
	tell(t, "Go? | quorum: 2", "ana ben cy dan eve").answers("ana yes, ben no").open().withdraws("ben").open().answers("cy yes").
		happened("answered answered withdrew answered published")
}

// Somebody who may still take the place of an answer may break a tie.
func TestWhoeverGoesBeforeAnAnswerMayBreakATie(t *testing.T) {
	s := tell(t, "Go?", "ana ben")
	s.p = asks(t, "2, 1 from @sec", "UANA{sec}/dan UBEN{sec}")
	s.p.Kind, s.p.Rule.NoTie = kindNamed("yes/no"), true
	s.answers("dan yes, UBEN no").open().answers("UANA no").says("Decided: No, 2 of 2 answers. Nobody is left to answer.")
}

// A new rule waits out a tie where the old one would have, too; among fewer answers it would tell the asker of a tie that
// nobody was to know of.
func TestALowerRuleWaitsOutNoTie(t *testing.T) {
	amended := func(people, rule string) *story {
		s := tell(t, "Go? | quorum: 3, within 2h", people).answers("ana yes, ben no")
		return s.keep(s.p.Amend(s.now, Actor{Person: "ada"}, rule))
	}
	amended("ana ben cy dan", "2").happened("answered answered amended published").
		says("Tied: Yes and No have 1 answer each. The 2 people still to answer could settle it.").foldsBack()
	s := amended("ana ben cy dan eve", "4, within 3h").answers("cy yes, dan no").open()
	if got, want := s.p.Words(), "4 of 5 answers, and no tie"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	s.answers("eve no").says("Decided: No, 3 to 2. Nobody is left to answer.").foldsBack()
	s = tell(t, "Go? | quorum: 3, within 2h", "ana ben cy")
	s.keep(s.p.Amend(s.now, Actor{Person: "ada"}, "2")).answers("ana yes, ben no").open() // nobody had answered
}

// An anonymous question is published at a tie: the moment at which it was broken would tell what the last answer was.
func TestAnonymousQuestionsWaitOutNoTie(t *testing.T) {
	s := tell(t, "Go? | anonymous | quorum: 6", "a b c d e f g h")
	if got, want := s.p.Words(), "6 of 8 answers"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	s.answers("a yes, b yes, c yes, d no, e no, f no").says("Tied: Yes and No have 3 answers each. The 2 people still to answer could settle it.")
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
		says("Tied: Yes and No have 1 answer each. The one person still to answer could settle it.").foldsBack()
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
		k, err := KindNamed(c.kind)
		if err != nil {
			t.Fatal(err)
		}
		o := found(k, splitOptions(c.options), 1, split(c.answers, '|')...)
		if o.tied() != c.tied || c.tied && !k.Ties(Pass{}) {
			t.Errorf("%s: %s: tied is %v", c.kind, c.answers, o.tied())
		}
	}
}

// Only kinds that can tie do, and then somebody who may still answer can break the tie, whichever of those tied it is for.
func TestAnybodyCanBreakATie(t *testing.T) {
	eachKind(t, func(t *rapid.T, k Kind) {
		b := anyBallots(t, k, 1)
		f := k.Weigh(b.settled())
		if !(Outcome{Finding: f}).tied() {
			return
		}
		if !k.Ties(b.Pass) {
			t.Fatalf("%s cannot tie: %+v", k.Name(), f)
		}
		broken := 0
		for _, o := range k.Choices(b.Options) {
			said := o
			if k.Way() == Slots {
				said += ": yes"
			}
			position, err := k.Read(b.Options, said)
			if err != nil {
				t.Fatal(err)
			}
			then := b.settled()
			then.Counted, then.Sources, then.Taken = b.Counted+1, b.Sources+1, map[string]int{position: b.Taken[position] + 1}
			for p, n := range b.Taken {
				if p != position {
					then.Taken[p] = n
				}
			}
			broken += one(k.Weigh(then).Leader == o)
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
	return one(p.Rule.waitsOut(p.Standing().seen(p.found())) && p.enough(p.found()) == IsMet)
}
