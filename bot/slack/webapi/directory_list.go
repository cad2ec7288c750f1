package webapi

import (
	"context"
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
	size, cursor := peoplePage, ""
	for {
		answer, err := d.page(ctx, team, size, cursor)
		if err != nil && size > smallPage && ctx.Err() == nil {
			size = smallPage // some workspaces are too large for large pages
			continue
		}
		if err != nil {
			return fmt.Errorf("list the people of %s: %w", team, err)
		}
		people := make([]Profile, len(answer.Members))
		for i, u := range answer.Members {
			people[i] = u.profile()
		}
		d.learn(ctx, team, people...)
		if cursor = answer.cursor(); cursor == "" {
			return nil
		}
	}
}

// peopleListed is what is read of a page of users.list.
type peopleListed struct {
	Members []user `json:"members"`
	next
}

func (d *Directory) page(ctx context.Context, team string, size int, cursor string) (answer peopleListed, err error) {
	pages := d.client.api.GetUsersPaginated(
		slackgo.GetUsersOptionLimit(size), slackgo.GetUsersOptionTeamID(team), slackgo.GetUsersOptionIncludeLocale(false))
	pages.Cursor = cursor
	err = d.client.read(ctx, turn{Team: team, Method: "users.list", Lane: polls.LaneUpdate}, &answer, func(ctx context.Context) error {
		_, err := pages.Next(ctx)
		return err
	})
	return answer, err
}
