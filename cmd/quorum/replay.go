package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"quorum/bot/slack/slacksim"

	"golang.org/x/sync/errgroup"
)

// hour is how long a recorded hour takes in the replay.
const hour = 5 * time.Millisecond

// quorumRule is a rule under which each vote is replayed.
type quorumRule struct {
	name  string // a word of a channel's name
	title string
	typed string
}

// quorumRules are what holds when nothing is said, and a majority. The recorded votes stayed open for many days, so each
// rule has a deadline that none of them reaches.
func quorumRules() []quorumRule {
	const open = "within 60d"
	return []quorumRule{
		{"default", "The default rule (more than half of the sources, or five if the outcome is then firm)", open},
		{"majority", "A majority of all answers", "majority, " + open},
	}
}

// replay plays every vote under every rule, all at once, and prints what came of it.
func (c demoCommand) replay(p *program) error {
	r, err := readRecording(c.Replay)
	if err != nil {
		return err
	}
	s, err := c.stage(p, func(ws *slacksim.Workspace) { ws.AddUser("chair", slacksim.RealName("Chair")) })
	if err != nil {
		return err
	}
	var runs []*rerun
	for _, v := range r.Votes {
		for _, rule := range quorumRules() {
			runs = append(runs, newRerun(s, v, rule))
		}
	}
	introduceReplay(p.stdout, r)
	err = s.play(p.ctx, func(ctx context.Context) error {
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
		err = report(p.stdout, runs)
	}
	return errors.Join(err, s.clear())
}

// rerun is one vote under one rule, in a channel of its own, among people of its own.
type rerun struct {
	stage   *stage
	vote    vote
	rule    quorumRule
	channel string
	handles []string // of the voters, in the order in which they voted, then those who never did
	voters  []hands
	result  result
}

func newRerun(s *stage, v vote, rule quorumRule) *rerun {
	r := &rerun{stage: s, vote: v, rule: rule}
	name := fmt.Sprintf("vote-%d-%s", v.PR, rule.name)
	for i := range v.Eligible {
		handle := fmt.Sprintf("%s-%d", name, i+1)
		id := s.ws.AddUser(handle, slacksim.RealName(fmt.Sprintf("Member %d", i+1))).ID
		r.handles, r.voters = append(r.handles, handle), append(r.voters, hands{s.ws, id})
	}
	r.channel = s.ws.AddChannel(name, append([]string{"chair"}, r.handles...)...).InviteBot().ID
	return r
}
