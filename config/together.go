package config

import "time"

// together checks what follows from several settings.
func (r *reader) together(need Need) {
	r.hours()
	r.rates()
	r.transport(need)
	r.listen()
	if need == ForSlack && !r.set("slack.bot_token") {
		r.add(origin{where: "SLACK_BOT_TOKEN"}, wrong(botTokenPlace, "is not set"))
	}
}

// set reports whether a setting was made, rightly or wrongly: what was wrong has been reported already.
func (r *reader) set(key string) bool {
	_, ok := r.origins[key]
	return ok
}

// origin is where a setting was made, or the name under which it would be made.
func (r *reader) origin(key string) origin {
	if at, ok := r.origins[key]; ok {
		return at
	}
	return origin{where: key}
}

func (r *reader) hours() {
	h := r.config.Hours
	if h.Start < h.End {
		return
	}
	at := r.origin("working_hours.end")
	if !r.set("working_hours.end") {
		at = r.origin("working_hours.start")
	}
	day := time.Time{}
	r.add(at, wrong("write an end that is later than the start; the day runs in each person's own time zone",
		"the working day ends at %s, before it begins at %s", day.Add(h.End).Format("15:04"), day.Add(h.Start).Format("15:04")))
}

func (r *reader) rates() {
	l := r.config.Limits
	if l.StartPerSecond <= l.PostsPerSecond {
		return
	}
	if !r.set("limits.start_per_second") { // a low cap alone is meant: start there
		r.config.Limits.StartPerSecond = l.PostsPerSecond
		return
	}
	r.add(r.origin("limits.start_per_second"), wrong("lower it, or raise limits.posts_per_second",
		"starts at %g messages a second, above the most of %g", l.StartPerSecond, l.PostsPerSecond))
}

// transport settles how Slack reaches the bot: by what is said, or else by which secrets there are.
func (r *reader) transport(need Need) {
	app, signing := r.set("slack.app_token"), r.set("slack.signing_secrets")
	if r.set("slack.transport") {
		r.chosen(app, signing, need)
		return
	}
	switch {
	case app && signing:
		r.add(origin{where: "QUORUM_TRANSPORT"}, wrong(
			"set it to socket or http, as the app is set up in Slack",
			"an app token and a signing secret are both set, so the transport is not clear"))
	case app:
		r.config.Transport = Socket
	case signing:
		r.config.Transport = HTTP
	case need == ForSlack:
		r.neither()
	}
}

// listen settles where the HTTP server listens when nothing is said.
func (r *reader) listen() {
	if r.config.Transport == HTTP && !r.set("listen") {
		r.config.Listen = listenEverywhere
	}
}

func (r *reader) neither() {
	r.add(origin{where: "SLACK_APP_TOKEN"}, wrong("for Socket Mode "+appTokenPlace+"; for HTTP set SLACK_SIGNING_SECRET",
		"neither an app token nor a signing secret is set"))
}

// chosen checks that the transport that was chosen has what it needs.
func (r *reader) chosen(app, signing bool, need Need) {
	switch {
	case need != ForSlack:
	case r.config.Transport == "": // what was chosen is none, and has been reported
		if !app && !signing {
			r.neither()
		}
	case r.config.Transport == Socket && !app:
		r.add(origin{where: "SLACK_APP_TOKEN"}, wrong(appTokenPlace, "is not set, and the transport is socket"))
	case r.config.Transport == HTTP && !signing:
		r.add(origin{where: "SLACK_SIGNING_SECRET"}, wrong(signingPlace, "is not set, and the transport is http"))
	}
}
