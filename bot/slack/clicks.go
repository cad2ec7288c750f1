package slack

import (
	"context"

	"quorum/bot"
	"quorum/polls"

	slackgo "github.com/slack-go/slack"
)

// click acts on one control. What was recorded is shown by the receipt that the change itself brings.
func (r *Responder) click(ctx context.Context, in Click) Reply {
	if in.CallbackID == formAsk {
		return r.preview(ctx, in)
	}
	a, ok := readAct(in.ActionID, in.Value)
	if !ok {
		return Reply{}
	}
	at := polls.Place{Channel: in.Channel, Message: in.MessageTS}
	r.urls.Remember(at, in.ResponseURL)
	switch a.Kind {
	case wantsAskForm:
		return r.openAsk(ctx, in.TriggerID, in.Team, in, askFields{Here: true})
	case wantsForm:
		return r.openAnswer(ctx, in, a.Poll)
	case wantsChange:
		return r.show(ctx, in, a.Poll, asChanging)
	case wantsKeep:
		return r.show(ctx, in, a.Poll, asAsked)
	}
	if err := r.record(ctx, a, polls.Person(in.User)); err != nil {
		return r.tell(ctx, in, r.say(err, "recording an answer", in))
	}
	if in.Surface == OnHome {
		return r.refreshHome(ctx, in)
	}
	return r.refreshCopy(ctx, in, a.Poll)
}

// refreshCopy shows what was recorded in a message that is not the question itself, such as a reminder; the question is
// looked after by the receipt.
func (r *Responder) refreshCopy(ctx context.Context, in Click, id polls.ID) Reply {
	var m Message
	var other bool
	err := r.look(ctx, in, id, func(p *polls.Poll) error {
		s, _ := p.Stakeholder(polls.Person(in.User))
		if other = !s.Question.IsZero() && s.Question.Message != in.MessageTS; other {
			m = r.slack.scene(in.Team).question(p, s.Person, asAsked)
		}
		return nil
	})
	if err == nil && other {
		err = r.urls.Replace(ctx, in.ResponseURL, m)
	}
	if err != nil {
		r.log.Info("a reminder was not brought up to date", "err", err)
	}
	return Reply{}
}

func (r *Responder) record(ctx context.Context, a act, who polls.Person) error {
	switch a.Kind {
	case wantsChoice:
		return r.bot.Choose(ctx, a.Poll, who, a.Choice)
	case wantsWayOut:
		return r.bot.Decline(ctx, a.Poll, who, a.Way)
	case wantsWithdraw:
		return r.bot.Withdraw(ctx, a.Poll, who)
	}
	return nil
}

// refreshHome shows the App Home as it is after a click in it. The click is stored by then, so a failure is only noted.
func (r *Responder) refreshHome(ctx context.Context, in Click) Reply {
	if err := r.publishHome(ctx, in.Team, in.User); err != nil {
		r.log.Warn("the App Home was not refreshed", "err", err)
	}
	return Reply{}
}

// show replaces a question by another view of it: nothing is recorded.
func (r *Responder) show(ctx context.Context, in Click, id polls.ID, moment asking) Reply {
	var m Message
	err := r.look(ctx, in, id, func(p *polls.Poll) error {
		m = r.slack.scene(in.Team).question(p, polls.Person(in.User), moment)
		return nil
	})
	if err != nil {
		return r.tell(ctx, in, r.say(err, "showing a question", in))
	}
	if err := r.urls.Replace(ctx, in.ResponseURL, m); err != nil {
		r.log.Warn("a question was not shown anew", "err", err)
		return Reply{Unstored: true}
	}
	return Reply{}
}

// look reads a poll for somebody who was asked.
func (r *Responder) look(ctx context.Context, in Click, id polls.ID, read func(*polls.Poll) error) error {
	who := polls.Person(in.User)
	return r.bot.Look(ctx, id, who, "", func(p *polls.Poll) error {
		if _, asked := p.Stakeholder(who); !asked {
			return &polls.Error{Code: polls.Forbidden, Text: "Only the people who were asked can answer " + p.ID.String() + "."}
		}
		return read(p)
	})
}

// openAnswer opens the form for answering: first an empty one, since a trigger lives three seconds, then the real one.
func (r *Responder) openAnswer(ctx context.Context, in Click, id polls.ID) Reply {
	view, hash, err := r.client.OpenView(ctx, in.TriggerID, loadingForm("Your answer"))
	if err != nil {
		return r.tell(ctx, in, r.unopened(err))
	}
	var form slackgo.ModalViewRequest
	err = r.look(ctx, in, id, func(p *polls.Poll) error {
		form = r.slack.scene(in.Team).answerForm(p, polls.Person(in.User))
		return nil
	})
	if err != nil {
		form = noteForm("Your answer", r.say(err, "opening a form", in))
	}
	if _, err := r.client.UpdateView(ctx, view, hash, form); err != nil {
		r.log.Warn("a form was opened and not filled", "err", err)
	}
	return Reply{}
}

// unopened says why a form did not open. The most usual reason is that the trigger was too old.
func (r *Responder) unopened(err error) string {
	r.log.Warn("a form did not open", "err", err)
	return "Slack did not open the form in time. Nothing was saved; please click again."
}

// submitAnswer records what the form for answering holds.
func (r *Responder) submitAnswer(ctx context.Context, in Submission) Reply {
	id, said, err := readAnswerForm(in.State, in.PrivateMetadata)
	if err == nil {
		err = r.bot.Answer(ctx, id, polls.Person(in.User), said)
	}
	if err != nil {
		r.say(err, "recording an answer", in)
		return Reply{Errors: answerErrors(err)}
	}
	return Reply{}
}

func (r *Responder) submit(ctx context.Context, in Submission) Reply {
	switch in.CallbackID {
	case formAnswer:
		return r.submitAnswer(ctx, in)
	case formAsk:
		return r.submitAsk(ctx, in)
	}
	return Reply{}
}

var _ bot.Surface = (*Composer)(nil)
