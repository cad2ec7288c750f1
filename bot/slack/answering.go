package slack

import (
	"context"

	"quorum/bot"
	"quorum/polls"

	slackgo "github.com/slack-go/slack"
)

// aForm is a form about one poll: its title, and what it shows of the poll as it is. The errors say why it cannot be
// shown.
type aForm struct {
	title string
	look  func(*Responder, context.Context, Click, polls.ID, func(*polls.Poll) error) error // reads the poll for whom it is for
	fill  func(s scene, p *polls.Poll, who polls.Person) (slackgo.ModalViewRequest, error)
}

// answerForm is the form for answering; choice is what was chosen already, if anything was.
func answerForm(choice string) aForm {
	return aForm{"Your answer", (*Responder).look, func(s scene, p *polls.Poll, who polls.Person) (slackgo.ModalViewRequest, error) {
		if p.Phase == polls.PhaseCancelled {
			return slackgo.ModalViewRequest{}, &polls.Error{Code: polls.Over, Text: p.ID.String() + " was cancelled. Nothing is left to do."}
		}
		if me, _ := p.Stakeholder(who); p.Anonymous && (me.State == polls.HasAnswer || p.Phase != polls.PhaseOpen) {
			return slackgo.ModalViewRequest{}, &polls.Error{Code: polls.Over, Text: "An anonymous answer is given once, while the question is open."}
		}
		return s.answerFormWith(p, who, choice), nil
	}}
}

// reasonForm is the form for a reason: before the summary that of the answer, which has one. Whoever has not answered is
// asked for the answer with it.
func reasonForm() aForm {
	answer := answerForm("")
	return aForm{answer.title, answer.look, func(s scene, p *polls.Poll, who polls.Person) (slackgo.ModalViewRequest, error) {
		me, _ := p.Stakeholder(who)
		if p.Published.IsZero() || p.Anonymous || me.Latest().At.IsZero() {
			return answer.fill(s, p, who)
		}
		return s.reasonForm(p, me), nil
	}}
}

// openAnswer opens the form for answering.
func (r *Responder) openAnswer(ctx context.Context, in Click, id polls.ID) Reply {
	return r.openForm(ctx, in, id, answerForm(""))
}

// openForm opens a form: first an empty one, since a trigger lives three seconds, then the real one.
func (r *Responder) openForm(ctx context.Context, in Click, id polls.ID, f aForm) Reply {
	view, hash, err := r.client.OpenView(ctx, in.TriggerID, loadingForm(f.title))
	if err != nil {
		if openedBefore(err) {
			return Reply{}
		}
		return r.tell(ctx, in, r.unopened(err))
	}
	if in.Surface == OnHome {
		r.homeForms.add(view)
	}
	var form slackgo.ModalViewRequest
	err = f.look(r, ctx, in, id, func(p *polls.Poll) (err error) {
		form, err = f.fill(r.scene(id), p, polls.Person(in.User))
		return err
	})
	if err != nil {
		form = noteForm(f.title, r.told(err, "opening a form", in).Text)
	}
	if _, err = r.client.UpdateView(ctx, view, hash, form); err != nil {
		_, err = r.client.UpdateView(ctx, view, "", form)
	}
	if err != nil {
		r.log.Warn("a form was opened and not filled", "err", err)
	}
	return Reply{}
}

// openedBefore says that a trigger has opened its form before: the click, command or shortcut was delivered twice.
func openedBefore(err error) bool { return ErrorCode(err) == "exchanged_trigger_id" }

// unopened says why a form did not open. The most usual reason is that the trigger was too old.
func (r *Responder) unopened(err error) string {
	r.log.Warn("a form did not open", "err", err)
	return "Slack did not open the form in time. Nothing was saved; please do it again."
}

// submit acts on a form that was sent.
func (r *Responder) submit(ctx context.Context, in Submission) Reply {
	switch in.CallbackID {
	case formAnswer:
		return r.submitAnswer(ctx, in)
	case formReason:
		return r.submitReason(ctx, in)
	case formAsk:
		return r.submitAsk(ctx, in)
	case formDeputy:
		return r.submitDeputy(ctx, in)
	case formAdd:
		return r.submitAdd(ctx, in)
	case formLower:
		return r.submitLower(ctx, in)
	}
	return Reply{}
}

// submitAnswer records what the form for answering holds.
func (r *Responder) submitAnswer(ctx context.Context, in Submission) Reply {
	id, said, err := readAnswerForm(in.State, in.PrivateMetadata)
	if err == nil {
		_, err = r.bot.Answer(ctx, bot.Act{Poll: id, By: polls.Person(in.User), Key: in.Key}, said)
	}
	if err != nil {
		return Reply{Errors: answerErrors(r.told(err, "recording an answer", in), in.State)}
	}
	if r.homeForms.has(in.ViewID) {
		r.refreshHome(ctx, in.Team, in.User)
	}
	return Reply{}
}

// submitReason records a reason for an answer that was given before.
func (r *Responder) submitReason(ctx context.Context, in Submission) Reply {
	id, err := polls.ParseKey(in.PrivateMetadata)
	if err == nil {
		_, err = r.bot.Explain(ctx, bot.Act{Poll: id, By: polls.Person(in.User), Key: in.Key}, in.State.Text(inputReason, inputReason))
	}
	if err != nil {
		return Reply{Errors: map[string]string{inputReason: clip(r.told(err, "recording a reason", in).Text, maxProblem)}}
	}
	return Reply{}
}
