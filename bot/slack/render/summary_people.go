package render

import (
	"strconv"

	"quorum/bot/slack/mrkdwn"
	"quorum/polls"
	"quorum/polls/phrase"
)

// farOff asks those whose numbers lie far from the others for what they know, where they have not said it.
func (s Scene) farOff(p *polls.Poll) string {
	who := p.Outliers()
	if len(who) == 0 {
		return ""
	}
	return mrkdwn.Cut(s.listNames(who, namesPerOption), 1500) + ", you are far from the others. What do you know that they do not? Say it here."
}

// missing says what became of everybody whose answer is not in the tally, and what that counts for: a reader can tell what
// each number is of.
func (s Scene) missing(p *polls.Poll, room int) string {
	var lines []string
	for _, one := range []struct {
		who  []polls.Person
		text string
	}{
		{p.NotAnswered(), "Not answered:"},
		{p.In(polls.NoOpinion), "No opinion, which is no answer:"},
		{p.In(polls.Recused), "Conflict of interest, as if not asked:"},
		{p.In(polls.NotMe), "Not me, which is no answer:"},
		{p.In(polls.Gone), "Could not answer, as if not asked:"},
	} {
		if len(one.who) > 0 {
			lines = append(lines, one.text+" "+s.listNames(one.who, namesPerOption)+".")
		}
	}
	lines = append(lines, s.standIns(p))
	return mrkdwn.Cut(joinLines(lines...), room)
}

// own returns the asker's own answer.
func (s Scene) own(p *polls.Poll) string {
	me, ok := p.Stakeholder(p.Asker)
	if !ok || me.State != polls.HasAnswer {
		return ""
	}
	return s.Name(p.Asker) + ", who asked, says " + s.position(p, me.Answer, 2*maxQuote) + ": shown, not counted." + s.quote(me.Answer.Reason)
}

// aside are the answers of the people asked that are shown and not counted: of whoever discussed it before, and of the
// second in a seat.
func (s Scene) aside(p *polls.Poll) string {
	const most = 5
	var all []string
	n, left := 0, roomForAside
	for _, one := range p.Stakeholders() {
		if p.Anonymous || one.State != polls.HasAnswer || !p.Counts(one.Person) || p.Counted(one.Person) {
			continue
		}
		n++
		why := "after discussing it with others"
		switch {
		case one.Answer.Exposed:
		case one.For != "" && p.Counted(one.For):
			why = "in the place of " + s.Name(one.For) + ", who answered too"
		default:
			why = "after somebody else answered in the same place"
		}
		line := s.Name(one.Person) + " says " + s.position(p, one.Answer, 2*maxQuote) + " " + why + ": shown, not counted." + s.quote(one.Answer.Reason)
		if left -= mrkdwn.Length(line); left >= 0 && len(all) < most {
			all = append(all, line)
		}
	}
	if more := n - len(all); more > 0 {
		all = append(all, "_and "+phrase.Counted(more, "more answer", "more answers")+" that "+phrase.Plural(more, "does", "do")+" not count_")
	}
	return joinLines(all...)
}

// changed returns who came to another answer before the summary: the last one counts.
func (s Scene) changed(p *polls.Poll) string {
	var who []polls.Person
	for _, one := range p.Stakeholders() {
		if one.Changes > 0 && p.Counted(one.Person) {
			who = append(who, one.Person)
		}
	}
	if len(who) == 0 {
		return ""
	}
	return "Changed before the summary: " + s.listNames(who, namesPerOption) + "."
}

// standIns returns who was asked in whose place.
func (s Scene) standIns(p *polls.Poll) string {
	var all []string
	n := 0
	for _, one := range p.Stakeholders() {
		if one.InPlaceOf() == "" {
			continue
		}
		if n++; n <= namesPerOption {
			all = append(all, s.Name(one.Person)+" for "+s.Name(one.InPlaceOf()))
		}
	}
	if n == 0 {
		return ""
	}
	if n > namesPerOption {
		all = append(all, strconv.Itoa(n-namesPerOption)+" more")
	}
	return "Asked in somebody's place: " + phrase.List(all) + "."
}
