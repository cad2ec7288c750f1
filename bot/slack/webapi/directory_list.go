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
// for that one instead, and begins its own only if the caller that began that
// one gave up. Pages count as they come in, so that a listing cut short is not
// for nothing.
func (d *Directory) Refresh(ctx context.Context, team string) error {
	_, err := d.listings.Refresh(ctx, team, func(ctx context.Context) (struct{}, error) { return struct{}{}, d.list(ctx, team) })
	if err != nil && err == ctx.Err() {
		return &bot.Failure{Fate: bot.NotSent, Why: "the people of the workspace were not listed in time", Err: err}
	}
	return err
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
