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
)

// storing is how long a click may take to be stored. The rest of the time for an acknowledgement is for the sentence that says
// that it was not stored.
const storing = 1500 * time.Millisecond

// click acts on one control. The receipt, a notice that follows from the change, shows what was recorded.
func (r *Responder) click(ctx context.Context, in inbound.Click) inbound.Reply {
	if in.CallbackID == render.FormAsk {
		return r.preview(ctx, in)
	}
	a, ok := render.ReadAct(in.ActionID, in.Value)
	if !ok {
		return inbound.Reply{}
	}
	r.urls.Remember(placeOf(in), in.ResponseURL)
	if reply, shown := r.opens(ctx, in, a); shown {
		return reply
	}
	done, err := r.record(ctx, in, a)
	if mistake := (*phrase.Error)(nil); errors.As(err, &mistake) && mistake.Field == phrase.FieldReason {
		return r.openForm(ctx, in, a.Poll, answerForm(a.Choice)) // the form asks for the reason
	}
	if err != nil {
		return r.refuse(in, a.Poll, err)
	}
	if in.Surface == inbound.OnHome {
		r.refreshHome(in.Team, in.User)
		return inbound.Reply{}
	}
	switch numbers := render.ReadGathered(in.BlockID); {
	case numbers != nil:
		r.refreshTogether(in, numbers)
	case !done.Changed || done.Question.Message != in.MessageTS:
		r.refreshCopy(in, a.Poll)
	}
	return inbound.Reply{}
}

// opens acts on a button that records no answer: it opens a form, shows a page, or manages the question. The result reports
// whether the button is one of these.
func (r *Responder) opens(ctx context.Context, in inbound.Click, a render.Act) (reply inbound.Reply, shown bool) {
	switch a.Kind {
	case render.WantsAskForm:
		return r.openAsk(ctx, in.TriggerID, in.Team, in, render.AskForm{Here: true}), true
	case render.WantsEdit:
		return r.editAccepted(ctx, in, a.Request), true
	case render.WantsPage:
		r.showHome(in.Team, in.User, a.Page)
		return inbound.Reply{}, true
	case render.WantsForm:
		return r.openAnswer(ctx, in, a.Poll), true
	case render.WantsReason:
		return r.openForm(ctx, in, a.Poll, reasonForm()), true
	case render.WantsChange:
		return r.change(ctx, in, a.Poll), true
	case render.WantsKeep:
		return r.keep(ctx, in, a.Poll), true
	}
	if form, ok := r.manageForms()[a.Kind]; ok {
		return r.openForm(ctx, in, a.Poll, form), true
	}
	if a.Kind == render.WantsClose || a.Kind == render.WantsReopen {
		return r.manage(ctx, in, a), true
	}
	return inbound.Reply{}, false
}

func (r *Responder) record(ctx context.Context, in inbound.Click, a render.Act) (bot.Done, error) {
	ctx, cancel := context.WithTimeout(ctx, storing)
	defer cancel()
	did := bot.Act{Poll: a.Poll, By: polls.Person(in.User), At: in.At}
	switch a.Kind {
	case render.WantsChoice:
		return r.bot.Choose(ctx, did, a.Choice)
	case render.WantsWayOut:
		return r.bot.Decline(ctx, did, a.Way)
	case render.WantsWithdraw:
		return r.bot.Withdraw(ctx, did)
	}
	return bot.Done{}, nil
}

// refuse tells the person why a click did nothing. If the message offers something that is over, it is updated.
func (r *Responder) refuse(in inbound.Click, id polls.ID, err error) inbound.Reply {
	why := r.told(err, "recording an answer", in)
	reply := r.tell(in, why.Text)
	if numbers := render.ReadGathered(in.BlockID); why.Code == phrase.Over && numbers != nil {
		r.refreshTogether(in, numbers)
	} else if why.Code == phrase.Over {
		r.refreshCopy(in, id)
	}
	return reply
}

// drawing returns the message that replaces the one that was clicked.
type drawing func(context.Context) (webapi.Message, error)

// redraw replaces the message that was clicked, after the acknowledgement. After several clicks in one message the last one is
// shown last.
func (r *Responder) redraw(in inbound.Click, draw drawing) {
	if in.MessageTS == "" {
		return
	}
	at := placeOf(in)
	r.showLast(at, func(ctx context.Context) error {
		done, err := r.slack.screens.turn(ctx, at)
		if err != nil {
			return err
		}
		defer done()
		m, err := draw(ctx)
		if err == nil {
			err = r.replace(ctx, in, m)
		}
		return err
	})
}

// refreshTogether updates a message about several questions in which one was clicked.
func (r *Responder) refreshTogether(in inbound.Click, numbers []int64) {
	r.redraw(in, func(ctx context.Context) (webapi.Message, error) {
		var all []render.Excerpt
		for _, n := range numbers {
			id := polls.ID{Workspace: in.Team, Number: n}
			err := r.look(ctx, in, id, func(p *polls.Poll) error {
				all = append(all, r.scene(id).Excerpt(p, polls.Person(in.User)))
				return nil
			})
			if err != nil {
				r.log.Info("one of several questions was not shown anew", "err", err)
			}
		}
		return r.slack.scene(in.Team).Gathered(all, false, r.moreWaiting(ctx, in, all)), nil
	})
}

// moreWaiting returns how many questions wait for a person beside those in a digest that is full.
func (r *Responder) moreWaiting(ctx context.Context, in inbound.Click, shown []render.Excerpt) int {
	if len(shown) < bot.MostListed {
		return 0
	}
	l, err := r.bot.Waiting(ctx, in.Team, polls.Person(in.User), 0, 0)
	if err != nil {
		return 0 // the message is updated all the same
	}
	for _, e := range shown {
		if !e.Done {
			l.Total--
		}
	}
	return max(0, l.Total)
}

// refreshCopy updates the message that was clicked. The question itself is updated by the receipt, if there is one. There is
// none for a reminder, nor for a question that is not known to have arrived yet. The change is stored already, so a failure is
// only logged.
func (r *Responder) refreshCopy(in inbound.Click, id polls.ID) {
	r.slack.screens.keep(placeOf(in))
	r.redrawQuestion(in, id)
}

// redrawQuestion shows the question anew in the message that was clicked, as the person wants to see it then.
func (r *Responder) redrawQuestion(in inbound.Click, id polls.ID) {
	r.redraw(in, func(ctx context.Context) (m webapi.Message, err error) {
		err = r.look(ctx, in, id, func(p *polls.Poll) error {
			who := polls.Person(in.User)
			moment, _ := r.slack.screens.moment(placeOf(in), p, who)
			m = r.scene(id).Question(p, who, moment)
			return nil
		})
		return m, err
	})
}

// change shows the options again. In a message that still offers this after the summary, it opens the form for answering late
// and updates the message.
func (r *Responder) change(ctx context.Context, in inbound.Click, id polls.ID) inbound.Reply {
	open := true
	err := r.look(ctx, in, id, func(p *polls.Poll) error {
		if open = p.Phase == polls.PhaseOpen; open {
			me, _ := p.Stakeholder(polls.Person(in.User))
			r.slack.screens.want(placeOf(in), me, render.AsChanging)
		}
		return nil
	})
	switch {
	case err != nil:
		return r.tell(in, r.told(err, "showing a question", in).Text)
	case open:
		r.redrawQuestion(in, id)
		return inbound.Reply{}
	}
	reply := r.openAnswer(ctx, in, id)
	r.refreshCopy(in, id)
	return reply
}

// keep shows the question with what was recorded, and records nothing.
func (r *Responder) keep(ctx context.Context, in inbound.Click, id polls.ID) inbound.Reply {
	if err := r.look(ctx, in, id, func(*polls.Poll) error { return nil }); err != nil {
		return r.tell(in, r.told(err, "showing a question", in).Text)
	}
	r.refreshCopy(in, id)
	return inbound.Reply{}
}

// placeOf returns the message that was clicked.
func placeOf(in inbound.Click) polls.Place {
	return polls.Place{Channel: in.Channel, Message: in.MessageTS}
}

// replace puts m in the place of the message that was clicked.
func (r *Responder) replace(ctx context.Context, in inbound.Click, m webapi.Message) error {
	_, err := r.slack.sender.Replace(webapi.Address{Team: in.Team, To: in.Channel, Message: in.MessageTS, Lane: polls.LaneAck}, m).Send(ctx)
	return err
}

// look reads a poll for a person who was asked. For all others it returns the error that says so.
func (r *Responder) look(ctx context.Context, in inbound.Click, id polls.ID, read func(*polls.Poll) error) error {
	who := polls.Person(in.User)
	names := func(p *polls.Poll) []polls.Person { return peopleInQuestion(p, who) }
	err := r.read(ctx, id, who, "", names, func(p *polls.Poll) error {
		if _, asked := p.Stakeholder(who); !asked {
			return notAsked(id)
		}
		return read(p)
	})
	if missing := (*phrase.Error)(nil); errors.As(err, &missing) && missing.Code == phrase.NotFound {
		return notAsked(id)
	}
	return err
}

func notAsked(id polls.ID) error {
	return &phrase.Error{Code: phrase.Forbidden, Text: "Only the people who were asked can answer " + id.String() + "."}
}
