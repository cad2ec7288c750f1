package slack

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"quorum/bot"
	"quorum/bot/slack/webapi"
	"quorum/polls"
	"quorum/polls/phrase"
)

// presence adds to each invitation when the person works, who stands in, and until when the person is away. A person who is
// away until the deadline is not asked; the deputy is asked instead, if there is one. The sentences tell this to the asker.
func (r *Responder) presence(ctx context.Context, req bot.Request, asked []webapi.Profile) (bot.Request, []string, error) {
	all, err := r.bot.Habits(ctx, req.Workspace)
	if err != nil {
		return req, nil, err
	}
	req.Habits = all[req.Asker]
	stands, err := r.findDeputies(ctx, req, all)
	if err != nil {
		return req, nil, err
	}
	byID := map[polls.Person]webapi.Profile{}
	for _, p := range asked {
		byID[polls.Person(p.ID)] = p
	}
	for i := range req.Asked {
		a := &req.Asked[i]
		setHours(a, all[a.Person])
		if in, ok := stands[a.Person]; ok {
			a.Deputy = &in
		}
	}
	return r.withoutAway(req, byID, all)
}

// setHours writes on an invitation when its person works.
func setHours(a *polls.Invite, h bot.Habits) { a.Hours, a.Holidays = h.Hours.String(), h.Holidays }

// withoutAway leaves out the people who are away until the deadline, or replaces them by their deputies.
func (r *Responder) withoutAway(req bot.Request, byID map[polls.Person]webapi.Profile, all map[polls.Person]bot.Habits) (bot.Request, []string, error) {
	now := time.Now()
	here := !slices.ContainsFunc(req.Asked, func(a polls.Invite) bool {
		until, endless := absent(now, byID[a.Person], all[a.Person])
		return endless || !until.IsZero()
	})
	if here {
		return req, nil, nil
	}
	plan, err := r.bot.Plan(req)
	if err != nil {
		return req, nil, nil // opening the poll reports this, with any other mistakes
	}
	var notes []string
	var there []polls.Invite
	for _, a := range req.Asked {
		until, endless := absent(now, byID[a.Person], all[a.Person])
		name := "@" + cmp.Or(byID[a.Person].Name, "Somebody")
		a.Away = until
		switch {
		case endless:
			notes = append(notes, name+" shows to be away. They are asked, and not reminded while they do.")
		case until.IsZero():
		case until.Before(plan.Deadline):
			notes = append(notes, name+" is away until "+sayUntil(until, req.Zone)+". The question waits for them.")
		case a.Deputy != nil:
			notes = append(notes, name+" is away until "+sayUntil(until, req.Zone)+", so @"+r.people.Name(req.Workspace, string(a.Deputy.Person))+" is asked in their place.")
			who := a.Person
			a = *a.Deputy
			a.Instead = who
		default:
			notes = append(notes, name+" is away until "+sayUntil(until, req.Zone)+" and was not asked.")
			continue
		}
		there = append(there, a)
	}
	if len(there) == 0 && len(req.Asked) > 0 {
		return req, nil, &phrase.Error{Code: phrase.Invalid, Field: phrase.FieldAsked, Text: strings.Join(notes, " ") + " Name somebody else, or give it more time."}
	}
	req.Asked = there
	return req, notes, nil
}

// absent returns until when a person is away, by their own setting or by their status in Slack. endless is true when the
// status has no end.
func absent(now time.Time, p webapi.Profile, h bot.Habits) (until time.Time, endless bool) {
	shown, away := p.Status.Away(now)
	switch {
	case h.Away.After(now) && h.Away.After(shown):
		return h.Away, false
	case away && shown.IsZero():
		return time.Time{}, true
	case away:
		return shown, false
	}
	return time.Time{}, false
}

func sayUntil(t time.Time, zone *time.Location) string {
	if zone == nil {
		zone = time.UTC
	}
	return phrase.Moment(t, time.Now().In(zone))
}

// findDeputies looks up who is asked as well when a person does not answer: the deputy that the asker named, else the one that the
// person set. A deputy who cannot be asked, is asked anyway, or is the asker, is left out.
func (r *Responder) findDeputies(ctx context.Context, req bot.Request, all map[polls.Person]bot.Habits) (map[polls.Person]polls.Invite, error) {
	named, err := polls.ParseDeputies(req.Draft.Deputies)
	if err != nil {
		return nil, nil // opening the poll reports this
	}
	var ids []string
	whose := map[polls.Person]string{}
	for _, a := range req.Asked {
		deputy := string(all[a.Person].Deputy)
		if d, ok := named[a.Person]; ok {
			deputy = string(d)
		}
		if deputy != "" && deputy != string(req.Asker) && !includes(req.Asked, deputy) {
			whose[a.Person] = deputy
			ids = append(ids, deputy)
		}
	}
	if len(ids) == 0 {
		return nil, nil
	}
	found, err := r.people.Lookup(ctx, req.Workspace, ids)
	if err != nil {
		return nil, err
	}
	return r.inviteDeputies(ctx, req, whose, found, all)
}

func includes(asked []polls.Invite, who string) bool {
	for _, a := range asked {
		if string(a.Person) == who {
			return true
		}
	}
	return false
}

// inviteDeputies returns the invitations of deputies, with their own sources and roles.
func (r *Responder) inviteDeputies(ctx context.Context, req bot.Request, deputies map[polls.Person]string, found []webapi.Profile, all map[polls.Person]bot.Habits) (map[polls.Person]polls.Invite, error) {
	apart := bot.Request{Workspace: req.Workspace, Asker: req.Asker, Draft: polls.Draft{Rule: req.Draft.Rule}}
	now := time.Now()
	for _, p := range found {
		until, endless := absent(now, p, all[polls.Person(p.ID)])
		if ok, _ := p.Askable(); ok && until.IsZero() && !endless && !includes(apart.Asked, p.ID) {
			in := polls.Invite{Person: polls.Person(p.ID), Zone: p.Zone()}
			setHours(&in, all[in.Person])
			apart.Asked = append(apart.Asked, in)
		}
	}
	if _, err := r.groupSources(ctx, apart); err != nil {
		return nil, err
	}
	apart, err := r.roles(ctx, apart, found)
	if err != nil {
		return nil, err
	}
	stands := map[polls.Person]polls.Invite{}
	for who, deputy := range deputies {
		for _, in := range apart.Asked {
			if string(in.Person) == deputy {
				stands[who] = in
			}
		}
	}
	return stands, nil
}
