package slack

import (
	"context"
	"errors"
	"time"

	"quorum/bot"
	"quorum/bot/slack/inbound"
	"quorum/bot/slack/render"
	"quorum/bot/slack/webapi"
	"quorum/polls"
	"quorum/polls/phrase"

	slackgo "github.com/slack-go/slack"
)

// pollForm describes a form about one poll: its title, how the poll is read for the person, and the form as it follows from the
// poll. An error of the two functions says why the form cannot be shown.
type pollForm struct {
	title string
	look  func(*Responder, context.Context, inbound.Click, polls.ID, func(*polls.Poll) error) error // reads the poll if the person may see the form
	fill  func(s render.Scene, p *polls.Poll, who polls.Person) (slackgo.ModalViewRequest, error)
}

// answerForm returns the form for answering. choice is the option that the person has chosen already, or empty.
func answerForm(choice string) pollForm {
	return pollForm{"Your answer", (*Responder).look, func(s render.Scene, p *polls.Poll, who polls.Person) (slackgo.ModalViewRequest, error) {
		if p.Phase == polls.PhaseCancelled {
			return slackgo.ModalViewRequest{}, &phrase.Error{Code: phrase.Over, Text: p.ID.String() + " was cancelled. Nothing is left to do."}
		}
		if me, _ := p.Stakeholder(who); p.Anonymous && (me.State == polls.HasAnswer || p.Phase != polls.PhaseOpen) {
			return slackgo.ModalViewRequest{}, &phrase.Error{Code: phrase.Over, Text: "An anonymous answer is given once, while the question is open."}
		}
		return s.AnswerForm(p, who, choice), nil
	}}
}

// reasonForm returns the form for a reason. Before the summary, in an anonymous poll and for a person without an answer it is
// the form for answering, which has a field for the reason.
func reasonForm() pollForm {
	answer := answerForm("")
	return pollForm{answer.title, answer.look, func(s render.Scene, p *polls.Poll, who polls.Person) (slackgo.ModalViewRequest, error) {
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

// How long the content of a form may take before an empty form is opened, since a trigger lives for three seconds; and how long
// the bot tries to fill the empty form.
const (
	emptyAfter = 500 * time.Millisecond
	fillWithin = time.Minute
)

// openForm opens a form with its content. If the content takes too long, an empty form is opened, and filled after the
// acknowledgement.
func (r *Responder) openForm(ctx context.Context, in inbound.Click, id polls.ID, f pollForm) inbound.Reply {
	making, cancel := context.WithTimeout(context.WithoutCancel(ctx), fillWithin)
	made := make(chan slackgo.ModalViewRequest, 1)
	r.guard.Go("forms", func() { made <- r.makeForm(making, in, id, f) })
	select {
	case form := <-made:
		cancel()
		_, _, reply := r.showForm(ctx, in, form)
		return reply
	case <-time.After(emptyAfter):
	}
	view, hash, reply := r.showForm(ctx, in, render.LoadingForm(f.title))
	r.errands.run(func(context.Context) {
		defer cancel()
		form := <-made
		if view != "" {
			r.fillForm(making, view, hash, form)
		}
	})
	return reply
}

// showForm opens a form for the person who clicked. The view is empty if Slack did not confirm that the form is open.
func (r *Responder) showForm(ctx context.Context, in inbound.Click, form slackgo.ModalViewRequest) (view, hash string, reply inbound.Reply) {
	view, hash, err := r.client.OpenView(ctx, in.TriggerID, form)
	switch {
	case err != nil && !mayBeOpen(err):
		return "", "", r.tell(in, r.openFailure(err))
	case err != nil:
		r.log.Info("Slack did not say whether a form is open", "err", err)
		return "", "", inbound.Reply{}
	}
	if in.Surface == inbound.OnHome {
		r.homeForms.Set(view, struct{}{})
	}
	return view, hash, inbound.Reply{}
}

// makeForm returns the form with its content, or a form that says why there is no content.
func (r *Responder) makeForm(ctx context.Context, in inbound.Click, id polls.ID, f pollForm) (form slackgo.ModalViewRequest) {
	err := r.guard.Try("forms", func() error {
		return f.look(r, ctx, in, id, func(p *polls.Poll) (err error) {
			form, err = f.fill(r.scene(id), p, polls.Person(in.User))
			return err
		})
	})
	if err != nil {
		return render.NoteForm(f.title, r.told(err, "opening a form", in).Text)
	}
	return form
}

// fillForm replaces the empty form. It tries again until the form is there, the person has closed it, or ctx ends.
func (r *Responder) fillForm(ctx context.Context, view, hash string, form slackgo.ModalViewRequest) {
	for pause := time.Second; ; pause *= 2 {
		_, err := r.client.UpdateView(ctx, view, hash, form)
		if webapi.ErrorCode(err) == "hash_conflict" { // an earlier try has filled it
			return
		}
		failed := (*bot.Failure)(nil)
		if err == nil || errors.As(err, &failed) && failed.Fate == bot.Refused {
			r.log.Info("an empty form was filled", "err", err)
			return
		}
		if errors.As(err, &failed) {
			pause = max(pause, failed.RetryAfter)
		}
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			r.log.Warn("a form was opened and not filled", "err", err)
			return
		}
	}
}

// mayBeOpen reports whether a form may be open although the call that opens it failed: Slack did not answer in time, or the
// click, command or shortcut was delivered twice and the first delivery opened the form.
func mayBeOpen(err error) bool {
	failed := (*bot.Failure)(nil)
	return webapi.ErrorCode(err) == "exchanged_trigger_id" || errors.As(err, &failed) && failed.Fate == bot.Unknown
}

// openFailure returns the sentence that says why a form did not open. Usually the trigger was too old.
func (r *Responder) openFailure(err error) string {
	r.log.Warn("a form did not open", "err", err)
	if isBarred(err) {
		return notLetIn
	}
	return "Slack did not open the form in time. Nothing was saved; please do it again."
}

// submit acts on a form that a person sent.
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
	id, said, err := render.ReadAnswer(in.State, in.PrivateMetadata)
	if err == nil {
		_, err = r.bot.Answer(ctx, bot.Act{Poll: id, By: polls.Person(in.User), Key: in.Key}, said)
	}
	if err != nil {
		return inbound.Reply{Errors: render.FormErrors(in.CallbackID, r.told(err, "recording an answer", in), in.State)}
	}
	if _, ok := r.homeForms.Get(in.ViewID); ok {
		r.refreshHome(in.Team, in.User)
	}
	return inbound.Reply{}
}

// submitReason records a reason for an answer that was given before.
func (r *Responder) submitReason(ctx context.Context, in inbound.Submission) inbound.Reply {
	id, err := polls.ParseKey(in.PrivateMetadata)
	if err == nil {
		_, err = r.bot.Explain(ctx, bot.Act{Poll: id, By: polls.Person(in.User), Key: in.Key}, render.ReadReason(in.State))
	}
	if err != nil {
		return inbound.Reply{Errors: render.FormErrors(in.CallbackID, r.told(err, "recording a reason", in), in.State)}
	}
	return inbound.Reply{}
}
