package slack

import (
	"context"
	"time"

	"quorum/bot"
	"quorum/bot/slack/inbound"
	"quorum/bot/slack/render"
	"quorum/polls"
	"quorum/polls/forecast"
	"quorum/polls/phrase"
)

// foreseenWithin bounds how long an asker waits for the sake of a forecast. Without one nothing is missing.
const foreseenWithin = 700 * time.Millisecond

// forecast is when an open poll will have its quorum; nil when there is nothing to say. It is shown to its asker alone.
func (r *Responder) forecast(ctx context.Context, id polls.ID) *forecast.Forecast {
	ctx, cancel := context.WithTimeout(ctx, foreseenWithin)
	defer cancel()
	f, ok, err := r.bot.Forecast(ctx, id)
	return r.foreseen(f, ok, err)
}

// foresee is the same of a question that is to be asked.
func (r *Responder) foresee(ctx context.Context, req bot.Request, plan polls.Plan) *forecast.Forecast {
	if plan.Rule.Clauses == nil { // there is no plan
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, foreseenWithin)
	defer cancel()
	f, ok, err := r.bot.Foresee(ctx, req, plan)
	return r.foreseen(f, ok, err)
}

func (r *Responder) foreseen(f forecast.Forecast, ok bool, err error) *forecast.Forecast {
	if err != nil {
		r.log.Info("nothing was foreseen", "err", err)
	}
	if err != nil || !ok {
		return nil
	}
	return &f
}

// expectation says in plain text what the asker can expect of a question, or what would help; mostly nothing.
func (r *Responder) expectation(ctx context.Context, req bot.Request, plan polls.Plan) string {
	f := r.foresee(ctx, req, plan)
	switch {
	case f == nil:
		return ""
	case f.Advice != "":
		return f.Advice
	}
	now := time.Now().In(req.Zone)
	return f.Words(func(t time.Time) string { return phrase.Moment(t, now) })
}

// thinkAgain opens the form instead of asking at once when a quorum is unlikely, with what would help, and says whether
// it has. Whoever submits the form has read that, and it asks. It is asked as it is when the form cannot be opened, and
// when the rule says what happens without a quorum.
func (r *Responder) thinkAgain(ctx context.Context, in inbound.Command, f render.AskFields, req bot.Request, plan polls.Plan) bool {
	if otherwise := plan.Rule.Else; !otherwise.IsZero() && !otherwise.Close {
		return false
	}
	ahead := r.foresee(ctx, req, plan)
	if ahead == nil || ahead.Advice == "" {
		return false
	}
	s := r.slack.scene(in.Team)
	f.Problem, f.Groups = "Nobody was asked yet. "+ahead.Advice+" Or ask it as it is.", true
	f.Preview, f.Warning = s.Plain(plan.Words), plan.Warning
	_, _, err := r.client.OpenView(ctx, in.TriggerID, s.AskForm(f))
	if err != nil && !openedBefore(err) {
		r.log.Info("a quorum is unlikely, and the asker was not told", "err", err)
		return false
	}
	return true
}
