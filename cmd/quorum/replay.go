package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"time"

	"quorum/bot/slack/slacksim"

	"golang.org/x/sync/errgroup"
)

// recording is a file of real votes: ballots with the time of each, and what was decided.
type recording struct {
	Votes []vote `json:"votes"`
}

// vote is one real vote. Scores has a ballot per row, in the order in which they came, and in it a number for each
// option: the higher the better, equal is a tie. Hours count from the opening.
type vote struct {
	PR       int       `json:"pr"`
	Eligible int       `json:"eligible"`
	Options  int       `json:"options"`
	ClosedAt float64   `json:"closed_after_h"`
	At       []float64 `json:"latency_h"`
	Scores   [][]int64 `json:"scores"`
	Winner   *int      `json:"condorcet_winner"` // from 0; null: none
}

// hour is how long a recorded hour takes in the replay.
const hour = 15 * time.Millisecond

func readRecording(path string) (recording, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return recording{}, &failure{err: err, hint: "name a file of votes, such as tsc-votes.json", code: exitUsage}
	}
	var r recording
	if err := json.Unmarshal(data, &r); err != nil {
		return r, &failure{err: fmt.Errorf("%s holds no votes: %w", path, err), hint: "it must be JSON like tsc-votes.json", code: exitUsage}
	}
	for _, v := range r.Votes {
		if err := v.check(); err != nil {
			return r, &failure{err: fmt.Errorf("%s: vote %d: %w", path, v.PR, err), hint: "see the fields of tsc-votes.json", code: exitUsage}
		}
	}
	if len(r.Votes) == 0 {
		return r, &failure{err: fmt.Errorf("%s holds no votes", path), hint: `it must have a list "votes"`, code: exitUsage}
	}
	return r, nil
}

func (v vote) check() error {
	if v.Options < 2 || v.Options > 20 || len(v.At) != len(v.Scores) || len(v.At) > v.Eligible {
		return fmt.Errorf("%d options, %d ballots, %d times and %d people do not fit together", v.Options, len(v.Scores), len(v.At), v.Eligible)
	}
	for i, s := range v.Scores {
		if len(s) != v.Options {
			return fmt.Errorf("ballot %d scores %d of %d options", i+1, len(s), v.Options)
		}
	}
	return nil
}

// first is the option that a ballot puts first; ok is false when several share that place.
func (v vote) first(ballot int) (option int, ok bool) {
	ok = true
	for i, s := range v.Scores[ballot] {
		switch best := v.Scores[ballot][option]; {
		case s > best:
			option, ok = i, true
		case s == best && i != option:
			ok = false
		}
	}
	return option, ok
}

func optionName(i int) string { return string(rune('A' + i)) }

// rules are the quorum rules that each vote is replayed under; the empty one is what holds when nothing is said.
func rules() []string { return []string{"", "majority"} }

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
	defer s.clear()
	var runs []*rerun
	for _, v := range r.Votes {
		for _, rule := range rules() {
			runs = append(runs, newRerun(s, v, rule))
		}
	}
	fmt.Fprintf(p.stdout, "Replaying %d real votes under %d rules, one hour in %s …\n\n", len(r.Votes), len(rules()), hour)
	err = s.play(p.ctx, func(ctx context.Context) error {
		g, ctx := errgroup.WithContext(ctx)
		for _, one := range runs {
			g.Go(func() error { return one.play(ctx) })
		}
		return g.Wait()
	})
	if err != nil {
		return err
	}
	return report(p.stdout, runs)
}

// rerun is one vote under one rule.
type rerun struct {
	stage   *stage
	vote    vote
	rule    string
	channel string
	voters  []string // ids, in the order in which they answered, then those who never did
	result  result
}

func newRerun(s *stage, v vote, rule string) *rerun {
	r := &rerun{stage: s, vote: v, rule: rule}
	name := fmt.Sprintf("vote-%d-%s", v.PR, ruleName(rule))
	members := []string{"chair"}
	for i := range v.Eligible {
		handle := fmt.Sprintf("%s-%d", name, i+1)
		r.voters = append(r.voters, s.ws.AddUser(handle, slacksim.RealName(fmt.Sprintf("Member %d", i+1))).ID)
		members = append(members, handle)
	}
	r.channel = s.ws.AddChannel(name, members...).InviteBot().ID
	return r
}
