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

// markdownExport writes a page with one section for each poll. Text that people wrote is escaped, so that it cannot
// act as Markdown.
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
	fmt.Fprintf(&b, "\n## %s: %s\n\n", e.ID, markdownText(e.withNames(e.Question)))
	if e.Context != "" {
		fmt.Fprintf(&b, "%s\n\n", markdownText(e.withNames(e.Context)))
	}
	fmt.Fprintf(&b, "%s\n\n", e.outcomeText())
	fmt.Fprintf(&b, "Asked by %s on %s. Rule: %s, until %s. %d of %d answered.\n",
		e.markdownName(e.Asker), minuteUTC(e.OpenedAt), markdownText(e.Rule), minuteUTC(e.Deadline), e.Answered, e.Asked)
	if e.Outcome != nil {
		e.writeTable(&b)
		e.writeReasons(&b)
		e.writeUnanswered(&b)
		if e.Outcome.Timing != "" {
			fmt.Fprintf(&b, "\n%s.\n", markdownText(e.Outcome.Timing))
		}
	}
	_, err := io.WriteString(m.out, b.String())
	return err
}

// outcomeText returns the outcome, or why there is none.
func (e entry) outcomeText() string {
	switch {
	case e.Outcome != nil:
		return "**" + markdownText(e.Outcome.Sentence) + "**"
	case e.Phase == "cancelled":
		return "**Cancelled** on " + minuteUTC(*e.ClosedAt) + "."
	}
	return "Open: nothing of the answers is shown before the summary."
}

// writeTable writes a table of the answers with their counts. It has a row for each option, or for each given answer
// when the kind has no options. It names who answered, except in an anonymous poll.
func (e entry) writeTable(b *strings.Builder) {
	var order []string
	from := map[string][]string{}
	count := func(position, who string) {
		if !slices.Contains(order, position) {
			order = append(order, position)
		}
		from[position] = append(from[position], who)
	}
	if e.isChoice {
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
		fmt.Fprintf(b, "| %s | %d |", markdownText(e.withNames(position)), len(from[position]))
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

func (e entry) markdownName(person string) string { return markdownText(e.displayName(person)) }

// writeReasons quotes every reason, and lists every answer that is not counted in the table.
func (e entry) writeReasons(b *strings.Builder) {
	for _, v := range e.People {
		for _, s := range v.answers() {
			if s == nil {
				continue
			}
			who := markdownText(e.withNames(s.Position)) + ", " + e.markdownName(v.Person)
			if s.Reason != "" || !s.Counted {
				fmt.Fprintf(b, "\n%s%s%s:\n", who, e.whyNotCounted(v, s), inBrackets(s.Confidence))
				e.writeQuote(b, s.Reason)
			}
			if s.AddedReason != "" {
				fmt.Fprintf(b, "\n%s, added after the summary:\n", who)
				e.writeQuote(b, s.AddedReason)
			}
		}
	}
	for _, u := range e.Unsigned {
		if u.Reason != "" {
			fmt.Fprintf(b, "\n%s%s:\n\n%s\n", markdownText(e.withNames(u.Position)), inBrackets(u.Confidence), markdownQuote(e.withNames(u.Reason)))
		}
	}
	if e.Outcome.LateSays != "" {
		fmt.Fprintf(b, "\n%s.\n", markdownText(capital(e.Outcome.LateSays)))
	}
}

// whyNotCounted returns why an answer does not count, or "" when it does.
func (e entry) whyNotCounted(v exportedPerson, s *exportedAnswer) string {
	switch {
	case s == v.Late:
		return ", late on " + minuteUTC(s.At) + ", saw the summary, not counted"
	case s.Counted:
		return ""
	case v.Person == e.Asker:
		return ", who asked, not counted"
	}
	return ", not counted"
}

func (e entry) writeQuote(b *strings.Builder, reason string) {
	if reason != "" {
		fmt.Fprintf(b, "\n%s\n", markdownQuote(e.withNames(reason)))
	}
}

func inBrackets(confidence string) string {
	if confidence == "" {
		return ""
	}
	return " (" + confidence + ")"
}

// writeUnanswered lists the people who gave no answer, grouped by their state.
func (e entry) writeUnanswered(b *strings.Builder) {
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

// capital returns text with its first letter in upper case.
func capital(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}

// markdownText returns text on one line, escaped so that Markdown shows it as it was typed.
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

// markdownQuote returns text as a Markdown quotation. Unlike markdownText it keeps the lines.
func markdownQuote(text string) string {
	var lines []string
	for line := range strings.SplitSeq(strings.TrimSpace(text), "\n") {
		lines = append(lines, strings.TrimRight("> "+markdownText(line), " "))
	}
	return strings.Join(lines, "\\\n")
}

func minuteUTC(t time.Time) string { return t.UTC().Format("2006-01-02 15:04 UTC") }
