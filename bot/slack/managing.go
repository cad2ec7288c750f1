package slack

import (
	"context"
	"errors"
	"slices"
	"strings"

	"quorum/bot"
	"quorum/bot/slack/inbound"
	"quorum/bot/slack/render"
	"quorum/bot/slack/webapi"
	"quorum/polls"
	"quorum/polls/phrase"

	slackgo "github.com/slack-go/slack"
)

// manageForms returns the forms that buttons open, without the one for answering.
func (r *Responder) manageForms() map[render.ActKind]pollForm {
	change := func(form string) func(render.Scene, *polls.Poll, polls.Person) (slackgo.ModalViewRequest, error) {
		return func(s render.Scene, p *polls.Poll, _ polls.Person) (slackgo.ModalViewRequest, error) {
			return s.ChangeForm(form, p), nil
		}
	}
	return map[render.ActKind]pollForm{
		render.WantsDeputy: {"Ask somebody else", (*Responder).look, change(render.FormDeputy)},
		render.WantsAdd:    {"Add people", (*Responder).lookAsAsker, change(render.FormAdd)},
		render.WantsLower:  {"Lower the rule", (*Responder).lookAsAsker, change(render.FormLower)},
	}
}

func (r *Responder) lookAsAsker(ctx context.Context, in inbound.Click, id polls.ID, read func(*polls.Poll) error) error {
	return r.read(ctx, id, polls.Person(in.User), "", peopleInPoll, read)
}

// manage acts on a button of the asker.
func (r *Responder) manage(ctx context.Context, in inbound.Click, a render.Act) inbound.Reply {
	var text string
	var err error
	if a.Kind == render.WantsReopen {
		text, err = r.reopened(ctx, a.Poll, polls.Person(in.User))
	} else {
		text, err = closedText(a.Poll), r.bot.Close(ctx, a.Poll, polls.Person(in.User))
	}
	if err != nil {
		text = r.told(err, "managing a question", in).Text
	}
	return r.tell(in, text)
}

func closedText(id polls.ID) string {
	return id.String() + " is closed. Its summary is out, or on its way."
}

// reopened asks a poll again and returns the sentence that says so.
func (r *Responder) reopened(ctx context.Context, id polls.ID, by polls.Person) (string, error) {
	again, err := r.bot.Reopen(ctx, id, by)
	return id.String() + " is asked again, as " + again.String() + ", of the same people.", err
}

// submitDeputy asks another person in the place of the one who sent the form.
func (r *Responder) submitDeputy(ctx context.Context, in inbound.Submission) inbound.Reply {
	_, pending, err := r.accept(ctx, in, func(ctx context.Context) (webapi.Message, error) { return r.deputyWork(ctx, in) })
	return r.formReply(pending, err, in)
}

func (r *Responder) deputyWork(ctx context.Context, in inbound.Submission) (m webapi.Message, err error) {
	id, err := polls.ParseKey(in.PrivateMetadata)
	if err == nil {
		err = r.depute(ctx, id, in)
	}
	return render.Lines("The person whom you named is asked " + id.String() + " in your place."), err
}

func (r *Responder) depute(ctx context.Context, id polls.ID, in inbound.Submission) error {
	who := render.ReadDeputy(in.State)
	if who == "" {
		return &phrase.Error{Code: phrase.Invalid, Text: "Choose one person to ask in your place."}
	}
	invites, skipped, err := r.invite(ctx, id, []polls.Party{{Mentions: []polls.Mention{{ID: who}}}})
	switch {
	case err != nil:
		return err
	case len(invites) == 0:
		return &phrase.Error{Code: phrase.Invalid, Text: strings.Join(skipped, " ") + " Name somebody else."}
	}
	_, err = r.bot.Depute(ctx, bot.Act{Poll: id, By: polls.Person(in.User), Key: in.Key}, invites[0])
	return err
}

// submitAdd asks further people.
func (r *Responder) submitAdd(ctx context.Context, in inbound.Submission) inbound.Reply {
	_, pending, err := r.accept(ctx, in, func(ctx context.Context) (webapi.Message, error) { return r.addWork(ctx, in) })
	return r.formReply(pending, err, in)
}

func (r *Responder) addWork(ctx context.Context, in inbound.Submission) (m webapi.Message, err error) {
	id, err := polls.ParseKey(in.PrivateMetadata)
	if err != nil {
		return m, err
	}
	skipped, err := r.add(ctx, id, polls.Person(in.User), render.ReadAdd(in.State))
	return render.Lines(append([]string{"Asking them " + id.String() + " too."}, skipped...)...), err
}

// add asks further people, and returns a sentence for each who cannot be asked.
func (r *Responder) add(ctx context.Context, id polls.ID, by polls.Person, asked []polls.Party) (skipped []string, err error) {
	if len(asked) == 0 {
		return nil, &phrase.Error{Code: phrase.Invalid, Field: phrase.FieldAsked, Text: "Name at least one person to ask, like @ana or @security."}
	}
	invites, skipped, err := r.invite(ctx, id, asked)
	switch {
	case err != nil:
		return nil, err
	case len(invites) == 0:
		return nil, &phrase.Error{Code: phrase.Invalid, Field: phrase.FieldAsked, Text: strings.Join(skipped, " ") + " Name somebody else."}
	}
	return skipped, r.bot.Add(ctx, id, by, invites)
}

// submitLower replaces the rule.
func (r *Responder) submitLower(ctx context.Context, in inbound.Submission) inbound.Reply {
	id, err := polls.ParseKey(in.PrivateMetadata)
	if err == nil {
		err = r.lower(ctx, id, polls.Person(in.User), render.ReadLower(in.State))
	}
	return r.formReply(false, err, in)
}

// lower replaces the rule. A name that is typed instead of picked from the list of mentions stands for the person or group of
// this name in the present rule.
func (r *Responder) lower(ctx context.Context, id polls.ID, by polls.Person, rule string) error {
	names := map[string]polls.Mention{}
	err := r.read(ctx, id, by, "", peopleInPoll, func(p *polls.Poll) error {
		for _, m := range p.Rule.Names() {
			names[strings.ToLower(r.scene(id).Mention(m))] = m
		}
		return nil
	})
	if err != nil {
		return err
	}
	rule = handleForm.ReplaceAllStringFunc(rule, func(found string) string {
		before, name, _ := strings.Cut(found, "@")
		if m, ok := names["@"+strings.ToLower(name)]; ok {
			return before + m.String()
		}
		return found
	})
	return r.bot.Amend(ctx, id, by, rule)
}

// formReply closes a form, or says in it that it is carried out later, or beside a field what is wrong.
func (r *Responder) formReply(pending bool, err error, in inbound.Submission) inbound.Reply {
	switch {
	case pending:
		return inbound.Reply{Update: render.PendingForm()}
	case err == nil:
		return inbound.Reply{}
	}
	id, _ := polls.ParseKey(in.PrivateMetadata)
	mistake := r.withNames(id.Workspace, r.told(err, "changing a question", in))
	return inbound.Reply{Errors: render.FormErrors(in.CallbackID, mistake, in.State)}
}

// invite looks up people for an open poll: their sources, and which of the groups in its rule they are in.
func (r *Responder) invite(ctx context.Context, id polls.ID, asked []polls.Party) ([]polls.Invite, []string, error) {
	var rule polls.Rule
	var channel string
	var asker polls.Person
	err := r.bot.Peek(ctx, id, func(p *polls.Poll) error {
		rule, channel, asker = p.Rule, p.Channel, p.Asker
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	req := bot.Request{Workspace: id.Workspace, Asker: asker, Channel: channel, Draft: polls.Draft{Asked: asked, Rule: rule.String()}}
	req, skipped, err := r.resolve(ctx, req)
	var mistake *phrase.Error
	if errors.As(err, &mistake) && mistake.Field == phrase.FieldAsked {
		return nil, nil, mistake
	}
	return slices.Clone(req.Asked), skipped, err
}

func (r *Responder) reopen(ctx context.Context, in call, rest string) (webapi.Message, error) {
	id, err := r.id(in, rest)
	if err != nil {
		return webapi.Message{}, err
	}
	text, err := r.reopened(ctx, id, polls.Person(in.User))
	return webapi.Message{Text: text}, err
}

func (r *Responder) addPeople(ctx context.Context, in call, rest string) (webapi.Message, error) {
	first, names := cutWord(rest)
	id, err := r.id(in, first)
	if err != nil {
		return webapi.Message{}, err
	}
	draft, _ := polls.ParseDraft(names) // an error only says that the question is missing
	skipped, err := r.add(ctx, id, polls.Person(in.User), draft.Asked)
	return render.Lines(append([]string{"Asking them " + id.String() + " too."}, r.slack.scene(in.Team).Notes(skipped)...)...), err
}

func (r *Responder) lowerRule(ctx context.Context, in call, rest string) (webapi.Message, error) {
	first, rule := cutWord(rest)
	id, err := r.id(in, first)
	if err != nil {
		return webapi.Message{}, err
	}
	if err = r.lower(ctx, id, polls.Person(in.User), rule); err != nil {
		return webapi.Message{}, err
	}
	var text string
	err = r.read(ctx, id, polls.Person(in.User), "", peopleInPoll, func(p *polls.Poll) error {
		text = id.String() + ": " + r.scene(id).Required(p)
		return nil
	})
	return webapi.Message{Text: text}, err
}
