package slack

import (
	"context"

	"quorum/bot/slack/inbound"
	"quorum/bot/slack/render"
	"quorum/polls"
)

// replied tells the first person who discusses a question in its thread that answers are still blind. Only that person sees
// it. It is tried once, because it does not help when it comes late.
func (r *Responder) replied(ctx context.Context, in inbound.Replied) inbound.Reply {
	card := polls.Place{Channel: r.slack.moved.original(in.Channel), Message: in.Thread}
	deadline, tell, err := r.bot.Discussed(ctx, in.Team, card, polls.Person(in.User))
	if err != nil {
		r.log.Error("a reply in a thread was not looked at", "err", err)
		return inbound.Reply{Unstored: true}
	}
	if !tell {
		return inbound.Reply{}
	}
	text := "Answers are still blind, until the summary or " + render.Time(&polls.Poll{}, deadline) + ". What you say here is read by people who have not answered yet; " +
		"better keep it for after the summary."
	r.errands.run(func(ctx context.Context) {
		if err := r.client.WhisperIn(ctx, in.Channel, in.Thread, in.User, text); err != nil {
			r.log.Info("somebody was not told that answers are still blind", "err", err)
		}
	})
	return inbound.Reply{}
}
