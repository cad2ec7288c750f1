package main

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"quorum/polls"
)

// TestExportMakesNothingOfAnswersThatTheSummaryMakesNothingOf exports polls whose summary names no leader, as the
// rule was not met or a person objected. The export must then have no leader, order or spread either.
func TestExportMakesNothingOfAnswersThatTheSummaryMakesNothingOf(t *testing.T) {
	for _, c := range []struct {
		keys, one, other string
		closes           bool
		made             []string // words that the summary would use if the rule were met
	}{
		{"kind: estimate | quorum: 3, within 2h", "-5", "7", false, []string{"middle half"}},
		{"kind: rank | options: a, b, c | quorum: 3, within 2h", "a, b, c", "a, c, b", false, []string{"order"}},
		{"kind: 1-5 | quorum: 3, within 2h", "1", "4", false, []string{"apart"}},
		{"quorum: 3, within 2h", "yes", "no", true, []string{"agree"}},
		{"kind: estimate | quorum: 3, within 2h", "3", "9", true, []string{"No two answers", "middle half"}},
		{"kind: consent | quorum: 2, within 2h", "no objection", "objection", false, nil},
		{"kind: fist | quorum: 2, within 2h", "5", "0", false, nil},
		{"quorum: 3, within 2h, else no", "yes", "yes", false, nil},
	} {
		p := openPollWith(t, "How?", c.keys)
		answerAfter(t, p, 5, "U2", c.one, "")
		answerAfter(t, p, 6, "U3", c.other, "because")
		var err error
		if c.closes {
			_, err = p.Close(p.OpenedAt.Add(time.Hour), polls.Actor{Person: "U1"})
		} else {
			p.Tick(p.Deadline)
		}
		if p.Unweighed() {
			_, err = p.WithResult(p.Weighing().Run(), func(p *polls.Poll) ([]polls.Event, error) { return p.Weigh(p.Deadline) })
		}
		if err != nil || p.Published.IsZero() {
			t.Fatal(c.keys, err)
		}
		var all []entry
		if err := json.Unmarshal([]byte(exported(t, "json", p)), &all); err != nil {
			t.Fatal(err)
		}
		if o := all[0].Outcome; o.Leader != "" || o.Hold != 0 || c.made != nil && o.Spread+o.Detail != "" {
			t.Errorf("%s: %+v", c.keys, o)
		}
		for _, format := range formats() {
			for _, words := range c.made {
				if text := exported(t, format, p); strings.Contains(text, words) {
					t.Errorf("%s, %s has %q:\n%s", c.keys, format, words, text)
				}
			}
		}
	}
}
