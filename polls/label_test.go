package polls

import (
	"strings"
	"testing"
	"time"

	"quorum/polls/kind"
)

// An answer that objects blocks the outcome whatever the others say, whether the rule was met or not; only the asker's own
// word that it is over goes before.
func TestABlockIsCalledSo(t *testing.T) {
	consent := "Go? | kind: consent | quorum: "
	for what, c := range map[string]struct {
		s     *story
		title string
	}{
		"1 of 4, all answered":         {tell(t, consent+"4, within 1 working day", "ana ben cy dan").answers("ana no objection, ben no objection, cy stand aside, dan objection because why"), "Blocked"},
		"with people pending":          {tell(t, consent+"2, within 1 working day", "ana ben cy dan").answers("ana no objection, ben objection because why"), "Blocked"},
		"waited for, and in vain":      {tell(t, consent+"2, no block, within 2h", "ana ben cy").answers("ana no objection, ben objection because why").after(2 * time.Hour).ticks(), "Blocked"},
		"without a quorum":             {tell(t, consent+"3, within 2h", "ana ben cy").answers("ben objection because why").after(2 * time.Hour).ticks(), "Blocked"},
		"although yes was announced":   {tell(t, consent+"3, within 1 working day, else yes", "ana ben cy").answers("ben objection because why").after(24 * time.Hour).ticks(), "Blocked"},
		"a fist":                       {tell(t, "Go? | kind: fist | quorum: 3", "ana ben cy").answers("ana 5, ben 5, cy 0"), "Blocked"},
		"closed by the asker":          {tell(t, consent+"3", "ana ben cy").answers("ben objection because why").closes(), "Closed"},
		"without an objection":         {tell(t, consent+"2", "ana ben").answers("ana no objection, ben stand aside"), "Decided"},
		"a fist of one":                {tell(t, "Go? | kind: fist | quorum: 3", "ana ben cy").answers("ana 5, ben 5, cy 1"), "Decided"},
		"silence, and yes announced":   {tell(t, consent+"3, within 1 working day, else yes", "ana ben cy").delivers("ana", "ben", "cy").after(24 * time.Hour).ticks(), "No objection, by default"},
		"silence, nothing announced":   {tell(t, consent+"3, within 1 working day", "ana ben cy").after(24 * time.Hour).ticks(), "No quorum"},
		"silence about a yes/no":       {tell(t, "Go? | quorum: 2, within 2h, else yes", "ana ben").after(2 * time.Hour).ticks(), "Yes, by default"},
		"one answer, as was announced": {tell(t, "Go? | quorum: 2, within 2h, else yes", "ana ben").answers("ana yes").after(2 * time.Hour).ticks(), "Yes, by default"},
	} {
		o := c.s.p.Outcome
		if o.Title() != c.title || !strings.HasPrefix(o.Sentence(), c.title+": ") {
			t.Errorf("%s: %q, and it says %q", what, o.Title(), o.Sentence())
		}
		if met := c.title == "Decided" || strings.HasPrefix(o.Sentence(), "Blocked: 1 of ") && !strings.Contains(o.Sentence(), "The rule was not met"); o.Met() != met {
			t.Errorf("%s: met %v", what, o.Met())
		}
		c.s.foldsBack()
	}
}

// A list says what leads only where something was found.
func TestHeadlines(t *testing.T) {
	for label, want := range map[Label]string{
		Decided: "Decided: nats", Firm: "Firm: nats", Leaning: "Leaning: nats", Tied: "Tied", Blocked: "Blocked", Heard: "Heard",
		NoQuorum: "No quorum", ByDefault: "nats, by default", ClosedEarly: "Closed",
	} {
		if got := Headline(label, "nats"); got != want {
			t.Errorf("%s is %q, not %q", label, got, want)
		}
	}
	if got := Headline(Decided, ""); got != "Decided" {
		t.Errorf("without a choice it is %q", got)
	}
}

// Without a quorum nothing is made of the answers but the tally, and beside a block nothing leads.
func TestWhatASummaryMakesOfTheAnswers(t *testing.T) {
	f := kind.Finding{Leader: "b", Lead: 1, Hold: 0.5, Swing: 1, Tally: []kind.Count{{Choice: "a", N: 1}, {Choice: "b", N: 2}}, Spread: "apart", Detail: "the order is b, a", Result: "b"}
	for want, o := range map[string]Outcome{
		"b apart the order is b, a": {Label: Leaning, Finding: f},
		" apart the order is b, a":  {Label: Blocked, Finding: f},
		"  ":                        {Label: NoQuorum, Unmet: true, Finding: f},
	} {
		told := o.ShownFinding()
		if got := told.Leader + " " + told.Spread + " " + told.Detail; got != want || (told.Leader == "") != (told.Hold == 0) || len(told.Tally) != 2 {
			t.Errorf("%s: %+v", o.Label, told)
		}
	}
}
