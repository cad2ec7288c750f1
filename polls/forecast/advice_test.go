package forecast

import (
	"strconv"
	"strings"
	"testing"

	"quorum/polls"
	"quorum/polls/pollstest"
	"quorum/polls/saidtest"
)

// forecastOf returns the forecast of a question before it is asked.
func forecastOf(t testing.TB, text, people string, h Pace) Forecast {
	t.Helper()
	o := pollstest.Opening(t, text, people)
	if strings.Contains(text, "@") {
		o = openingNaming(t, text, people)
	}
	pl, err := polls.PlanFor(pollstest.Monday(), o)
	if err != nil {
		t.Fatal(err)
	}
	f, ok := ForOpening(o, pollstest.Monday(), pl, h)
	if !ok {
		t.Fatalf("%s has no forecast", text)
	}
	return f
}

const (
	slowPeople  = "30 60 120 240 480 3000+ 3000+ 3000+ 3000+ 3000+"
	quickPeople = "10 20 30 40 60 90 120 1000"
	mutePeople  = "30 3000+ 3000+ 3000+ 3000+ 3000+ 3000+ 3000+ 3000+ 3000+"
)

// words has what tests of this package met, in full.
var words = saidtest.Open("testdata/said.txtar")

func TestAdvice(t *testing.T) {
	for _, c := range []struct{ name, text, people, waits, about string }{
		{"likely enough", "Go? | quorum: 2, within 1 working day", "ana ben cy dan eve", quickPeople, ""},
		{
			"a lower number, or more people", "Go? | quorum: 3, within 1 working day", "ana ben cy dan eve", slowPeople,
			"tomorrow 10:00; 35%; 80%; to 1 of 5; 9 more people",
		},
		{
			"more time, or more people", "Go? | quorum: 2, within 1h", "ana ben cy", quickPeople,
			"today 11:00; 50%; 80%; 9 more people; until today 14:30",
		},
		{
			"more people do not help when all must answer", "Go? | quorum: all, within 4h", "ana ben cy", quickPeople,
			"today 14:00; 55%; 80%; to 1 of 3; until Wed 11:00",
		},
		{
			"a number of sources", "Go? | quorum: 3 independent, within 1h", "ana(x) ben(x) cy dan(y) eve", quickPeople,
			"today 11:00; 50%; 80%; until today 15:30",
		},
		{
			"only one person can do it", "1 from @sec, 1, within 4h", "ana{sec} ben cy", slowPeople,
			"today 14:00; 30%; until Mon 30 Nov 14:00; 60%",
		},
		{
			"nothing is enough", "Go? | quorum: 5, within 1h", "ana ben cy dan eve", mutePeople,
			"today 11:00; 5%; to 1 of 5; 25%",
		},
		{
			"only more people help", "Go? | quorum: 1, within 1d", "ana", mutePeople,
			"tomorrow 10:00; 5%; 10 more people; 60%",
		},
	} {
		got := forecastOf(t, c.text, c.people, paceOf(t, c.waits, 5)).Advice
		for _, fact := range strings.Split(c.about, "; ") {
			if !strings.Contains(got, fact) {
				t.Errorf("%s: %s\nwhich does not say %s", c.name, got, fact)
			}
		}
		if c.about == "" && got != "" {
			t.Errorf("%s: needless advice: %s", c.name, got)
		}
		words.Said(t, c.name+":\n\t"+got)
	}
}

// Whatever is advised does what it says, and less of it does not.
func TestAdviceHelps(t *testing.T) {
	h := paceOf(t, "10 20 30 40 60 90 120 300+ 300+", 4)
	before := forecastOf(t, "Go? | quorum: 4, within 3h", "ana ben cy dan eve", h)
	if !strings.HasSuffix(before.Advice, "To make it 80%, lower it to 2 of 5, or ask 5 more people.") {
		t.Errorf("%+v", before)
	}
	for _, c := range []struct {
		text, people string
		enough       bool
	}{
		{"Go? | quorum: 3 of 5, within 3h", "ana ben cy dan eve", false},
		{"Go? | quorum: 2 of 5, within 3h", "ana ben cy dan eve", true},
		{"Go? | quorum: 4, within 3h", "ana ben cy dan eve v w x y", false},
		{"Go? | quorum: 4, within 3h", "ana ben cy dan eve v w x y z", true},
	} {
		if f := forecastOf(t, c.text, c.people, h); (f.Chance >= LikelyEnough) != c.enough || (f.Advice == "") != c.enough {
			t.Errorf("%s of %s: %+v", c.text, c.people, f)
		}
	}
}

func TestAnonymousIsNotLoweredTooFar(t *testing.T) {
	f := forecastOf(t, "Go? | anonymous | quorum: 7, within 2h", "a b c d e f g", paceOf(t, quickPeople, 5))
	if f.Advice == "" || strings.Contains(f.Advice, "lower it to") && !strings.Contains(f.Advice, "lower it to 5 of 7") {
		t.Error(f.Advice)
	}
}

func TestForecastOfManyPeople(t *testing.T) {
	var names []string
	for i := range 500 {
		names = append(names, "p"+strconv.Itoa(i))
	}
	h := paceOf(t, slowPeople, 200)
	f := forecastOf(t, "Go? | quorum: majority, within 1d", strings.Join(names, " "), h)
	if !strings.HasSuffix(f.Advice, "To make it 80%, lower it to 107 of 500.") {
		t.Error(f.Advice)
	}
	o := pollstest.Opening(t, "Go? | quorum: majority, within 1d", strings.Join(append(names, "one-more"), " "))
	pl, err := polls.PlanFor(pollstest.Monday(), o)
	if f, ok := ForOpening(o, pollstest.Monday(), pl, h); ok || err != nil {
		t.Errorf("%+v %v", f, err)
	}
}
