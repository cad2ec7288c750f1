package render

import (
	"cmp"
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"

	"quorum/bot/slack/mrkdwn"
	"quorum/polls"
	"quorum/polls/kind"
	"quorum/polls/phrase"
)

// row is a line of the tally: a choice, who is for it, who is if need be, and of slots who cannot come.
type row struct {
	choice string
	who    []polls.Stakeholder
	maybe  []polls.Stakeholder
	not    []polls.Stakeholder
}

// rows are the choices with who took them, in the asker's order; of numbers each that was given, the lowest first. There
// are none of answers in people's own words.
func rows(p *polls.Poll) []row {
	var all []row
	at := map[string]int{}
	for _, c := range p.Outcome.Tally {
		if p.Kind.Way() != kind.Number { // there it may be a range
			at[c.Choice] = len(all)
			all = append(all, row{choice: c.Choice})
		}
	}
	for _, one := range voters(p) {
		took := taken(p, one.Answer.Position)
		for i := range all {
			if _, can := took[all[i].choice]; !can && p.Kind.Way() == kind.Slots {
				all[i].not = append(all[i].not, one)
			}
		}
		for choice, sure := range took {
			i, known := at[choice]
			if !known && p.Kind.Way() == kind.Number {
				i, known = len(all), true
				at[choice] = i
				all = append(all, row{choice: choice})
			}
			switch {
			case known && sure:
				all[i].who = append(all[i].who, one)
			case known:
				all[i].maybe = append(all[i].maybe, one)
			}
		}
	}
	if p.Kind.Way() == kind.Number {
		slices.SortFunc(all, func(a, b row) int { return cmp.Compare(numberIn(a.choice), numberIn(b.choice)) })
	}
	return all
}

// voters returns the people whose answers count; nobody for an anonymous poll.
func voters(p *polls.Poll) []polls.Stakeholder {
	var all []polls.Stakeholder
	for _, b := range p.AnonymousAnswers() {
		all = append(all, polls.Stakeholder{Answer: polls.Response{Position: b.Position, Reason: b.Reason, Confidence: b.Confidence}})
	}
	for _, one := range p.Stakeholders() {
		if !p.Anonymous && p.Counted(one.Person) {
			all = append(all, one)
		}
	}
	return all
}

func numberIn(position string) float64 {
	n, err := strconv.ParseFloat(strings.TrimSuffix(position, "%"), 64)
	if err != nil {
		return 0 // the kind wrote it
	}
	return n
}

// taken are the choices that an answer is for, or is if need be: false. Of a ranking it is for what it puts first.
func taken(p *polls.Poll, position string) map[string]bool {
	took := map[string]bool{}
	switch p.Kind.Way() {
	case kind.AnyOf:
		for _, c := range kind.SplitChoices(position) {
			took[c] = true
		}
	case kind.Ranking:
		for _, c := range kind.SplitRanking(position)[0] {
			took[c] = true
		}
	case kind.Slots:
		words := kind.SlotAnswers()
		for c, word := range kind.SplitSlots(position) {
			if word == words[0] || word == words[1] {
				took[c] = word == words[0]
			}
		}
	case kind.OneOf, kind.Number, kind.Words:
		took[position] = true
	}
	return took
}

// tally returns a line for each choice: how many took it, who, and how sure they are.
func (s Scene) tally(p *polls.Poll, room int) string {
	if p.Kind.Way() == kind.Words {
		return ""
	}
	between := " "
	if p.Outcome.Result != "" { // the choices may themselves be numbers
		between = " · "
	}
	var lines []string
	for _, r := range rows(p) {
		name, n := s.Plain(readableChoice(p, r.choice)), between+strconv.Itoa(len(r.who))
		line := mrkdwn.Bold(mrkdwn.Escape(name)) + n
		if len(r.who) > 0 {
			line += howSure(r.who) + s.nameThem(p, r.who)
		}
		if len(r.maybe) > 0 {
			line += "; if need be " + strconv.Itoa(len(r.maybe)) + s.nameThem(p, r.maybe)
		}
		if len(r.not) > 0 {
			line += "; cannot " + strconv.Itoa(len(r.not)) + s.nameThem(p, r.not)
		}
		if room -= mrkdwn.Length(line) + 1; room < 0 {
			line = mrkdwn.Bold(mrkdwn.Escape(phrase.Clip(name, 30))) + n
		}
		lines = append(lines, line)
	}
	return mrkdwn.Cut(strings.Join(lines, "\n"), roomForTally+600)
}

func (s Scene) nameThem(p *polls.Poll, who []polls.Stakeholder) string {
	if p.Anonymous {
		return ""
	}
	return ": " + s.listNames(personsOf(who), namesPerOption)
}

// readableChoice returns a choice of the tally in a person's words.
func readableChoice(p *polls.Poll, choice string) string {
	if p.Kind.Way() == kind.Number {
		return readable(p, choice)
	}
	return choice
}

func personsOf(all []polls.Stakeholder) []polls.Person {
	who := make([]polls.Person, len(all))
	for i, one := range all {
		who[i] = one.Person
	}
	return who
}

// howSure counts how sure people said to be.
func howSure(all []polls.Stakeholder) string {
	said := map[polls.Confidence]int{}
	for _, one := range all {
		said[one.Answer.Confidence]++
	}
	var parts []string
	for _, c := range polls.Confidences() {
		if said[c] > 0 {
			parts = append(parts, strconv.Itoa(said[c])+" "+string(c))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return " (" + strings.Join(parts, ", ") + ")"
}

// verbatim are the counted answers in people's own words, each as long as there is room for, in an order that means
// nothing and is always the same.
func (s Scene) verbatim(p *polls.Poll, room int) []string {
	if p.Kind.Way() != kind.Words {
		return nil
	}
	if p.Anonymous {
		var all []string
		for _, b := range p.AnonymousAnswers() {
			words := mrkdwn.Quoted(s.Clipped(phrase.Clip(b.Position, maxSection/2), maxSection-300))
			if b.Confidence != "" {
				words = "(" + string(b.Confidence) + ")\n" + words
			}
			all = append(all, words)
		}
		return all
	}
	var given []polls.Stakeholder
	whole := 0
	for _, one := range p.Stakeholders() {
		if p.Counted(one.Person) {
			given = append(given, one)
			whole += mrkdwn.Length(s.inMrkdwn(one.Answer.Position)) + 100
		}
	}
	seed := fnv.New64a()
	_, _ = seed.Write([]byte(p.ID.Key())) // a hash takes everything
	rand.New(rand.NewPCG(seed.Sum64(), 0)).Shuffle(len(given), func(a, b int) { given[a], given[b] = given[b], given[a] })
	each := maxSection - 300
	if whole > room {
		each = min(each, max(maxQuote, room/len(given)-100))
	}
	var all []string
	for _, one := range given {
		who := mrkdwn.Bold(s.Name(one.Person))
		if c := one.Answer.Confidence; c != "" {
			who += " (" + string(c) + ")"
		}
		all = append(all, who+"\n"+mrkdwn.Quoted(s.Clipped(one.Answer.Position, each)))
	}
	return all
}
