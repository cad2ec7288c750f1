package polls

import (
	"testing"
	"time"
)

// One after another would count each night as often as somebody slept over it, so with a night in it only working time
// is compared.
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
