package slack

import (
	"context"
	"strings"
	"time"

	"quorum/polls"
)

// stats shows what waiting was like of late, to whoever asks for it alone.
func (r *Responder) stats(ctx context.Context, in Command, rest string) (Message, error) {
	p, err := periodNamed(rest)
	if err != nil {
		return Message{}, err
	}
	of, err := r.bot.Stats(ctx, in.Team, time.Duration(p.days)*24*time.Hour)
	return r.slack.scene(in.Team).stats(of, p), err
}

// periodNamed finds a period; nothing said means a week.
func periodNamed(name string) (period, error) {
	var names []string
	for _, p := range periods() {
		if name == "" || strings.EqualFold(p.name, name) {
			return p, nil
		}
		names = append(names, p.name)
	}
	did := ""
	if _, err := polls.ParseNumber(name); err == nil {
		did = " Did you mean /quorum status " + strings.ToUpper(name) + "?"
	} else if meant, ok := polls.Meant(strings.ToLower(name), names); ok {
		did = " Did you mean " + meant + "?"
	}
	return period{}, &polls.Error{Code: polls.Invalid, Text: "There are figures for a week, a month or a quarter: /quorum stats quarter." + did}
}
