package main

import (
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"quorum/polls"
	"quorum/polls/kind"

	"github.com/google/go-cmp/cmp"
)

// openPoll returns an open poll in which U1 asked U2, U3, U4 and U5, under the rule 2 of 4.
func openPoll(t *testing.T, draft string) *polls.Poll {
	t.Helper()
	return openPollWith(t, draft, "quorum: 2 of 4, within 2h")
}

// openPollWith is openPoll with the given keys instead of that rule.
func openPollWith(t *testing.T, draft, keys string) *polls.Poll {
	t.Helper()
	d, err := polls.ParseDraft(draft + " <@U2> <@U3> <@U4> <@U5> | " + keys)
	if err != nil {
		t.Fatal(err)
	}
	opened := time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC)
	p, _, err := polls.Open(opened, polls.Opening{
		ID: polls.ID{Workspace: "T1", Number: 7}, Asker: "U1", Channel: "C1", Draft: d,
		Asked: []polls.Invite{{Person: "U2"}, {Person: "U3"}, {Person: "U4"}, {Person: "U5"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, who := range []polls.Person{"U2", "U3", "U4", "U5"} {
		p.MarkDelivered(opened.Add(time.Second), who, polls.Place{Channel: "D" + string(who), Message: "1"})
	}
	return p
}

// answerAfter records the answer of a person, a number of minutes after the poll was opened.
func answerAfter(t *testing.T, p *polls.Poll, minutes int, who polls.Person, position, reason string) {
	t.Helper()
	at := p.OpenedAt.Add(time.Duration(minutes) * time.Minute)
	if _, err := p.Answer(at, who, polls.Response{Position: position, Reason: reason}); err != nil {
		t.Fatal(err)
	}
}

func exported(t *testing.T, format string, all ...*polls.Poll) string {
	t.Helper()
	var out strings.Builder
	to := exportCommand{Format: format}.exporter(&out)
	for _, p := range all {
		if err := to.write(entryOf(p, func(_, person string) string { return map[string]string{"U1": "Ana | Ruiz", "U2": "=Ben"}[person] })); err != nil {
			t.Fatal(err)
		}
	}
	if err := to.close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// TestExportCallsItAsTheSummaryDoes expects the first words of the summary in the export, for a blocked outcome and a
// default.
func TestExportCallsItAsTheSummaryDoes(t *testing.T) {
	blocked, silent := openPollWith(t, "Ship?", "kind: fist | quorum: 2 of 4, within 2h"), openPollWith(t, "Ship?", "quorum: 2 of 4, within 2h, else yes")
	answerAfter(t, blocked, 5, "U2", "5", "")
	answerAfter(t, blocked, 6, "U3", "0", "")
	silent.Tick(silent.Deadline)
	for title, p := range map[string]*polls.Poll{"Blocked": blocked, "Yes, by default": silent} {
		for format, words := range map[string]string{"json": `"label":"` + title + `"`, "csv": title + `: `, "markdown": "**" + title + ": "} {
			if text := exported(t, format, p); !strings.Contains(text, words) {
				t.Errorf("%s has no %q:\n%s", format, words, text)
			}
		}
	}
}

// TestExportTellsWhatCameAfterTheSummary expects an added reason, and what late answers say, in every format.
func TestExportTellsWhatCameAfterTheSummary(t *testing.T) {
	p := openPoll(t, "Ship?")
	answerAfter(t, p, 5, "U2", kind.Yes, "")
	answerAfter(t, p, 6, "U3", kind.Yes, "")
	if _, err := p.Explain(p.OpenedAt.Add(7*time.Minute), "U2", "the tests are green"); err != nil {
		t.Fatal(err)
	}
	answerAfter(t, p, 8, "U4", kind.No, "")
	answerAfter(t, p, 9, "U5", kind.No, "")
	for _, format := range formats() {
		text := strings.ToLower(exported(t, format, p))
		for _, words := range []string{"the tests are green", "late answers make it a tie, 2 to 2"} {
			if !strings.Contains(text, words) {
				t.Errorf("%s has no %q:\n%s", format, words, text)
			}
		}
	}
}

func formats() []string { return []string{"json", "csv", "markdown"} }

// TestExportIsBlind expects nothing about answers in the export of an open or a cancelled poll.
func TestExportIsBlind(t *testing.T) {
	open, cancelled := openPoll(t, "Ship?"), openPoll(t, "Ship?")
	for _, p := range []*polls.Poll{open, cancelled} {
		answerAfter(t, p, 5, "U3", kind.No, "too early")
		if _, err := p.Decline(p.OpenedAt.Add(time.Minute), "U4", polls.NoOpinion); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := cancelled.Cancel(cancelled.OpenedAt.Add(time.Hour), polls.Actor{Person: "U1"}); err != nil {
		t.Fatal(err)
	}
	for _, p := range []*polls.Poll{open, cancelled} {
		quiet := openPoll(t, "Ship?")
		for _, format := range formats() {
			text := exported(t, format, p)
			for _, secret := range []string{"too early", "no opinion", "pending", `"answer"`, "09:05"} {
				if strings.Contains(text, secret) {
					t.Errorf("%s of a poll that is %s holds %q:\n%s", format, p.Phase, secret, text)
				}
			}
			if open == p && strings.ReplaceAll(text, "1", "0") != strings.ReplaceAll(exported(t, format, quiet), "1", "0") {
				t.Errorf("%s tells more than how many answered:\n%s", format, text)
			}
		}
	}
}

// TestExportMarkdown compares a whole Markdown export.
func TestExportMarkdown(t *testing.T) {
	p := openPollWith(t, "Ship *4.2*, says <@U1>?\n# not a heading", "quorum: 3 of 4, within 2h")
	answerAfter(t, p, 5, "U2", kind.Yes, "")
	answerAfter(t, p, 20, "U4", kind.Yes, "")
	answerAfter(t, p, 30, "U3", kind.No, "Nobody is around.\n> <b>Really</b> | nobody")
	answerAfter(t, p, 60, "U5", kind.No, "I came late.")
	answerAfter(t, p, 61, "U4", kind.No, "")
	const want = `# Decisions

## Q7: Ship \*4.2\*, says @Ana \| Ruiz? \# not a heading

**Leaning: Yes, 2 to 1. One more answer could undo it.**

Asked by Ana \| Ruiz on 2026-12-01 09:00 UTC. Rule: 3 of 4, within 2h, until 2026-12-01 11:00 UTC. 3 of 4 answered.

| Answer | Count | From |
| --- | --- | --- |
| Yes | 2 | \=Ben, U4 |
| No | 1 | U3 |

Two answers taken at random are the same in 33 % of cases.

No, U3:

> Nobody is around.\
> \> \<b\>Really\</b\> \| nobody

No, U4, late on 2026-12-01 10:01 UTC, saw the summary, not counted:

No, U5, late on 2026-12-01 10:00 UTC, saw the summary, not counted:

> I came late.

Late answers now say No, 3 to 1.
`
	got := exported(t, "markdown", p)
	head, _, _ := strings.Cut(got, "\n3 answers in ")
	if diff := cmp.Diff(want, head); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	silent := openPoll(t, "Ship?")
	answerAfter(t, silent, 5, "U2", kind.Yes, "")
	silent.Tick(silent.Deadline)
	if got := exported(t, "markdown", silent); !strings.Contains(got, "\nNo answer: U3, U4, U5.\n") {
		t.Error(got)
	}
}

// TestExportCSV expects one row per answer or person, in which no cell is a formula.
func TestExportCSV(t *testing.T) {
	p := openPoll(t, "=HYPERLINK(\"http://evil\")")
	answerAfter(t, p, 5, "U2", kind.Yes, "+1")
	answerAfter(t, p, 6, "U3", kind.Yes, "fine, \"really\"\n-- me")
	answerAfter(t, p, 7, "U2", kind.No, "@all, I have changed my mind")
	rows, err := csv.NewReader(strings.NewReader(exported(t, "csv", p, openPoll(t, "Open?")))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 1+5+1 { // the header; four people, one of whom answered twice; and the open poll
		t.Fatalf("%d rows: %q", len(rows), rows)
	}
	column := map[string]int{}
	for i, name := range rows[0] {
		column[name] = i
	}
	for _, one := range []struct {
		row          int
		column, want string
	}{
		{1, "question", `'=HYPERLINK("http://evil")`},
		{1, "person", "U2"},
		{1, "name", "'=Ben"},
		{1, "reason", "'+1"},
		{1, "late", "no"},
		{2, "reason", "'@all, I have changed my mind"},
		{2, "late", "yes"},
		{2, "counted", "no"},
		{3, "reason", "fine, \"really\"\n-- me"},
		{3, "answered_at", "2026-12-01T09:06:00Z"},
		{3, "asked_at", "2026-12-01T09:00:01Z"},
		{4, "state", "pending"},
		{4, "answer", ""},
		{5, "person", "U5"},
		{6, "question", "Open?"},
		{6, "person", ""},
		{6, "outcome", ""},
		{1, "tally", "Yes: 2; No: 0"},
	} {
		if got := rows[one.row][column[one.column]]; got != one.want {
			t.Errorf("row %d, %s is %q, want %q", one.row, one.column, got, one.want)
		}
	}
}

// TestExportJSON expects one array, also when there is no poll.
func TestExportJSON(t *testing.T) {
	p := openPoll(t, "Ship?")
	answerAfter(t, p, 5, "U2", kind.Yes, "")
	answerAfter(t, p, 6, "U3", kind.Yes, "<b>fine</b>")
	for n, all := range [][]*polls.Poll{nil, {p}, {p, openPoll(t, "Open?")}} {
		var log []entry
		if err := json.Unmarshal([]byte(exported(t, "json", all...)), &log); err != nil || len(log) != n {
			t.Fatalf("%d entries instead of %d, %v", len(log), n, err)
		}
		if n == 0 {
			continue
		}
		first := log[0]
		if first.Outcome.Label != string(polls.Leaning) || first.People[1].Answer.Reason != "<b>fine</b>" || first.People[2].Answer != nil || first.Answered != 2 {
			t.Errorf("the log has %+v", first)
		}
	}
	if first, second := exported(t, "json", p), exported(t, "json", p); first != second {
		t.Error("it is not the same twice")
	}
}

func TestHarmlessCell(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "Ship?": "Ship?", "a=b": "a=b", "=1+1": "'=1+1", "+1": "'+1", "-1": "-1", "-0.5": "-0.5", "-70%": "-70%", "-1+2": "'-1+2", "-1-": "'-1-", "-": "'-", "@a": "'@a", "\t=1": "'\t=1", "\r1": "'\r1",
		" =1": "' =1", "\u00a0=1": "'\u00a0=1", "＝1": "'＝1", "\n=1": "'\n=1", "\ufeff=1": "'\ufeff=1", "'=1": "'=1", "|x": "|x",
	} {
		if got := escapeFormula(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}
