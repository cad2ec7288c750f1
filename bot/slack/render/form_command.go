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
	d, err := polls.ParseDraft(Typed(text))
	f := AskForm{Draft: PlainDraft(d), Typed: mrkdwn.Unescape(text)}
	var mistake *phrase.Error
	if errors.As(err, &mistake) {
		plain := *mistake
		plain.Text = mrkdwn.Unescape(mistake.Text)
		return f, &plain
	}
	return f, err
}

var broadcast = regexp.MustCompile(`<!(channel|here|everyone)(?:\|[^<>]*)?>`)

// Typed writes what Slack marks up in a command as polls has it. Mentions and links are spelled alike, and a broadcast becomes
// the word that was typed.
func Typed(text string) string { return broadcast.ReplaceAllString(text, "@$1") }

// PlainDraft undoes the entities of a draft.
func PlainDraft(d polls.Draft) polls.Draft {
	d.Question, d.Context = mrkdwn.Unescape(d.Question), mrkdwn.Unescape(d.Context)
	d.Kind, d.Rule, d.Every = mrkdwn.Unescape(d.Kind), mrkdwn.Unescape(d.Rule), mrkdwn.Unescape(d.Every)
	options := d.Options
	d.Options = nil
	for _, o := range options {
		d.Options = append(d.Options, mrkdwn.Unescape(o))
	}
	return d
}
