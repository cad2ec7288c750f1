package slack

import (
	"quorum/bot"
	"quorum/bot/slack/webapi"
	"quorum/polls"
)

// departed reports whether the asker is known to have left the workspace. Slack accepts messages to such a person without an
// error, and nobody reads them.
func (c *Composer) departed(p *polls.Poll) bool {
	return c.people.Left(p.ID.Workspace, string(p.Asker))
}

// toAsker tells the asker. An asker who has left is told nothing.
func (c *Composer) toAsker(p *polls.Poll, d bot.Delivery, m webapi.Message) (bot.Letter, error) {
	if c.departed(p) {
		return nil, nil
	}
	return c.sender.Post(to(d, string(p.Asker)), m), nil
}

// toFallbackRecipient sends a summary to one of the people asked, after passing over the first skip of them.
func (c *Composer) toFallbackRecipient(p *polls.Poll, d bot.Delivery, skip int, m webapi.Message) (bot.Letter, error) {
	for _, who := range p.FallbackRecipients() {
		if c.people.Left(p.ID.Workspace, string(who)) {
			continue
		}
		if skip--; skip < 0 {
			return c.sender.Post(to(d, string(who)), m), nil
		}
	}
	return nil, nil
}
