package slack

import (
	"errors"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"quorum/polls"
)

func itoa(n int) string { return strconv.Itoa(n) }

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// counted writes "1 person", "3 people".
func counted(n int, one, many string) string { return itoa(n) + " " + plural(n, one, many) }

// list writes words as one reads them aloud: "a, b and c".
func list(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " and " + words[last]
}

// listNames writes people's names, at most so many: "Ana, Ben and 3 more". People whose names are not known are only
// counted.
func (s scene) listNames(people []polls.Person, most int) string {
	var words []string
	for _, who := range people {
		if s.nameOf(who) != "" && (len(words) < most || len(people) == most+1) {
			words = append(words, s.sayName(who))
		}
	}
	switch rest := len(people) - len(words); {
	case rest > 0 && len(words) > 0:
		words = append(words, itoa(rest)+" more")
	case rest > 0:
		words = append(words, counted(rest, "person", "people"))
	}
	return list(words)
}

// readCommand reads a command's text as Slack sends it, with &, < and > as entities, into the fields of the form and
// what was typed, both in plain text; the mentions stay. The error is a sentence, and then the fields hold what could
// be read.
func readCommand(text string) (askFields, error) {
	d, err := polls.ParseDraft(text)
	f := askFields{Draft: plainDraft(d), Typed: Unescape(text)}
	var mistake *polls.Error
	if errors.As(err, &mistake) {
		plain := *mistake
		plain.Text = Unescape(mistake.Text)
		return f, &plain
	}
	return f, err
}

// plainDraft undoes the entities of a draft.
func plainDraft(d polls.Draft) polls.Draft {
	d.Question, d.Context = Unescape(d.Question), Unescape(d.Context)
	d.Kind, d.Rule, d.Every = Unescape(d.Kind), Unescape(d.Rule), Unescape(d.Every)
	options := d.Options
	d.Options = nil
	for _, o := range options {
		d.Options = append(d.Options, Unescape(o))
	}
	return d
}

// capital begins a text with a capital letter.
func capital(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	if text == "" {
		return ""
	}
	return string(unicode.ToUpper(first)) + text[size:]
}
