package slack

import (
	"context"

	"quorum/bot"
	"quorum/polls"

	slackgo "github.com/slack-go/slack"
)

// openAnswer opens the form for answering: first an empty one, since a trigger lives three seconds, then the real one.
func (r *Responder) openAnswer(ctx context.Context, in Click, id polls.ID) Reply {
	view, hash, err := r.client.OpenView(ctx, in.TriggerID, loadingForm("Your answer"))
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
	err = r.look(ctx, in, id, func(p *polls.Poll) error {
		if p.Phase == polls.PhaseCancelled {
			return &polls.Error{Code: polls.Over, Text: id.String() + " was cancelled. Nothing is left to do."}
		}
		form = r.scene(id).answerForm(p, polls.Person(in.User))
		return nil
	})
	if err != nil {
		form = noteForm("Your answer", r.told(err, "opening a form", in).Text)
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
	case formAsk:
		return r.submitAsk(ctx, in)
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
