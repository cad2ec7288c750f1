package slack

import (
	"context"

	"quorum/polls"
)

// replied tells the first who discusses a question in its thread that answers are still blind, where that person alone
// reads it. It is worth one try: a reminder that comes late does not help.
func (r *Responder) replied(ctx context.Context, in Replied) Reply {
	card := polls.Place{Channel: r.slack.moved.former(in.Channel), Message: in.Thread}
	deadline, tell, err := r.bot.Discussed(ctx, in.Team, card, polls.Person(in.User))
	if err != nil {
		r.log.Error("a reply in a thread was not looked at", "err", err)
		return Reply{Unstored: true}
	}
	if !tell {
		return Reply{}
	}
	text := "Answers are still blind, until the summary or " + sayTime(&polls.Poll{}, deadline) + ". What you say here is read by people who have not answered yet; " +
		"better keep it for after the summary."
	if err := r.client.whisperIn(ctx, in.Channel, in.Thread, in.User, text); err != nil {
		r.log.Info("somebody was not told that answers are still blind", "err", err)
	}
	return Reply{}
}
