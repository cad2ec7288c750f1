package polls

import (
	"errors"
	"strings"
	"testing"
	"time"

	"quorum/polls/kind"
	"quorum/polls/phrase"
	"quorum/polls/worktime"

	"github.com/google/go-cmp/cmp"
)

func TestWhatTheAskerSeesBeforeSending(t *testing.T) {
	berlin := zone(t, "Europe/Berlin")
	now := monday().In(berlin) // 11:00 there
	const fragile = "One person who does not answer, or has no opinion, is enough to leave it without a quorum."
	for _, c := range []struct {
		text, people   string
		words, warning string
	}{
		{"Go?", "ana ben cy", "2 of 3 sources, and no tie, by tomorrow 11:00", ""},
		{"Go?", "ana(x) ben(x) cy", "both sources, and no tie, by tomorrow 11:00", ""},
		{"Go?", "ana", "the one answer, by tomorrow 11:00", ""},
		{"Go? | quorum: 3 of 5, within 2h", "ana ben cy dan eve", "3 of 5 answers, and no tie, by today 13:00", ""},
		{"Go? | quorum: 3 of 5, by fri", "ana ben cy dan", "3 of 4 answers, and no tie, by Fri 17:00", "The rule says 3 of 5, and 4 people are asked whose answers count."},
		{"Go? | quorum: 3 of 5, by fri", "ana ben cy dan ada", "3 of 4 answers, and no tie, by Fri 17:00", "The rule says 3 of 5, and 4 people are asked whose answers count."},
		{"Go? | quorum: 1 of 2", "ana(x) ben(x) cy", "1 of 3 answers, and no tie, by tomorrow 11:00", "The rule says 1 of 2, and 3 people are asked whose answers count, from 2 sources."},
		{"Go? | quorum: majority, by 2026-12-01 9:00", "ana ben cy", "a majority, that is 2 of 3 answers, and no tie, by Tue 1 Dec 09:00", ""},
		{"Go? | quorum: all, by fri", "ana ben cy", "all 3 answers, by Fri 17:00", fragile},
		{"Go? | quorum: 3, 3 independent, by fri", "ana ben cy", "all 3 answers, and all 3 sources, by Fri 17:00", fragile},
		{"Go? | quorum: 2 independent, by fri", "ana(x) ben(x) cy", "both sources, and no tie, by Fri 17:00", ""},
		{"Go? | quorum: all, by fri", "ana ben", "both answers, by Fri 17:00", ""},
		{"Go? | kind: consent | quorum: 2, no block, by fri", "ana ben cy", "2 of 3 answers, and no block, by Fri 17:00", ""},
		{"Go? | kind: fist | quorum: 2, no block, by fri", "ana ben cy", "2 of 3 answers, and no block, by Fri 17:00", ""},
		{"Go? | kind: 1-5 | quorum: 2, no block, by fri", "ana ben cy", "2 of 3 answers, and no block, by Fri 17:00", "No answer to a question of kind 1-5 can block it, so \"no block\" changes nothing. With kind: consent or fist people can."},
	} {
		plan, err := PlanFor(now, openingOf(t, c.text, c.people))
		if err != nil {
			t.Errorf("%s of %s: %v", c.text, c.people, err)
		}
		if plan.Words != c.words || plan.Warning != c.warning {
			t.Errorf("%s of %s:\n got %q %q\nwant %q %q", c.text, c.people, plan.Words, plan.Warning, c.words, c.warning)
		}
	}
}

func TestARuleThatCanNeverBeMetIsRefusedBeforeSending(t *testing.T) {
	for _, c := range []struct{ text, people, want string }{
		{"Go? | quorum: 3", "ana ben", "3 of 2 answers"},
		{"Go? | quorum: 2", "ana ada", "2 of 1 answers"},
		{"Go? | quorum: 2, 2 teams", "ana(x) ben(x)", "2 of 1 sources"},
	} {
		_, err := PlanFor(monday(), openingOf(t, c.text, c.people))
		if err == nil {
			t.Errorf("%s of %s can be met", c.text, c.people)
			continue
		}
		said(t, err.Error(), c.want)
	}
}

func TestWhatCannotBeAsked(t *testing.T) {
	good := openingOf(t, "Which? | options: a, b", "ana ben")
	for _, c := range []struct {
		spoil func(*Opening)
		field phrase.Field
		want  string
	}{
		{func(o *Opening) { o.Draft.Question = " \n " }, phrase.FieldQuestion, "Write the question first, like: Ship 4.2 on Friday? @ana @ben"},
		{func(o *Opening) { o.Draft.Context = strings.Repeat("x", MaxContext+1) }, phrase.FieldContext, "The context has 2001 characters; at most 2000 fit. Link to the details instead."},
		{func(o *Opening) { o.Asked = nil }, phrase.FieldAsked, "Name at least one person to ask besides yourself, like @ana or @security."},
		{func(o *Opening) { o.Asked = []Invite{{Person: "ada"}} }, phrase.FieldAsked, "Name at least one person to ask besides yourself, like @ana or @security."},
		{func(o *Opening) { o.Draft.Kind = "runk" }, phrase.FieldKind, `There is no kind of question called "runk". Did you mean "rank"?`},
		{func(o *Opening) { o.Draft.Options = []string{"a", " A\n"} }, phrase.FieldOptions, `The options "a" and "A" are the same but for their letters' case. Make them different or drop one.`},
		{func(o *Opening) { o.Draft.Options = []string{"a", " "} }, phrase.FieldOptions, "One option is empty. Write them as options: red, green, blue."},
		{func(o *Opening) { o.Draft.Rule = "some" }, phrase.FieldRule, `"some" is not a quorum rule. Write a number (3), a share (60%), majority, all, 3 independent or decided; then, if you like, 1 from @security, 95% sure, no block, within 2h or by fri 12:00.`},
		{func(o *Opening) { o.Draft.Rule = "by today 8:00" }, phrase.FieldRule, "By today 08:00 has passed: it is Mon 10:00 now. Write a later time."},
	} {
		o := good
		c.spoil(&o)
		_, _, err := Open(monday(), o)
		var e *phrase.Error
		if !errors.As(err, &e) || e.Text != c.want || e.Field != c.field {
			t.Errorf("got %#v\nwant %s: %s", err, c.field, c.want)
		}
	}
}

func TestAPersonNamedTwiceIsAskedOnce(t *testing.T) {
	o := openingOf(t, "Go? | quorum: 2 independent", "ana(x) ben(x) cy ana ana(y)")
	p, _, err := Open(monday(), o)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := p.Standing(), (Standing{Asked: 3, Eligible: 3, Pending: 3, SourcesReachable: 2, SourcesAsked: 2}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	if ana, _ := p.Stakeholder("ana"); ana.Source != "x" {
		t.Errorf("%+v", ana)
	}
}

func TestATeamAndAPersonOfTheSameNameAreTwoSources(t *testing.T) {
	o := openingOf(t, "Go? | quorum: 2 independent", "ana ben(ana)")
	if _, err := PlanFor(monday(), o); err != nil {
		t.Error(err)
	}
}

func TestTheOperatorsDefault(t *testing.T) {
	def := ruleOf(worktime.Deadline{Within: 4 * time.Hour}, answers{count{N: 3}})
	for _, c := range []struct{ text, people, want string }{
		{"Go?", "ana ben cy dan", "3, within 4h"},
		{"Go? | quorum: within 1h", "ana ben cy dan", "3, within 1h"},
		{"Go? | quorum: 2 independent", "ana ben cy dan", "2 independent, within 4h"},
		{"Go?", "ana ben", "2 independent, within 4h"}, // three can never be met, and the asker did not ask for them
	} {
		o := openingOf(t, c.text, c.people)
		o.Default = def
		plan, err := PlanFor(monday(), o)
		if err != nil || plan.Rule.String() != c.want {
			t.Errorf("%s of %s: %q %v, want %q", c.text, c.people, plan.Rule, err, c.want)
		}
	}
}

func TestWhatIsFixedWhenAsking(t *testing.T) {
	berlin := zone(t, "Europe/Berlin")
	o := openingOf(t, "Which\x00? | options: a, b | context: see there", "ana ben")
	o.Draft.Options = []string{" nats ", "kafka\tor so"} // as a form may give them
	p, events, err := Open(monday().In(berlin).Add(1234*time.Microsecond), o)
	if err != nil {
		t.Fatal(err)
	}
	want := Opened{
		Number: 7, Workspace: "T1", Question: "Which?", Context: "see there", Kind: "choice", Options: []string{"nats", "kafka or so"},
		Rule: "2 independent, within 1 working day", NoTie: true, Defaulted: true, Deadline: monday().AddDate(0, 0, 1).Add(time.Millisecond), Channel: "C1",
		Zone: "Europe/Berlin", Seed: 42, Asked: []Invite{{Person: "ana"}, {Person: "ben"}},
	}
	if diff := cmp.Diff(want, events[0].Fact); diff != "" || len(events) != 1 || events[0].By != "ada" || events[0].Seq != 1 {
		t.Errorf("%+v (-want +got):\n%s", events, diff)
	}
	if p.Zone.String() != "Europe/Berlin" || p.OpenedAt != monday().Add(time.Millisecond) || p.Version != 1 || p.Phase != PhaseOpen {
		t.Errorf("%+v", p)
	}
}

func TestAZoneThatNobodyKnowsIsNoReasonToLoseAPoll(t *testing.T) {
	p, events, err := Open(monday().In(time.FixedZone("Mars/Olympus", 3600)), openingOf(t, "Go?", "ana ben"))
	if err != nil || p.Zone != time.UTC {
		t.Error(p.Zone, err)
	}
	if _, err := Fold(events); err != nil {
		t.Error(err)
	}
}

func TestIDs(t *testing.T) {
	id := ID{"T024/B", 12}
	if back, err := ParseKey(id.Key()); err != nil || back != id || id.String() != "Q12" {
		t.Error(back, err)
	}
	for _, key := range []string{"", "/1", "T1", "T1/", "T1/0", "T1/-1", "T1/x"} {
		if id, err := ParseKey(key); err == nil {
			t.Errorf("%q is %v", key, id)
		}
	}
	for _, text := range []string{"Q12", "q12", "#12", "12", " Q12 "} {
		if n, err := ParseNumber(text); err != nil || n != 12 {
			t.Errorf("%q: %d %v", text, n, err)
		}
	}
	for _, text := range []string{"", "Q", "Q0", "Q-1", "12x", "QQ1", "99999999999999999999"} {
		_, err := ParseNumber(text)
		var e *phrase.Error
		if !errors.As(err, &e) || e.Code != phrase.NotFound {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestSlotsThatHavePassed(t *testing.T) {
	for options, why := range map[string]string{
		"2026-11-22, 2026-12-01":            "2026-11-22 has passed. Write days and times that are still to come.",
		"2026-11-23 09:59, 2026-12-01":      "2026-11-23 09:59 has passed. Write days and times that are still to come.",
		"2026-11-23, 2026-11-23 10:01, Mon": "", "Mon 14:00, noon": "",
	} {
		_, err := PlanFor(monday(), openingOf(t, "When? | kind: dates | options: "+options, "ana ben"))
		if err == nil && why != "" || err != nil && err.Error() != why {
			t.Errorf("%s: %v", options, err)
		}
	}
}

func TestAnObjectionNeedsAReason(t *testing.T) {
	s := tell(t, "Rename it? | kind: consent | quorum: 2", "ana ben cy")
	s.refused(s.p.Answer(s.now, "ana", Response{Position: "objection"}))(phrase.Invalid, "objection", "reason")
	s.refused(s.p.Answer(s.now, "ana", Response{Position: kind.Objection, Reason: " "}))(phrase.Invalid, "objection", "reason")
	s.answers("ana objection because it breaks clients, ben No objection").says("Blocked: 1 of 2")
}
