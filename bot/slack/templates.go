package slack

import (
	"context"
	"errors"
	"regexp"
	"slices"
	"strings"

	"quorum/bot"
	"quorum/polls"
)

// unasked is the error of a command whose question could not be asked as it is: the form shows what there is of it.
type unasked struct {
	fields askFields
	err    error
}

// Error implements error.
func (u *unasked) Error() string { return u.err.Error() }

// errQuestion says that what looked like a verb is the beginning of a question.
var errQuestion = errors.New("slack: this is a question")

var templateName = regexp.MustCompile(`^[\pL\d-]{1,40}$`)

// takesName is for verbs after which a name comes, and then anything. What begins as a sentence does is a question.
func takesName(rest string) bool {
	name, more, _ := strings.Cut(rest, " ")
	articles := []string{"the", "a", "an", "this", "that", "these", "those", "our", "my", "your", "it", "all"}
	return rest == "" || templateName.MatchString(name) && (more == "" || !slices.Contains(articles, strings.ToLower(name))) || takesLittle(rest)
}

func nameOf(in Command, verb, name string) (string, error) {
	switch {
	case name == "":
		return "", &polls.Error{Code: polls.Invalid, Text: "Say which: " + in.Name + " " + verb + " standup. " + in.Name + " templates shows yours."}
	case !templateName.MatchString(name):
		return "", &polls.Error{Code: polls.Invalid, Text: "A name has letters, digits and dashes, at most 40 of them, like " + in.Name + " " + verb + " standup."}
	}
	return strings.ToLower(name), nil
}

// readChanges reads what Slack sends as [readCommand] does, where anything may be missing.
func readChanges(text string) (polls.Changes, error) {
	c, err := polls.ParseChanges(text)
	c.Draft = plainDraft(c.Draft)
	if mistake := (*polls.Error)(nil); errors.As(err, &mistake) {
		plain := *mistake
		plain.Text = Unescape(mistake.Text)
		return c, &plain
	}
	return c, err
}

// saveTemplate keeps a question under a name: the one that was typed, the one with the id, or the last one asked.
func (r *Responder) saveTemplate(ctx context.Context, in Command, rest string) (Message, error) {
	first, text, _ := strings.Cut(rest, " ")
	name, err := nameOf(in, "save", first)
	if err != nil {
		return Message{}, err
	}
	text = strings.TrimSpace(text)
	draft, err := r.toKeep(ctx, in, text)
	if err != nil {
		return Message{}, err
	}
	if err := r.bot.SaveTemplate(ctx, in.Team, polls.Person(in.User), name, draft); err != nil {
		return Message{}, err
	}
	s := r.slack.scene(in.Team)
	does := "asks it"
	if draft.Every != "" {
		does += " again and again"
	}
	return lines("Saved as *"+Escape(name)+"*, and nothing is asked: "+s.saidTo(oneLine(clip(draft.Question, 150)), 300),
		"`"+in.Name+" use "+Escape(name)+"` "+does+". Words after the name replace its question, or the … in it; people, and keys like `| quorum: 2`, replace its own."), nil
}

func (r *Responder) toKeep(ctx context.Context, in Command, text string) (polls.Draft, error) {
	if _, err := polls.ParseNumber(text); err == nil || text == "" {
		return r.askedBefore(ctx, in, text)
	}
	changes, err := readChanges(text)
	if err == nil && changes.Draft.Question == "" {
		err = &polls.Error{Code: polls.Invalid, Field: polls.FieldQuestion, Text: "Write the question to save after its name, like " + in.Name + " save ship Ship …? @ana @ben"}
	}
	if err != nil {
		return polls.Draft{}, err
	}
	return changes.Draft, changes.Draft.CheckKept()
}

// askedBefore is a question that was asked already: the one with the id, or the last one of this person.
func (r *Responder) askedBefore(ctx context.Context, in Command, text string) (d polls.Draft, err error) {
	who, id := polls.Person(in.User), polls.ID{Workspace: in.Team}
	if text == "" {
		var ok bool
		if id, ok, err = r.bot.Newest(ctx, in.Team, who); err == nil && !ok {
			err = &polls.Error{Code: polls.NotFound, Text: "You have asked nothing yet. Write the question after its name, like " + in.Name + " save ship Ship …? @ana @ben"}
		}
	} else {
		id.Number, err = polls.ParseNumber(text)
	}
	if err != nil {
		return d, err
	}
	err = r.bot.Look(ctx, id, who, r.slack.moved.former(in.Channel), func(p *polls.Poll) error {
		if p.Asker != who { // its context and briefs are for those who were asked
			return &polls.Error{Code: polls.Forbidden, Text: "Only the person who asked " + p.ID.String() + " can save it."}
		}
		d = p.Kept()
		return nil
	})
	return d, err
}

// useTemplate asks what was saved, with what is said now in place of what was said then.
func (r *Responder) useTemplate(ctx context.Context, in Command, rest string) (Message, error) {
	first, text, _ := strings.Cut(rest, " ")
	name, err := nameOf(in, "use", first)
	if err != nil {
		return Message{}, err
	}
	who := polls.Person(in.User)
	kept, ok, err := r.bot.Template(ctx, in.Team, who, name)
	switch {
	case err != nil:
		return Message{}, err
	case !ok && !takesWords(text):
		return Message{}, errQuestion // it begins with "use", and asks people
	case !ok:
		return Message{}, r.noTemplate(ctx, in, name)
	}
	changes, err := readChanges(text)
	fields := askFields{Draft: changes.To(kept), Typed: Unescape(in.Text), Channel: ownOr(in.Channel, in.ChannelName)}
	if err == nil && fields.Draft.Unfilled() {
		err = &polls.Error{Code: polls.Invalid, Field: polls.FieldQuestion, Text: "Say what stands in the place of … in the question."}
	}
	if err != nil {
		return Message{}, &unasked{fields, err}
	}
	done, err := r.open(ctx, bot.Request{Workspace: in.Team, Key: in.Key, Asker: who, Channel: fields.Channel, Draft: fields.Draft})
	if err != nil {
		return Message{}, &unasked{fields, err}
	}
	return r.confirm(ctx, done, who), nil
}

func (r *Responder) noTemplate(ctx context.Context, in Command, name string) error {
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
		return &polls.Error{Code: polls.NotFound, Text: text + " " + in.Name + " save " + name + " saves the question that you asked last."}
	}
	if meant, ok := polls.Meant(name, all); ok {
		return &polls.Error{Code: polls.NotFound, Text: text + " Did you mean " + meant + "?"}
	}
	return &polls.Error{Code: polls.NotFound, Text: text + " " + in.Name + " templates shows what you have."}
}

func (r *Responder) templates(ctx context.Context, in Command, rest string) (Message, error) {
	skip, err := skipped(in, "templates", rest)
	if err != nil {
		return Message{}, err
	}
	all, err := r.bot.Templates(ctx, in.Team, polls.Person(in.User))
	if err != nil {
		return Message{}, err
	}
	if len(all) == 0 {
		return lines("You have saved no questions. `" + in.Name + " save standup` saves the one that you asked last."), nil
	}
	s := r.slack.scene(in.Team)
	text := []string{"*Saved questions*"}
	page, note := pageOf(all, skip, in.Name+" templates")
	for _, one := range page {
		text = append(text, "*"+Escape(one.Name)+"* "+s.saidTo(oneLine(clip(one.Draft.Question, 150)), 300))
	}
	return lines(append(append(text, note...), "`"+in.Name+" use NAME` asks one, `"+in.Name+" use NAME | every: mon 09:00` asks it again and again, `"+in.Name+" forget NAME` removes it.")...), nil
}

func (r *Responder) forgetTemplate(ctx context.Context, in Command, rest string) (Message, error) {
	name, err := nameOf(in, "forget", rest)
	if err != nil {
		return Message{}, err
	}
	who := polls.Person(in.User)
	_, ok, err := r.bot.Template(ctx, in.Team, who, name)
	if err == nil && !ok {
		err = r.noTemplate(ctx, in, name)
	}
	if err != nil {
		return Message{}, err
	}
	return Message{Text: "*" + Escape(name) + "* is forgotten."}, r.bot.ForgetTemplate(ctx, in.Team, who, name)
}
