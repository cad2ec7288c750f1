package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"quorum/bot/slack/slacksim"
	"quorum/polls"
)

// result is what came of a replayed vote.
type result struct {
	met     bool // the rule was met before the vote closed
	ballot  int  // with which ballot, from 1
	rule    string
	outcome polls.Outcome
	flipped string // who would have led with the late answers, if another
}

// play asks the question, casts each ballot at its time, and closes the poll when the vote closed.
func (r *rerun) play(ctx context.Context) error {
	ws := r.stage.ws
	chair := userNamed(ws, "chair")
	if err := ws.Slash(chair, r.channel, r.command()); err != nil {
		return err
	}
	if !r.stage.until(ctx, r.everybodyAsked) {
		return ctx.Err()
	}
	id, err := r.find(ctx, chair)
	if err != nil {
		return err
	}
	opened := time.Now()
	for i, at := range r.vote.At {
		if !sleepUntil(ctx, opened.Add(time.Duration(at*float64(hour)))) {
			return ctx.Err()
		}
		if err := r.cast(i); err != nil {
			return fmt.Errorf("vote %d, ballot %d: %w", r.vote.PR, i+1, err)
		}
		if err := r.note(ctx, id, i+1); err != nil {
			return err
		}
	}
	if !sleepUntil(ctx, opened.Add(time.Duration(r.vote.ClosedAt*float64(hour)))) {
		return ctx.Err()
	}
	if err := ws.Slash(chair, r.channel, "/quorum close "+id.String()); err != nil {
		return err
	}
	if !r.stage.until(ctx, r.summaryOut) {
		return ctx.Err()
	}
	return r.note(ctx, id, 0)
}

func (r *rerun) command() string {
	var people, options []string
	for i := range r.vote.Eligible {
		people = append(people, fmt.Sprintf("@vote-%d-%s-%d", r.vote.PR, ruleName(r.rule), i+1))
	}
	for i := range r.vote.Options {
		options = append(options, optionName(i))
	}
	text := fmt.Sprintf("/quorum Which option in vote %d? %s | options: %s", r.vote.PR, strings.Join(people, " "), strings.Join(options, ", "))
	if r.rule != "" {
		text += " | quorum: " + r.rule
	}
	return text
}

func (r *rerun) everybodyAsked() bool {
	for _, voter := range r.voters {
		if _, ok := r.ballot(voter); !ok {
			return false
		}
	}
	return true
}

// ballot is the question on a voter's screen.
func (r *rerun) ballot(voter string) (slacksim.Message, bool) {
	for _, conversation := range r.stage.ws.Snapshot(voter).DMs {
		for _, m := range conversation.Messages {
			if len(choicesIn(m)) > 0 {
				return m, true
			}
		}
	}
	return slacksim.Message{}, false
}

// cast uses the button of the option that the ballot puts first, and says no opinion when several share that place. It
// returns when the bot has acknowledged, which means stored.
func (r *rerun) cast(i int) error {
	m, ok := r.ballot(r.voters[i])
	if !ok {
		return slacksim.ErrNotShown
	}
	first, ok := r.vote.first(i)
	if !ok {
		return clickOption(r.stage.ws, r.voters[i], m, "No opinion")
	}
	choices := choicesIn(m)
	at := slices.IndexFunc(choices, func(e slacksim.Element) bool { return e.Label == optionName(first) })
	if at < 0 {
		return slacksim.ErrNotShown
	}
	e := choices[at]
	return r.stage.ws.Act(r.voters[i], slacksim.Action{Channel: m.Channel, TS: m.TS, BlockID: e.BlockID, ActionID: e.ActionID, Value: e.Value})
}

// find looks up the poll that was asked in this vote's channel.
func (r *rerun) find(ctx context.Context, chair string) (polls.ID, error) {
	lines, err := r.stage.bot.bot.Asked(ctx, r.stage.ws.Team().ID, polls.Person(chair), 1000)
	for _, l := range lines {
		if l.Channel == r.channel {
			return l.ID, err
		}
	}
	return polls.ID{}, fmt.Errorf("vote %d was not asked: %w", r.vote.PR, err)
}

// note keeps with which ballot the summary became due, and at the end what it said.
func (r *rerun) note(ctx context.Context, id polls.ID, ballot int) error {
	return r.stage.bot.store.View(ctx, id, func(p *polls.Poll) error {
		if !r.result.met && ballot > 0 && !p.Published.IsZero() {
			r.result.met, r.result.ballot = true, ballot
		}
		r.result.rule, r.result.outcome, r.result.flipped = p.Rule.Words(p.Standing()), p.Outcome, p.Flipped()
		return nil
	})
}

// summaryOut says whether the summary stands in the thread.
func (r *rerun) summaryOut() bool {
	for _, c := range r.stage.ws.Snapshot(userNamed(r.stage.ws, "chair")).Channels {
		for _, m := range c.Messages {
			if c.ID == r.channel && len(m.Replies) > 0 {
				return true
			}
		}
	}
	return false
}

func sleepUntil(ctx context.Context, t time.Time) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(time.Until(t)):
		return true
	}
}
