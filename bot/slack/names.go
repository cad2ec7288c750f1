package slack

import (
	"context"
	"errors"
	"time"

	"quorum/bot"
	"quorum/bot/slack/mrkdwn"
	"quorum/bot/slack/render"
	"quorum/bot/slack/webapi"
	"quorum/polls"
)

// People who are named in a message are looked up before it is written, because after a start no names are known, and a summary
// is posted once. After maxIntroductions tries the message goes out without the names.
const (
	maxIntroductions = 3
	maxHidden        = 10_000
	hiddenFor        = 10 * time.Minute // how long a person whom Slack does not show is not looked up again
)

// hidden is a person whom Slack does not show to this app.
type hidden struct{ team, id string }

// peopleInNotice returns the people whom a notice may name.
func peopleInNotice(p *polls.Poll, d bot.Delivery) []polls.Person {
	switch d.Kind {
	case polls.NoticeQuestion, polls.NoticeRecorded, polls.NoticeReminder, polls.NoticeDigest, polls.NoticeCopies:
		return peopleInQuestion(p, d.To)
	}
	return peopleInPoll(p)
}

// peopleInQuestion returns the people whom the question to one person names. They are few, even if many were asked.
func peopleInQuestion(p *polls.Poll, who polls.Person) []polls.Person {
	all := append([]polls.Person{p.Asker}, mentionedIn(p.Question, p.Context)...)
	me, _ := p.Stakeholder(who)
	if me.Source != "" {
		all = append(all, render.SameSource(p, me)...)
	}
	if who := me.InPlaceOf(); who != "" {
		all = append(all, who)
	}
	all = append(all, mentionedIn(p.Rule.Else.String())...)
	for _, b := range p.BriefsFor(who) {
		all = append(all, mentionedIn(b.To, b.Text)...)
	}
	return append(all, p.Deputies(who)...)
}

func peopleInPoll(p *polls.Poll) []polls.Person {
	all := append([]polls.Person{p.Asker}, mentionedIn(p.Question, p.Context)...)
	all = append(all, mentionedIn(p.Rule.Else.String())...)
	for _, b := range p.Briefs {
		all = append(all, mentionedIn(b.To, b.Text)...)
	}
	for _, one := range p.Stakeholders() {
		all = append(all, one.Person)
		if one.Instead != "" {
			all = append(all, one.Instead)
		}
		all = append(all, mentionedIn(one.Answer.Reason, one.Late.Reason, one.Added.Reason)...)
	}
	for _, b := range p.AnonymousAnswers() {
		all = append(all, mentionedIn(b.Reason)...)
	}
	return all
}

func mentionedIn(texts ...string) (all []polls.Person) {
	for _, text := range texts {
		for _, piece := range mrkdwn.ParseText(text) {
			if piece.Kind == mrkdwn.Person {
				all = append(all, polls.Person(piece.ID))
			}
		}
	}
	return all
}

// unknown returns the ids of the people whose names are not known and can be looked up.
func (c *Composer) unknown(team string, people []polls.Person) (ids []string) {
	all := make([]string, len(people))
	for i, who := range people {
		all[i] = string(who)
	}
	for _, id := range c.people.Unknown(team, all) {
		if _, ok := c.hidden.Get(hidden{team, id}); !ok {
			ids = append(ids, id)
		}
	}
	return ids
}

// learn looks people up. A person whom Slack does not show is not looked up again for a while.
func (c *Composer) learn(ctx context.Context, team string, ids []string) error {
	profiles, err := c.people.Lookup(ctx, team, ids)
	var failed *bot.Failure
	if errors.As(err, &failed) && failed.Fate == bot.Refused {
		for _, id := range ids {
			c.hidden.Set(hidden{team, id}, struct{}{})
		}
		return nil
	}
	if err != nil {
		return webapi.ReadFailure(err)
	}
	for _, p := range profiles {
		if p.Hidden {
			c.hidden.Set(hidden{team, p.ID}, struct{}{})
		}
	}
	return nil
}

// namesWithin is how long a reply waits for the names in it.
const namesWithin = 700 * time.Millisecond

// lookUpNames looks up the people whom a reply names, as far as this is possible at once.
func (r *Responder) lookUpNames(ctx context.Context, team string, people []polls.Person) {
	ids := r.slack.unknown(team, people)
	if len(ids) == 0 {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, namesWithin)
	defer cancel()
	if err := r.slack.learn(ctx, team, ids); err != nil {
		r.log.Info("somebody is shown without their name", "err", err)
	}
}

// lookUpAskers looks up the askers of some polls and the people in their questions.
func (r *Responder) lookUpAskers(ctx context.Context, team string, lines []polls.ListEntry) {
	var people []polls.Person
	for _, l := range lines {
		people = append(append(people, l.Asker), mentionedIn(l.Question)...)
	}
	r.lookUpNames(ctx, team, people)
}

// read shows a person a poll that the person may see, after the people who are named in it were looked up.
func (r *Responder) read(ctx context.Context, id polls.ID, who polls.Person, channel string,
	names func(*polls.Poll) []polls.Person, show func(*polls.Poll) error,
) error {
	var missing []polls.Person
	err := r.bot.Look(ctx, id, who, channel, func(p *polls.Poll) error {
		all := names(p)
		if len(r.slack.unknown(id.Workspace, all)) == 0 {
			return show(p)
		}
		missing = all
		return nil
	})
	if err != nil || missing == nil {
		return err
	}
	r.lookUpNames(ctx, id.Workspace, missing)
	return r.bot.Look(ctx, id, who, channel, show)
}
