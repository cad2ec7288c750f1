package main

import (
	"fmt"
	"strings"
)

// parseBallots reads votes from a text in the form of polls/testdata/ballots/node-tsc.txt. That file describes the
// form.
func parseBallots(text string) ([]vote, error) {
	var votes []vote
	number := 0
	for line := range strings.Lines(text) {
		number++
		words := strings.Fields(line)
		if len(words) == 0 || strings.HasPrefix(words[0], "#") {
			continue
		}
		if v, ok := parseVote(words); ok {
			votes = append(votes, v)
		} else if len(votes) == 0 || !votes[len(votes)-1].addBallot(words) {
			return nil, fmt.Errorf(`line %d is neither a vote ("vote NUMBER PEOPLE OPTIONS HOURS WINNER") nor a ballot of one ("HOURS PLACES")`, number)
		}
	}
	return votes, nil
}

// parseVote reads the first line of a vote, such as "vote 1225 20 2 311.024 B".
func parseVote(words []string) (v vote, ok bool) {
	var winner string
	_, err := fmt.Sscanf(strings.Join(words, " "), "vote %d %d %d %g %s", &v.PR, &v.Eligible, &v.Options, &v.ClosedAt, &winner)
	if err != nil || len(words) != 6 || len(winner) != 1 {
		return v, false
	}
	if winner != "-" {
		option := int(winner[0]) - 'A'
		v.Winner = &option
	}
	return v, true
}

// addBallot reads the line of a ballot, such as "3.267 21": the hour it came, and the place of each option.
func (v *vote) addBallot(words []string) bool {
	var at float64
	var places string
	if _, err := fmt.Sscanf(strings.Join(words, " "), "%g %s", &at, &places); err != nil || len(words) != 2 {
		return false
	}
	var scores []int64
	for _, place := range places {
		if place < '1' || place > '9' {
			return false
		}
		scores = append(scores, int64('0'-place))
	}
	v.At, v.Scores = append(v.At, at), append(v.Scores, scores)
	return true
}
