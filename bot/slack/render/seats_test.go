package render

import (
	"testing"

	"quorum/polls"
)

// deputed is a poll in which one person named another.
func deputed(t *testing.T) *story {
	t.Helper()
	s := told(t, "Ship 4.2 on Friday? "+mention(ben, cyn, dee)+" | quorum: 3, within 1d", nil)
	if _, err := s.p.Depute(s.now, ben, polls.Invite{Person: eva}); err != nil {
		t.Fatal(err)
	}
	s.p.MarkDelivered(s.now, eva, polls.Place{Channel: "DEVA", Message: "1790000000.000100"})
	return s
}

// discussed is a poll in which one person said not to be blind.
func discussed(t *testing.T) *story {
	t.Helper()
	s := deputed(t)
	if _, err := s.p.Answer(s.now, cyn, polls.Response{Position: "Yes", Reason: "We agreed on it at lunch.", Exposed: true}); err != nil {
		t.Fatal(err)
	}
	return s
}

// anonymously is an anonymous poll.
func anonymously(t *testing.T) *story {
	t.Helper()
	return told(t, "Does the plan work? "+mention(ben, cyn, dee, eva, fay)+" | quorum: all, within 1d | anonymous", nil)
}

func seatScenes() []shown {
	form := func(name string) func(*testing.T) any {
		return func(t *testing.T) any {
			s := ship(t).says(ben, "Yes")
			return s.eyes().ChangeForm(name, s.p)
		}
	}
	return []shown{
		{"question-deputy", questionOf(eva, AsAsked, deputed)},
		{"question-deputed", questionOf(ben, AsAsked, deputed)},
		{"question-discussed", questionOf(cyn, AsAsked, discussed)},
		{"summary-seats", summaryOf(func(t *testing.T) *story {
			return discussed(t).says(eva, "No", "The tests are red.").says(ben, "Yes").says(dee, "No").ends()
		})},
		{"question-anonymous", questionOf(ben, AsAsked, anonymously)},
		{"question-anonymous-done", questionOf(ben, AsAsked, func(t *testing.T) *story { return anonymously(t).says(ben, "Yes") })},
		{"form-answer-anonymous", func(t *testing.T) any { s := anonymously(t); return s.eyes().AnswerForm(s.p, ben, "") }},
		{"card-anonymous", cardOf(anonymously)},
		{"summary-anonymous", summaryOf(func(t *testing.T) *story {
			return anonymously(t).says(ben, "Yes", "It runs.", "sure").says(cyn, "No", "Nobody asked support.").says(dee, "Yes").says(eva, "Yes", "", "guess").says(fay, "No")
		})},
		{"summary-anonymous-few", summaryOf(func(t *testing.T) *story { return anonymously(t).says(ben, "Yes", "It runs.").says(cyn, "No").closes() })},
		{"form-deputy", form(FormDeputy)},
		{"form-add", form(FormAdd)},
		{"form-lower", form(FormLower)},
	}
}
