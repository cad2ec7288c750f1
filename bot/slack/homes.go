package slack

import (
	"context"
	"slices"
	"time"

	"quorum/bot"
	"quorum/bot/slack/inbound"
	"quorum/bot/slack/render"
	"quorum/polls"
)

func (r *Responder) homeOpened(ctx context.Context, in inbound.HomeOpened) inbound.Reply {
	if in.Tab != "" && in.Tab != "home" {
		return inbound.Reply{}
	}
	r.refreshHome(ctx, in.Team, in.User)
	return inbound.Reply{}
}

// homeWithin bounds how long an acknowledgement waits for the App Home.
const homeWithin = time.Second

// refreshHome shows the App Home as it is now. Whatever brought it about is stored by then, so a failure is only noted.
func (r *Responder) refreshHome(ctx context.Context, team, user string) {
	r.showHome(ctx, team, user, render.HomePage{Waiting: 1, Asked: 1})
}

// showHome shows a page of the App Home, or the last one that there is by now.
func (r *Responder) showHome(ctx context.Context, team, user string, at render.HomePage) {
	ctx, cancel := context.WithTimeout(ctx, homeWithin)
	defer cancel()
	waiting, err := lastPage(ctx, r.bot.Waiting, team, user, at.Waiting)
	if err == nil {
		var asked bot.Listing
		if asked, err = lastPage(ctx, r.bot.Asked, team, user, at.Asked); err == nil {
			r.knowAskers(ctx, team, slices.Concat(waiting.Lines, asked.Lines))
			err = r.client.PublishHome(ctx, user, r.slack.scene(team).Home(waiting, asked))
		}
	}
	if err != nil {
		r.log.Warn("the App Home was not shown", "err", err)
	}
}

// lister is [bot.Bot.Waiting] or [bot.Bot.Asked].
type lister func(ctx context.Context, workspace string, who polls.Person, skip, n int) (bot.Listing, error)

// lastPage is a page of a list, or the last one when there are fewer.
func lastPage(ctx context.Context, list lister, team, user string, page int) (bot.Listing, error) {
	l, err := list(ctx, team, polls.Person(user), (page-1)*render.MaxHomeLines, render.MaxHomeLines)
	if err == nil && len(l.Lines) == 0 && l.Total > 0 {
		l, err = list(ctx, team, polls.Person(user), (l.Total-1)/render.MaxHomeLines*render.MaxHomeLines, render.MaxHomeLines)
	}
	return l, err
}
