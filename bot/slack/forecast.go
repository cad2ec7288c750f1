package slack

import (
	"context"
	"time"

	"quorum/bot"
	"quorum/polls"
	"quorum/polls/forecast"
	"quorum/polls/phrase"
)

// forecastTimeout is how long an asker waits for a forecast. After that the message goes out without one.
const forecastTimeout = 700 * time.Millisecond

// forecast returns when an open poll will have its quorum, or nil when nothing is known. Only the asker may see it.
func (r *Responder) forecast(ctx context.Context, id polls.ID) *forecast.Forecast {
	ctx, cancel := context.WithTimeout(ctx, forecastTimeout)
	defer cancel()
	f, ok, err := r.bot.Forecast(ctx, id)
	return r.forecastOrNil(f, ok, err)
}

// forecastPlan returns the forecast for a question that has not been asked yet.
func (r *Responder) forecastPlan(ctx context.Context, req bot.Request, plan polls.Plan) *forecast.Forecast {
	if plan.Rule.Clauses == nil { // the question has no plan
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, forecastTimeout)
	defer cancel()
	f, ok, err := r.bot.ForecastPlan(ctx, req, plan)
	return r.forecastOrNil(f, ok, err)
}

func (r *Responder) forecastOrNil(f forecast.Forecast, ok bool, err error) *forecast.Forecast {
	if err != nil {
		r.log.Info("there is no forecast", "err", err)
	}
	if err != nil || !ok {
		return nil
	}
	return &f
}

// forecastWords returns in plain text what the asker can expect of a question, or what would help. Usually it is empty.
func (r *Responder) forecastWords(ctx context.Context, req bot.Request, plan polls.Plan) string {
	f := r.forecastPlan(ctx, req, plan)
	switch {
	case f == nil:
		return ""
	case f.Advice != "":
		return f.Advice
	}
	now := time.Now().In(req.Zone)
	return f.Words(func(t time.Time) string { return phrase.Moment(t, now) })
}

// advice returns what would make a quorum of a question likelier that is about to be asked. It never keeps the question from
// being asked. It is empty when the rule says what happens without a quorum: its asker has thought of that.
func (r *Responder) advice(ctx context.Context, req bot.Request, plan polls.Plan) string {
	if otherwise := plan.Rule.Else; !otherwise.IsZero() && !otherwise.Close {
		return ""
	}
	if ahead := r.forecastPlan(ctx, req, plan); ahead != nil {
		return ahead.Advice
	}
	return ""
}
