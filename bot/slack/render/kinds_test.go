package render

import (
	"strconv"
	"strings"
	"testing"

	"quorum/polls"
	"quorum/polls/kind"

	"pgregory.net/rapid"
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
			kind.NoObjection, kind.Objection, kind.StandAside,
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
		{"kind-" + name + "-question", questionOf(ben, AsAsked, ask)},
		{"kind-" + name + "-answered", questionOf(ben, AsAsked, one)},
		{"kind-" + name + "-form", func(t *testing.T) any { s := one(t); return s.eyes().AnswerForm(s.p, ben, "") }},
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
			s.says(one.Person, "Answer "+strconv.Itoa(i)+": "+strings.Repeat("x", length)+" end")
		}
		m := s.eyes().Summary(s.p)
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

// optionsOf are how many options a kind may have.
func optionsOf(kind string) []int {
	if n, ok := map[string][]int{
		"": {0, 2, 3, 6, 20}, "multi": {2, 3, 11, 20}, "rank": {2, 10}, "dates": {2, 10}, "estimate": {0, 1},
	}[kind]; ok {
		return n
	}
	return []int{0}
}

// drawnPosition is something that may be answered.
func drawnPosition(t *rapid.T, p *polls.Poll) string {
	choices := p.Kind.Choices(p.Options)
	some := func(name string) []string {
		return rapid.SliceOfNDistinct(rapid.SampledFrom(choices), 1, len(choices), rapid.ID).Draw(t, name)
	}
	switch p.Kind.Way() {
	case kind.AnyOf:
		return kind.JoinChoices(some("approved"))
	case kind.Ranking:
		order := some("order")
		at := rapid.IntRange(0, len(order)-1).Draw(t, "tied with the first")
		places := [][]string{order[:at+1]}
		for _, o := range order[at+1:] {
			places = append(places, []string{o})
		}
		return kind.JoinRanking(places)
	case kind.Number:
		return rapid.SampledFrom([]string{"0", "1.5", "2", "17", "30", "42", "55.25", "77", "88", "93", "99.9", "100"}).Draw(t, "number") + "%"[:percentSign(p)]
	case kind.Words:
		return "w" + hostile(kind.MaxText-1).Draw(t, "words")
	case kind.Slots:
		said := map[string]string{}
		for _, c := range some("slots") {
			said[c] = rapid.SampledFrom(kind.SlotAnswers()).Draw(t, "word")
		}
		return kind.JoinSlots(choices, said)
	case kind.OneOf:
	}
	return rapid.SampledFrom(choices).Draw(t, "position")
}

func percentSign(p *polls.Poll) int {
	if p.Kind.Name() == "probability" {
		return 1
	}
	return 0
}

// TestTheWorstOfEachKindFits has sixty people who say as much as there is to say, in letters that all must be escaped.
func TestTheWorstOfEachKindFits(t *testing.T) {
	wide := func(n int) (all []string) {
		for i := range n {
			all = append(all, strings.Repeat("&", kind.MaxOptionLen-2)+strconv.Itoa(10+i))
		}
		return all
	}
	twenty, ten := wide(kind.MaxOptions), wide(kind.MaxRanked)
	slots := map[string]string{}
	places := make([][]string, len(ten))
	for i, o := range ten {
		slots[o], places[i] = "if need be", []string{o}
	}
	for kind, c := range map[string]struct {
		options []string
		says    string
	}{
		"multi": {twenty, kind.JoinChoices(twenty)}, "rank": {ten, kind.JoinRanking(places)}, "dates": {ten, kind.JoinSlots(ten, slots)},
		"text": {nil, strings.Repeat("&", kind.MaxText)}, "estimate": {[]string{strings.Repeat("&", kind.MaxUnit)}, "123456789012345"},
	} {
		d := polls.Draft{
			Question: strings.Repeat("&", polls.MaxQuestion), Context: strings.Repeat("<", polls.MaxContext), Rule: "all",
			Kind: kind, Options: c.options,
		}
		for range 60 {
			d.Asked = append(d.Asked, polls.Party{Mentions: []polls.Mention{{ID: "U" + strconv.Itoa(len(d.Asked))}}})
		}
		s := opened(t, d, nil)
		for _, one := range s.p.Stakeholders() {
			s.says(one.Person, c.says, strings.Repeat("<", polls.MaxReason), "think so")
		}
		for name, look := range everything(s.p, s.eyes()) {
			if err := checkAny(look()); err != nil {
				t.Errorf("%s of %s: %v", name, kind, err)
			}
		}
	}
}
