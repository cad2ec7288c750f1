package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"quorum/polls"
)

// realQuestion is one real question with two answers or with an order of options, and everybody's real answer to it.
type realQuestion struct {
	kind    string
	options []string
	answers []string // a position each, as its kind reads it
	close   bool     // of two options neither has 55 % of the answers
}

// closeShare is the share of the answers from which a question of two options is no longer close.
const closeShare = 0.55

// readQuestions reads recorded votes: those that --replay takes, or the counted ballots of an election, in which a letter
// for each candidate says the place that it has and "-" that it has none.
func readQuestions(path string) ([]realQuestion, error) {
	const hint = "name files like debian-dpl-2006.json (count_by_ballot) or tsc-votes.json (votes)"
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, &failure{err: err, hint: hint, code: exitUsage}
	}
	var file struct {
		Year  int            `json:"year"`
		Count map[string]int `json:"count_by_ballot"`
	}
	if err := json.Unmarshal(data, &file); err != nil {
		return nil, &failure{err: fmt.Errorf("%s holds no ballots: %w", path, err), hint: hint, code: exitUsage}
	}
	var all []realQuestion
	if len(file.Count) > 0 {
		all, err = election(file.Count)
	} else {
		var r recording
		if r, err = readRecording(path); err == nil {
			all = recorded(r)
		}
	}
	switch {
	case err != nil:
		return nil, err
	case len(all) == 0:
		return nil, &failure{err: fmt.Errorf("%s holds no question that more than one answered", path), hint: hint, code: exitUsage}
	}
	return all, nil
}

// election makes of ranked ballots a question for every two candidates, and one for their order.
func election(count map[string]int) ([]realQuestion, error) {
	var ballots []string
	for b, n := range count {
		for range n {
			ballots = append(ballots, b)
		}
	}
	slices.Sort(ballots) // what is drawn depends on the seed alone
	n := len(ballots[0])
	if n < 2 || n > polls.MaxRanked || slices.ContainsFunc(ballots, func(b string) bool { return len(b) != n }) {
		return nil, &failure{err: errors.New("its ballots do not all rank the same 2 to 10 candidates"), hint: "each ballot has one letter for each candidate", code: exitUsage}
	}
	var all []realQuestion
	for i := range n {
		for j := i + 1; j < n; j++ {
			all = append(all, between(ballots, i, j))
		}
	}
	order := realQuestion{kind: "rank"}
	for i := range n {
		order.options = append(order.options, optionName(i))
	}
	for _, b := range ballots {
		order.answers = append(order.answers, orderOf(b, order.options))
	}
	return append(all, order), nil
}

// place is the place of a candidate on a ballot; who has none is behind everybody who has one.
func place(ballot string, candidate int) int {
	if c := ballot[candidate]; c != '-' {
		return int(c)
	}
	return 256
}

// between is the question which of two candidates is better. Who puts them into the same place does not answer it.
func between(ballots []string, i, j int) realQuestion {
	q := realQuestion{kind: "choice", options: []string{optionName(i), optionName(j)}}
	for _, b := range ballots {
		switch a, c := place(b, i), place(b, j); {
		case a < c:
			q.answers = append(q.answers, q.options[0])
		case a > c:
			q.answers = append(q.answers, q.options[1])
		}
	}
	return q.judged()
}

func (q realQuestion) judged() realQuestion {
	first := 0
	for _, a := range q.answers {
		if a == q.options[0] {
			first++
		}
	}
	share := float64(max(first, len(q.answers)-first)) / float64(max(1, len(q.answers)))
	q.close = share < closeShare
	return q
}

// orderOf writes a ballot as an answer: places in their order, candidates without one left out.
func orderOf(ballot string, options []string) string {
	byPlace := map[int][]string{}
	var order []int
	for i, o := range options {
		if at := place(ballot, i); at < 256 {
			if byPlace[at] == nil {
				order = append(order, at)
			}
			byPlace[at] = append(byPlace[at], o)
		}
	}
	slices.Sort(order)
	places := make([][]string, len(order))
	for i, at := range order {
		places[i] = byPlace[at]
	}
	return polls.SayPlaces(places)
}

// recorded takes the votes with two options, and of each the ballots that prefer one.
func recorded(r recording) []realQuestion {
	var all []realQuestion
	for _, v := range r.Votes {
		if v.Options != 2 {
			continue
		}
		q := realQuestion{kind: "choice", options: []string{optionName(0), optionName(1)}}
		for i := range v.Scores {
			if o, ok := v.first(i); ok {
				q.answers = append(q.answers, optionName(o))
			}
		}
		all = append(all, q.judged())
	}
	return all
}

func (q realQuestion) String() string { return q.kind + " of " + strings.Join(q.options, ", ") }
