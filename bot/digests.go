package bot

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"quorum/polls"
	"quorum/polls/worktime"
	"quorum/storage"
)

// SetDigest stores at what time of a working day a person wants a digest; the zero Daily means never.
func (b *Bot) SetDigest(ctx context.Context, workspace string, who polls.Person, at Daily) error {
	if err := b.keepHabit(ctx, workspace, who, habitDigest, at.String()); err != nil {
		return err
	}
	h, err := b.HabitsOf(ctx, workspace, who)
	if err != nil {
		return err
	}
	return b.store.SetDigest(ctx, storage.Digest{Workspace: workspace, Person: who, Due: b.nextDigest(time.Now(), h)})
}

// String returns the time as it is stored: "09:00 Europe/Berlin".
func (d Daily) String() string {
	if d.Zone == "" {
		return ""
	}
	return fmt.Sprintf("%02d:%02d %s", int(d.Clock.Hours()), int(d.Clock.Minutes())%60, d.Zone)
}

func readDaily(text string) (d Daily, err error) {
	clock, zone, _ := strings.Cut(text, " ")
	d.Clock, err = worktime.ParseClock(clock)
	d.Zone = zone
	return d, err
}

// tooLate is how late a digest may be, when the program was not running. A later one is skipped.
const tooLate = 4 * time.Hour

// list adds the notice of a person's digest, unless it is too late or the person does not work today, and sets the next time.
func (b *Bot) list(ctx context.Context, t storage.Timer) error {
	d := storage.Digest{Workspace: t.Workspace, Person: t.Person, Due: t.Due}
	h, err := b.HabitsOf(ctx, d.Workspace, d.Person)
	if err != nil {
		return err
	}
	var notices []polls.Notice
	now := time.Now().In(worktime.ZoneNamed(h.Digest.Zone))
	if now.Sub(d.Due) < tooLate && !h.Away.After(now) && h.over(b.opts.Work).IsWorkday(now) {
		notices = append(notices, digestOf(d, now))
	}
	return b.store.AdvanceDigest(ctx, d, b.nextDigest(now, h), notices...)
}

// digestOf returns the notice of a person's digest, of which there is one a day.
func digestOf(d storage.Digest, now time.Time) polls.Notice {
	key := string(polls.NoticeDigest) + "/" + string(d.Person) + "/" + now.Format(time.DateOnly)
	about := polls.Topic{Kind: polls.AboutPerson, Workspace: d.Workspace, Person: d.Person}
	return polls.Notice{Topic: about, Key: key, Kind: polls.NoticeDigest, To: d.Person, Lane: polls.LaneReminder, Due: now}
}

// MostListed is how many questions a digest shows.
const MostListed = 20

// nextDigest returns when the next digest of a person is due after now; zero when the person wants none.
func (b *Bot) nextDigest(now time.Time, h Habits) time.Time {
	if h.Digest.Zone == "" {
		return time.Time{}
	}
	c := h.over(b.opts.Work)
	c.Zone = worktime.ZoneNamed(h.Digest.Zone)
	clock, _, _ := strings.Cut(h.Digest.String(), " ")
	daily, err := worktime.ParseEvery("weekday " + clock)
	if err != nil {
		return time.Time{}
	}
	return daily.Next(now, c)
}

// digest delivers a digest: one message with all polls that wait for the person now. It is dropped when there are none.
func (c courier) digest(ctx context.Context, d storage.Delivery) outcome {
	waiting, err := c.bot.Waiting(ctx, d.Topic.Workspace, d.To, 0, MostListed)
	if err != nil {
		return outcomeOf(c.unread(d, err))
	}
	var all []Delivery
	var excerpts []Excerpt
	for _, l := range waiting.Lines {
		of := d
		of.Topic = l.ID.Topic()
		if _, err := c.look(ctx, of, func(*polls.Poll) error { return nil }); errors.Is(err, storage.ErrUnreadable) {
			c.bot.skip("digests", l.ID.Key(), err)
			continue
		}
		excerpt, result, change, rendered := c.excerpt(ctx, of)
		switch {
		case !rendered && result.State != storage.Failed:
			return outcome{result, change}
		case rendered && excerpt != nil:
			all, excerpts = append(all, shown(of)), append(excerpts, excerpt)
		}
	}
	if len(all) == 0 {
		return outcome{result: storage.Result{State: storage.Dropped}}
	}
	result, change := c.send(ctx, d, c.bot.surface.Gather(all, excerpts, waiting.More()))
	if result.State == storage.Sent && !d.Recover { // it is not known which polls are in a message that was found
		c.listedAt(ctx, all, result.At)
	}
	return outcome{result, change}
}
