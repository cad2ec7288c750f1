package slack

import (
	"context"
	"strings"
	"time"

	"quorum/bot"
	"quorum/bot/slack/render"
	"quorum/bot/slack/webapi"
	"quorum/polls"
)

// reminder reminds a person of one question.
func (c *Composer) reminder(p *polls.Poll, d bot.Delivery) (bot.Letter, error) {
	if ok, err := c.mayRemind(p, d); err != nil || !ok {
		return nil, err
	}
	return c.sender.Post(to(d, string(d.To)), c.scene(p.ID.Workspace).Question(p, d.To, render.AsReminder)), nil
}

// mayRemind reports whether a reminder is still wanted. A person is not reminded who has answered meanwhile or is shown as
// away, nor outside of their working hours or while their notifications are paused.
func (c *Composer) mayRemind(p *polls.Poll, d bot.Delivery) (bool, error) {
	now, team, who := time.Now(), p.ID.Workspace, string(d.To)
	switch at := p.RemindAt(now, d.To); {
	case at.IsZero():
		return false, nil
	case at.After(now):
		return false, &bot.Later{At: at}
	}
	if until, away := c.people.Status(team, who).Away(now); away {
		if until.IsZero() || !until.Before(p.Deadline) {
			return false, nil
		}
		return false, &bot.Later{At: until}
	}
	until, known := c.people.Disturb(team, who, now)
	switch {
	case !known:
		ids := askAlong(p, d.To)
		return false, &bot.Unprepared{Prepare: func(ctx context.Context) error { return c.people.LearnDND(ctx, team, ids) }}
	case !until.IsZero():
		return false, &bot.Later{At: until}
	}
	return true, nil
}

// askAlong returns a person and the others who may be reminded at the same time, so that one call to Slack asks about all of
// them.
func askAlong(p *polls.Poll, who polls.Person) []string {
	ids := []string{string(who)}
	for _, one := range p.Stakeholders() {
		if len(ids) == webapi.DNDPage {
			break
		}
		if one.Person != who && one.State == polls.Pending {
			ids = append(ids, string(one.Person))
		}
	}
	return ids
}

// Excerpt implements [bot.Surface].
func (c *Composer) Excerpt(p *polls.Poll, d bot.Delivery) (bot.Excerpt, error) {
	team := p.ID.Workspace
	if ids := c.unknown(team, peopleInQuestion(p, d.To)); len(ids) > 0 && d.Attempts < maxIntroductions {
		return nil, &bot.Unprepared{Prepare: func(ctx context.Context) error { return c.learn(ctx, team, ids) }}
	}
	if d.Kind == polls.NoticeReminder {
		if ok, err := c.mayRemind(p, d); err != nil || !ok {
			return nil, err
		}
	}
	me, asked := p.Stakeholder(d.To)
	if copied := d.Kind == polls.NoticeCopies; !asked || !copied && (p.Phase != polls.PhaseOpen || me.State != polls.Pending) {
		return nil, nil
	}
	return c.scene(team).Excerpt(p, d.To), nil
}

// Gather implements [bot.Surface].
func (c *Composer) Gather(all []bot.Delivery, excerpts []bot.Excerpt, others int) bot.Letter {
	shown := make([]render.Excerpt, len(excerpts))
	var ids []string
	for i, e := range excerpts {
		shown[i], _ = e.(render.Excerpt)
		ids = append(ids, all[i].ID)
	}
	at := to(all[0], string(all[0].To))
	at.With = strings.Join(ids, " ")
	if stands := all[0].At; all[0].Kind == polls.NoticeCopies {
		at.To, at.Message = stands.Channel, stands.Message
		return c.sender.Replace(at, c.scene(at.Team).Gathered(shown, false, others))
	}
	return c.sender.Post(at, c.scene(at.Team).Gathered(shown, all[0].Kind == polls.NoticeReminder, others))
}
