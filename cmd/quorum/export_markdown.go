package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// markdownExport writes a page with a section for each poll. What people wrote stays text: it can neither be markup nor
// leave its place.
type markdownExport struct {
	out   io.Writer
	begun bool
}

func (m *markdownExport) begin() error {
	if m.begun {
		return nil
	}
	m.begun = true
	_, err := io.WriteString(m.out, "# Decisions\n")
	return err
}

func (m *markdownExport) close() error { return m.begin() }

func (m *markdownExport) write(e entry) error {
	if err := m.begin(); err != nil {
		return err
	}
	var b strings.Builder
	fmt.Fprintf(&b, "\n## %s: %s\n\n", e.ID, markdownText(e.readable(e.Question)))
	if e.Context != "" {
		fmt.Fprintf(&b, "%s\n\n", markdownText(e.readable(e.Context)))
	}
	fmt.Fprintf(&b, "%s\n\n", e.standing())
	fmt.Fprintf(&b, "Asked by %s on %s. Rule: %s, until %s. %d of %d answered.\n",
		e.markdownName(e.Asker), stamp(e.OpenedAt), markdownText(e.Rule), stamp(e.Deadline), e.Answered, e.Asked)
	if e.Outcome != nil {
		e.table(&b)
		e.reasons(&b)
		e.others(&b)
		if e.Outcome.Timing != "" {
			fmt.Fprintf(&b, "\n%s.\n", markdownText(e.Outcome.Timing))
		}
	}
	_, err := io.WriteString(m.out, b.String())
	return err
}

// standing is the outcome, or why there is none.
func (e entry) standing() string {
	switch {
	case e.Outcome != nil:
		return "**" + markdownText(e.Outcome.Sentence) + "**"
	case e.Phase == "cancelled":
		return "**Cancelled** on " + stamp(*e.ClosedAt) + "."
	}
	return "Open: nothing of the answers is shown before the summary."
}

// table says how many answered what, and who unless they did it anonymously: for each option, and otherwise for each answer
// that was given.
func (e entry) table(b *strings.Builder) {
	var order []string
	from := map[string][]string{}
	count := func(position, who string) {
		if !slices.Contains(order, position) {
			order = append(order, position)
		}
		from[position] = append(from[position], who)
	}
	if e.oneOf {
		order = append(order, e.Options...)
	}
	for _, v := range e.People {
		if v.Answer != nil && v.Answer.Counted {
			count(v.Answer.Position, e.markdownName(v.Person))
		}
	}
	for _, u := range e.Unsigned {
		count(u.Position, "")
	}
	switch {
	case e.Outcome.Withheld:
		return
	case e.Anonymous:
		b.WriteString("\n| Answer | Count |\n| --- | --- |\n")
	default:
		b.WriteString("\n| Answer | Count | From |\n| --- | --- | --- |\n")
	}
	for _, position := range order {
		fmt.Fprintf(b, "| %s | %d |", markdownText(e.readable(position)), len(from[position]))
		if !e.Anonymous {
			fmt.Fprintf(b, " %s |", strings.Join(from[position], ", "))
		}
		b.WriteString("\n")
	}
	for _, more := range []string{e.Outcome.Spread, e.Outcome.Detail} {
		if more != "" {
			fmt.Fprintf(b, "\n%s.\n", markdownText(capital(strings.TrimSuffix(more, "."))))
		}
	}
}

func (e entry) markdownName(person string) string { return markdownText(e.called(person)) }

// reasons quotes everybody who gave one, and every answer that does not stand in the table.
func (e entry) reasons(b *strings.Builder) {
	for _, v := range e.People {
		for _, s := range v.answers() {
			if s == nil {
				continue
			}
			who := markdownText(e.readable(s.Position)) + ", " + e.markdownName(v.Person)
			if s.Reason != "" || !s.Counted {
				fmt.Fprintf(b, "\n%s%s%s:\n", who, e.uncounted(v, s), inBrackets(s.Confidence))
				e.quote(b, s.Reason)
			}
			if s.Added != "" {
				fmt.Fprintf(b, "\n%s, added after the summary:\n", who)
				e.quote(b, s.Added)
			}
		}
	}
	for _, u := range e.Unsigned {
		if u.Reason != "" {
			fmt.Fprintf(b, "\n%s%s:\n\n%s\n", markdownText(e.readable(u.Position)), inBrackets(u.Confidence), markdownQuote(e.readable(u.Reason)))
		}
	}
	if e.Outcome.Lately != "" {
		fmt.Fprintf(b, "\n%s.\n", markdownText(capital(e.Outcome.Lately)))
	}
}

// uncounted says why an answer does not count.
func (e entry) uncounted(v voice, s *said) string {
	switch {
	case s == v.Late:
		return ", late on " + stamp(s.At) + ", saw the summary, not counted"
	case s.Counted:
		return ""
	case v.Person == e.Asker:
		return ", who asked, not counted"
	}
	return ", not counted"
}

func (e entry) quote(b *strings.Builder, reason string) {
	if reason != "" {
		fmt.Fprintf(b, "\n%s\n", markdownQuote(e.readable(reason)))
	}
}

func inBrackets(confidence string) string {
	if confidence == "" {
		return ""
	}
	return " (" + confidence + ")"
}

// others names who has no answer in the table, by what became of them.
func (e entry) others(b *strings.Builder) {
	var order []string
	by := map[string][]string{}
	for _, v := range e.People {
		if v.Answer != nil || v.Late != nil {
			continue
		}
		if by[v.State] == nil {
			order = append(order, v.State)
		}
		by[v.State] = append(by[v.State], e.markdownName(v.Person))
	}
	for _, state := range order {
		label := capital(state)
		if state == "pending" {
			label = "No answer"
		}
		fmt.Fprintf(b, "\n%s: %s.\n", label, strings.Join(by[state], ", "))
	}
}

// capital begins a sentence.
func capital(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}

// markdownText writes text so that it is read as it was typed, on one line.
func markdownText(text string) string {
	var b strings.Builder
	for i, r := range strings.Join(strings.Fields(text), " ") {
		special := strings.ContainsRune("\\`*_[]<>#|~&$", r) || i == 0 && strings.ContainsRune("+-=", r)
		if special {
			b.WriteRune('\\')
		}
		if r >= ' ' && r != 0x7f {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// markdownQuote is markdownText for several lines.
func markdownQuote(text string) string {
	var lines []string
	for line := range strings.SplitSeq(strings.TrimSpace(text), "\n") {
		lines = append(lines, strings.TrimRight("> "+markdownText(line), " "))
	}
	return strings.Join(lines, "\\\n")
}

func stamp(t time.Time) string { return t.UTC().Format("2006-01-02 15:04 UTC") }
