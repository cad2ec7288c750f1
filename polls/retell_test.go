package polls

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

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
	// Whoever answers elsewhere before the message arrives is counted from the opening.
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
		if got := span(d); got != want {
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
	lates := s.p.Lates()
	if len(lates) != 1 || lates[0].Person != "fay" || lates[0].Reason != "I came late" || lates[0].Counted {
		t.Errorf("%+v", lates)
	}
}

func TestConfidenceIsShownBesideTheReason(t *testing.T) {
	s := tell(t, "Go? | quorum: 1", "ana")
	s.keep(s.p.Answer(s.now, "ana", Response{Position: "no", Reason: "hm", Confidence: Guess}))
	if v := s.p.Reasons(); len(v) != 1 || v[0].Confidence != Guess || v[0].Position != No {
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
		{"missed", s.p.Missed(), []Person{"hal"}},
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
