package slack

import (
	"errors"

	"quorum/polls"
)

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
