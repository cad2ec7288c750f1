package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"

	slackgo "github.com/slack-go/slack"
)

const (
	rotationWayOut = "token rotation cannot be switched off: create a new app from quorum manifest, and put its token into SLACK_BOT_TOKEN"
	botTokenWayOut = `copy the "Bot User OAuth Token" (xoxb-…) from "OAuth & Permissions" into SLACK_BOT_TOKEN`
	appTokenWayOut = `create one with the scope connections:write under "Basic Information", "App-Level Tokens", and put it into SLACK_APP_TOKEN`
)

// checkError returns why Slack could not be asked about one token, or what it answered.
func checkError(what string, err error) Finding {
	var refused slackgo.SlackErrorResponse
	var status slackgo.StatusCodeError
	var limited *slackgo.RateLimitedError
	var network net.Error
	switch {
	case errors.As(err, &refused):
		return checkRefusal(what, refused)
	case errors.As(err, &limited):
		return Finding{Note, "Slack is limiting requests", fmt.Sprintf("try again in %s", limited.RetryAfter)}
	case errors.As(err, &status):
		return Finding{Fail, fmt.Sprintf("Slack answered %d", status.Code), "look at https://slack-status.com, or at SLACK_API_URL"}
	case errors.Is(err, context.Canceled):
		return Finding{Fail, "the check was stopped", "run it again"}
	case errors.As(err, &network):
		return Finding{Fail, "Slack cannot be reached: " + network.Error(), "check the network, the proxy and SLACK_API_URL"}
	}
	return Finding{Fail, "Slack's answer cannot be read: " + err.Error(), "check SLACK_API_URL"}
}

// checkRefusal turns the error code of Slack's answer into what to do.
func checkRefusal(what string, refused slackgo.SlackErrorResponse) Finding {
	wayOut := botTokenWayOut
	if what == "the app token" {
		wayOut = appTokenWayOut
	}
	switch refused.Err {
	case "invalid_auth", "not_authed":
		return Finding{Fail, "Slack does not know " + what, wayOut}
	case "account_inactive", "token_revoked":
		return Finding{Fail, what + " was revoked", "install the app again, then " + wayOut}
	case "token_expired":
		if what == "the app token" {
			return Finding{Fail, what + " has expired", wayOut}
		}
		return Finding{Fail, what + " has expired, as tokens of apps with token rotation do", rotationWayOut}
	case "forbidden_team":
		return Finding{Fail, what + " is not of this workspace", wayOut}
	case "not_allowed_token_type":
		return Finding{Fail, what + " is of the wrong kind", wayOut}
	case "missing_scope":
		return Finding{Fail, what + " lacks the scope " + cmp.Or(refused.Needed, "that it needs"), wayOut}
	case "ratelimited", "rate_limited":
		return Finding{Note, "Slack is limiting requests", "try again in a minute"}
	case "org_login_required", "ekm_access_denied", "team_access_not_granted", "access_denied":
		return Finding{Fail, "the workspace does not let the app in (" + refused.Err + ")", "ask an administrator of the workspace"}
	}
	return Finding{Fail, "Slack refused " + what + ": " + refused.Err, "https://docs.slack.dev/reference/methods lists its errors"}
}
