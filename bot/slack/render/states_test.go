package render

import (
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"quorum/polls"

	"github.com/rogpeppe/go-internal/txtar"
)

// aState is how a question of some kind comes out: so many are asked, who answer so. When fewer answer than that, the asker
// closes it or time is up.
type aState struct {
	label   polls.Label
	asked   int
	answers []string
}

// kindStates are the states in which questions of each kind come out.
func kindStates() map[string][]aState {
	same := func(n int, position string) []string { return slices.Repeat([]string{position}, n) }
	with := func(asked, agree int, x, y string) []aState {
		return []aState{
			{polls.Decided, 3, []string{x, x, y}},
			{polls.Firm, asked, same(agree, x)},
			{polls.Leaning, 6, []string{x, x, y}},
			{polls.NoQuorum, 4, []string{x, y}},
			{polls.ClosedEarly, 3, []string{y}},
		}
	}
	tied := func(states []aState, x, y string) []aState {
		return slices.Insert(states, 3, aState{polls.Tied, 3, []string{x, y}})
	}
	mon, tue := "Mon 14:00: yes; Tue 10:00: if need be", "Mon 14:00: no; Tue 10:00: yes"
	estimates := []string{"2", "3", "40", "3", "5", "8", "13"}
	text := []aState{
		{polls.Heard, 3, []string{"Ship it.", "Wait for legal."}},
		{polls.NoQuorum, 3, []string{"Ship it."}},
		{polls.ClosedEarly, 3, []string{"Ship it."}},
	}
	return map[string][]aState{
		"yes-no": tied(with(12, 5, "Yes", "No"), "Yes", "No"),
		"choice": tied(with(12, 6, "nats", "kafka"), "nats", "kafka"),
		"multi":  tied(with(12, 6, "nats", "kafka"), "nats", "kafka"),
		"rank":   tied(with(12, 6, "kafka > nats", "nats"), "nats > kafka", "kafka > nats"),
		"1-5":    with(15, 7, "4", "2"),
		"fist":   append(with(15, 7, "4", "1"), aState{polls.Blocked, 3, []string{"4", "4", "0"}}, aState{polls.Blocked, 9, []string{"0"}}),
		"estimate": {
			{polls.Decided, 7, estimates},
			{polls.Firm, 9, estimates},
			{polls.Leaning, 20, estimates},
			{polls.NoQuorum, 4, []string{"3", "8"}},
			{polls.ClosedEarly, 3, []string{"3"}},
		},
		"probability": with(13, 12, "70%", "20%"),
		"text":        text,
		"dates":       tied(with(14, 6, mon, tue), "Mon 14:00: yes", "Tue 10:00: yes"),
		"consent": {
			{polls.Decided, 3, []string{"No objection", "No objection", "Stand aside"}},
			{polls.Blocked, 2, []string{"No objection", "Objection"}},
			{polls.Firm, 20, same(19, "No objection")},
			{polls.Leaning, 5, []string{"No objection", "No objection", "Stand aside"}},
			{polls.Blocked, 5, []string{"No objection", "Objection"}},
			{polls.NoQuorum, 4, []string{"No objection", "Stand aside"}},
			{polls.ClosedEarly, 3, []string{"No objection"}},
		},
	}
}

// TestSummariesReadAloud holds a summary of every kind of question, in every state in which one comes out, to the words that
// somebody has read aloud. UPDATE_RENDERED=1 rewrites the files, one of each kind.
func TestSummariesReadAloud(t *testing.T) {
	for kind, states := range kindStates() {
		var all txtar.Archive
		for i, state := range states {
			s := state.tell(t, kind)
			if got := s.p.Outcome.Label; got != state.label {
				t.Errorf("%s: %v came out as %s, want %s: %s", kind, state.answers, got, state.label, s.p.Outcome.Sentence())
			}
			m := s.eyes().Summary(s.p)
			if err := checkMessage(m); err != nil {
				t.Error(err)
			}
			_, read, _ := strings.Cut(aloud(t, m), "\n\n") // the text says it once more
			all.Files = append(all.Files, txtar.File{Name: strconv.Itoa(i+1) + " " + string(state.label), Data: []byte(read)})
		}
		compare(t, filepath.Join("testdata", "aloud", kind+".txtar"), txtar.Format(&all))
	}
}

func (state aState) tell(t *testing.T, kind string) *story {
	who := []polls.Person{ben, cyn, dee, eva, fay}
	for i := range state.asked {
		who = append(who, polls.Person("U1"+string(rune('A'+i))))
	}
	who = who[:state.asked]
	more := map[string]string{
		"choice": "options: nats, kafka, sqs", "multi": "options: nats, kafka, sqs", "rank": "options: nats, kafka, sqs",
		"dates": "options: Mon 14:00, Tue 10:00", "estimate": "options: days",
	}[kind]
	quorum := strconv.Itoa(len(state.answers))
	if state.label == polls.NoQuorum || state.label == polls.ClosedEarly {
		quorum = "all"
	}
	s := told(t, "The question? "+mention(who...)+" | kind: "+strings.Replace(kind, "-no", "/no", 1)+" | "+more+" | quorum: "+quorum+", within 1d", nil)
	for i, position := range state.answers {
		reason := ""
		if i == len(state.answers)-1 && kind != "text" {
			reason = "I have done it before."
		}
		s.says(who[i], position, reason)
	}
	switch state.label {
	case polls.NoQuorum, polls.Tied:
		return s.ends()
	case polls.ClosedEarly:
		return s.closes()
	}
	return s
}
