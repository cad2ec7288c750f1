package polls

import (
	"strings"
	"testing"
	"time"

	"quorum/polls/kind"
)

func TestADefaultIsAdopted(t *testing.T) {
	s := tell(t, "Go? | quorum: 2, within 2h, else yes", "ana ben cy").answers("ana yes").after(2 * time.Hour).ticks().
		happened("answered published closed").
		says("Yes, by default")
	if o := s.p.Outcome; o.Counted != 1 || o.Adopted != kind.Yes {
		t.Errorf("silence was counted: %+v", o)
	}
	tell(t, "Which? | options: Nats, Kafka | quorum: 2, within 2h, else nats", "ana ben").after(2 * time.Hour).ticks().
		says("Nats, by default")
}

func TestWhatTheAnswersSayGoesBeforeSilence(t *testing.T) {
	tell(t, "Go? | quorum: 2, within 2h, else yes", "ana ben cy").answers("ana no").after(2 * time.Hour).ticks().
		says("No quorum: 1 of 2")
	tell(t, "Go? | kind: consent | quorum: 3, within 1 working day, else yes", "ana ben cy").answers("ana Objection because why").after(24 * time.Hour).ticks().
		says("Blocked")
}

func TestABlockIsNotAdopted(t *testing.T) {
	for what, why := range map[string]string{
		"kind: fist | quorum: 2, within 2h, else 0": "\"0\" cannot be adopted by default. Write else and one of the answers: 1, 2, 3, 4, 5.", "kind: fist | quorum: 2, within 2h, else 1": "", "kind: 1-5 | quorum: 2, within 2h, else 1": "",
		"kind: consent | quorum: 2, within 1 working day, else Objection": "\"Objection\" cannot be adopted by default. Write else and one of the answers: No objection, Stand aside.",
	} {
		if _, err := PlanFor(monday(), openingOf(t, "Go? | "+what, "ana ben")); err == nil && why != "" || err != nil && err.Error() != why {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func TestABlockedOutcomeEndsWithItsSentence(t *testing.T) {
	tell(t, "Go? | kind: consent | quorum: 3, within 2h", "ana ben cy").answers("ben objection because why").after(2 * time.Hour).ticks().
		says("Blocked")
}

func TestWhenTheRuleIsMetNothingIsAdopted(t *testing.T) {
	tell(t, "Go? | quorum: 2, within 2h, else yes", "ana ben").answers("ana no, ben no").happened("answered answered published").
		says("Decided: No, 2 of 2")
}

func TestSilenceIsNoConsentWithinADay(t *testing.T) {
	const early = "Silence is taken for consent after one working day of everybody asked at the earliest. Write by "
	for rule, why := range map[string]string{
		"2, within 2h, else yes": early + "2026-11-24 10:00, or a later time.", "2, within 1 working day, else yes": "", "2, within 1 working day, else no objection": "",
		"2, within 1 working day, else objection": "\"objection\" cannot be adopted by default. Write else and one of the answers: No objection, Stand aside.",
	} {
		o := openingOf(t, "Go? | kind: consent | quorum: "+rule, "ana ben")
		if _, err := PlanFor(monday(), o); err == nil && why != "" || err != nil && err.Error() != why {
			t.Errorf("%s: %v", rule, err)
		}
	}
	// On a Friday morning in New York it is Saturday already in Auckland, where the next working day ends later.
	friday := time.Date(2026, 11, 27, 13, 0, 0, 0, time.UTC)
	o := openingOf(t, "Go? | kind: consent | quorum: 2, within 1 working day, else yes", "ana ben")
	if _, err := PlanFor(friday, o); err != nil {
		t.Error(err)
	}
	o.Draft.Rule = "2, by mon 12:00, else yes"
	o.Asked[1].Zone = "Pacific/Auckland"
	if _, err := PlanFor(friday, o); err == nil || err.Error() != early+"2026-11-30 13:00, or a later time." {
		t.Errorf("by noon: %v", err)
	}
}

func TestItGoesOnOnce(t *testing.T) {
	s := tell(t, "Go? | quorum: 2, within 2h, else extend 1h", "ana ben").answers("ana yes").after(2 * time.Hour).ticks().
		happened("answered amended")
	if !s.p.Deadline.Equal(monday().Add(3*time.Hour)) || s.p.Rule.String() != "2, within 2h" {
		t.Errorf("%s, %s", s.p.Deadline, s.p.Rule)
	}
	s.after(time.Hour).ticks().happened("answered amended published closed")
	// An answer in the instant of the deadline counts as well.
	tell(t, "Go? | quorum: 2, within 2h, else extend 1h", "ana ben").answers("ana yes").after(2 * time.Hour).answers("ben yes").
		happened("answered amended answered published")
	// Nothing ran at the deadline: people who answer later still have the time that was announced.
	s = tell(t, "Go? | quorum: 2, within 2h, else extend 1h", "ana ben").after(9 * time.Hour).ticks()
	if !s.p.Deadline.Equal(s.now.Add(time.Hour)) {
		t.Errorf("%s", s.p.Deadline)
	}
}

func TestSomebodyElseIsAskedAtTheDeadline(t *testing.T) {
	o := openingOf(t, "Go? | quorum: 2, within 2h, else ask <@U7>", "ana ben")
	const nobody = "The person to ask without a quorum cannot be asked. Name somebody else."
	if _, err := PlanFor(monday(), o); err == nil || err.Error() != nobody {
		t.Error(err)
	}
	o.Reserve = Invite{Person: "ben"}
	if _, err := PlanFor(monday(), o); err == nil || err.Error() != "The person to ask without a quorum is asked already. Name somebody else." {
		t.Error(err)
	}
	o.Reserve = Invite{Person: o.Asker}
	if _, err := PlanFor(monday(), o); err == nil || !strings.Contains(err.Error(), "their own answer does not count. Name somebody else.") {
		t.Error(err)
	}
	o.Reserve = Invite{Person: "dan", Source: "x"}
	p, events, err := Open(monday(), o)
	if err != nil {
		t.Fatal(err)
	}
	s := &story{t: t, p: p, log: events, now: monday()}
	s.answers("ana yes").after(2 * time.Hour).ticks().happened("answered joined amended")
	if !p.Deadline.Equal(monday().Add(4 * time.Hour)) {
		t.Error(p.Deadline)
	}
	s.answers("dan yes").says("Decided: Yes, 2 of 2")
}

func TestWhatCannotBeAdopted(t *testing.T) {
	for text, why := range map[string]string{
		"Go? | quorum: 2, within 2h, else maybe":                                   `"maybe" cannot be adopted by default. Write else and one of the answers: Yes, No.`,
		"How long? | kind: estimate | quorum: 2, within 2h, else 3":                "Nothing can be adopted by default for kind estimate. Write else extend 1d, else ask @ana or else close.",
		"When? | kind: dates | options: Mon, Tue | quorum: 2, within 2h, else Mon": "Nothing can be adopted by default for kind dates. Write else extend 1d, else ask @ana or else close.",
	} {
		if _, err := PlanFor(monday(), openingOf(t, text, "ana ben")); err == nil || err.Error() != why {
			t.Errorf("%s: %v", text, err)
		}
	}
}
