package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"quorum/bot/slack/slacksim"

	"golang.org/x/sync/errgroup"
)

// replayedHour is how long one recorded hour takes in the replay.
const replayedHour = 5 * time.Millisecond

// quorumRule is a rule under which each vote is replayed.
type quorumRule struct {
	name  string // part of the channel's name
	title string
	typed string
}

// quorumRules returns the default rule and a majority rule. The recorded votes were open for many days, so each rule
// has a deadline that no vote reaches.
func quorumRules() []quorumRule {
	const open = "within 60d"
	return []quorumRule{
		{"default", "The default rule (more than half of the sources, or five if the outcome is then firm)", open},
		{"majority", "A majority of all answers", "majority, " + open},
	}
}

// replay replays every vote under every rule, all at the same time, and prints a report.
func (c demoCommand) replay(p *program) error {
	r, err := readRecording(c.Replay)
	if err != nil {
		return err
	}
	s, err := c.newSandbox(p, func(ws *slacksim.Workspace) { ws.AddUser("chair", slacksim.RealName("Chair")) })
	if err != nil {
		return err
	}
	var runs []*replayRun
	for _, v := range r.Votes {
		for _, rule := range quorumRules() {
			runs = append(runs, newReplayRun(s, v, rule))
		}
	}
	printIntroduction(p.stdout, r)
	err = s.run(p.ctx, func(ctx context.Context) error {
		g, ctx := errgroup.WithContext(ctx)
		for _, one := range runs {
			g.Go(func() error {
				if err := one.play(ctx); err != nil {
					return fmt.Errorf("vote %d under the rule %q: %w", one.vote.PR, one.rule.typed, err)
				}
				return nil
			})
		}
		return g.Wait()
	})
	if err == nil && p.ctx.Err() == nil {
		err = printReport(p.stdout, runs)
	}
	return errors.Join(err, s.close())
}

// replayRun is the replay of one vote under one rule. It has its own channel and its own people.
type replayRun struct {
	sandbox *sandbox
	vote    vote
	rule    quorumRule
	channel string
	handles []string // the voters in the order of their ballots, then the people who did not vote
	voters  []screen
	result  result
}

func newReplayRun(s *sandbox, v vote, rule quorumRule) *replayRun {
	r := &replayRun{sandbox: s, vote: v, rule: rule}
	name := fmt.Sprintf("vote-%d-%s", v.PR, rule.name)
	for i := range v.Eligible {
		handle := fmt.Sprintf("%s-%d", name, i+1)
		id := s.ws.AddUser(handle, slacksim.RealName(fmt.Sprintf("Member %d", i+1))).ID
		r.handles, r.voters = append(r.handles, handle), append(r.voters, screen{s.ws, id})
	}
	r.channel = s.ws.AddChannel(name, append([]string{"chair"}, r.handles...)...).InviteBot().ID
	return r
}
