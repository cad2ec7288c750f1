package phrase

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Options are typed one on a line or, on one line, with commas between them. Quotation marks around an option make commas
// part of it; inside straight ones, two in a row stand for one. A backslash makes the comma or quotation mark after it part of
// the text, and backslashes before such a backslash are written twice. Everywhere else, and at the end of a path like C:\, a
// backslash is an ordinary character.

// ReadOptions reads options as people type them. Blank lines and commas too many are left out. The error is an [*Error]
// when half a quotation is missing; the options are then read without its mark.
func ReadOptions(text string) ([]string, error) {
	o := optionReader{}
	options := o.text(text)
	if o.half {
		return options, Mistake(FieldOptions, "One quotation mark has no other half. Write an option with a comma in it like %q, or put a backslash before a mark that is part of the text.", "red, dark")
	}
	return options, nil
}

// OptionsIn reads options like [ReadOptions], but half a quotation is part of the text.
func OptionsIn(text string) []string {
	o := optionReader{keeps: true}
	return o.text(text)
}

// optionReader reads options from lines.
type optionReader struct {
	commas bool // they separate options
	paths  bool // the backslash at the end of an option is part of it
	keeps  bool // a quotation mark without its other half is part of the text
	half   bool // there was such a mark
}

func (o *optionReader) text(text string) (options []string) {
	var lines []string
	for line := range strings.Lines(Clean(text)) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	o.commas = true
	for _, line := range lines[:max(0, len(lines)-1)] {
		o.commas = o.commas && strings.HasSuffix(line, ",")
	}
	for _, line := range lines {
		options = append(options, o.line(line)...)
	}
	return options
}

func (o *optionReader) line(text string) []string {
	var options []string
	if !o.commas {
		text = strings.TrimRight(text, ", ")
	}
	o.paths = backslashesAtEnd(text)%2 == 1 // there it escapes nothing
	for text != "" {
		option, quoted, taken := o.option(text)
		if option = Label(option); option != "" || quoted {
			options = append(options, option)
		}
		text = text[taken:]
	}
	return options
}

// option reads the next option, with the comma after it.
func (o *optionReader) option(text string) (option string, quoted bool, taken int) {
	blank := len(text) - len(strings.TrimLeftFunc(text, unicode.IsSpace))
	if q, ok := o.quotation(text[blank:]); ok && o.ends(text[blank+q.size:]) {
		after := text[blank+q.size:]
		gap := len(after) - len(strings.TrimLeftFunc(after, unicode.IsSpace))
		return q.text, true, min(len(text), blank+q.size+gap+1)
	}
	var b strings.Builder
	for i := 0; i < len(text); {
		if o.commas && text[i] == ',' {
			return b.String(), false, i + 1
		}
		n, plain := o.step(b.String(), text[i:])
		b.WriteString(plain)
		i += n
	}
	return b.String(), false, len(text)
}

// step reads the next character, link, quotation or run of backslashes inside an option of which something was read.
func (o *optionReader) step(before, text string) (taken int, plain string) {
	if n := len(linkForm.FindString(text)); n > 0 {
		return n, text[:n]
	}
	if n := backslashes(text); n > 0 {
		return o.run(before, text, n)
	}
	r, n := utf8.DecodeRuneInString(text)
	last, _ := utf8.DecodeLastRuneInString(before)
	begins := before == "" || unicode.IsSpace(last) || strings.ContainsRune("([{", last)
	switch {
	case !strings.ContainsRune(doubleMarks, r):
	case begins && !endsWord(text[n:]):
		if q, ok := o.quotation(text); ok {
			return q.size, text[:n] + q.text + text[q.size-q.mark:q.size]
		}
		return o.halfMark(text[:n])
	case endsWord(text[n:]) && (unicode.IsLetter(last) || strings.ContainsRune(".?!", last)): // 5" is a length
		return o.halfMark(text[:n])
	}
	return n, text[:n]
}

func (o *optionReader) halfMark(mark string) (taken int, plain string) {
	o.half = true
	if o.keeps {
		return len(mark), mark
	}
	return len(mark), ""
}

// run reads n backslashes and what they escape.
func (o *optionReader) run(before, text string, n int) (taken int, plain string) {
	r, size := utf8.DecodeRuneInString(text[n:])
	comma := o.commas && r == ','
	switch {
	case n == len(text) || !comma && !strings.ContainsRune(doubleMarks, r):
		return n, text[:n]
	case n == 1 && comma && (o.paths || isPath(before)):
		return n, text[:n]
	case n%2 == 1:
		return n + size, text[:n/2] + string(r)
	}
	return n, text[:n/2]
}

// ends reports whether an option ends before this text.
func (o *optionReader) ends(after string) bool {
	after = strings.TrimSpace(after)
	return after == "" || o.commas && after[0] == ','
}

// isPath reports whether what was read of an option is the beginning of a path.
func isPath(s string) bool {
	s = strings.TrimSpace(s)
	drive := len(s) >= 2 && s[1] == ':' && unicode.IsLetter(rune(s[0]))
	return drive && (len(s) == 2 || s[2] == '\\') || strings.Contains(s, `\`)
}

func backslashesAtEnd(s string) int { return len(s) - len(strings.TrimRight(s, `\`)) }

// PrintOptions writes options on one line so that [ReadOptions] reads the same.
func PrintOptions(options []string) string { return printOptions(options, ", ") }

// OptionLines writes one option on each line so that [ReadOptions] reads the same.
func OptionLines(options []string) string { return printOptions(options, "\n") }

func printOptions(options []string, between string) string {
	o := optionReader{commas: between != "\n" || len(options) < 2}
	printed := make([]string, len(options))
	for i, option := range options {
		printed[i] = option
		o.half = false
		again := o.line(option)
		if len(again) != 1 || again[0] != option || o.half || strings.HasSuffix(option, ",") || o.commas && meetsOthers(option) {
			printed[i] = quote(option)
		}
	}
	return strings.Join(printed, between)
}

// meetsOthers reports whether what follows an option on its line may change how it is read.
func meetsOthers(option string) bool {
	first, _ := utf8.DecodeRuneInString(option)
	return backslashesAtEnd(option) > 0 || strings.ContainsAny(option, doubleMarks) || strings.ContainsRune(singleMarks, first)
}
