package render

import (
	"errors"
	"regexp"

	"quorum/bot/slack/mrkdwn"
	"quorum/polls"
	"quorum/polls/phrase"
)

// ReadCommand reads a command's text as Slack sends it, with &, < and > as entities, into the fields of the form and
// what was typed, both in plain text; the mentions stay. The error is a sentence, and then the fields hold what could
// be read.
func ReadCommand(text string) (AskForm, error) {
	d, err := polls.ReadDraft(Typed(text))
	f := AskForm{Draft: PlainDraft(d), Typed: mrkdwn.Unescape(text)}
	var mistake *phrase.Error
	if errors.As(err, &mistake) {
		plain := *mistake
		plain.Text = mrkdwn.Terms(mistake.Text)
		return f, &plain
	}
	if err == nil {
		err = f.Draft.Check() // which counts what was typed, and not its entities
	}
	return f, err
}

var broadcast = regexp.MustCompile(`<!(channel|here|everyone)(?:\|[^<>]*)?>`)

// Typed writes what Slack marks up in a command as polls has it. Mentions and links are spelled alike, and a broadcast becomes
// the word that was typed.
func Typed(text string) string { return broadcast.ReplaceAllString(text, "@$1") }

// PlainDraft returns a draft that was read from a command in plain text, in which mentions are all that is marked up.
func PlainDraft(d polls.Draft) polls.Draft {
	for _, prose := range []*string{&d.Question, &d.Context} {
		*prose = mrkdwn.Prose(*prose)
	}
	for _, terms := range []*string{&d.Kind, &d.Rule, &d.Pass, &d.Every, &d.Deputies} {
		*terms = mrkdwn.Terms(*terms)
	}
	options, briefs := d.Options, d.Briefs
	d.Options, d.Briefs = nil, nil
	for _, o := range options {
		d.Options = append(d.Options, phrase.Label(mrkdwn.Terms(o)))
	}
	for _, b := range briefs {
		d.Briefs = append(d.Briefs, polls.Brief{To: b.To, Text: mrkdwn.Prose(b.Text)})
	}
	return d
}
