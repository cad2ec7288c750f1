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

// result is what the bot made of a replayed vote.
type result struct {
	ballot     int    // the number of the ballot that met the rule, from 1; 0 when none did before the vote closed
	rule       string // in words
	outcome    polls.Outcome
	lateLeader string // the leader when the later ballots count too, if it is another
}

// play asks the question, casts each ballot at its time, and closes the poll when the recorded vote closed.
func (r *replayRun) play(ctx context.Context) error {
	ws, chair := r.sandbox.ws, idOf(r.sandbox.ws, "chair")
	questions, err := r.askEverybody(ctx, chair)
	if err != nil {
		return err
	}
	id, err := r.findPoll(ctx, polls.Person(chair))
	if err != nil {
		return err
	}
	opened := time.Now()
	for i, at := range r.vote.At {
		if !sleep(ctx, time.Until(opened.Add(replayedHours(at)))) {
			return nil
		}
		if err := r.castBallot(i, questions[i]); err != nil {
			return fmt.Errorf("ballot %d: %w", i+1, err)
		}
		if err := r.readResult(ctx, id, i+1); err != nil {
			return err
		}
	}
	if !sleep(ctx, time.Until(opened.Add(replayedHours(r.vote.ClosedAt)))) {
		return nil
	}
	if err := ws.Slash(chair, r.channel, "/quorum close "+id.String()); err != nil {
		return err
	}
	return r.readResult(ctx, id, 0)
}

func replayedHours(h float64) time.Duration { return time.Duration(h * float64(replayedHour)) }

// command returns the text that the chair types.
func (r *replayRun) command() string {
	var options []string
	for i := range r.vote.Options {
		options = append(options, optionName(i))
	}
	return fmt.Sprintf("/quorum Which option in vote %d? @%s | options: %s | quorum: %s",
		r.vote.PR, strings.Join(r.handles, " @"), strings.Join(options, ", "), r.rule.typed)
}

// askEverybody types the command and waits until everybody has the question. It returns the questions in the order of
// the voters.
func (r *replayRun) askEverybody(ctx context.Context, chair string) ([]slacksim.Message, error) {
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	changes, stop := r.sandbox.ws.Subscribe()
	defer stop()
	if err := r.sandbox.ws.Slash(chair, r.channel, r.command()); err != nil {
		return nil, err
	}
	questions, missing := make([]slacksim.Message, len(r.voters)), len(r.voters)
	for missing > 0 {
		select {
		case <-ctx.Done():
			return nil, fmt.Errorf("%d people did not get the question: %w", missing, ctx.Err())
		case change := <-changes:
			for i, h := range r.voters {
				if m, ok := h.questionIn(change); ok && questions[i].TS == "" {
					questions[i] = m
					missing--
				}
			}
		}
	}
	return questions, nil
}

// questionIn returns the changed message if it asks this person a question. If changes were lost, it looks at all
// messages.
func (h screen) questionIn(change slacksim.Change) (slacksim.Message, bool) {
	if change.Lost {
		return h.firstQuestion()
	}
	m, ok := h.ws.Message(h.user, change.Channel, change.TS)
	return m, ok && len(answerButtons(m)) > 0
}

// findPoll returns the id of the poll that was asked in this run's channel.
func (r *replayRun) findPoll(ctx context.Context, chair polls.Person) (polls.ID, error) {
	asked, err := r.sandbox.bot.bot.Asked(ctx, r.sandbox.ws.Team().ID, chair, 0, 1000)
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

// castBallot clicks the option that the ballot ranks first. If several options share that place, it chooses "No
// opinion", but not after the summary, since the message does not offer it then. It returns when the bot has stored
// the answer.
func (r *replayRun) castBallot(i int, question slacksim.Message) error {
	first, ok := r.vote.firstChoice(i)
	switch {
	case ok:
		return r.voters[i].click(question, optionName(first))
	case r.metEarly():
		return nil
	}
	return r.voters[i].choose(question, "No opinion")
}

// readResult reads from the store whether the summary is due and what it says. ballot is the ballot that was cast
// last.
func (r *replayRun) readResult(ctx context.Context, id polls.ID, ballot int) error {
	return r.sandbox.bot.store.View(ctx, id, func(p *polls.Poll) error {
		if r.result.ballot == 0 && !p.Published.IsZero() {
			r.result.ballot = ballot
		}
		r.result.rule, r.result.outcome, r.result.lateLeader = p.Words(), p.Outcome, p.LateLeader()
		return nil
	})
}
