package render

import (
	"encoding/json"
	"testing"
	"time"

	"quorum/polls"
	"quorum/polls/kind"

	"pgregory.net/rapid"
)

// TestBlind lets others answer one way and the other: until the summary is out, nothing that anybody sees differs.
func TestBlind(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		choices := []string{kind.Yes, kind.No}
		open := func() *story {
			d, err := polls.ParseDraft("Ship it? " + mention(ana, ben, cyn, dee, eva, fay) + " | quorum: all, within 1d")
			if err != nil {
				t.Fatal(err)
			}
			var asked []polls.Invite
			for _, who := range []polls.Person{ana, ben, cyn, dee, eva, fay} {
				asked = append(asked, polls.Invite{Person: who})
			}
			p, _, err := polls.Open(monday(), polls.Opening{ID: polls.ID{Workspace: "T1", Number: 1}, Asker: ana, Draft: d, Asked: asked})
			if err != nil {
				t.Fatal(err)
			}
			return &story{p: p, now: monday()}
		}
		one, other := open(), open()
		for _, who := range []polls.Person{ana, cyn, dee, eva} {
			for _, s := range []*story{one, other} {
				r := polls.Response{Position: rapid.SampledFrom(choices).Draw(t, "position"), Reason: rapid.SampledFrom([]string{"", "Because."}).Draw(t, "reason")}
				if _, err := s.p.Answer(monday().Add(time.Minute), who, r); err != nil {
					t.Fatal(err)
				}
			}
		}
		now := eyes(monday().Add(time.Hour))
		seen := func(p *polls.Poll) string {
			all := []any{
				now.Card(p), now.Question(p, ben, AsAsked), now.Question(p, ben, AsReminder), now.Question(p, ben, AsChanging),
				now.AnswerForm(p, ben, ""), now.Status(p, ben), now.Status(p, ana).Blocks[0], now.Asked(p, ""), now.Stuck(p), now.Doubt(p), now.Gathered([]Excerpt{now.Excerpt(p, ben)}, true, 0), now.Unreachable(p),
				now.Undelivered(p, polls.NoticeCard, "x"), now.Undelivered(p, polls.NoticeSummary, "x"),
			}
			raw, err := json.Marshal(all)
			if err != nil {
				t.Fatal(err)
			}
			return string(raw)
		}
		if a, b := seen(one.p), seen(other.p); a != b {
			t.Errorf("what others answered can be told:\n%s\n%s", a, b)
		}
	})
}
