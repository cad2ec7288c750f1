package slack

import (
	"context"
	"strings"
	"time"

	"quorum/bot"
	"quorum/bot/slack/inbound"
	"quorum/bot/slack/render"
	"quorum/bot/slack/webapi"
	"quorum/polls"
	"quorum/polls/phrase"
)

// stats shows how long waiting took lately. Only the person who types it sees the answer.
func (r *Responder) stats(ctx context.Context, in call, rest string) (webapi.Message, error) {
	p, err := periodNamed(rest)
	if err != nil {
		return webapi.Message{}, err
	}
	of, ready, err := r.bot.Stats(ctx, in.Team, time.Duration(p.Days)*24*time.Hour, func(ctx context.Context, of bot.Stats, err error) {
		m := r.slack.scene(in.Team).Stats(of, p)
		if err != nil {
			r.log.Error("the figures were not worked out", "err", err)
			m = render.Lines("The figures could not be worked out now. Try `" + in.Name + " stats` again in a minute.")
		}
		r.later(ctx, in.Command, m)
	})
	if err == nil && !ready {
		return render.NoStats(), nil
	}
	return r.slack.scene(in.Team).Stats(of, p), err
}

// later answers a command a second time, when the answer is known.
func (r *Responder) later(ctx context.Context, in inbound.Command, m webapi.Message) {
	err := r.urls.Respond(ctx, in.ResponseURL, m, true)
	if plain, ok := m.WithoutPictures(); err != nil && ok {
		err = r.urls.Respond(ctx, in.ResponseURL, plain, true) // Slack may refuse the chart; the words are sent without it
	}
	if err != nil && m.Text != "" {
		err = r.urls.Respond(ctx, in.ResponseURL, webapi.Message{Text: m.Text}, true) // and without blocks
	}
	if err != nil {
		r.log.Warn("what a person waits for was not shown", "command", in.Name, "err", err)
	}
}

// periodNamed returns the period of this name. No name means a week.
func periodNamed(name string) (render.Period, error) {
	var names []string
	for _, p := range render.Periods() {
		if name == "" || strings.EqualFold(p.Name, name) {
			return p, nil
		}
		names = append(names, p.Name)
	}
	did := ""
	if _, err := polls.ParseNumber(name); err == nil {
		did = " Did you mean /quorum status " + strings.ToUpper(name) + "?"
	} else if meant, ok := phrase.Meant(strings.ToLower(name), names); ok {
		did = " Did you mean " + meant + "?"
	}
	return render.Period{}, &phrase.Error{Code: phrase.Invalid, Text: "There are figures for a week, a month or a quarter: /quorum stats quarter." + did}
}
