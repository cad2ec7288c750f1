package slack

import (
	"context"

	"quorum/bot"
	"quorum/bot/slack/inbound"
	"quorum/bot/slack/render"
	"quorum/bot/slack/webapi"
	"quorum/polls"
	"quorum/polls/phrase"

	slackgo "github.com/slack-go/slack"
)

// aForm is a form about one poll: its title, and what it shows of the poll as it is. The errors say why it cannot be
// shown.
type aForm struct {
	title string
	look  func(*Responder, context.Context, inbound.Click, polls.ID, func(*polls.Poll) error) error // reads the poll for whom it is for
	fill  func(s render.Scene, p *polls.Poll, who polls.Person) (slackgo.ModalViewRequest, error)
}

// answerForm is the form for answering; choice is what was chosen already, if anything was.
func answerForm(choice string) aForm {
	return aForm{"Your answer", (*Responder).look, func(s render.Scene, p *polls.Poll, who polls.Person) (slackgo.ModalViewRequest, error) {
		if p.Phase == polls.PhaseCancelled {
			return slackgo.ModalViewRequest{}, &phrase.Error{Code: phrase.Over, Text: p.ID.String() + " was cancelled. Nothing is left to do."}
		}
		if me, _ := p.Stakeholder(who); p.Anonymous && (me.State == polls.HasAnswer || p.Phase != polls.PhaseOpen) {
			return slackgo.ModalViewRequest{}, &phrase.Error{Code: phrase.Over, Text: "An anonymous answer is given once, while the question is open."}
		}
		return s.AnswerFormWith(p, who, choice), nil
	}}
}

// reasonForm is the form for a reason: before the summary that of the answer, which has one. Whoever has not answered is
// asked for the answer with it.
func reasonForm() aForm {
	answer := answerForm("")
	return aForm{answer.title, answer.look, func(s render.Scene, p *polls.Poll, who polls.Person) (slackgo.ModalViewRequest, error) {
		me, _ := p.Stakeholder(who)
		if p.Published.IsZero() || p.Anonymous || me.Latest().At.IsZero() {
			return answer.fill(s, p, who)
		}
		return s.ReasonForm(p, me), nil
	}}
}

// openAnswer opens the form for answering.
func (r *Responder) openAnswer(ctx context.Context, in inbound.Click, id polls.ID) inbound.Reply {
	return r.openForm(ctx, in, id, answerForm(""))
}

// openForm opens a form: first an empty one, since a trigger lives three seconds, then the real one.
func (r *Responder) openForm(ctx context.Context, in inbound.Click, id polls.ID, f aForm) inbound.Reply {
	view, hash, err := r.client.OpenView(ctx, in.TriggerID, render.LoadingForm(f.title))
	if err != nil {
		if openedBefore(err) {
			return inbound.Reply{}
		}
		return r.tell(ctx, in, r.unopened(err))
	}
	if in.Surface == inbound.OnHome {
		r.homeForms.add(view)
	}
	var form slackgo.ModalViewRequest
	err = f.look(r, ctx, in, id, func(p *polls.Poll) (err error) {
		form, err = f.fill(r.scene(id), p, polls.Person(in.User))
		return err
	})
	if err != nil {
		form = render.NoteForm(f.title, r.told(err, "opening a form", in).Text)
	}
	if _, err = r.client.UpdateView(ctx, view, hash, form); err != nil {
		_, err = r.client.UpdateView(ctx, view, "", form)
	}
	if err != nil {
		r.log.Warn("a form was opened and not filled", "err", err)
	}
	return inbound.Reply{}
}

// openedBefore says that a trigger has opened its form before: the click, command or shortcut was delivered twice.
func openedBefore(err error) bool { return webapi.ErrorCode(err) == "exchanged_trigger_id" }

// unopened says why a form did not open. The most usual reason is that the trigger was too old.
func (r *Responder) unopened(err error) string {
	r.log.Warn("a form did not open", "err", err)
	return "Slack did not open the form in time. Nothing was saved; please do it again."
}

// submit acts on a form that was sent.
func (r *Responder) submit(ctx context.Context, in inbound.Submission) inbound.Reply {
	switch in.CallbackID {
	case render.FormAnswer:
		return r.submitAnswer(ctx, in)
	case render.FormReason:
		return r.submitReason(ctx, in)
	case render.FormAsk:
		return r.submitAsk(ctx, in)
	case render.FormDeputy:
		return r.submitDeputy(ctx, in)
	case render.FormAdd:
		return r.submitAdd(ctx, in)
	case render.FormLower:
		return r.submitLower(ctx, in)
	}
	return inbound.Reply{}
}

// submitAnswer records what the form for answering holds.
func (r *Responder) submitAnswer(ctx context.Context, in inbound.Submission) inbound.Reply {
	id, said, err := render.ReadAnswerForm(in.State, in.PrivateMetadata)
	if err == nil {
		_, err = r.bot.Answer(ctx, bot.Act{Poll: id, By: polls.Person(in.User), Key: in.Key}, said)
	}
	if err != nil {
		return inbound.Reply{Errors: render.AnswerErrors(r.told(err, "recording an answer", in), in.State)}
	}
	if r.homeForms.has(in.ViewID) {
		r.refreshHome(ctx, in.Team, in.User)
	}
	return inbound.Reply{}
}

// submitReason records a reason for an answer that was given before.
func (r *Responder) submitReason(ctx context.Context, in inbound.Submission) inbound.Reply {
	id, err := polls.ParseKey(in.PrivateMetadata)
	if err == nil {
		_, err = r.bot.Explain(ctx, bot.Act{Poll: id, By: polls.Person(in.User), Key: in.Key}, in.State.Text(render.InputReason, render.InputReason))
	}
	if err != nil {
		return inbound.Reply{Errors: map[string]string{render.InputReason: phrase.Clip(r.told(err, "recording a reason", in).Text, render.MaxProblem)}}
	}
	return inbound.Reply{}
}
