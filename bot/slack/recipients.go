package slack

import (
	"quorum/bot"
	"quorum/bot/slack/webapi"
	"quorum/polls"
)

// departed reports whether whoever asked is known to have left the workspace. Slack takes messages to them without a word,
// and nobody reads them.
func (c *Composer) departed(p *polls.Poll) bool {
	return c.people.Left(p.ID.Workspace, string(p.Asker))
}

// toAsker tells whoever asked. Who has left is told nothing.
func (c *Composer) toAsker(p *polls.Poll, d bot.Delivery, m webapi.Message) (bot.Letter, error) {
	if c.departed(p) {
		return nil, nil
	}
	return c.sender.Post(to(d, string(p.Asker)), m), nil
}

// toFallbackRecipient sends a summary to one of those asked, of whom so many are passed over.
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
