package webapi

import (
	"context"
	"errors"
	"fmt"

	"quorum/bot"
	"quorum/polls"

	slackgo "github.com/slack-go/slack"
)

// Refresh lists the people of a workspace. When a listing is under way it waits
// for that one instead, and begins its own only if whoever led that one gave
// up. Pages count as they come in, so that a listing cut short is not for
// nothing.
func (d *Directory) Refresh(ctx context.Context, team string) error {
	for {
		done, leads := d.lead(team)
		if leads {
			err := d.client.guard.Try("directory", func() error { return d.list(ctx, team) }) // or the others would wait for ever
			d.finish(team, err)
			return err
		}
		select {
		case <-done:
		case <-ctx.Done():
			return &bot.Failure{Fate: bot.NotSent, Why: "the people of the workspace were not listed in time", Err: ctx.Err()}
		}
		d.mu.Lock()
		err := d.roster(team).failed
		d.mu.Unlock()
		if !errors.Is(err, context.Canceled) && !errors.Is(err, context.DeadlineExceeded) {
			return err
		}
	}
}

// lead says whether the caller is to list a workspace, or what to wait for.
func (d *Directory) lead(team string) (done <-chan struct{}, leads bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	r := d.roster(team)
	if r.loading != nil {
		return r.loading, false
	}
	r.loading = make(chan struct{})
	return nil, true
}

func (d *Directory) finish(team string, err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	r := d.roster(team)
	close(r.loading)
	r.loading, r.failed, r.listed = nil, err, r.listed || err == nil
}

// list reads the pages of users.list, patient with its limit.
func (d *Directory) list(ctx context.Context, team string) error {
	pages := d.client.api.GetUsersPaginated(
		slackgo.GetUsersOptionLimit(peoplePage), slackgo.GetUsersOptionTeamID(team), slackgo.GetUsersOptionIncludeLocale(false))
	for {
		err := d.client.patiently(ctx, Turn{Team: team, Method: "users.list", Lane: polls.LaneUpdate}, func(ctx context.Context) error {
			next, err := pages.Next(ctx)
			if err == nil {
				pages = next
			}
			return err
		})
		if err != nil {
			return fmt.Errorf("list the people of %s: %w", team, err)
		}
		page := make([]Profile, len(pages.Users))
		for i := range pages.Users {
			page[i] = profileOf(&pages.Users[i])
		}
		d.keep(team, page...)
		if pages.Cursor == "" {
			return nil
		}
	}
}

// patiently makes a call of the background: it waits as long as the limits of
// the method want, until ctx ends.
func (c *Client) patiently(ctx context.Context, t Turn, call func(context.Context) error) error {
	for {
		err := c.do(ctx, t, call)
		if f := asFailure(err); err == nil || f.RetryAfter == 0 || !wait(ctx, f.RetryAfter) {
			return errors.Join(err, ctx.Err())
		}
	}
}
