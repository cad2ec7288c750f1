package slack

import (
	"strings"
	"testing"

	"quorum/polls"
)

// asks opens a question of some kind to ben, cyn, dee and eva.
func asks(t *testing.T, question, more string) *story {
	t.Helper()
	return told(t, question+" "+mention(ben, cyn, dee, eva)+" | "+more+" | quorum: 3 of 4, within 1d", nil)
}

// kindScenes are the question, the answer and the summary of each kind of question, and the form where there is one.
func kindScenes() []shown {
	var all []shown
	for _, k := range []struct {
		name string
		ask  func(*testing.T) *story
		says [3]string
	}{
		{"multi", func(t *testing.T) *story {
			return asks(t, "Which topics?", `kind: multi | options: scope, risk\, cost, dates`)
		}, [3]string{`risk\, cost, scope`, `risk\, cost`, "dates"}},
		{"multi-many", func(t *testing.T) *story {
			return asks(t, "Which letters?", "kind: multi | options: a1, b1, c1, d1, e1, f1, g1, h1, i1, j1, k1")
		}, [3]string{"a1, b1", "b1, k1", "b1"}},
		{"rank", func(t *testing.T) *story {
			return asks(t, "Which queue?", "kind: rank | options: nats, kafka, sqs")
		}, [3]string{"kafka > nats", "kafka > sqs = nats", "nats = sqs"}},
		{"1-5", func(t *testing.T) *story { return asks(t, "How is the release?", "kind: 1-5") }, [3]string{"4", "5", "2"}},
		{"fist", func(t *testing.T) *story { return asks(t, "Go with the plan?", "kind: fist") }, [3]string{"4", "0", "3"}},
		{"estimate", func(t *testing.T) *story {
			return asks(t, "How long will the move take?", "kind: estimate | options: days")
		}, [3]string{"8", "3.5", "5"}},
		{"probability", func(t *testing.T) *story {
			return asks(t, "Are we done by May?", "kind: probability")
		}, [3]string{"70", "90%", "20"}},
		{"text", func(t *testing.T) *story { return asks(t, "What should we stop doing?", "kind: text") }, [3]string{
			"The weekly status call.\nNobody listens to it.", "Estimates in <hours> & minutes", "*Nothing*, <!channel>",
		}},
		{"dates", func(t *testing.T) *story {
			return asks(t, "When do we meet?", "kind: dates | options: Mon 14:00, Tue 10:00, Wed 9:30")
		}, [3]string{"Mon 14:00: yes; Tue 10:00: if need be", "Tue 10:00: yes", "Tue 10:00: if need be; Wed 9:30: yes"}},
		{"consent", func(t *testing.T) *story { return asks(t, "Rename the API?", "kind: consent") }, [3]string{
			polls.NoObjection, polls.Objection, polls.StandAside,
		}},
	} {
		all = append(all, scenesOf(k.name, k.ask, k.says)...)
	}
	return all
}

func scenesOf(name string, ask func(*testing.T) *story, says [3]string) []shown {
	one := func(t *testing.T) *story { return ask(t).says(ben, says[0], "", "sure") }
	because := "I have seen it before."
	if name == "text" {
		because = ""
	}
	return []shown{
		{"kind-" + name + "-question", questionOf(ben, asAsked, ask)},
		{"kind-" + name + "-answered", questionOf(ben, asAsked, one)},
		{"kind-" + name + "-form", func(t *testing.T) any { s := one(t); return s.eyes().answerForm(s.p, ben) }},
		{"kind-" + name + "-summary", summaryOf(func(t *testing.T) *story {
			return one(t).says(cyn, says[1], because).says(dee, says[2], because, "guess")
		})},
	}
}

// Answers in people's own words are all in the summary, whole where they fit, and each as long as there is room for where
// they do not.
func TestEveryAnswerInWordsIsRead(t *testing.T) {
	read := func(n, length int) string {
		s := told(t, "What should we stop? <@U000>"+strings.Join(manyPeople(n), "")+" | kind: text | quorum: all, within 1d", nil)
		for i, one := range s.p.Stakeholders() {
			s.says(one.Person, "Answer "+itoa(i)+": "+strings.Repeat("x", length)+" end")
		}
		m := s.eyes().summary(s.p)
		if err := checkMessage(m); err != nil {
			t.Error(err)
		}
		return string(jsonOf(t, m.Blocks))
	}
	if few := read(2, 1900); strings.Count(few, "Answer ") != 3 || strings.Count(few, " end") != 3 {
		t.Error("some of three answers are not whole")
	}
	some := read(19, 300)
	if n := strings.Count(some, "Answer "); n != 20 {
		t.Errorf("%d of 20 answers are read", n)
	}
	if all := read(99, 500); !strings.Contains(all, "more answers") {
		t.Error("what is left out is not counted")
	}
}

func manyPeople(n int) []string {
	all := make([]string, n)
	for i := range all {
		all[i] = " <@U1" + string(rune('A'+i/26)) + string(rune('A'+i%26)) + ">"
	}
	return all
}
