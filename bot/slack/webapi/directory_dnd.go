package webapi

import (
	"context"
	"errors"
	"time"

	"quorum/bot"
)

// pause is from when and until when a person's notifications are held back; zero: they are not.
type pause struct{ from, until time.Time }

// How long it is remembered when people's notifications are held, of how many people, and of how many Slack tells it at once.
const (
	dndFresh  = 10 * time.Minute
	maxPaused = 50_000
	DNDPage   = 50
)

// Disturb reports until when a person may not be disturbed; zero: they may be at now. known is false when Slack has to be asked
// first, see [Directory.LearnDND].
func (d *Directory) Disturb(team, id string, now time.Time) (until time.Time, known bool) {
	h, ok := d.paused.Get(inWorkspace{team, id})
	if !ok {
		return time.Time{}, false
	}
	if !h.from.After(now) && h.until.After(now) {
		return h.until, true
	}
	return time.Time{}, true
}

// LearnDND asks Slack whose notifications are held back: of the first person, and of as many of the others as one call can
// tell. Without the scope for it, nobody's are taken to be.
func (d *Directory) LearnDND(ctx context.Context, team string, ids []string) error {
	ids = ids[:min(len(ids), DNDPage)]
	var answer struct {
		Users map[string]struct {
			Enabled bool  `json:"dnd_enabled"`
			From    int64 `json:"next_dnd_start_ts"`
			Until   int64 `json:"next_dnd_end_ts"`
		} `json:"users"`
	}
	err := d.client.read(ctx, turn{Team: team, Method: "dnd.teamInfo"}, &answer, func(ctx context.Context) error {
		_, err := d.client.api.GetDNDTeamInfoContext(ctx, ids)
		return err
	})
	var failed *bot.Failure
	if errors.As(err, &failed) && failed.Fate == bot.Refused {
		d.log.Info("Slack does not tell who has paused their notifications", "err", err)
		err = nil
	}
	if err != nil {
		return ReadFailure(err)
	}
	for _, id := range ids {
		var h pause
		if s, ok := answer.Users[id]; ok && s.Enabled {
			h = pause{time.Unix(s.From, 0), time.Unix(s.Until, 0)}
		}
		d.paused.Set(inWorkspace{team, id}, h)
	}
	return nil
}
