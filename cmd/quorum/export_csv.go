package main

import (
	"encoding/csv"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// csvExport writes one row for each answer of a person, and one for each person without an answer. The columns of the
// question repeat in each row. An anonymous answer has a row without a person. A poll without a summary has one row,
// also without a person.
type csvExport struct {
	out   io.Writer
	rows  *csv.Writer
	begun bool
}

func newCSVExport(out io.Writer) *csvExport { return &csvExport{out: out, rows: csv.NewWriter(out)} }

func csvHeader() []string {
	return []string{
		"workspace", "id", "question", "context", "kind", "options", "asker", "asker_name", "channel", "rule", "phase",
		"opened_at", "deadline", "published_at", "closed_at", "answered", "asked", "label", "outcome", "tally", "timing",
		"person", "name", "source", "state", "answer", "reason", "confidence", "asked_at", "answered_at", "counted", "late",
		"added_reason", "late_says",
	}
}

func (c *csvExport) begin() error {
	if c.begun {
		return nil
	}
	c.begun = true
	if _, err := io.WriteString(c.out, byteOrderMark); err != nil {
		return err
	}
	return c.rows.Write(csvHeader())
}

// byteOrderMark tells a spreadsheet that the file is UTF-8.
const byteOrderMark = "\ufeff"

func (c *csvExport) write(e entry) error {
	if err := c.begin(); err != nil {
		return err
	}
	question := e.csv()
	if e.Outcome == nil {
		return c.row(append(question, make([]string, 13)...))
	}
	for _, cells := range e.csvAnswers() {
		if err := c.row(slices.Concat(question, cells, []string{e.Outcome.LateSays})); err != nil {
			return err
		}
	}
	return nil
}

// csvAnswers returns the cells after the question's columns, one slice per row.
func (e entry) csvAnswers() (all [][]string) {
	for _, v := range e.People {
		for _, s := range v.answers() {
			all = append(all, v.csv(s))
		}
	}
	for _, u := range e.Unsigned {
		all = append(all, []string{"", "", "", "unsigned", u.Position, u.Reason, u.Confidence, "", "", yesNo(true), yesNo(false), ""})
	}
	return all
}

// row writes one row. Cells that a spreadsheet would take for formulas are escaped.
func (c *csvExport) row(cells []string) error {
	for i := range cells {
		cells[i] = escapeFormula(cells[i])
	}
	return c.rows.Write(cells)
}

func (c *csvExport) close() error {
	if err := c.begin(); err != nil {
		return err
	}
	c.rows.Flush()
	return c.rows.Error()
}

// escapeFormula puts an apostrophe before a text that a spreadsheet would take for a formula, also when spaces come
// before the formula. Negative numbers stay as they are.
func escapeFormula(text string) string {
	if regexp.MustCompile(`^-([0-9]+\.?[0-9]*|\.[0-9]+)%?$`).MatchString(text) {
		return text
	}
	begin := strings.TrimLeft(text, " \u00a0\u3000\t\r\n\v\f\ufeff")
	if begin != "" && strings.ContainsAny(begin[:1], "=+-@") || strings.HasPrefix(text, "\t") || strings.HasPrefix(text, "\r") {
		return "'" + text
	}
	for _, wide := range []string{"＝", "＋", "－", "＠"} {
		if strings.HasPrefix(begin, wide) {
			return "'" + text
		}
	}
	return text
}

func (e entry) csv() []string {
	o := e.Outcome
	if o == nil {
		o = &exportedOutcome{}
	}
	var tally []string
	for _, c := range o.Tally {
		tally = append(tally, fmt.Sprintf("%s: %d", c.Choice, c.N))
	}
	return []string{
		e.Workspace, e.ID, e.withNames(e.Question), e.withNames(e.Context), e.Kind, strings.Join(e.Options, "; "), e.Asker, e.AskerName, e.Channel, e.Rule, e.Phase,
		timeCell(&e.OpenedAt), timeCell(&e.Deadline), timeCell(e.PublishedAt), timeCell(e.ClosedAt), strconv.Itoa(e.Answered), strconv.Itoa(e.Asked),
		o.Label, o.Sentence, strings.Join(tally, "; "), o.Timing,
	}
}

// answers returns the person's answers, the counted one before the late one. If there is none, it returns one nil.
func (v exportedPerson) answers() []*exportedAnswer {
	var all []*exportedAnswer
	for _, s := range []*exportedAnswer{v.Answer, v.Late} {
		if s != nil {
			all = append(all, s)
		}
	}
	if len(all) == 0 {
		return []*exportedAnswer{nil}
	}
	return all
}

func (v exportedPerson) csv(s *exportedAnswer) []string {
	cells := []string{v.Person, v.Name, v.Source, v.State}
	if s == nil {
		return append(cells, make([]string, 8)...)
	}
	return append(cells, s.Position, s.Reason, s.Confidence, timeCell(s.AskedAt), timeCell(&s.At), yesNo(s.Counted), yesNo(s == v.Late), s.AddedReason)
}

// timeCell formats a time by ISO 8601, in UTC, to the second. It returns "" when there is no time.
func timeCell(t *time.Time) string {
	if t == nil || t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
