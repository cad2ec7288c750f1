package worktime

import (
	"strings"
	"testing"
	"time"

	"quorum/polls/phrase"

	"pgregory.net/rapid"
)

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

// A deadline that is accepted lies ahead, at the time on the wall that was said, whenever and wherever it was said. Only
// a time that the clocks skip can come out otherwise.
func TestDeadlinesLieAhead(t *testing.T) {
	zones := []*time.Location{time.UTC, zone(t, "Europe/Berlin"), zone(t, "America/New_York"), zone(t, "Australia/Lord_Howe"), zone(t, "Asia/Kathmandu")}
	rapid.Check(t, func(t *rapid.T) {
		now := time.Unix(rapid.Int64Range(1_790_000_000, 1_830_000_000).Draw(t, "now"), 0).In(rapid.SampledFrom(zones).Draw(t, "zone"))
		d := anyDeadline().Filter(func(d Deadline) bool { return !d.IsZero() }).Draw(t, "deadline")
		at, err := d.At(now, Calendar{Zone: now.Location()})
		if err != nil {
			return
		}
		if !at.After(now) {
			t.Fatalf("%s at %s is %s", d, now, at)
		}
		const skippedBefore = 4 // no zone skips a later hour
		if clock := clockOf(d.By); clock != "" && at.Format("15:04") != clock && at.Hour() >= skippedBefore {
			t.Fatalf("%s at %s is %s", d, now, at)
		}
	})
}

func clockOf(by string) string {
	if i := strings.IndexByte(by, ':'); i >= 2 {
		return by[i-2:]
	}
	return ""
}

func TestMoments(t *testing.T) {
	berlin := zone(t, "Europe/Berlin")
	now := time.Date(2026, 11, 26, 10, 0, 0, 0, berlin)
	for _, c := range []struct {
		t    time.Time
		want string
	}{
		{now.Add(time.Hour), "today 11:00"},
		{now.Add(23 * time.Hour), "tomorrow 09:00"},
		{now.Add(14*time.Hour + time.Minute).UTC(), "tomorrow 00:01"},
		{now.AddDate(0, 0, 2), "Sat 10:00"},
		{now.AddDate(0, 0, 6), "Wed 10:00"},
		{now.AddDate(0, 0, 7), "Thu 3 Dec 10:00"},
		{now.AddDate(0, 2, 0), "Tue 26 Jan 2027 10:00"},
		{now.AddDate(0, 0, -1), "Wed 25 Nov 10:00"},
	} {
		if got := phrase.Moment(c.t, now); got != c.want {
			t.Errorf("%s: %q, want %q", c.t, got, c.want)
		}
	}
}
