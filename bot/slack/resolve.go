package slack

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"quorum/bot"
	"quorum/bot/slack/webapi"
	"quorum/polls"
	"quorum/polls/phrase"
	"quorum/polls/schedule"
	"quorum/polls/worktime"
)

// asked is the result of asking: a poll that is open, or a schedule that will ask.
type asked struct {
	id      polls.ID
	plan    polls.Plan
	skipped []string // a sentence for each person who was named and cannot be asked
	advice  string   // what would make a quorum likelier; empty: it is likely enough, or nothing is known

	schedule *schedule.Schedule // the schedule that will ask; then no poll is open yet
	people   []polls.Invite     // the people whom the schedule would ask now
}

// notes returns what the asker should know besides: that the rule may not be what was meant, and who was left out.
func (a asked) notes() []string {
	if a.plan.Warning == "" {
		return a.skipped
	}
	return append([]string{a.plan.Warning}, a.skipped...)
}

// confirm returns what the asker reads right after asking.
func (r *Responder) confirm(ctx context.Context, a asked, who polls.Person) webapi.Message {
	if a.schedule != nil {
		return r.slack.scene(a.schedule.ID.Workspace).Scheduled(*a.schedule, a.plan, a.people, a.notes())
	}
	m := webapi.Message{Text: "Asked as " + a.id.String() + "."}
	ahead := r.forecast(ctx, a.id)
	err := r.bot.Look(ctx, a.id, who, "", func(p *polls.Poll) error {
		m = r.slack.scene(p.ID.Workspace).WithForecast(ahead).Asked(p, a.advice, a.notes()...)
		return nil
	})
	if err != nil { // the question is out all the same
		r.log.Warn("a question that is out could not be read", "err", err)
	}
	return m
}

// ready looks up the people and the channel, and returns what will be asked. It asks nobody.
func (r *Responder) ready(ctx context.Context, req bot.Request) (bot.Request, asked, error) {
	req, skipped, err := r.resolve(ctx, req)
	if err != nil {
		return req, asked{}, err
	}
	if err := r.mayPost(ctx, req); err != nil {
		return req, asked{}, err
	}
	plan, err := r.planned(req)
	if err != nil {
		return req, asked{}, withSkipped(skipped, err)
	}
	a := asked{plan: plan, skipped: slices.Concat(skipped, unmentioned(req.Draft.Question), r.idleDeputies(req))}
	if req.Draft.Every == "" {
		a.advice = r.advice(ctx, req, plan)
	}
	return req, a, nil
}

// open looks up the people and the channel, and asks.
func (r *Responder) open(ctx context.Context, req bot.Request) (asked, error) {
	if err := r.client.Barred(); err != nil { // no question would arrive
		return asked{}, err
	}
	req, a, err := r.ready(ctx, req)
	if err != nil {
		return a, err
	}
	return r.send(ctx, req, a)
}

func (r *Responder) planned(req bot.Request) (polls.Plan, error) {
	if req.Draft.Every != "" {
		return r.bot.PlanSchedule(req)
	}
	return r.bot.Plan(req)
}

// send opens the poll that is ready, or creates the schedule that will ask it.
func (r *Responder) send(ctx context.Context, req bot.Request, a asked) (asked, error) {
	if req.Draft.Every == "" {
		id, err := r.bot.Ask(ctx, req)
		a.id = id
		return a, err
	}
	s, err := r.bot.Schedule(ctx, req)
	a.schedule, a.people = &s, req.Asked
	return a, err
}

// nobodyIn returns the sentence that a group has no members.
func (r *Responder) nobodyIn(ctx context.Context, team string, party polls.Party) string {
	var names []string
	for _, m := range party.Mentions {
		names = append(names, "@"+r.groupName(ctx, team, m.ID))
	}
	return "Nobody is in " + phrase.List(names) + ", so nobody was asked by it."
}

// withSkipped adds to a mistake who was left out, since this may be the cause: too few people are left for the rule.
func withSkipped(skipped []string, err error) error {
	var mistake *phrase.Error
	if len(skipped) == 0 || !errors.As(err, &mistake) {
		return err
	}
	with := *mistake
	with.Text = strings.Join(skipped, " ") + " " + mistake.Text
	return &with
}

// mayPost refuses a channel in which the bot cannot post the card, with the way out. It is called before anybody is asked.
func (r *Responder) mayPost(ctx context.Context, req bot.Request) error {
	if req.Channel == "" {
		return nil
	}
	place, err := r.people.Conversation(ctx, req.Workspace, req.Channel)
	if err != nil {
		return err
	}
	who, err := r.client.Identify(ctx)
	if err != nil {
		return err
	}
	if ok, why := place.Postable(who.Name); !ok {
		return &phrase.Error{Code: phrase.Forbidden, Text: why}
	}
	return nil
}

// resolve looks up the people whom the draft mentions, and the time zone of the asker. A group stands for its members, each of
// them a source, unless it is in brackets. People who cannot be asked are left out, with a sentence each. It is an error when
// nobody is left.
func (r *Responder) resolve(ctx context.Context, req bot.Request) (bot.Request, []string, error) {
	me, err := r.people.Lookup(ctx, req.Workspace, []string{string(req.Asker)})
	if err != nil {
		return req, nil, err
	}
	req.Zone = r.zone(me[0])
	var skipped []string
	var asked []webapi.Profile
	sources := map[string]int{}
	for _, party := range req.Draft.Asked {
		people, err := r.members(ctx, req.Workspace, party)
		if err != nil {
			return req, nil, err
		}
		if len(people) == 0 {
			skipped = append(skipped, r.nobodyIn(ctx, req.Workspace, party))
		}
		source := r.sourceOf(req.Workspace, party, people, sources)
		for _, p := range people {
			if ok, why := p.Askable(); !ok {
				skipped = append(skipped, "@"+cmp.Or(p.Name, "Somebody")+" "+why+" and was not asked.")
				continue
			}
			asked = append(asked, p)
			req.Asked = append(req.Asked, polls.Invite{Person: polls.Person(p.ID), Source: source, Zone: p.Zone()})
		}
	}
	slices.Sort(skipped)
	skipped = slices.Compact(skipped)
	if err := r.askable(len(req.Asked), skipped); err != nil {
		return req, nil, err
	}
	unknown, err := r.groupSources(ctx, req)
	if err != nil {
		return req, nil, err
	}
	if req, err = r.briefs(ctx, req, asked); err != nil {
		return req, nil, err
	}
	if req, err = r.roles(ctx, req, asked); err != nil {
		return req, nil, err
	}
	req, away, err := r.presence(ctx, req, asked)
	return req, append(append(skipped, unknown...), away...), err
}

// askable returns an error when everybody who was named is left out, or when there are too many people.
func (r *Responder) askable(people int, skipped []string) error {
	switch {
	case people == 0 && len(skipped) > 0:
		return &phrase.Error{Code: phrase.Invalid, Field: phrase.FieldAsked, Text: strings.Join(skipped, " ") + " Name somebody else."}
	case people > r.most:
		return &phrase.Error{Code: phrase.Invalid, Field: phrase.FieldAsked, Text: "That is " + strconv.Itoa(people) +
			" people; one question goes to at most " + strconv.Itoa(r.most) + ". Ask fewer: a handful of independent answers is mostly enough."}
	}
	return nil
}

func (r *Responder) zone(p webapi.Profile) *time.Location {
	if name := p.Zone(); name != "" {
		if zone, err := worktime.LoadZone(name); err == nil {
			return zone
		}
	}
	return r.defaultZone
}

func (r *Responder) members(ctx context.Context, team string, party polls.Party) ([]webapi.Profile, error) {
	var all []webapi.Profile
	var ids []string
	for _, m := range party.Mentions {
		if !m.Group {
			ids = append(ids, m.ID)
			continue
		}
		members, err := r.people.Members(ctx, team, m.ID)
		if err != nil {
			return nil, err
		}
		all = append(all, members...)
	}
	people, err := r.people.Lookup(ctx, team, ids)
	return append(people, all...), err
}

// sourceOf returns the name of the source that brackets make: the handle of a single group, or the names of the people.
func (r *Responder) sourceOf(team string, party polls.Party, people []webapi.Profile, used map[string]int) string {
	if !party.OneSource || len(people) == 0 {
		return ""
	}
	var names []string
	for _, p := range people {
		names = append(names, p.Name)
	}
	name := phrase.List(names)
	if m := party.Mentions[0]; len(party.Mentions) == 1 && m.Group {
		name = cmp.Or(r.people.GroupName(team, m.ID), name)
	}
	used[name]++
	if used[name] > 1 {
		name += " (" + strconv.Itoa(used[name]) + ")"
	}
	return phrase.Clip(name, 150)
}
