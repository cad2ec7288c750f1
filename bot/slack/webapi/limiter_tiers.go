package webapi

import (
	"maps"
	"time"

	"quorum/polls"
)

// Limits are those of posting messages, for which Slack publishes no number
// per workspace ("several hundred messages per minute"). Zero fields take the
// default.
//
// The other methods have the limits of Slack's tiers, with a burst of a fifth
// of a minute, except views.open and views.push: those answer a click that is
// void after 3 s, so they are never held back. They are refused at once while
// a refusal of Slack's is in force.
type Limits struct {
	Start float64 // messages a second at first; default 3
	Cap   float64 // messages a second at most, however many Slack takes; default 20
	Burst int     // messages at once after a pause; default 20
}

func (l Limits) withDefaults() Limits {
	if l.Start <= 0 {
		l.Start = 3
	}
	if l.Cap <= 0 {
		l.Cap = 20
	}
	if l.Burst <= 0 {
		l.Burst = 20
	}
	return l
}

const (
	postMessage = "chat.postMessage"
	// respondMethod stands for the response URLs of a workspace.
	respondMethod = "response_url"

	// respondRate is how many responses go out in a second, and at once, as long as Slack refuses none: it publishes no limit.
	respondRate = 200

	channelRate  = 1 // messages a second in one channel
	channelBurst = 3
	maxChannels  = 4096 // after this many, channels without recent messages are forgotten
)

// perMinute is the limit of the tier that Slack puts a method in: 20, 50 or 100
// calls a minute and workspace, see docs.slack.dev/apis/web-api/rate-limits.
func perMinute(method string) int {
	switch method {
	case "users.list", "dnd.teamInfo", "usergroups.list", "usergroups.users.list", "conversations.list":
		return 20
	case "chat.update", "chat.delete", "conversations.open", "conversations.info", "conversations.history",
		"conversations.replies", "conversations.join":
		return 50
	case "views.publish", "views.update", "users.info", "conversations.members", "chat.postEphemeral":
		return 100
	case "auth.test", "chat.getPermalink":
		return 600
	}
	return 50
}

// neverWaits says that a call is worthless if it is not made at once.
func neverWaits(method string) bool { return method == "views.open" || method == "views.push" }

// maxWait is how long who comes back waits for a method. Where people wait for what is in the lane, methods of few and of many
// calls are mixed in it, and the former must not keep all workers from the latter.
func maxWait(lane polls.Lane) time.Duration {
	if lane <= polls.LaneCard {
		return time.Second
	}
	return 5 * time.Second
}

func (l *Limiter) queue(t turn, now time.Time) *queue {
	key := queueKey{t.Team, t.Method}
	q := l.queues[key]
	if q == nil {
		q = &queue{key: key, pace: l.newPace(t.Method, now)}
		l.queues[key] = q
		l.meter.paced(t, q.pace.rate)
	}
	return q
}

func (l *Limiter) newPace(method string, now time.Time) *pace {
	switch {
	case method == postMessage:
		return newPace(l.limits.Start, l.limits.Cap, l.limits.Burst, now)
	case method == respondMethod:
		return newPace(respondRate, respondRate, respondRate, now)
	case neverWaits(method):
		const boundless = 1 << 30
		p := newPace(boundless, boundless, boundless, now)
		p.impatient = true
		return p
	}
	n := perMinute(method)
	rate := float64(n) / 60
	return newPace(rate, rate, max(1, n/5), now)
}

// channel is the bucket of the channel that a message goes to; for everything
// else it is one that is always full.
func (l *Limiter) channel(t turn, now time.Time) *pace {
	if t.Method != postMessage || t.Channel == "" {
		return newPace(1, 1, 1, now)
	}
	key := queueKey{t.Team, t.Channel}
	p := l.channels[key]
	if p == nil {
		if len(l.channels) >= maxChannels {
			maps.DeleteFunc(l.channels, func(_ queueKey, p *pace) bool { return p.idle(now) })
		}
		p = newPace(channelRate, channelRate, channelBurst, now)
		l.channels[key] = p
	}
	return p
}
