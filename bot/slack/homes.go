package slack

import (
	"context"
	"errors"
	"slices"
	"time"

	"quorum/bot"
	"quorum/bot/slack/inbound"
	"quorum/bot/slack/render"
	"quorum/polls"

	slackgo "github.com/slack-go/slack"
)

func (r *Responder) homeOpened(in inbound.HomeOpened) inbound.Reply {
	if in.Tab == "" || in.Tab == "home" {
		r.refreshHome(in.Team, in.User)
	}
	return inbound.Reply{}
}

// homeOf identifies the person whose App Home it is.
type homeOf struct{ team, user string }

// refreshHome shows the App Home as it is now. The change that caused this is stored already.
func (r *Responder) refreshHome(team, user string) {
	r.showHome(team, user, render.HomePage{Waiting: 1, Asked: 1})
}

// showHome shows a page of the App Home, or the last page if there are fewer. When it is called several times before Slack
// takes one, it shows the page that was asked for last, as it is then.
func (r *Responder) showHome(team, user string, at render.HomePage) {
	whose := homeOf{team, user}
	if !r.appHomes.want(whose, at) {
		return
	}
	r.errands.run(func(ctx context.Context) {
		for again := true; again; {
			if err := r.publishWithRetries(ctx, whose); err != nil {
				r.log.Warn("the App Home was not shown", "err", err)
			}
			again = r.appHomes.again(ctx, whose)
		}
	})
}

// publishWithRetries publishes the App Home. It tries again until Slack has taken it, a retry is of no use, or ctx ends.
func (r *Responder) publishWithRetries(ctx context.Context, whose homeOf) error {
	for pause := time.Second; ; pause = min(2*pause, time.Minute) {
		err := r.guard.Try("errands", func() error { return r.publish(ctx, whose) })
		if err == nil || !retryable(err) || !sleep(ctx, pause) {
			return err
		}
	}
}

// retryable reports whether a retry may succeed after this failure.
func retryable(err error) bool {
	f := (*bot.Failure)(nil)
	return errors.As(err, &f) && f.Fate != bot.Refused && f.Fate != bot.Barred
}

// sleep waits, and returns false when ctx ended first.
func sleep(ctx context.Context, pause time.Duration) bool {
	select {
	case <-time.After(pause):
		return true
	case <-ctx.Done():
		return false
	}
}

// publish renders the page that is wanted when its turn comes, and shows it.
func (r *Responder) publish(ctx context.Context, whose homeOf) error {
	return r.client.PublishHome(ctx, whose.user, func(ctx context.Context) (slackgo.HomeTabViewRequest, error) {
		at := r.appHomes.look(whose)
		waiting, err := lastPage(ctx, r.bot.Waiting, whose.team, whose.user, at.Waiting)
		if err != nil {
			return slackgo.HomeTabViewRequest{}, err
		}
		asked, err := lastPage(ctx, r.bot.Asked, whose.team, whose.user, at.Asked)
		if err != nil {
			return slackgo.HomeTabViewRequest{}, err
		}
		r.lookUpAskers(ctx, whose.team, slices.Concat(waiting.Lines, asked.Lines))
		return r.slack.scene(whose.team).Home(waiting, asked), nil
	})
}

// lister is [bot.Bot.Waiting] or [bot.Bot.Asked].
type lister func(ctx context.Context, workspace string, who polls.Person, skip, n int) (bot.Listing, error)

// lastPage returns a page of a list, or the last page when there are fewer.
func lastPage(ctx context.Context, list lister, team, user string, page int) (bot.Listing, error) {
	l, err := list(ctx, team, polls.Person(user), (page-1)*render.MaxHomeLines, render.MaxHomeLines)
	if err == nil && len(l.Lines) == 0 && l.Total > 0 {
		l, err = list(ctx, team, polls.Person(user), (l.Total-1)/render.MaxHomeLines*render.MaxHomeLines, render.MaxHomeLines)
	}
	return l, err
}
