package main

import (
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"quorum/polls"
)

// anonymousPoll returns an anonymous poll with these answers, given in this order. A slash separates an answer from
// its reason.
func anonymousPoll(t *testing.T, keys string, people int, answers ...string) *polls.Poll {
	t.Helper()
	d, err := polls.ParseDraft("Go? <@U2> | anonymous | " + keys)
	if err != nil {
		t.Fatal(err)
	}
	o := polls.Opening{ID: polls.ID{Workspace: "T1", Number: 7}, Asker: "U1", Draft: d}
	for i := range people {
		o.Asked = append(o.Asked, polls.Invite{Person: polls.Person("U" + string(rune('2'+i)))})
	}
	p, _, err := polls.Open(time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC), o)
	if err != nil {
		t.Fatal(err)
	}
	for i, one := range answers {
		position, reason, _ := strings.Cut(one, "/")
		answerAfter(t, p, 11+i, o.Asked[i].Person, position, reason)
	}
	if p.Published.IsZero() {
		p.Tick(p.Deadline)
	}
	return p
}

// TestExportOfAnonymousAnswers exports two polls with the same answers from different people. The exports must be
// equal, and must not say when each person answered.
func TestExportOfAnonymousAnswers(t *testing.T) {
	const yes, no = "Yes/it runs", "No/support"
	for _, format := range formats() {
		one := exported(t, format, anonymousPoll(t, "quorum: 6, within 2h", 6, yes, no, yes, no, yes, yes))
		other := exported(t, format, anonymousPoll(t, "quorum: 6, within 2h", 6, yes, yes, yes, yes, no, no))
		if one != other {
			t.Errorf("%s tells them apart:\n%s\n%s", format, one, other)
		}
		if !strings.Contains(one, "4 to 2") || strings.Contains(one, "09:11") || strings.Contains(one, `"answer":`) {
			t.Errorf("%s says\n%s", format, one)
		}
	}
}

// TestExportHasWhatWasSaidAnonymously expects the tally, the answers and the reasons in every format, for several
// kinds.
func TestExportHasWhatWasSaidAnonymously(t *testing.T) {
	for _, c := range []struct {
		keys    string
		answers []string
		want    []string // in the Markdown export
	}{
		{"quorum: 5, within 2h", []string{"Yes", "No/too early", "Yes", "Yes/| works", "Yes"}, []string{
			"| Answer | Count |\n| --- | --- |\n| Yes | 4 |\n| No | 1 |\n", "\nNo:\n\n> too early\n", "\nYes:\n\n> \\| works\n",
		}},
		{"options: nats, kafka, sqs | quorum: 5, within 2h", []string{"kafka", "nats", "kafka", "kafka", "kafka"}, []string{"| nats | 1 |\n| kafka | 4 |\n| sqs | 0 |\n"}},
		{"kind: estimate | quorum: 5, within 2h", []string{"-5", "3", "-5", "3.5/more", "3"}, []string{`| \-5 | 2 |`, "| 3 | 2 |", "| 3.5 | 1 |", "\n3.5:\n\n> more\n"}},
		{"kind: text | quorum: 5, within 2h", []string{"Good", "Bad/why", "Fine", "So so", "Great"}, []string{"| Good | 1 |", "| Bad | 1 |", "\nBad:\n\n> why\n", "| Great | 1 |"}},
		{"kind: multi | options: a, b | quorum: 5, within 2h", []string{"a", "a, b", "b", "b", "b"}, []string{"| b | 3 |", "| a | 1 |"}},
	} {
		p := anonymousPoll(t, c.keys, 5, c.answers...)
		read := exported(t, "markdown", p)
		for _, want := range c.want {
			if !strings.Contains(read, want) {
				t.Errorf("%s: markdown has no %q:\n%s", c.keys, want, read)
			}
		}
		var all []entry
		if err := json.Unmarshal([]byte(exported(t, "json", p)), &all); err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(strings.NewReader(exported(t, "csv", p))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		var inJSON, inCSV, said []string
		for _, b := range p.AnonymousAnswers() {
			said = append(said, b.Position+"/"+b.Reason)
		}
		for _, u := range all[0].Unsigned {
			inJSON = append(inJSON, u.Position+"/"+u.Reason)
		}
		for _, row := range rows[1:] {
			if column(t, rows, row, "counted") == "yes" && column(t, rows, row, "person") == "" {
				inCSV = append(inCSV, column(t, rows, row, "answer")+"/"+strings.TrimPrefix(column(t, rows, row, "reason"), "'"))
			}
		}
		if diff := cmp.Diff(said, inJSON) + cmp.Diff(said, inCSV); diff != "" || len(said) != 5 {
			t.Errorf("%s: %d answers; (-said +exported):\n%s", c.keys, len(said), diff)
		}
	}
}

// column returns the cell of a row in the column with this header.
func column(t *testing.T, rows [][]string, row []string, head string) string {
	t.Helper()
	for i, name := range rows[0] {
		if name == head {
			return row[i]
		}
	}
	t.Fatalf("there is no column %q in %q", head, rows[0])
	return ""
}

// TestExportWithholdsFewAnswers expects no answers in any format when there are so few that a reader could guess who
// gave them.
func TestExportWithholdsFewAnswers(t *testing.T) {
	p := anonymousPoll(t, "kind: text | quorum: 5, within 2h", 6, "the secret/of U2", "the secret", "the secret")
	for _, format := range formats() {
		read := exported(t, format, p)
		if strings.Contains(read, "secret") || strings.Contains(read, "of U2") || !strings.Contains(read, "So few answers are not shown") || strings.Contains(read, "| Answer |") {
			t.Errorf("%s says\n%s", format, read)
		}
	}
}

// TestExportForSpreadsheets checks what spreadsheets often read wrongly: negative numbers, times and letters beyond
// ASCII.
func TestExportForSpreadsheets(t *testing.T) {
	p := openPollWith(t, "Für wen?", "kind: estimate | options: °C | quorum: 3 of 4, within 2h")
	answerAfter(t, p, 5, "U2", "-5", "=1+1")
	answerAfter(t, p, 6, "U3", "−0.5", "-5")
	answerAfter(t, p, 7, "U4", "3", "-5 and no more")
	text := exported(t, "csv", p)
	if !strings.HasPrefix(text, "\ufeffworkspace,") || !strings.Contains(text, "Für wen?") {
		t.Errorf("it begins with %q", text[:20])
	}
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"-5 '=1+1 2026-12-01T09:05:00Z", "-0.5 -5 2026-12-01T09:06:00Z", "3 '-5 and no more 2026-12-01T09:07:00Z"} {
		var cells []string
		for _, head := range []string{"answer", "reason", "answered_at"} {
			cells = append(cells, column(t, rows, rows[i+1], head))
		}
		if got := strings.Join(cells, " "); got != want {
			t.Errorf("row %d has %s, want %s", i+1, got, want)
		}
	}
	if got := column(t, rows, rows[1], "opened_at") + " " + column(t, rows, rows[1], "deadline"); got != "2026-12-01T09:00:00Z 2026-12-01T11:00:00Z" {
		t.Errorf("the times are %s", got)
	}
}
