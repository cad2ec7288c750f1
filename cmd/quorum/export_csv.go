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

// csvExport writes a row for each person asked, in which what belongs to the question is repeated, and one without a person for
// each anonymous answer; a question without a summary has one row and no person in it.
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

// byteOrderMark is how a spreadsheet knows that the file is UTF-8.
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
		if err := c.row(slices.Concat(question, cells, []string{e.Outcome.Lately})); err != nil {
			return err
		}
	}
	return nil
}

// csvAnswers are what follows the question in each of its rows.
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

// row writes one row in which no text is a formula.
func (c *csvExport) row(cells []string) error {
	for i := range cells {
		cells[i] = harmlessCell(cells[i])
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

// harmlessCell marks a text that a spreadsheet would calculate, also when it looks past spaces at its beginning. A number below
// zero is one.
func harmlessCell(text string) string {
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
		o = &verdict{}
	}
	var tally []string
	for _, c := range o.Tally {
		tally = append(tally, fmt.Sprintf("%s: %d", c.Choice, c.N))
	}
	return []string{
		e.Workspace, e.ID, e.readable(e.Question), e.readable(e.Context), e.Kind, strings.Join(e.Options, "; "), e.Asker, e.AskerName, e.Channel, e.Rule, e.Phase,
		cell(&e.OpenedAt), cell(&e.Deadline), cell(e.PublishedAt), cell(e.ClosedAt), strconv.Itoa(e.Answered), strconv.Itoa(e.Asked),
		o.Label, o.Sentence, strings.Join(tally, "; "), o.Timing,
	}
}

// answers are a person's answers, the counted one first, or one that is empty.
func (v voice) answers() []*said {
	var all []*said
	for _, s := range []*said{v.Answer, v.Late} {
		if s != nil {
			all = append(all, s)
		}
	}
	if len(all) == 0 {
		return []*said{nil}
	}
	return all
}

func (v voice) csv(s *said) []string {
	cells := []string{v.Person, v.Name, v.Source, v.State}
	if s == nil {
		return append(cells, make([]string, 8)...)
	}
	return append(cells, s.Position, s.Reason, s.Confidence, cell(s.AskedAt), cell(&s.At), yesNo(s.Counted), yesNo(s == v.Late), s.Added)
}

// cell writes a time by ISO 8601 with its zone, to the second.
func cell(t *time.Time) string {
	if t == nil || t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
