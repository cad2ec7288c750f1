package slack

import (
	"context"
	"errors"
	"strings"

	"quorum/bot"
	"quorum/bot/slack/mrkdwn"
	"quorum/bot/slack/render"
	"quorum/bot/slack/webapi"
	"quorum/polls"
	"quorum/polls/phrase"
)

// askError is the error of a command whose question cannot be asked as it is. The form then shows its fields.
type askError struct {
	fields render.AskForm
	err    error
}

// Error implements error.
func (u *askError) Error() string { return u.err.Error() }

// Unwrap returns what is wrong.
func (u *askError) Unwrap() error { return u.err }

// errQuestion is the error when what looked like a verb is the beginning of a question.
var errQuestion = errors.New("slack: this is a question")

func nameOf(in call, name string) (string, error) {
	switch {
	case name == "":
		return "", in.which()
	case !templateName.MatchString(name):
		return "", &phrase.Error{Code: phrase.Invalid, Text: "A name has letters, digits and dashes, at most 40 of them, like " + in.typed(in.verb.arguments()[0].example) + "."}
	}
	return strings.ToLower(name), nil
}

// readChanges reads text from Slack as [render.ReadCommand] does, but anything may be missing.
func readChanges(text string) (polls.Changes, error) {
	c, err := polls.ParseChanges(render.Typed(text))
	c.Draft = render.PlainDraft(c.Draft)
	if mistake := (*phrase.Error)(nil); errors.As(err, &mistake) {
		plain := *mistake
		plain.Text = mrkdwn.Unescape(mistake.Text)
		return c, &plain
	}
	return c, err
}

// saveTemplate saves a question under a name: the text that was typed, the question with the id, or the question that the
// person asked last.
func (r *Responder) saveTemplate(ctx context.Context, in call, rest string) (webapi.Message, error) {
	first, text := cutWord(rest)
	name, err := nameOf(in, first)
	if err != nil {
		return webapi.Message{}, err
	}
	text = strings.TrimSpace(text)
	draft, err := r.draftToSave(ctx, in, text)
	if err != nil {
		return webapi.Message{}, err
	}
	if err := r.bot.SaveTemplate(ctx, in.Team, polls.Person(in.User), name, draft); err != nil {
		return webapi.Message{}, err
	}
	s := r.slack.scene(in.Team)
	does := "asks it"
	if draft.Every != "" {
		does += " again and again"
	}
	return render.Lines("Saved as *"+mrkdwn.Escape(name)+"*, and nothing is asked: "+s.Clipped(mrkdwn.OneLine(phrase.Clip(draft.Question, 150)), 300),
		"`"+in.Name+" use "+mrkdwn.Escape(name)+"` "+does+". Words after the name replace its question, or the … in it; people, and keys like `| quorum: 2`, replace its own."), nil
}

func (r *Responder) draftToSave(ctx context.Context, in call, text string) (polls.Draft, error) {
	if _, err := polls.ParseNumber(text); err == nil || text == "" {
		return r.earlierDraft(ctx, in, text)
	}
	changes, err := readChanges(text)
	if err == nil && changes.Draft.Question == "" {
		err = &phrase.Error{Code: phrase.Invalid, Field: phrase.FieldQuestion, Text: "Write the question to save after its name, like " + in.Name + " save ship Ship …? @ana @ben"}
	}
	if err != nil {
		return polls.Draft{}, err
	}
	return changes.Draft, changes.Draft.CheckStored()
}

// earlierDraft returns a question that was asked already: the one with the id, or the last one of this person.
func (r *Responder) earlierDraft(ctx context.Context, in call, text string) (d polls.Draft, err error) {
	who, id := polls.Person(in.User), polls.ID{Workspace: in.Team}
	if text == "" {
		var ok bool
		if id, ok, err = r.bot.Newest(ctx, in.Team, who); err == nil && !ok {
			err = &phrase.Error{Code: phrase.NotFound, Text: "You have asked nothing yet. Write the question after its name, like " + in.Name + " save ship Ship …? @ana @ben"}
		}
	} else {
		id.Number, err = polls.ParseNumber(text)
	}
	if err != nil {
		return d, err
	}
	err = r.bot.Look(ctx, id, who, r.slack.moved.original(in.Channel), func(p *polls.Poll) error {
		if p.Asker != who { // the context and the briefs are only for the people asked
			return &phrase.Error{Code: phrase.Forbidden, Text: "Only the person who asked " + p.ID.String() + " can save it."}
		}
		d = p.Redraft()
		return nil
	})
	return d, err
}

// useTemplate asks a saved question, in which the words typed now replace those that were saved.
func (r *Responder) useTemplate(ctx context.Context, in call, rest string) (webapi.Message, error) {
	first, text := cutWord(rest)
	name, err := nameOf(in, first)
	if err != nil {
		return webapi.Message{}, err
	}
	who := polls.Person(in.User)
	kept, ok, err := r.bot.Template(ctx, in.Team, who, name)
	switch {
	case err != nil:
		return webapi.Message{}, err
	case !ok && fitsWords(text):
		return webapi.Message{}, r.noTemplate(ctx, in, name)
	case !ok:
		return webapi.Message{}, r.asksInstead(ctx, in, name, text)
	}
	changes, err := readChanges(text)
	fields := render.AskForm{Draft: changes.Apply(kept), Typed: mrkdwn.Unescape(in.Text), Channel: ownOr(in.Channel, in.ChannelName)}
	if err == nil && fields.Draft.HasPlaceholder() {
		err = &phrase.Error{Code: phrase.Invalid, Field: phrase.FieldQuestion, Text: "Say what stands in the place of … in the question."}
	}
	if err != nil {
		return webapi.Message{}, &askError{fields, err}
	}
	done, err := r.open(ctx, bot.Request{Workspace: in.Team, Key: in.Key, Asker: who, Channel: fields.Channel, Draft: fields.Draft})
	if err != nil {
		return webapi.Message{}, unlessFault(fields, err)
	}
	return r.confirm(ctx, done, who), nil
}

// asksInstead returns [errQuestion] for a question that begins with "use" and a word. When the word may be the name of a saved
// question, or nothing is asked, the form opens instead.
func (r *Responder) asksInstead(ctx context.Context, in call, name, text string) error {
	saved, err := r.bot.Templates(ctx, in.Team, polls.Person(in.User))
	if err != nil {
		return err
	}
	var names []string
	for _, t := range saved {
		names = append(names, t.Name)
	}
	near := false
	if len(names) > 0 {
		_, near = phrase.Meant(name, names)
	}
	if asks(text) && !near {
		return errQuestion
	}
	if err = r.noTemplate(ctx, in, name); isMistake(err) {
		return &askError{askFields(in.Command, in.Text), &phrase.Error{Code: phrase.Invalid, Text: err.Error() + " As a question, it is asked when you press Ask."}}
	}
	return err
}

func (r *Responder) noTemplate(ctx context.Context, in call, name string) error {
	names, err := r.bot.Templates(ctx, in.Team, polls.Person(in.User))
	if err != nil {
		return err
	}
	text := "You have saved nothing as " + name + "."
	var all []string
	for _, t := range names {
		all = append(all, t.Name)
	}
	if len(all) == 0 {
		return &phrase.Error{Code: phrase.NotFound, Text: text + " " + in.Name + " save " + name + " saves the question that you asked last."}
	}
	if meant, ok := phrase.Meant(name, all); ok {
		return &phrase.Error{Code: phrase.NotFound, Text: text + " Did you mean " + meant + "?"}
	}
	return &phrase.Error{Code: phrase.NotFound, Text: text + " " + in.Name + " templates shows what you have."}
}

func (r *Responder) templates(ctx context.Context, in call, rest string) (webapi.Message, error) {
	skip, err := skipped(in, rest)
	if err != nil {
		return webapi.Message{}, err
	}
	all, err := r.bot.Templates(ctx, in.Team, polls.Person(in.User))
	if err != nil {
		return webapi.Message{}, err
	}
	if len(all) == 0 {
		return render.Lines("You have saved no questions. `" + in.Name + " save standup` saves the one that you asked last."), nil
	}
	s := r.slack.scene(in.Team)
	text := []string{"*Saved questions*"}
	page, note := render.PageOf(all, skip, in.Name+" templates")
	for _, one := range page {
		text = append(text, "*"+mrkdwn.Escape(one.Name)+"* "+s.Clipped(mrkdwn.OneLine(phrase.Clip(one.Draft.Question, 150)), 300))
	}
	return render.Lines(append(append(text, note...), "`"+in.Name+" use NAME` asks one, `"+in.Name+" use NAME | every: mon 09:00` asks it again and again, `"+in.Name+" forget NAME` removes it.")...), nil
}

func (r *Responder) forgetTemplate(ctx context.Context, in call, rest string) (webapi.Message, error) {
	name, err := nameOf(in, rest)
	if err != nil {
		return webapi.Message{}, err
	}
	who := polls.Person(in.User)
	_, ok, err := r.bot.Template(ctx, in.Team, who, name)
	if err == nil && !ok {
		err = r.noTemplate(ctx, in, name)
	}
	if err != nil {
		return webapi.Message{}, err
	}
	return webapi.Message{Text: "*" + mrkdwn.Escape(name) + "* is forgotten."}, r.bot.ForgetTemplate(ctx, in.Team, who, name)
}
