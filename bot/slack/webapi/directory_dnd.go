package webapi

import (
	"context"
	"errors"
	"time"

	"quorum/bot"

	slackgo "github.com/slack-go/slack"
)

// paused is when somebody's notifications are held back, as it was known at a time.
type paused struct {
	from, until time.Time
	known       time.Time
}

// How long it is remembered when people's notifications are held, and of how many people Slack tells it at once.
const (
	dndFresh = 10 * time.Minute
	DNDPage  = 50
)

// Disturb says whether somebody may be disturbed at now, or not before until. known is false when Slack has to be asked
// first, see learnDND.
func (d *Directory) Disturb(team, id string, now time.Time) (until time.Time, known bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	h, ok := d.roster(team).dnd[id]
	if !ok || now.Sub(h.known) > dndFresh {
		return time.Time{}, false
	}
	if !h.from.After(now) && h.until.After(now) {
		return h.until, true
	}
	return time.Time{}, true
}

// LearnDND asks Slack whose notifications are held back: of the first person, and of as many of the others as one call can
// tell. Without the scope for it nobody's are, as far as anybody knows.
func (d *Directory) LearnDND(ctx context.Context, team string, ids []string) error {
	ids = ids[:min(len(ids), DNDPage)]
	var found map[string]slackgo.DNDStatus
	err := d.client.do(ctx, Turn{Team: team, Method: "dnd.teamInfo"}, func(ctx context.Context) (err error) {
		found, err = d.client.api.GetDNDTeamInfoContext(ctx, ids)
		return err
	})
	var failed *bot.Failure
	if errors.As(err, &failed) && failed.Fate == bot.Refused {
		d.log.Info("Slack does not tell who has paused their notifications", "err", err)
		err = nil
	}
	if err != nil {
		return Unseen(err)
	}
	now := time.Now()
	d.mu.Lock()
	defer d.mu.Unlock()
	r := d.roster(team)
	for _, id := range ids {
		h := paused{known: now}
		if s, ok := found[id]; ok && s.Enabled {
			h.from, h.until = time.Unix(int64(s.NextStartTimestamp), 0), time.Unix(int64(s.NextEndTimestamp), 0)
		}
		r.dnd[id] = h
	}
	return nil
}
