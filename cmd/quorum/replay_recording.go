package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"slices"
)

// recording is a file of real votes: the ballots of each with their times, and the result.
type recording struct {
	Votes []vote `json:"votes"`
}

// vote is one real vote. Scores has one row per ballot, in the order of time, with a number for each option: a higher
// number is better, equal numbers are a tie. Times are in hours after the opening.
type vote struct {
	PR       int       `json:"pr"`
	Eligible int       `json:"eligible"`
	Options  int       `json:"options"`
	ClosedAt float64   `json:"closed_after_h"`
	At       []float64 `json:"latency_h"`
	Scores   [][]int64 `json:"scores"`
	Winner   *int      `json:"condorcet_winner"` // an index that counts from 0; nil when there is no winner
}

// Limits of a vote that can be replayed: one question can ask so many people, and the replay must not take too long.
const (
	maxVoters = 200
	maxHours  = 24 * 50
)

// readRecording reads a file of votes. Its errors are usage errors, since the user named the file.
func readRecording(path string) (recording, error) {
	const hint = "it must be a text like polls/testdata/ballots/node-tsc.txt, or JSON with a list votes, of each pr, eligible, options, closed_after_h, latency_h, scores, condorcet_winner"
	var r recording
	data, err := os.ReadFile(path)
	if err != nil {
		return r, &failure{err: err, hint: "name a file of recorded votes", code: exitUsage}
	}
	if bytes.HasPrefix(bytes.TrimSpace(data), []byte("{")) {
		err = json.Unmarshal(data, &r)
	} else {
		r.Votes, err = parseBallots(string(data))
	}
	if err != nil {
		return r, &failure{err: fmt.Errorf("%s holds no votes: %w", path, err), hint: hint, code: exitUsage}
	}
	if len(r.Votes) == 0 {
		return r, &failure{err: fmt.Errorf("%s holds no votes", path), hint: hint, code: exitUsage}
	}
	seen := map[int]bool{}
	for _, v := range r.Votes {
		if err := v.check(seen); err != nil {
			return r, &failure{err: fmt.Errorf("%s: vote %d: %w", path, v.PR, err), hint: hint, code: exitUsage}
		}
		seen[v.PR] = true
	}
	return r, nil
}

// check returns why a vote cannot be replayed, or nil.
func (v vote) check(seen map[int]bool) error {
	switch {
	case seen[v.PR]:
		return fmt.Errorf("there are two with this number")
	case v.Options < 2 || v.Options > 5:
		return fmt.Errorf("%d options; it can have 2 to 5", v.Options)
	case v.Eligible < 1 || v.Eligible > maxVoters:
		return fmt.Errorf("%d people; it can have 1 to %d", v.Eligible, maxVoters)
	case len(v.At) != len(v.Scores) || len(v.At) > v.Eligible:
		return fmt.Errorf("%d ballots, %d times and %d people do not fit together", len(v.Scores), len(v.At), v.Eligible)
	case !slices.IsSorted(v.At) || len(v.At) > 0 && !(v.At[0] >= 0 && v.At[len(v.At)-1] <= v.ClosedAt):
		return fmt.Errorf("its ballots are not in order between its opening and its close")
	case !(v.ClosedAt <= maxHours):
		return fmt.Errorf("it was open for %g h; at most %d can be replayed", v.ClosedAt, maxHours)
	case v.Winner != nil && (*v.Winner < 0 || *v.Winner >= v.Options):
		return fmt.Errorf("its winner is none of its options")
	}
	for i, s := range v.Scores {
		if len(s) != v.Options {
			return fmt.Errorf("ballot %d scores %d of %d options", i+1, len(s), v.Options)
		}
	}
	return nil
}

// firstChoice returns the option that a ballot ranks first. ok is false when several options share the first place.
func (v vote) firstChoice(ballot int) (option int, ok bool) {
	scores := v.Scores[ballot]
	best := slices.Max(scores)
	option = slices.Index(scores, best)
	return option, !slices.Contains(scores[option+1:], best)
}

// ties returns the number of ballots on which several options share the first place.
func (v vote) ties() (n int) {
	for i := range v.Scores {
		if _, ok := v.firstChoice(i); !ok {
			n++
		}
	}
	return n
}

func optionName(i int) string { return string(rune('A' + i)) }
