package config

import (
	"time"

	"quorum/polls/worktime"
)

// checkTogether checks what depends on several settings, and sets what follows from others.
func (r *reader) checkTogether(need Need) {
	r.checkHours()
	r.checkRates()
	r.chooseTransport(need)
	r.setListen()
	if need == ForSlack && !r.isSet("slack.bot_token") {
		r.add(origin{where: "SLACK_BOT_TOKEN"}, newProblem(botTokenPlace, "is not set"))
	}
}

// isSet reports whether a setting was made, also when its value was wrong. A wrong value has been reported before.
func (r *reader) isSet(key string) bool {
	_, ok := r.origins[key]
	return ok
}

// originOf returns where a setting was made, or its key when it was not made.
func (r *reader) originOf(key string) origin {
	if at, ok := r.origins[key]; ok {
		return at
	}
	return origin{where: key}
}

func (r *reader) checkHours() {
	h := r.config.Hours
	if span := worktime.Overnight(h.Start, h.End); h.Start < h.End || span.Fits() {
		r.config.Hours.Start, r.config.Hours.End = span.Start, span.End
		return
	}
	at := r.originOf("working_hours.end")
	if !r.isSet("working_hours.end") {
		at = r.originOf("working_hours.start")
	}
	day := time.Time{}
	r.add(at, newProblem("write an end that is later than the start; the day runs in each person's own time zone",
		"the working day ends at %s, before it begins at %s", day.Add(h.End).Format("15:04"), day.Add(h.Start).Format("15:04")))
}

func (r *reader) checkRates() {
	l := r.config.Limits
	if l.StartPerSecond <= l.PostsPerSecond {
		return
	}
	if !r.isSet("limits.start_per_second") { // only a cap below the default start is set, so start at the cap
		r.config.Limits.StartPerSecond = l.PostsPerSecond
		return
	}
	r.add(r.originOf("limits.start_per_second"), newProblem("lower it, or raise limits.posts_per_second",
		"starts at %g messages a second, above the most of %g", l.StartPerSecond, l.PostsPerSecond))
}

// chooseTransport sets the transport: the one that was set, or else the one whose token or secret is set.
func (r *reader) chooseTransport(need Need) {
	app, signing := r.isSet("slack.app_token"), r.isSet("slack.signing_secrets")
	if r.isSet("slack.transport") {
		r.checkTransport(app, signing, need)
		return
	}
	switch {
	case app && signing:
		r.add(origin{where: "QUORUM_TRANSPORT"}, newProblem(
			"set it to socket or http, as the app is set up in Slack",
			"an app token and a signing secret are both set, so the transport is not clear"))
	case app:
		r.config.Transport = Socket
	case signing:
		r.config.Transport = HTTP
	case need == ForSlack:
		r.addNoTransport()
	}
}

// setListen sets where the HTTP server listens, when that was not set.
func (r *reader) setListen() {
	if r.config.Transport == HTTP && !r.isSet("listen") {
		r.config.Listen = listenEverywhere
	}
}

func (r *reader) addNoTransport() {
	r.add(origin{where: "SLACK_APP_TOKEN"}, newProblem("for Socket Mode "+appTokenPlace+"; for HTTP set SLACK_SIGNING_SECRET",
		"neither an app token nor a signing secret is set"))
}

// checkTransport checks that the token or secret of the chosen transport is set.
func (r *reader) checkTransport(app, signing bool, need Need) {
	switch {
	case need != ForSlack:
	case r.config.Transport == "": // the value of the setting was wrong, and has been reported
		if !app && !signing {
			r.addNoTransport()
		}
	case r.config.Transport == Socket && !app:
		r.add(origin{where: "SLACK_APP_TOKEN"}, newProblem(appTokenPlace, "is not set, and the transport is socket"))
	case r.config.Transport == HTTP && !signing:
		r.add(origin{where: "SLACK_SIGNING_SECRET"}, newProblem(signingPlace, "is not set, and the transport is http"))
	}
}
