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

// Habits are what somebody has said of themselves. What was not said is zero.
type Habits struct {
	Hours    worktime.Hours
	Holidays string       // the region of the public holidays
	Away     time.Time    // until when the person is away; it may have passed
	Deputy   polls.Person // who is asked as well when this person says nothing for long
	Digest   Daily        // when to read what waits; zero: not
}

// Daily is a time of day in a zone.
type Daily struct {
	Clock time.Duration // since midnight
	Zone  string        // an IANA name; empty: none, so there is no such time
}

// The names under which habits are kept.
const (
	habitHours    = "hours"
	habitHolidays = "holidays"
	habitAway     = "away"
	habitDeputy   = "deputy"
	habitDigest   = "digest"
)

// habits is the table of them: how each is read from what was kept.
func habits() map[string]func(*Habits, string) error {
	return map[string]func(*Habits, string) error{
		habitHours:    func(h *Habits, v string) (err error) { h.Hours, err = worktime.ParseHours(v); return err },
		habitHolidays: func(h *Habits, v string) error { h.Holidays = v; return nil },
		habitAway:     func(h *Habits, v string) (err error) { h.Away, err = time.Parse(time.RFC3339, v); return err },
		habitDeputy:   func(h *Habits, v string) error { h.Deputy = polls.Person(v); return nil },
		habitDigest:   func(h *Habits, v string) (err error) { h.Digest, err = readDaily(v); return err },
	}
}

// HabitsOf returns what one person has said. What was said and cannot be read counts as not said.
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

// habit is what was said before and in this setting.
func (b *Bot) habit(h Habits, set storage.Setting, read func(*Habits, string) error) Habits {
	with := h
	if err := read(&with, set.Value); err != nil {
		b.skip("habits", set.Workspace+"/"+string(set.Person)+" "+set.Name, err)
		return h
	}
	return with
}

// Habits returns what everybody in a workspace has said who has said something, as [Bot.HabitsOf] does.
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

// over is a calendar with what somebody has said of their own instead.
func (h Habits) over(c worktime.Calendar) worktime.Calendar {
	if h.Hours != (worktime.Hours{}) {
		c.Hours = h.Hours
	}
	if h.Holidays != "" {
		c.Region = h.Holidays
	}
	return c
}

// SetHours keeps when somebody works; the zero Hours forget it.
func (b *Bot) SetHours(ctx context.Context, workspace string, who polls.Person, h worktime.Hours) error {
	return b.keepHabit(ctx, workspace, who, habitHours, h.String())
}

// SetHolidays keeps whose public holidays somebody has; an empty region forgets it.
func (b *Bot) SetHolidays(ctx context.Context, workspace string, who polls.Person, region string) error {
	return b.keepHabit(ctx, workspace, who, habitHolidays, region)
}

// SetAway keeps until when somebody is away; the zero time says that the person is back.
func (b *Bot) SetAway(ctx context.Context, workspace string, who polls.Person, until time.Time) error {
	value := ""
	if !until.IsZero() {
		value = until.UTC().Format(time.RFC3339)
	}
	return b.keepHabit(ctx, workspace, who, habitAway, value)
}

// SetDeputy keeps who stands in for somebody; an empty deputy forgets it. Nobody stands in for themselves, not even by way
// of others.
func (b *Bot) SetDeputy(ctx context.Context, workspace string, who, deputy polls.Person) error {
	if deputy == who {
		return &phrase.Error{Code: phrase.Invalid, Text: "You cannot stand in for yourself. Name somebody else, like /quorum deputy @ben."}
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
			return &phrase.Error{Code: phrase.Invalid, Text: you + ", so a question would go in a circle. Name somebody else, like /quorum deputy @ben."}
		}
		seen[next] = true
	}
	return b.keepHabit(ctx, workspace, who, habitDeputy, string(deputy))
}

func (b *Bot) keepHabit(ctx context.Context, workspace string, who polls.Person, name, value string) error {
	return b.store.Set(ctx, storage.Setting{Workspace: workspace, Person: who, Name: name, Value: value, By: who, At: time.Now()})
}
