package bot

import (
	"context"
	"fmt"
	"time"

	"quorum/polls"
	"quorum/polls/phrase"
	"quorum/polls/worktime"
	"quorum/storage"
)

// Habits are the settings of a person about themselves. A field that was not set is zero.
type Habits struct {
	Hours    worktime.Hours
	Holidays string       // the region of the public holidays
	Away     time.Time    // until when the person is away; it may have passed
	Deputy   polls.Person // the person who is asked as well when this person does not answer for long
	Digest   Daily        // when to send the digest; zero: never
}

// Daily is a time of day in a zone.
type Daily struct {
	Clock time.Duration // since midnight
	Zone  string        // an IANA name; empty: there is no such time
}

// The names of the settings.
const (
	habitHours    = "hours"
	habitHolidays = "holidays"
	habitAway     = "away"
	habitDeputy   = "deputy"
	habitDigest   = "digest"
)

// habits is the table of habits: how each is read from its setting.
func habits() map[string]func(*Habits, string) error {
	return map[string]func(*Habits, string) error{
		habitHours:    func(h *Habits, v string) (err error) { h.Hours, err = worktime.ParseHours(v); return err },
		habitHolidays: func(h *Habits, v string) error { h.Holidays = v; return nil },
		habitAway:     func(h *Habits, v string) (err error) { h.Away, err = time.Parse(time.RFC3339, v); return err },
		habitDeputy:   func(h *Habits, v string) error { h.Deputy = polls.Person(v); return nil },
		habitDigest:   func(h *Habits, v string) (err error) { h.Digest, err = readDaily(v); return err },
	}
}

// HabitsOf returns the habits of a person. A setting that cannot be read counts as not set.
func (b *Bot) HabitsOf(ctx context.Context, workspace string, who polls.Person) (h Habits, err error) {
	for name, read := range habits() {
		set, ok, err := b.store.Setting(ctx, workspace, who, name)
		if err != nil {
			return h, fmt.Errorf("bot: reading the %s of somebody in %s: %w", name, workspace, err)
		}
		if ok {
			h = b.habit(h, set, read)
		}
	}
	return h, nil
}

// habit returns the habits with this setting.
func (b *Bot) habit(h Habits, set storage.Setting, read func(*Habits, string) error) Habits {
	with := h
	if err := read(&with, set.Value); err != nil {
		b.skip("habits", set.Workspace+"/"+string(set.Person)+" "+set.Name, err)
		return h
	}
	return with
}

// Habits returns the habits of all people in a workspace who have set any, as [Bot.HabitsOf] does.
func (b *Bot) Habits(ctx context.Context, workspace string) (map[polls.Person]Habits, error) {
	all := map[polls.Person]Habits{}
	for name, read := range habits() {
		sets, err := b.store.Settings(ctx, workspace, name)
		if err != nil {
			return nil, err
		}
		for who, set := range sets {
			all[who] = b.habit(all[who], set, read)
		}
	}
	return all, nil
}

// over returns a calendar with the hours and holidays of these habits, where they are set.
func (h Habits) over(c worktime.Calendar) worktime.Calendar {
	if h.Hours != (worktime.Hours{}) {
		c.Hours = h.Hours
	}
	if h.Holidays != "" {
		c.Region = h.Holidays
	}
	return c
}

// SetHours stores the working hours of a person; the zero Hours delete them.
func (b *Bot) SetHours(ctx context.Context, workspace string, who polls.Person, h worktime.Hours) error {
	return b.keepHabit(ctx, workspace, who, habitHours, h.String())
}

// SetHolidays stores the region of a person's public holidays; an empty one deletes it.
func (b *Bot) SetHolidays(ctx context.Context, workspace string, who polls.Person, region string) error {
	return b.keepHabit(ctx, workspace, who, habitHolidays, region)
}

// SetAway stores until when a person is away; the zero time means that the person is back.
func (b *Bot) SetAway(ctx context.Context, workspace string, who polls.Person, until time.Time) error {
	value := ""
	if !until.IsZero() {
		value = until.UTC().Format(time.RFC3339)
	}
	return b.keepHabit(ctx, workspace, who, habitAway, value)
}

// SetDeputy stores who stands in for a person; an empty deputy deletes it. It refuses a circle of deputies.
func (b *Bot) SetDeputy(ctx context.Context, workspace string, who, deputy polls.Person) error {
	if deputy == who {
		return phrase.Refusal(phrase.Invalid, "You cannot stand in for yourself.").Hint(phrase.ToDeputy, "@ben")
	}
	all, err := b.Habits(ctx, workspace)
	if err != nil {
		return err
	}
	for next, seen := deputy, map[polls.Person]bool{}; next != "" && !seen[next]; next = all[next].Deputy {
		if next == who {
			you := "You stand in for them already"
			if all[deputy].Deputy != who {
				you = "You stand in for them already, by way of others"
			}
			return phrase.Refusal(phrase.Invalid, "%s, so a question would go in a circle.", you).Hint(phrase.ToDeputy, "@ben")
		}
		seen[next] = true
	}
	return b.keepHabit(ctx, workspace, who, habitDeputy, string(deputy))
}

func (b *Bot) keepHabit(ctx context.Context, workspace string, who polls.Person, name, value string) error {
	return b.store.Set(ctx, storage.Setting{Workspace: workspace, Person: who, Name: name, Value: value, By: who, At: time.Now()})
}
