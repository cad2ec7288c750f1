package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"quorum/bot/slack/slacksim"
	"quorum/polls"
)

// result is what came of a replayed vote.
type result struct {
	ballot  int    // the ballot with which the rule was met, from 1; 0: it was not before the vote closed
	rule    string // in words
	outcome polls.Outcome
	flipped string // who leads with the ballots that came later, if another
}

// play asks the question, casts each ballot at its time, and closes the poll when the vote closed.
func (r *rerun) play(ctx context.Context) error {
	ws, chair := r.stage.ws, idOf(r.stage.ws, "chair")
	questions, err := r.ask(ctx, chair)
	if err != nil {
		return err
	}
	id, err := r.find(ctx, polls.Person(chair))
	if err != nil {
		return err
	}
	opened := time.Now()
	for i, at := range r.vote.At {
		if !after(ctx, time.Until(opened.Add(hours(at)))) {
			return nil
		}
		if err := r.cast(i, questions[i]); err != nil {
			return fmt.Errorf("ballot %d: %w", i+1, err)
		}
		if err := r.note(ctx, id, i+1); err != nil {
			return err
		}
	}
	if !after(ctx, time.Until(opened.Add(hours(r.vote.ClosedAt)))) {
		return nil
	}
	if err := ws.Slash(chair, r.channel, "/quorum close "+id.String()); err != nil {
		return err
	}
	return r.note(ctx, id, 0)
}

func hours(h float64) time.Duration { return time.Duration(h * float64(hour)) }

// command is what the chair types.
func (r *rerun) command() string {
	var options []string
	for i := range r.vote.Options {
		options = append(options, optionName(i))
	}
	return fmt.Sprintf("/quorum Which option in vote %d? @%s | options: %s | quorum: %s",
		r.vote.PR, strings.Join(r.handles, " @"), strings.Join(options, ", "), r.rule.typed)
}

// ask types the command and waits until everybody has the question; it returns each one's, in the order of the voters.
func (r *rerun) ask(ctx context.Context, chair string) ([]slacksim.Message, error) {
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	changes, stop := r.stage.ws.Subscribe()
	defer stop()
	if err := r.stage.ws.Slash(chair, r.channel, r.command()); err != nil {
		return nil, err
	}
	questions, missing := make([]slacksim.Message, len(r.voters)), len(r.voters)
	for missing > 0 {
		select {
		case <-ctx.Done():
			return nil, fmt.Errorf("%d people did not get the question: %w", missing, ctx.Err())
		case change := <-changes:
			for i, h := range r.voters {
				if m, ok := h.question(change); ok && questions[i].TS == "" {
					questions[i] = m
					missing--
				}
			}
		}
	}
	return questions, nil
}

// question is what has changed, if it asks this person something. When changes were lost it looks at everything.
func (h hands) question(change slacksim.Change) (slacksim.Message, bool) {
	if change.Lost {
		return h.asked()
	}
	m, ok := h.ws.Message(h.user, change.Channel, change.TS)
	return m, ok && len(questionIn(m)) > 0
}

// find looks up the poll that was asked in this vote's channel.
func (r *rerun) find(ctx context.Context, chair polls.Person) (polls.ID, error) {
	asked, err := r.stage.bot.bot.Asked(ctx, r.stage.ws.Team().ID, chair, 0, 1000)
	if err != nil {
		return polls.ID{}, err
	}
	for _, l := range asked.Lines {
		if l.Channel == r.channel {
			return l.ID, nil
		}
	}
	return polls.ID{}, errors.New("the bot does not list the question")
}

// cast uses the button of the option that the ballot puts first, and says no opinion when several share that place,
// which nobody is asked for any more once the summary is out. It returns when the bot has acknowledged, which means
// stored.
func (r *rerun) cast(i int, question slacksim.Message) error {
	first, ok := r.vote.first(i)
	switch {
	case ok:
		return r.voters[i].press(question, optionName(first))
	case r.early():
		return nil
	}
	return r.voters[i].choose(question, "No opinion")
}

// note keeps with which ballot the summary became due, and what it says.
func (r *rerun) note(ctx context.Context, id polls.ID, ballot int) error {
	return r.stage.bot.store.View(ctx, id, func(p *polls.Poll) error {
		if r.result.ballot == 0 && !p.Published.IsZero() {
			r.result.ballot = ballot
		}
		r.result.rule, r.result.outcome, r.result.flipped = p.Words(), p.Outcome, p.LateLeader()
		return nil
	})
}
