package polls

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"quorum/polls/kind"
	"quorum/polls/phrase"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// One after another would count each night as often as a person waited over it, so with a night in it only working
// time is compared.
func TestNightsAreCountedOnce(t *testing.T) {
	const day = 24 * time.Hour
	asked := func() *story {
		return tell(t, "Go? | quorum: 3, within 9d", "ana ben cy dan").delivers("ana", "ben", "cy", "dan")
	}
	for _, c := range []struct {
		name string
		s    *story
		want string
	}{
		{
			"over a night", asked().after(30 * time.Minute).answers("ana yes").after(day).answers("ben yes, cy yes"),
			"3 answers in 24 h 30 min, 8 h 30 min of it working time; one after another the same people took 17 h 30 min of working time",
		},
		{
			"over a weekend", asked().after(4*day + 6*time.Hour).answers("ana yes").after(3 * day).answers("ben yes, cy yes"),
			"3 answers in 7 days 6 h, 46 h of it working time; one after another the same people took 130 h of working time",
		},
		{
			"within a day", asked().after(6 * time.Hour).answers("ana yes, ben yes, cy yes"),
			"3 answers in 6 h; one after another the same people took 18 h",
		},
		{
			"a short one in the evening", asked().after(6*time.Hour + 50*time.Minute).answers("ana yes, ben yes, cy yes"),
			"3 answers in 6 h 50 min; one after another the same people took 20 h 30 min",
		},
	} {
		if got := c.s.p.Timing(); got != c.want {
			t.Errorf("%s: %s\nwant %s", c.name, got, c.want)
		}
	}
	s := tell(t, "Go? | quorum: 2, within 9d", "ana ben")
	s.after(4*day + 8*time.Hour) // on Friday at six
	o := openingOf(t, "Go? | quorum: 2, within 9d", "ana ben")
	p, _, err := Open(s.now, o)
	if err != nil {
		t.Fatal(err)
	}
	s.p = p
	if got := s.after(20 * time.Hour).answers("ana yes, ben yes").p.Timing(); got != "2 answers in 20 h" {
		t.Errorf("on a Saturday: %s", got)
	}
}

// The latencies of decision.md: 18, 25 and 40 minutes make 40 together and 83 one after another.
func TestTheLineOnTime(t *testing.T) {
	const want = "3 answers in 40 min; one after another the same people took 83 min"
	s := tell(t, "Go? | quorum: 3, within 8h", "ana ben cy dan eve").delivers("ana", "ben", "cy", "dan", "eve").
		after(18 * time.Minute).answers("ana yes").
		after(7 * time.Minute).answers("ben no").
		after(5 * time.Minute).answers("ana no").
		after(10 * time.Minute).answers("cy yes")
	if got := s.p.Timing(); got != want {
		t.Errorf("%q, want %q", got, want)
	}
	s.after(55 * time.Minute).answers("dan yes")
	if got := s.p.Timing(); got != want {
		t.Errorf("with a late answer: %q, want %q", got, want)
	}
}

func TestTheLineOnTimeClaimsOnlyWhatIsSo(t *testing.T) {
	s := tell(t, "Go? | quorum: 3, within 8h", "ana ben cy ada")
	if got := s.p.Timing(); got != "" {
		t.Errorf("before any answer: %q", got)
	}
	s.after(10 * time.Second).answers("ada yes")
	if got := s.p.Timing(); got != "" {
		t.Errorf("the asker's own: %q", got)
	}
	s.after(35 * time.Second).answers("ana yes")
	if got := s.p.Timing(); got != "1 answer in 45 s" {
		t.Errorf("one answer: %q", got)
	}
	// ben's question arrives so late that asking one after another would not have taken longer.
	s.after(time.Hour).delivers("ben").after(30 * time.Second).answers("ben yes")
	if got := s.p.Timing(); got != "2 answers in 61 min" {
		t.Errorf("two answers: %q", got)
	}
}

func TestLatencyCountsFromDelivery(t *testing.T) {
	s := tell(t, "Go? | quorum: 2, within 8h", "ana ben cy").after(10*time.Minute).delivers("ana", "ben").
		after(20 * time.Minute).answers("ana yes, ben yes")
	if got, want := s.p.Timing(), "2 answers in 30 min; one after another the same people took 40 min"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	// An answer given elsewhere before the message arrives is measured from the opening.
	s = tell(t, "Go? | quorum: 2, within 8h", "ana ben cy").after(10 * time.Minute).answers("ana yes, ben yes").
		after(time.Minute).delivers("ana")
	if got, want := s.p.Timing(), "2 answers in 10 min; one after another the same people took 20 min"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestSpans(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0:                                      "less than 1 s",
		1500 * time.Millisecond:                "1 s",
		119 * time.Second:                      "119 s",
		2 * time.Minute:                        "2 min",
		119 * time.Minute:                      "119 min",
		119*time.Minute + 59*time.Second:       "2 h",
		2 * time.Hour:                          "2 h",
		5*time.Hour + 20*time.Minute:           "5 h 20 min",
		47*time.Hour + 59*time.Minute:          "47 h 59 min",
		48 * time.Hour:                         "2 days",
		73*time.Hour + 31*time.Minute:          "3 days 2 h",
		7*24*time.Hour + 14*time.Hour:          "7 days 14 h",
		2*24*time.Hour - 10*time.Second:        "2 days",
		3*24*time.Hour - 29*time.Minute:        "3 days",
		23*time.Hour + 59*time.Minute + 31*1e9: "24 h",
	} {
		if got := phrase.Span(d); got != want {
			t.Errorf("%s: %q, want %q", d, got, want)
		}
	}
}

func TestReasonsBeginWithDissent(t *testing.T) {
	s := tell(t, "Which? | options: nats, kafka, sqs | quorum: 5", "ana ben cy dan eve fay ada").
		answers("ana kafka because we know it, ben sqs because it is managed").
		answers("ada nats because I like it, cy kafka, dan nats because it is small\nand fast, eve kafka because of Ben's team").
		answers("fay nats because I came late")
	type said struct {
		who     Person
		why     string
		counted bool
	}
	var got []said
	for _, v := range s.p.Reasons() {
		got = append(got, said{v.Person, v.Reason, v.Counted})
	}
	want := []said{
		{"dan", "it is small\nand fast", true},
		{"ada", "I like it", false},
		{"ben", "it is managed", true},
		{"ana", "we know it", true},
		{"eve", "of Ben's team", true},
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(said{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	lates := s.p.LateAnswers()
	if len(lates) != 1 || lates[0].Person != "fay" || lates[0].Reason != "I came late" || lates[0].Counted {
		t.Errorf("%+v", lates)
	}
}

func TestConfidenceIsShownBesideTheReason(t *testing.T) {
	s := tell(t, "Go? | quorum: 1", "ana")
	s.keep(s.p.Answer(s.now, "ana", Response{Position: "no", Reason: "hm", Confidence: Guess}))
	if v := s.p.Reasons(); len(v) != 1 || v[0].Confidence != Guess || v[0].Position != kind.No {
		t.Errorf("%+v", v)
	}
}

func TestWhoHasNotAnswered(t *testing.T) {
	s := tell(t, "Go? | quorum: 2, within 2h", "ana ben cy dan eve fay gil hal ada").
		declines("cy", NoOpinion).declines("dan", Recused).declines("eve", NotMe).leaves("fay").
		answers("ana yes, ben yes").answers("gil no")
	for _, c := range []struct {
		name string
		got  []Person
		want []Person
	}{
		{"missed", s.p.NotAnswered(), []Person{"hal"}},
		{"answered", s.p.In(HasAnswer), []Person{"ana", "ben"}},
		{"no opinion", s.p.In(NoOpinion), []Person{"cy"}},
		{"recused", s.p.In(Recused), []Person{"dan"}},
		{"not me", s.p.In(NotMe), []Person{"eve"}},
		{"gone", s.p.In(Gone), []Person{"fay"}},
	} {
		if !slices.Equal(c.got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, c.got, c.want)
		}
	}
}

func TestPlacesOfSlots(t *testing.T) {
	o := openingNaming(t, "3, with @Ana, within 2h", "UANA ben cy")
	o.Draft.Kind, o.Draft.Options = "dates", []string{"Mon", "Tue", "Wed", "Thu", "Fri"}
	p, events, err := Open(monday(), o)
	if err != nil {
		t.Fatal(err)
	}
	s := &story{t: t, p: p, log: events, now: monday()}
	s.answers("ben Mon: yes; Tue: yes; Fri: yes, cy Mon: yes; Tue: if need be; Wed: yes, UANA Tue: yes; Wed: yes; Thu: if need be")
	if got := fmt.Sprint(s.p.Places()); got != "[[Tue] [Wed] [Thu] [Mon] [Fri]]" {
		t.Error(got)
	}
	if got := s.p.Preferred(); len(got) > 0 {
		t.Error(got)
	}
}

func TestPlacesOfARanking(t *testing.T) {
	s := tell(t, "Which? | kind: rank | options: a, b, c, d | quorum: 3, within 2h", "ana ben cy").
		answers("ana c > b = a").answers("ben c > a").answers("cy b > c")
	if got := fmt.Sprint(s.p.Places()); got != "[[c] [a b] [d]]" {
		t.Error(got)
	}
	for pair, want := range map[[2]string]int{{"c", "b"}: 2, {"b", "c"}: 1, {"a", "b"}: 1, {"b", "a"}: 1, {"d", "a"}: 0} {
		if got := s.p.Preferred()[pair]; got != want {
			t.Errorf("%v is %d, want %d", pair, got, want)
		}
	}
}

func TestOtherKindsHaveNoPlaces(t *testing.T) {
	s := tell(t, "Go? | quorum: 1, within 2h", "ana ben").answers("ana yes")
	if s.p.Places() != nil || s.p.Preferred() != nil {
		t.Error(s.p.Places(), s.p.Preferred())
	}
}

// The first place is the leader that the summary names, or the options that are tied. Every option has one place.
func TestTheFirstPlaceIsTheOutcome(t *testing.T) {
	options := []string{"a", "b", "c", "d"}
	rapid.Check(t, func(t *rapid.T) {
		b := kind.Ballots{Options: options, Taken: map[string]int{}}
		k := rapid.SampledFrom([]kind.Kind{kindNamed("dates"), kindNamed("rank")}).Draw(t, "kind")
		for range rapid.IntRange(1, 6).Draw(t, "answers") {
			text := kind.JoinRanking(drawnPlaces(t, options))
			if k.Way() == kind.Slots {
				text = kind.JoinSlots(options, map[string]string{"a": kind.SlotAnswers()[0], rapid.SampledFrom(options).Draw(t, "slot"): rapid.SampledFrom(kind.SlotAnswers()).Draw(t, "word")})
			}
			position, err := k.Read(options, text)
			if err != nil {
				t.Fatal(err)
			}
			b.Taken[position]++
			b.Counted++
			b.Sources++
		}
		if k.Way() == kind.Slots && rapid.Bool().Draw(t, "named") {
			for position := range b.Taken {
				b.Needed = []string{position}
			}
		}
		f, places := k.Weigh(b), k.Places(b)
		if alone := len(places[0]) == 1; alone != (f.Leader != "") || alone && places[0][0] != f.Leader {
			t.Fatalf("%v, but %+v", places, f)
		}
		if all := slices.Sorted(slices.Values(slices.Concat(places...))); !slices.Equal(all, options) {
			t.Fatalf("%v", places)
		}
	})
}

// drawnPlaces puts some of the options, each in a place of its own or in one with the last.
func drawnPlaces(t *rapid.T, options []string) [][]string {
	var places [][]string
	order := rapid.Permutation(options).Draw(t, "order")
	for i, o := range order[:rapid.IntRange(1, len(order)).Draw(t, "ranked")] {
		if last := len(places) - 1; i > 0 && rapid.Bool().Draw(t, "tied") {
			places[last] = append(places[last], o)
			continue
		}
		places = append(places, []string{o})
	}
	return places
}
