package webapi

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"time"

	"quorum/bot"

	slackgo "github.com/slack-go/slack"
)

// How long to wait when Slack refuses for the rate and does not say for how
// long: its windows are of a minute, and 429 without a header is the least
// that is left of one.
const (
	retryUnsaid     = time.Second
	retryUnsaidBody = time.Minute
)

// What is said when nobody knows better.
const (
	whyUnreachable = "Slack could not be reached"
	whyLimited     = "Slack takes only so many messages at a time"
	whyUnknown     = "Slack did not say whether it arrived"
	whyBarred      = "Slack no longer accepts this app's credentials; an administrator must install it again"
)

// failureOf returns what became of one call: it is the whole table of outcomes. It
// returns nil when the call was accepted.
//
// A refusal is Slack's word that nothing happened. An error of the server, an
// answer that cannot be read, or none after the request may have left, is not:
// the message may stand there.
func failureOf(err error, seen *exchange, t turn) *bot.Failure {
	var refused slackgo.SlackErrorResponse
	var limited *slackgo.RateLimitedError
	switch {
	case err == nil:
		return nil
	case seen.status == http.StatusTooManyRequests || errors.As(err, &limited):
		return &bot.Failure{Fate: bot.Limited, RetryAfter: positive(seen.after, retryUnsaid), Why: whyLimited, Err: err}
	case errors.As(err, &refused):
		return failureOfCode(refused, seen, t)
	case seen.status >= http.StatusInternalServerError:
		return &bot.Failure{Fate: bot.Unknown, Why: whyUnknown, Err: err}
	case seen.status >= http.StatusMultipleChoices:
		return &bot.Failure{Fate: bot.NotSent, Why: whyUnreachable, Err: err} // a proxy, or a wrong address
	case unwritable(err):
		return &bot.Failure{Fate: bot.Refused, Why: "it could not be written in Slack's format", Err: err}
	case !seen.left.Load():
		return &bot.Failure{Fate: bot.NotSent, Why: whyUnreachable, Err: err}
	}
	return &bot.Failure{Fate: bot.Unknown, Why: whyUnknown, Err: err}
}

// failureOfCode is failureOf for a refusal in Slack's own words, at HTTP 200.
func failureOfCode(refused slackgo.SlackErrorResponse, seen *exchange, t turn) *bot.Failure {
	f := &bot.Failure{Err: refused}
	switch refused.Err {
	case "ratelimited", "rate_limited":
		f.Fate, f.RetryAfter, f.Why = bot.Limited, positive(seen.after, retryUnsaidBody), whyLimited
	case "internal_error", "fatal_error", "request_timeout", "service_unavailable", "update_failed":
		f.Fate, f.Why = bot.Unknown, whyUnknown
	case "team_added_to_org", "org_login_required", "accesslimited":
		f.Fate, f.Why = bot.NotSent, "this workspace is being moved and Slack takes nothing meanwhile"
	case "invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive", "not_allowed_token_type",
		"team_access_not_granted", "two_factor_setup_required":
		f.Fate, f.Why, f.Err = bot.Barred, whyBarred, tokenRefused{refused}
	case "missing_scope":
		f.Fate, f.Why = bot.Refused, "this app lacks a permission"
		if refused.Needed != "" {
			f.Why += " (" + refused.Needed + ")"
		}
		f.Why += "; an administrator can add it"
	default:
		f.Fate, f.Why = bot.Refused, whyRefused(refused.Err, t.toPerson())
	}
	return f
}

// notInTurn returns the failure of a call that was not made because its turn did not come.
func notInTurn(err error) error {
	var later *later
	if errors.As(err, &later) {
		return &bot.Failure{Fate: bot.Limited, RetryAfter: positive(time.Until(later.At), 0), Why: whyLimited, Err: err}
	}
	return &bot.Failure{Fate: bot.NotSent, Why: whyUnreachable, Err: err}
}

func unwritable(err error) bool {
	var kind *json.UnsupportedTypeError
	var value *json.UnsupportedValueError
	var marshaler *json.MarshalerError
	return errors.As(err, &kind) || errors.As(err, &value) || errors.As(err, &marshaler) ||
		errors.Is(err, slackgo.ErrParametersMissing) || errors.Is(err, slackgo.ErrBlockIDNotUnique)
}

func positive(d, otherwise time.Duration) time.Duration {
	if d > 0 {
		return d
	}
	return otherwise
}

// outcomeWord names an outcome for metrics.
func outcomeWord(f *bot.Failure) string {
	if f == nil {
		return "accepted"
	}
	switch f.Fate {
	case bot.NotSent:
		return "not_sent"
	case bot.Limited:
		return "limited"
	case bot.Refused:
		return "refused"
	case bot.Barred:
		return "barred"
	case bot.Unknown:
	}
	return "unknown"
}

// asFailure returns err as the [*bot.Failure] that it is or wraps.
func asFailure(err error) *bot.Failure {
	var f *bot.Failure
	if errors.As(err, &f) {
		return f
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return &bot.Failure{Fate: bot.NotSent, Why: whyUnreachable, Err: err}
	}
	return &bot.Failure{Fate: bot.Unknown, Why: whyUnknown, Err: err}
}
