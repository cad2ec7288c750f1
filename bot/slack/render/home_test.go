package render

import (
	"math"
	"strings"
	"testing"

	"quorum/bot/slack/inbound"
	"quorum/polls"
	"quorum/polls/kind"
	"quorum/polls/phrase"
)

// TestTheWorstListsFit has as many questions, of letters that all must be escaped, as lists can hold: anybody may ask
// them of somebody, who must still see their lists.
func TestTheWorstListsFit(t *testing.T) {
	l := linesOf()[2]
	l.ID.Number, l.Question, l.Leader = math.MaxInt64, strings.Repeat("&", polls.MaxQuestion), strings.Repeat("&", kind.MaxOptionLen)
	var many []polls.ListEntry
	for range MaxHomeLines {
		many = append(many, l)
	}
	s := eyes(monday())
	s.Names = func(polls.Person) string { return strings.Repeat("&", 80) }
	short, long := listing(many[:MaxListLines], 10, 1_000_000), listing(many, 20, 1_000_000)
	for name, v := range map[string]any{
		"list": s.List(short, short, "/quorum"), "log": s.Log(short.Lines, true, strings.Repeat("&", 3000), "/quorum"), "home": s.Home(long, long),
	} {
		if err := checkAny(v); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestManyNotesFit has a large group of whom hardly anybody can be asked. The names are theirs to choose.
func TestManyNotesFit(t *testing.T) {
	s := decided(t)
	var notes []string
	for range 900 {
		notes = append(notes, "@<!channel> was invited but has never signed in and was not asked.")
	}
	m := s.eyes().Asked(s.p, "", notes...)
	if err := checkAny(m); err != nil {
		t.Error(err)
	}
	if text := aloud(t, m); !strings.Contains(text, " more like these") || !strings.Contains(text, "shows where it stands") || strings.Contains(text, "<!channel>") {
		t.Errorf("the asker reads\n%s", text)
	}
	mistake := &phrase.Error{Code: phrase.Invalid, Field: phrase.FieldAsked, Text: strings.Join(notes, " ")}
	if raw, err := (inbound.Reply{Errors: FormErrors(FormAsk, mistake, nil)}).Payload(inbound.Submission{}); err != nil || len(raw) > inbound.MaxSocketReply {
		t.Errorf("an acknowledgement of %d bytes, %v", len(raw), err)
	}
}
