package slack

import (
	"context"
	"errors"
	"strings"

	"quorum/bot"
	"quorum/bot/slack/inbound"
	"quorum/bot/slack/mrkdwn"
	"quorum/bot/slack/render"
	"quorum/bot/slack/webapi"
	"quorum/polls"
	"quorum/polls/kind"
	"quorum/polls/phrase"
)

// ask asks the question of a command. What is missing or wrong with it is an error that has everything that was typed.
func (r *Responder) ask(ctx context.Context, in inbound.Command, text string) (webapi.Message, error) {
	fields, err := render.ReadCommand(text)
	fields.Channel = ownOr(in.Channel, in.ChannelName)
	if err == nil {
		fields.Draft.Question, err = unknownName(fields.Draft.Question)
	}
	if err == nil {
		fields.Draft, err = fields.Draft.Doubted()
	}
	if err != nil {
		return webapi.Message{}, &askError{fields, err}
	}
	asker := polls.Person(in.User)
	done, err := r.open(ctx, bot.Request{Workspace: in.Team, Key: in.Key, Asker: asker, Channel: fields.Channel, Draft: fields.Draft})
	if err != nil {
		return webapi.Message{}, unlessFault(fields, err)
	}
	return r.confirm(ctx, done, asker), nil
}

// askFields returns the fields of the form that a command fills. What is wrong with it stands in the form.
func askFields(in inbound.Command, text string) render.AskForm {
	f, _ := render.ReadCommand(text)
	f.Channel = ownOr(in.Channel, in.ChannelName)
	return f
}

// unlessFault is the error of a question that could not be asked: with its fields when the asker is to mend them.
func unlessFault(f render.AskForm, err error) error {
	if errors.As(err, new(*phrase.Error)) {
		return &askError{f, err}
	}
	return err
}

// ownOr returns the channel of a command or shortcut, and nothing for a direct message: then the card and its thread are in
// the conversation between the asker and the bot.
func ownOr(channel, name string) string {
	if name == "directmessage" || strings.HasPrefix(name, "mpdm-") || strings.HasPrefix(channel, "D") {
		return ""
	}
	return channel
}

// askAgain returns everything that was typed to the asker: in the form if it can be corrected there, else in the reply.
func (r *Responder) askAgain(ctx context.Context, in inbound.Command, f render.AskForm, err error) inbound.Reply {
	mistake := r.withNames(in.Team, r.told(err, "asking", in))
	f.Problem, f.Groups = mistake.Text, true
	if mistake.Code == phrase.Invalid {
		view, hash, err := r.client.OpenView(ctx, in.TriggerID, r.slack.scene(in.Team).AskForm(f))
		if err == nil && len(f.Draft.Asked) > 0 {
			r.showPreview(ctx, inbound.Click{Team: in.Team, User: in.User, ViewID: view, ViewHash: hash}, f)
		}
		if err == nil || mayBeOpen(err) {
			return inbound.Reply{}
		}
	}
	if mistake.Text != notInTime {
		f.Problem += " Nobody was asked."
	}
	return r.reply(in, r.slack.scene(in.Team).Refused(f.Problem, in.Name, f.Typed))
}

// openAsk opens the form for asking, with the fields that are known. It does this before anything is looked up.
func (r *Responder) openAsk(ctx context.Context, trigger, team string, in inbound.Inbound, f render.AskForm) inbound.Reply {
	f.Groups = true
	_, _, err := r.client.OpenView(ctx, trigger, r.slack.scene(team).AskForm(f))
	if err == nil || mayBeOpen(err) {
		return inbound.Reply{}
	}
	text := r.openFailure(err)
	switch in := in.(type) {
	case inbound.Click:
		return r.tell(in, text)
	case inbound.Command:
		return r.reply(in, webapi.Message{Text: text})
	case inbound.Shortcut:
		if in.ResponseURL != "" {
			return r.tell(inbound.Click{User: in.User, ResponseURL: in.ResponseURL}, text)
		}
	}
	return inbound.Reply{Unstored: true}
}

// shortcut opens the form for asking. When the shortcut was used on a message, this message is the context.
func (r *Responder) shortcut(ctx context.Context, in inbound.Shortcut) inbound.Reply {
	f := render.AskForm{Channel: ownOr(in.Channel, in.ChannelName), Here: in.MessageTS == ""}
	if in.MessageTS != "" {
		f.Draft.Context = quote(in, r.slack.link(polls.Place{Channel: in.Channel, Message: in.MessageTS}))
	}
	return r.openAsk(ctx, in.TriggerID, in.Team, in, f)
}

// quote returns a message as the context of a question: its words, and a link to it.
func quote(in inbound.Shortcut, link string) string {
	const room = polls.MaxContext - 300
	words := phrase.Clip(strings.TrimSpace(mrkdwn.Prose(in.MessageText)), room)
	if link != "" {
		words += "\n" + link
	}
	return strings.TrimSpace(words)
}

// preview shows the rule in words while the form is being filled in.
func (r *Responder) preview(ctx context.Context, in inbound.Click) inbound.Reply {
	r.showPreview(ctx, in, render.ReadAsk(in.State, in.PrivateMetadata))
	return inbound.Reply{}
}

// showPreview updates a form for asking with the rule in words. The text that is being typed in it stays.
func (r *Responder) showPreview(ctx context.Context, in inbound.Click, f render.AskForm) {
	if len(f.Draft.Asked) > 0 {
		f.Preview, f.Warning = r.previewWords(ctx, in, f)
	}
	form := r.slack.scene(in.Team).AskForm(f)
	if _, err := r.client.UpdateView(bot.ComingBack(ctx), in.ViewID, in.ViewHash, form); err != nil { // whatever is typed next shows it too
		r.log.Info("the preview of a rule was not shown", "err", err)
	}
}

func (r *Responder) previewWords(ctx context.Context, in inbound.Click, f render.AskForm) (words, warning string) {
	draft := draftOf(f)
	if strings.TrimSpace(draft.Question) == "" {
		draft.Question = "…" // it is not asked yet, and the rule does not depend on it
	}
	req := bot.Request{Workspace: in.Team, Asker: polls.Person(in.User), Draft: draft}
	req, skipped, err := r.resolve(ctx, req)
	if err == nil {
		var plan polls.Plan
		plan, err = r.plan(req)
		words, warning = r.slack.scene(in.Team).Plain(plan.Words), strings.TrimSpace(plan.Warning+" "+r.forecastWords(ctx, req, plan))
	}
	if err != nil {
		return "", r.withNames(in.Team, r.told(err, "reading a rule", in)).Text
	}
	return words, strings.TrimSpace(warning + " " + strings.Join(skipped, " "))
}

// plan returns the plan for a form that is being filled in. Mistakes in fields that do not concern the rule are reported when
// the form is sent. Until then they are left out, and the rule is read without these fields.
func (r *Responder) plan(req bot.Request) (polls.Plan, error) {
	plan, err := r.bot.Plan(req)
	var mistake *phrase.Error
	if errors.As(err, &mistake) && mistake.Field != phrase.FieldRule && mistake.Field != phrase.FieldAsked {
		req.Draft.Kind, req.Draft.Options, req.Draft.Pass, req.Draft.Briefs = "", nil, "", nil
		return r.bot.Plan(req)
	}
	return plan, err
}

// submitAsk asks what the form holds. A mistake is shown beside its field, and then nobody is asked.
func (r *Responder) submitAsk(ctx context.Context, in inbound.Submission) inbound.Reply {
	var done asked
	_, pending, err := r.accept(ctx, in, func(ctx context.Context) (m webapi.Message, err error) {
		done, err = r.open(ctx, requestIn(in))
		return m, err
	})
	switch {
	case err != nil:
		mistake := r.withNames(in.Team, r.told(err, "asking", in))
		return inbound.Reply{Errors: render.FormErrors(in.CallbackID, mistake, in.State)}
	case pending:
		return inbound.Reply{Update: render.PendingForm()}
	}
	r.errands.run(func(ctx context.Context) { r.confirmForm(ctx, in, done) })
	return inbound.Reply{}
}

// requestIn returns what a form for asking asks.
func requestIn(in inbound.Submission) bot.Request {
	f := render.ReadAsk(in.State, in.PrivateMetadata)
	return bot.Request{Workspace: in.Team, Key: in.Key, Asker: polls.Person(in.User), Channel: f.Channel, Draft: draftOf(f)}
}

// draftOf returns the draft of a form. Options make a choice of the kind with which a form begins, as when typed.
func draftOf(f render.AskForm) polls.Draft {
	if len(f.Draft.Options) > 0 && f.Draft.Kind == kind.Default(nil).Name() {
		f.Draft.Kind = ""
	}
	return f.Draft
}

// formWork returns what a form asks for that is carried out later.
func (r *Responder) formWork(in inbound.Submission) work {
	return func(ctx context.Context) (webapi.Message, error) {
		switch in.CallbackID {
		case render.FormAsk:
			done, err := r.open(ctx, requestIn(in))
			if err != nil {
				return webapi.Message{}, err
			}
			return r.confirm(ctx, done, polls.Person(in.User)), nil
		case render.FormAdd:
			return r.addWork(ctx, in)
		case render.FormDeputy:
			return r.deputyWork(ctx, in)
		}
		return webapi.Message{}, nil
	}
}

// confirmForm shows the confirmation to the asker: in the channel that was chosen or, when there is none and the card does not
// say everything, in the conversation with the bot. The question is already out, so a failure is only logged.
func (r *Responder) confirmForm(ctx context.Context, in inbound.Submission, done asked) {
	m := r.confirm(ctx, done, polls.Person(in.User))
	var err error
	switch {
	case in.ResponseURL != "":
		err = r.urls.Respond(ctx, in.ResponseURL, m, true)
	case len(done.notes()) > 0, done.schedule != nil:
		_, err = r.slack.sender.Post(webapi.Address{Team: in.Team, To: in.User, Lane: polls.LaneAck}, m).Send(ctx)
	}
	if err != nil {
		r.log.Info("an asker was not told that the question is out", "err", err)
	}
}

// suggest returns the user groups whose names fit what was typed in the form.
func (r *Responder) suggest(ctx context.Context, in inbound.Suggestion) inbound.Reply {
	groups, err := r.people.SuggestGroups(ctx, in.Team, in.Query, inbound.MaxOptions)
	if err != nil {
		r.log.Warn("user groups could not be listed", "err", err)
	}
	var reply inbound.Reply
	for _, g := range groups {
		reply.Options = append(reply.Options, inbound.Choice{Text: phrase.Clip("@"+g.Handle, render.MaxButtonText), Value: g.ID})
	}
	return reply
}
