package webapi

import (
	"time"

	"quorum/bot"

	slackgo "github.com/slack-go/slack"
)

// barredFor is how long a refusal of the token is believed without asking again: an account may be active again.
const barredFor = time.Minute

// barred is when Slack last refused the token, and how.
type barred struct {
	at      time.Time
	failure *bot.Failure
}

// Barred returns the [*bot.Failure] with which Slack has refused the token within the last minute, or nil. It is nil as soon as
// Slack accepts a call.
func (c *Client) Barred() error {
	last := c.barred.Load()
	if last == nil || time.Since(last.at) > barredFor {
		return nil
	}
	return last.failure
}

// tokenRefused is Slack's refusal of the bot token, for the log: with the variable to change, and how.
type tokenRefused struct{ slackgo.SlackErrorResponse }

// Error implements error.
func (e tokenRefused) Error() string {
	return "slack does not accept the bot token in SLACK_BOT_TOKEN (" + e.Err + "); install the app again, set the new token and start again; quorum check says more"
}

// Unwrap returns what Slack said.
func (e tokenRefused) Unwrap() error { return e.SlackErrorResponse }
