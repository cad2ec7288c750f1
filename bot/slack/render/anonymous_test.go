package render

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"quorum/polls"

	"github.com/google/go-cmp/cmp"
)

// What a summary counts is the same whether people gave their names or not, for every kind of question.
func TestAnonymousSummariesCountTheSame(t *testing.T) {
	for kind, given := range map[string][]string{
		"quorum: all, within 1d":                               {"Yes", "No", "Yes", "Yes", "No"},
		"options: nats, kafka | quorum: all, within 1d":        {"nats", "kafka", "nats", "nats", "nats"},
		"kind: multi | options: a, b | quorum: all, within 1d": {"a", "a, b", "b", "b", "b"},
		"kind: rank | options: a, b, c | quorum: all, within 1d": {
			"a > b > c", "b > a > c", "a = b > c", "a > b > c", "c > a > b",
		},
		"kind: 1-5 | quorum: all, within 1d":         {"1", "2", "2", "5", "4"},
		"kind: fist | quorum: all, within 1d":        {"1", "2", "2", "5", "4"},
		"kind: estimate | quorum: all, within 1d":    {"-1", "2", "2", "5.5", "4"},
		"kind: probability | quorum: all, within 1d": {"10", "20%", "20", "50", "40"},
		"kind: text | quorum: all, within 1d":        {"good", "bad", "good", "fine", "so so"},
		"kind: dates | options: mon 9:00, tue 9:00 | quorum: all, within 1d": {
			"mon 9:00: yes", "mon 9:00: if need be; tue 9:00: yes", "tue 9:00: yes", "tue 9:00: yes", "mon 9:00: yes",
		},
		"kind: consent | quorum: all, within 1d": {"No objection", "Objection", "No objection", "Stand aside", "No objection"},
	} {
		named, unsigned := countsOf(t, kind, given), countsOf(t, kind+" | anonymous", given)
		if diff := cmp.Diff(named, unsigned); diff != "" {
			t.Errorf("%s: (-named +anonymous)\n%s", kind, diff)
		}
	}
}

// countsOf are the numbers in what a summary shows of five answers, and the chart.
func countsOf(t *testing.T, keys string, given []string) (all []string) {
	t.Helper()
	s := told(t, "Does it work? "+mention(ben, cyn, dee, eva, fay)+" | "+keys, nil)
	for i, who := range []polls.Person{ben, cyn, dee, eva, fay} {
		s.says(who, given[i], "since "+given[i], []string{"sure", "guess", ""}[i%3])
	}
	p, eyes := s.p, s.eyes()
	chart, err := json.Marshal(eyes.chart(p))
	if err != nil {
		t.Fatal(err)
	}
	all = append(all, eyes.outcome(p), string(chart), fmt.Sprint(len(eyes.verbatim(p, 10_000))), fmt.Sprint(strings.Count(fmt.Sprint(eyes.verbatim(p, 10_000)), "(sure)")))
	for _, r := range rows(p) {
		all = append(all, fmt.Sprint(r.choice, len(r.who), len(r.maybe), len(r.not), howSure(r.who)))
	}
	for _, row := range eyes.table(p) {
		for _, cell := range row {
			all = append(all, regexp.MustCompile(`:.*`).ReplaceAllString(cell, ""))
		}
	}
	quotes := newPage()
	eyes.reasons(quotes, p)
	written, err := json.Marshal(quotes.blocks)
	if err != nil {
		t.Fatal(err)
	}
	return append(all, fmt.Sprint(strings.Count(string(written), "since ")))
}
