package forecast

import (
	"math"
	"strconv"
	"strings"
	"testing"
	"time"

	"quorum/polls"
	"quorum/polls/pollstest"

	"pgregory.net/rapid"
)

// waitsOf reads minutes; a plus means that no answer came.
func waitsOf(t testing.TB, text string) []Wait {
	t.Helper()
	var all []Wait
	for _, word := range strings.Fields(text) {
		minutes, err := strconv.Atoi(strings.TrimSuffix(word, "+"))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, Wait{Duration: time.Duration(minutes) * time.Minute, Answered: !strings.HasSuffix(word, "+")})
	}
	return all
}

func about(a, b, within float64) bool { return math.Abs(a-b) <= within }

// The first is the trial of 6-mercaptopurine (Freireich et al., 1963) that every textbook has.
func TestKaplanMeier(t *testing.T) {
	for _, c := range []struct {
		waits string
		want  map[int]float64
	}{
		{
			"6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+",
			map[int]float64{0: 1, 5: 1, 6: .857143, 7: .806723, 10: .752941, 12: .752941, 13: .690196, 16: .627451, 22: .537815, 23: .448179, 35: .448179, 70: .289547},
		},
		{"5 12 12 30+ 45 90 240+", map[int]float64{5: .857143, 12: .571429, 45: .380952, 90: .190476, 240: .190476, 480: .077236}},
		{"0 0 5", map[int]float64{0: 1.0 / 3, 5: 0}},
		{"7+", map[int]float64{0: 1, 7: 1, 9: 1}},
		{"", map[int]float64{0: 1, 9: 1}},
	} {
		s := SurvivalOf(waitsOf(t, c.waits))
		for minutes, want := range c.want {
			if got := s.At(time.Duration(minutes) * time.Minute); !about(got, want, 5e-7) {
				t.Errorf("%s: S(%d) is %.6f, want %.6f", c.waits, minutes, got, want)
			}
		}
	}
}

func TestMedian(t *testing.T) {
	for waits, want := range map[string]string{
		"1 2 3": "2m0s true", "1 2 3 4": "2m0s true", "1 2+ 3+ 4+": "0s false", "6+": "0s false", "": "0s false", "10 20 30+ 40+": "20m0s true",
	} {
		median, ok := SurvivalOf(waitsOf(t, waits)).Median()
		if got := median.String() + " " + strconv.FormatBool(ok); got != want {
			t.Errorf("of %q: %s, want %s", waits, got, want)
		}
	}
}

func TestOneIsTakenToBeLikeAllUntilThereIsMore(t *testing.T) {
	slow, fast := waitsOf(t, "60 60 60 60 60"), waitsOf(t, "1 1 1 1 1 1 1 1 1 1 1 1 1 1 1")
	for i := range slow {
		slow[i].Person = "sid"
	}
	for i := range fast {
		fast[i].Person = "fay"
	}
	h := PaceOf(append(slow, fast...))
	if !h.Known() {
		t.Error("20 waits are not enough")
	}
	for who, want := range map[polls.Person]float64{
		"new": .25,                 // as everybody
		"sid": (5*1 + 5*.25) / 10,  // five waits of his own, all still open after 2 min
		"fay": (15*0 + 5*.25) / 20, // fifteen of hers, none
	} {
		if got := h.silent(who, 2*time.Minute); !about(got, want, 1e-12) {
			t.Errorf("%s: %g, want %g", who, got, want)
		}
	}
	if PaceOf(fast).Known() || PaceOf(make([]Wait, 30)).Known() || (Pace{}).Known() {
		t.Error("too little is known, or nobody ever answered")
	}
}

// The share never rises, lies between 0 and 1, and without unanswered waits is simply that of the longer ones.
func TestSurvivalIsAShare(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		waits := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Wait {
			return Wait{Duration: time.Duration(rapid.IntRange(0, 30).Draw(t, "for")), Answered: rapid.Bool().Draw(t, "answered")}
		}), 1, 40).Draw(t, "waits")
		s, last := SurvivalOf(waits), 1.0
		for d := range time.Duration(32) {
			now := s.At(d)
			if now > last || now < 0 {
				t.Fatalf("S(%d) is %g after %g", d, now, last)
			}
			last = now
		}
		for i := range waits {
			waits[i].Answered = true
		}
		longer := 0
		for _, w := range waits {
			longer += boolToInt(w.Duration > 15)
		}
		if got, want := SurvivalOf(waits).At(15), float64(longer)/float64(len(waits)); !about(got, want, 1e-9) {
			t.Fatalf("S(15) is %g, want %g", got, want)
		}
	})
}

func TestWhatAPollTellsAboutWaiting(t *testing.T) {
	// It begins at ten on a Monday.
	s := pollstest.Tell(t, "Go? | quorum: 3, within 2d", "ana ben cy dan eve fay gus")
	s.After(10*time.Minute).Delivers("ana", "ben", "cy", "dan", "eve", "fay")
	s.After(20*time.Minute).Answers("ana yes").Declines("fay", polls.NotMe).Leaves("eve")
	s.After(24 * time.Hour).Answers("ben no")
	s.After(30 * time.Minute).Answers("cy yes") // with which it is published
	s.After(time.Hour).Answers("dan yes")
	want := map[polls.Person]Wait{
		"ana": {"ana", 20 * time.Minute, true},
		"ben": {"ben", 8*time.Hour + 20*time.Minute, true}, // a working day has eight hours
		"cy":  {"cy", 8*time.Hour + 50*time.Minute, true},
		"dan": {"dan", 8*time.Hour + 50*time.Minute, false}, // the wait for a late answer ends with the publication
		"fay": {"fay", 8*time.Hour + 50*time.Minute, false},
	}
	got := WaitsOf(s.Poll, s.Now)
	if len(got) != len(want) {
		t.Errorf("%v", got)
	}
	for _, w := range got {
		if w != want[w.Person] {
			t.Errorf("got %v, want %v", w, want[w.Person])
		}
	}

	open := pollstest.Tell(t, "Go? | quorum: 2, within 2d", "ada ana(x) ben").Delivers("ada", "ana").After(time.Hour).Answers("ada yes")
	if got := WaitsOf(open.Poll, open.Now); len(got) != 1 || got[0] != (Wait{"ana", time.Hour, false}) {
		t.Errorf("of an open one: %v", got)
	}
}
