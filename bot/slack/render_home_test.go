package slack

import (
	"math"
	"strings"
	"testing"

	"quorum/bot"
	"quorum/polls"
)

// TestTheWorstListsFit has as many questions, of letters that all must be escaped, as lists can hold: anybody may ask
// them of somebody, who must still see their lists.
func TestTheWorstListsFit(t *testing.T) {
	l := linesOf()[2]
	l.ID.Number, l.Question, l.Leader = math.MaxInt64, strings.Repeat("&", polls.MaxQuestion), strings.Repeat("&", polls.MaxOptionLen)
	var many []bot.Line
	for range maxHomeLines + 1 {
		many = append(many, l)
	}
	s := eyes(monday())
	s.names = func(polls.Person) string { return strings.Repeat("&", 80) }
	for name, v := range map[string]any{"list": s.list(many, many), "log": s.log(many, strings.Repeat("&", 3000)), "home": s.home(many, many)} {
		if err := checkAny(v); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
