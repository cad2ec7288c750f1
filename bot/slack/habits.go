package slack

import (
	"cmp"
	"context"
	"strings"
	"time"

	"quorum/bot"
	"quorum/bot/slack/mrkdwn"
	"quorum/bot/slack/render"
	"quorum/bot/slack/webapi"
	"quorum/polls"
	"quorum/polls/phrase"
	"quorum/polls/worktime"
)

func isOff(rest string) bool {
	return strings.EqualFold(rest, "off") || strings.EqualFold(rest, "none") || strings.EqualFold(rest, "nobody")
}

// hours shows or sets the working hours of a person.
func (r *Responder) hours(ctx context.Context, in call, rest string) (webapi.Message, error) {
	who := polls.Person(in.User)
	if rest != "" {
		var h worktime.Hours
		var err error
		if !isOff(rest) {
			h, err = r.bot.Work().ParseHours(mrkdwn.Unescape(rest))
		}
		if err == nil {
			err = r.bot.SetHours(ctx, in.Team, who, h)
		}
		if err != nil {
			return webapi.Message{}, err
		}
	}
	h, err := r.bot.HabitsOf(ctx, in.Team, who)
	if err != nil {
		return webapi.Message{}, err
	}
	whose := "Your working hours are "
	if h.Hours == (worktime.Hours{}) {
		whose, h.Hours = "You have said no working hours of your own, so those of the workspace hold: ", r.bot.Work().Hours
	}
	zone, err := r.zoneOf(ctx, in)
	if err != nil {
		return webapi.Message{}, err
	}
	return render.Lines(whose+h.Hours.OrOffice().String()+", "+zone.String()+" time. Outside them you get no reminders.",
		"`"+in.Name+" hours 9-17 mon-fri` changes them, `"+in.Name+" hours off` forgets them. They hold for questions asked from now on."), nil
}

func (r *Responder) zoneOf(ctx context.Context, in call) (*time.Location, error) {
	me, err := r.people.Lookup(ctx, in.Team, []string{in.User})
	if err != nil {
		return nil, err
	}
	return r.zone(me[0]), nil
}

// holidays shows or sets the region whose public holidays a person has.
func (r *Responder) holidays(ctx context.Context, in call, rest string) (webapi.Message, error) {
	who := polls.Person(in.User)
	if rest != "" {
		region, err := worktime.ParseRegion(rest)
		if err == nil {
			err = r.bot.SetHolidays(ctx, in.Team, who, region)
		}
		if err != nil {
			return webapi.Message{}, err
		}
	}
	h, err := r.bot.HabitsOf(ctx, in.Team, who)
	if err != nil {
		return webapi.Message{}, err
	}
	how := "`" + in.Name + " holidays DE-BY` sets them, `" + in.Name + " holidays off` forgets them."
	switch region := r.bot.Work().Region; {
	case h.Holidays != "":
		return render.Lines("You have the public holidays of "+h.Holidays+". They are no working days of yours.", how), nil
	case region != "":
		return render.Lines("You have said nothing, so the public holidays of "+region+" hold, as for the workspace.", how), nil
	}
	return render.Lines("No public holidays are known of you.", how), nil
}

// away shows or sets until when a person is away.
func (r *Responder) away(ctx context.Context, in call, rest string) (webapi.Message, error) {
	who := polls.Person(in.User)
	zone, err := r.zoneOf(ctx, in)
	if err != nil {
		return webapi.Message{}, err
	}
	now := time.Now().In(zone)
	if rest != "" {
		var until time.Time
		if !isOff(rest) && !strings.EqualFold(rest, "back") {
			until, err = r.awayUntil(ctx, in, rest, now)
		}
		if err == nil {
			err = r.bot.SetAway(ctx, in.Team, who, until)
		}
		if err != nil {
			return webapi.Message{}, err
		}
	}
	h, err := r.bot.HabitsOf(ctx, in.Team, who)
	if err != nil {
		return webapi.Message{}, err
	}
	if !h.Away.After(now) {
		return render.Lines("You are here. `" + in.Name + " away until mon` says that you are not."), nil
	}
	stands := "Nobody stands in for you; `" + in.Name + " deputy @ben` changes that."
	if h.Deputy != "" {
		r.lookUpNames(ctx, in.Team, []polls.Person{h.Deputy})
		stands = r.slack.scene(in.Team).Name(h.Deputy) + " is asked in your place."
	}
	return render.Lines("You are away until "+render.Date(h.Away)+". Questions that end before are not put to you, and you get no reminders. "+stands,
		"`"+in.Name+" away off` says that you are back."), nil
}

// awayUntil reads the end of an absence, as [worktime.AwayUntil] does by the person's own working hours.
func (r *Responder) awayUntil(ctx context.Context, in call, rest string, now time.Time) (time.Time, error) {
	h, err := r.bot.HabitsOf(ctx, in.Team, polls.Person(in.User))
	if err != nil {
		return time.Time{}, err
	}
	c := r.bot.Work()
	c.Zone = now.Location()
	if h.Hours != (worktime.Hours{}) {
		c.Hours = h.Hours
	}
	return worktime.AwayUntil(rest, now, c)
}

// deputy shows or sets who stands in for a person.
func (r *Responder) deputy(ctx context.Context, in call, rest string) (webapi.Message, error) {
	who := polls.Person(in.User)
	if rest != "" {
		deputy, err := r.namedDeputy(ctx, in, rest)
		if err == nil {
			err = r.bot.SetDeputy(ctx, in.Team, who, deputy)
		}
		if err != nil {
			return webapi.Message{}, err
		}
	}
	h, err := r.bot.HabitsOf(ctx, in.Team, who)
	if err != nil {
		return webapi.Message{}, err
	}
	how := "`" + in.Name + " deputy @ben` names somebody, `" + in.Name + " deputy off` nobody. It holds for questions asked from now on."
	if h.Deputy == "" {
		return render.Lines("Nobody stands in for you.", how), nil
	}
	r.lookUpNames(ctx, in.Team, []polls.Person{h.Deputy})
	return render.Lines(r.slack.scene(in.Team).Name(h.Deputy)+" stands in for you: asked as well when you have not answered after most of the time, "+
		"and in your place while you are away. If both of you answer, the first counts, or yours where the rule asks for it.", how), nil
}

func (r *Responder) namedDeputy(ctx context.Context, in call, rest string) (polls.Person, error) {
	if isOff(rest) {
		return "", nil
	}
	draft, _ := polls.ParseDraft(rest) // an error only says that the question is missing
	if len(draft.Asked) != 1 || len(draft.Asked[0].Mentions) != 1 || draft.Asked[0].Mentions[0].Group {
		return "", &phrase.Error{Code: phrase.Invalid, Text: "Name one person, picked from the list that appears as you type @, like " + in.Name + " deputy @ben."}
	}
	found, err := r.people.Lookup(ctx, in.Team, []string{draft.Asked[0].Mentions[0].ID})
	if err != nil {
		return "", err
	}
	if ok, why := found[0].Askable(); !ok {
		return "", &phrase.Error{Code: phrase.Invalid, Text: "@" + cmp.Or(found[0].Name, "Somebody") + " " + why + ". Name somebody else."}
	}
	return polls.Person(found[0].ID), nil
}

// digest shows or sets the time of day of the message with everything that waits for a person.
func (r *Responder) digest(ctx context.Context, in call, rest string) (webapi.Message, error) {
	who := polls.Person(in.User)
	zone, err := r.zoneOf(ctx, in)
	if err != nil {
		return webapi.Message{}, err
	}
	if rest != "" {
		var at bot.Daily
		if !isOff(rest) {
			at.Zone = zone.String()
			at.Clock, err = worktime.ParseClock(rest)
		}
		if err == nil {
			err = r.bot.SetDigest(ctx, in.Team, who, at)
		}
		if err != nil {
			return webapi.Message{}, err
		}
	}
	h, err := r.bot.HabitsOf(ctx, in.Team, who)
	if err != nil {
		return webapi.Message{}, err
	}
	if h.Digest.Zone == "" {
		return render.Lines("You get no daily message. `" + in.Name + " digest 9:00` sends you what waits for you, on your working days."), nil
	}
	return render.Lines("On your working days at "+h.Digest.String()+" time you get one message with all that waits for you, and none when nothing does.",
		"`"+in.Name+" digest off` stops it."), nil
}
