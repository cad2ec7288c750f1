package slack

import (
	"cmp"
	"context"
	"errors"

	"quorum/bot"
	"quorum/bot/slack/mrkdwn"
	"quorum/bot/slack/render"
	"quorum/bot/slack/webapi"
	"quorum/polls"
	"quorum/polls/phrase"
	"quorum/polls/schedule"
)

func scheduleID(in call, rest string) (schedule.ID, error) {
	if rest == "" {
		return schedule.ID{}, in.which()
	}
	n, err := schedule.ParseNumber(rest)
	return schedule.ID{Workspace: in.Team, Number: n}, err
}

// mostSchedules is how many schedules are read for a list.
const mostSchedules = 1000

func (r *Responder) schedules(ctx context.Context, in call, rest string) (webapi.Message, error) {
	skip, err := skipped(in, rest)
	if err != nil {
		return webapi.Message{}, err
	}
	who := polls.Person(in.User)
	all, err := r.bot.Schedules(ctx, in.Team, who, r.slack.moved.original(ownOr(in.Channel, in.ChannelName)), mostSchedules)
	if err != nil {
		return webapi.Message{}, err
	}
	var askers []polls.ListEntry
	for _, s := range all {
		askers = append(askers, polls.ListEntry{Asker: s.Asker, Question: s.Draft.Question})
	}
	r.lookUpAskers(ctx, in.Team, askers)
	return r.slack.scene(in.Team).Schedules(all, who, skip, in.Name), nil
}

// managed changes the schedule that was named, and returns the sentence about the result.
func (r *Responder) managed(ctx context.Context, in call, rest string, do func(context.Context, schedule.ID, polls.Person) (schedule.Schedule, error), say func(schedule.Schedule) string) (webapi.Message, error) {
	id, err := scheduleID(in, rest)
	if err != nil {
		return webapi.Message{}, err
	}
	s, err := do(ctx, id, polls.Person(in.User))
	if err != nil {
		return webapi.Message{}, err
	}
	return webapi.Message{Text: say(s)}, nil
}

func (r *Responder) pause(ctx context.Context, in call, rest string) (webapi.Message, error) {
	return r.managed(ctx, in, rest, r.bot.PauseSchedule, func(s schedule.Schedule) string {
		return s.ID.String() + " is paused and asks nothing. `" + in.Name + " resume " + s.ID.String() + "` lets it ask again."
	})
}

func (r *Responder) resume(ctx context.Context, in call, rest string) (webapi.Message, error) {
	return r.managed(ctx, in, rest, r.bot.ResumeSchedule, func(s schedule.Schedule) string {
		return s.ID.String() + " asks " + mrkdwn.Escape(s.Every.Words()) + ", next on " + render.Moment(s.Next, s.Zone) + "."
	})
}

func (r *Responder) skip(ctx context.Context, in call, rest string) (webapi.Message, error) {
	return r.managed(ctx, in, rest, r.bot.SkipSchedule, func(s schedule.Schedule) string {
		return s.ID.String() + " asks nothing on " + render.Moment(s.Skipped, s.Zone) + ". It asks next on " + render.Moment(s.Next, s.Zone) +
			". `" + in.Name + " resume " + s.ID.String() + "` takes that back."
	})
}

func (r *Responder) deleteSchedule(ctx context.Context, in call, rest string) (webapi.Message, error) {
	return r.managed(ctx, in, rest, r.bot.DeleteSchedule, func(s schedule.Schedule) string {
		return s.ID.String() + " is deleted and asks nothing any more. What it asked stays."
	})
}

func (r *Responder) runNow(ctx context.Context, in call, rest string) (webapi.Message, error) {
	id, err := scheduleID(in, rest)
	if err != nil {
		return webapi.Message{}, err
	}
	poll, err := r.bot.RunSchedule(ctx, id, polls.Person(in.User), in.Key, r)
	if err != nil {
		return webapi.Message{}, err
	}
	return r.confirm(ctx, asked{id: poll}, polls.Person(in.User)), nil
}

// editSchedule changes what was typed and keeps the rest.
func (r *Responder) editSchedule(ctx context.Context, in call, rest string) (webapi.Message, error) {
	first, text := cutWord(rest)
	id, err := scheduleID(in, first)
	if err != nil {
		return webapi.Message{}, err
	}
	who := polls.Person(in.User)
	s, err := r.bot.LookSchedule(ctx, id, who)
	if err != nil {
		return webapi.Message{}, err
	}
	changes, err := readChanges(text)
	if err != nil {
		return webapi.Message{}, err
	}
	if changes.IsZero() {
		return webapi.Message{}, &phrase.Error{Code: phrase.Invalid, Text: "Say what to change, like " + in.Name + " edit " + id.String() + " | every: mon 10:00, or write the question anew."}
	}
	req := bot.Request{Workspace: in.Team, Asker: s.Asker, Channel: s.Channel, Draft: changes.Apply(s.Draft)}
	req, skipped, err := r.resolve(ctx, req)
	if err != nil {
		return webapi.Message{}, err
	}
	plan, err := r.bot.PlanSchedule(req)
	if err != nil {
		return webapi.Message{}, withSkipped(skipped, err)
	}
	if s, err = r.bot.EditSchedule(ctx, id, who, req); err != nil {
		return webapi.Message{}, err
	}
	return r.slack.scene(in.Team).Scheduled(s, plan, req.Asked, asked{plan: plan, skipped: skipped}.notes()), nil
}

// Guide implements [bot.Guide].
func (r *Responder) Guide(ctx context.Context, req bot.Request) (bot.Request, []string, error) {
	me, err := r.people.Lookup(ctx, req.Workspace, []string{string(req.Asker)})
	if err == nil {
		if ok, why := me[0].Askable(); !ok {
			return req, nil, &phrase.Error{Code: phrase.Forbidden, Text: "@" + cmp.Or(me[0].Name, "Whoever asks it") + " " + why + "."}
		}
	}
	var notes []string
	if err == nil {
		req, notes, err = r.resolve(ctx, req)
	}
	if err == nil {
		err = r.mayPost(ctx, req)
	}
	if refused := (*bot.Failure)(nil); errors.As(err, &refused) && refused.Fate == bot.Refused {
		err = &phrase.Error{Code: phrase.Forbidden, Text: "Slack refused to say who or where it is to be asked: " + refused.Why + "."}
	}
	if mistake := (*phrase.Error)(nil); errors.As(err, &mistake) {
		err = r.withNames(req.Workspace, mistake)
	}
	return req, notes, err
}

var _ bot.Guide = (*Responder)(nil)
