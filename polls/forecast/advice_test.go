package forecast

import (
	"strconv"
	"strings"
	"testing"

	"quorum/polls"
	"quorum/polls/pollstest"
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

func TestAdvice(t *testing.T) {
	const begin = "Going by how people here have answered, the chance of a quorum by "
	for _, c := range []struct{ name, text, people, waits, want string }{
		{"likely enough", "Go? | quorum: 2, within 1 working day", "ana ben cy dan eve", quickPeople, ""},
		{
			"a lower number, or more people", "Go? | quorum: 3, within 1 working day", "ana ben cy dan eve", slowPeople,
			begin + "tomorrow 10:00 is about 35%. To make it 80%, lower it to 1 of 5, or ask 9 more people.",
		},
		{
			"more time, or more people", "Go? | quorum: 2, within 1h", "ana ben cy", quickPeople,
			begin + "today 11:00 is about 50%. To make it 80%, ask 9 more people, or give it until today 14:30.",
		},
		{
			"more people do not help when all must answer", "Go? | quorum: all, within 4h", "ana ben cy", quickPeople,
			begin + "today 14:00 is about 55%. To make it 80%, lower it to 1 of 3, or give it until Wed 11:00.",
		},
		{
			"a number of sources", "Go? | quorum: 3 independent, within 1h", "ana(x) ben(x) cy dan(y) eve", quickPeople,
			begin + "today 11:00 is about 50%. To make it 80%, give it until today 15:30.",
		},
		{
			"only one person can do it", "1 from @sec, 1, within 4h", "ana{sec} ben cy", slowPeople,
			begin + "today 14:00 is about 30%. What helps most is to give it until Mon 30 Nov 14:00, which makes it about 60%.",
		},
		{
			"nothing is enough", "Go? | quorum: 5, within 1h", "ana ben cy dan eve", mutePeople,
			begin + "today 11:00 is less than 5%. What helps most is to lower it to 1 of 5, which makes it about 25%.",
		},
		{
			"only more people help", "Go? | quorum: 1, within 1d", "ana", mutePeople,
			begin + "tomorrow 10:00 is about 5%. What helps most is to ask 10 more people, which makes it about 60%.",
		},
	} {
		if got := forecastOf(t, c.text, c.people, paceOf(t, c.waits, 5)).Advice; got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.name, got, c.want)
		}
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
