package render

import (
	"fmt"
	"strings"
	"testing"

	"quorum/bot/slack/mrkdwn"
	"quorum/bot/slack/webapi"
	"quorum/polls"
	"quorum/polls/kind"

	slackgo "github.com/slack-go/slack"
)

// asksMany is a question with ten options of so many letters, which so many people answer with whatever is given.
func asksMany(t *testing.T, kind string, people, letters int, position func(options []string) string) *story {
	t.Helper()
	var options []string
	for i := range 10 {
		options = append(options, string(rune('a'+i))+strings.Repeat("&", letters-1))
	}
	s := told(t, "Which? <@U000>"+strings.Join(manyPeople(people-1), "")+" | kind: "+kind+" | options: "+strings.Join(options, ", ")+" | quorum: all, within 1d", nil)
	for _, one := range s.p.Stakeholders() {
		s.says(one.Person, position(s.p.Options), "")
	}
	return s
}

func asListed(options []string) string {
	var places [][]string
	for _, o := range options {
		places = append(places, []string{o})
	}
	return kind.JoinRanking(places)
}

func always(options []string) string {
	said := map[string]string{}
	for _, o := range options {
		said[o] = kind.SlotAnswers()[0]
	}
	return kind.JoinSlots(options, said)
}

// A table stands where there is room for it; where there is not, the chart and the tally say it.
func TestTablesFit(t *testing.T) {
	for name, c := range map[string]struct {
		*story
		called string
		tabled bool
	}{
		"ten in an order":  {asksMany(t, "rank", 3, 20, asListed), "Ana Lima", true},
		"an order of many": {asksMany(t, "rank", 100, 20, asListed), "Ana Lima", true},
		"ten slots":        {asksMany(t, "dates", 3, 20, always), "Ana Lima", true},
		"slots of many":    {asksMany(t, "dates", 100, 20, always), "Ana Lima", true},
		"long options":     {asksMany(t, "rank", 3, kind.MaxOptionLen, asListed), "Ana Lima", true},
		"long names":       {asksMany(t, "dates", 50, 20, always), strings.Repeat("x", 80), false},
	} {
		eye := c.eyes()
		eye.Names = func(polls.Person) string { return c.called }
		m := eye.Summary(c.p)
		if err := checkMessage(m); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if got := m.Plain != nil; got != c.tabled {
			t.Errorf("%s: with a table: %v", name, got)
		}
		if last := m.Blocks[len(m.Blocks)-1]; (last.BlockType() == slackgo.MBTTable) != c.tabled {
			t.Errorf("%s: the last block is a %s", name, last.BlockType())
		}
	}
}

// What a table replaces is gone, so that nobody reads it twice, and what cannot be seen is in the text.
func TestATableReplacesTheChartAndTheTally(t *testing.T) {
	for kind, states := range kindStates() {
		for i, state := range states {
			s := state.tell(t, kind)
			m := s.eyes().Summary(s.p)
			if wants := kind == "dates" || kind == "rank" && len(state.answers) > 1; wants != (m.Plain != nil) {
				t.Errorf("%s %d: with a table: %v", kind, i, !wants)
			}
			if m.Plain == nil {
				continue
			}
			plain := aloud(t, webapi.Message{Text: m.Text, Blocks: m.Plain})
			tabled := aloud(t, webapi.Message{Text: m.Text, Blocks: m.Blocks})
			if !strings.Contains(plain, "(chart: ") || strings.Contains(tabled, "(chart: ") || strings.Contains(tabled, "* · ") {
				t.Errorf("%s %d:\n%s\nand without the table:\n%s", kind, i, tabled, plain)
			}
			if mrkdwn.Length(tabled) > mrkdwn.Length(plain) {
				t.Errorf("%s %d is longer with a table: %d characters, %d without", kind, i, mrkdwn.Length(tabled), mrkdwn.Length(plain))
			}
			for _, o := range s.p.Options {
				if !strings.Contains(m.Text, o+": ") {
					t.Errorf("%s %d: the text says nothing of %s: %s", kind, i, o, m.Text)
				}
			}
		}
	}
}

// The best is in the first row, unless there is no quorum.
func TestTheBestIsInTheFirstRow(t *testing.T) {
	for _, c := range []struct {
		kind, rule string
		answers    []string
		want       string
	}{
		{"dates | options: Mon, Tue, Wed", "2", []string{"Wed: yes; Tue: if need be", "Wed: yes"}, "[Wed Tue Mon]"},
		{"dates | options: Mon, Tue, Wed", "all", []string{"Wed: yes; Tue: if need be", "Wed: yes"}, "[Mon Tue Wed]"},
		{"rank | options: a, b, c", "2", []string{"c > b", "c > b"}, "[1. c 2. b 3. a]"},
		{"rank | options: a, b, c", "2", []string{"c > b", "b > c"}, "[1. b 1. c 3. a]"},
		{"rank | options: a, b, c", "all", []string{"c > b", "c > b"}, "[a b c]"},
	} {
		s := told(t, "Which? "+mention(ben, cyn, dee)+" | kind: "+c.kind+" | quorum: "+c.rule+", within 1d", nil)
		s.says(ben, c.answers[0], "").says(cyn, c.answers[1], "")
		if s.p.Phase == polls.PhaseOpen { // also while there is a tie
			s.ends()
		}
		var first []string
		for _, row := range s.eyes().table(s.p)[1:] {
			first = append(first, row[0])
		}
		if got := fmt.Sprint(first); got != c.want {
			t.Errorf("%v: %s, want %s", c.answers, got, c.want)
		}
	}
}
