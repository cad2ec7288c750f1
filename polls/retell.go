package polls

import (
	"slices"
	"strconv"
	"time"

	"quorum/polls/phrase"
	"quorum/polls/worktime"
)

// Statement is what one person said, for readers of the summary.
type Statement struct {
	Person Person
	Response
	Counted bool // false for the asker's own answer, for late answers, and for answers that were not blind
}

// Reasons returns the reasons that people gave, verbatim: dissent first, that is positions other than the leader's,
// each part in the asker's order. The asker's own is among them, not counted. They must not be shown before
// publication. Late answers are in [Poll.LateAnswers].
func (p *Poll) Reasons() []Statement {
	var dissent, agreeing []Statement
	choices := p.Kind.Choices(p.Options)
	for i := range p.people {
		s := &p.people[i]
		if s.State != HasAnswer || s.Answer.Reason == "" {
			continue
		}
		v := Statement{Person: s.Person, Response: s.Answer, Counted: p.Counted(s.Person)}
		if v.Position == p.Outcome.Leader {
			agreeing = append(agreeing, v)
		} else {
			dissent = append(dissent, v)
		}
	}
	slices.SortStableFunc(dissent, func(a, b Statement) int {
		return slices.Index(choices, a.Position) - slices.Index(choices, b.Position)
	})
	return append(dissent, agreeing...)
}

// Outliers returns the people whose counted answer lies far from the others and has no reason yet, in the asker's
// order; nobody of an anonymous poll. It must not be shown before publication.
func (p *Poll) Outliers() []Person {
	if len(p.Outcome.Outliers) == 0 || p.Anonymous {
		return nil
	}
	return p.peopleWhere(func(s *Stakeholder) bool {
		return p.Counted(s.Person) && s.Answer.Reason == "" && s.Added.Reason == "" && slices.Contains(p.Outcome.Outliers, s.Answer.Position)
	})
}

// LateAnswers returns the last position that each person gave after publication, earliest first. They are never
// counted.
func (p *Poll) LateAnswers() []Statement {
	var all []Statement
	for i := range p.people {
		if s := &p.people[i]; !s.Late.At.IsZero() {
			all = append(all, Statement{Person: s.Person, Response: s.Late})
		}
	}
	slices.SortStableFunc(all, func(a, b Statement) int { return a.At.Compare(b.At) })
	return all
}

// NotAnswered returns the people who have not answered, early or late, and took no way out. The asker is not among
// them, because nobody waits for the asker's own answer.
func (p *Poll) NotAnswered() []Person {
	return p.peopleWhere(func(s *Stakeholder) bool {
		i := p.index[s.Person]
		return s.State == Pending && s.Late.At.IsZero() && p.Counts(s.Person) && !p.seatSatisfied(i) && !p.hasLateAnswer(p.seatOf(i))
	})
}

// In returns the people who are in a state, in the asker's order.
func (p *Poll) In(state State) []Person {
	return p.peopleWhere(func(s *Stakeholder) bool { return s.State == state })
}

func (p *Poll) peopleWhere(fit func(*Stakeholder) bool) []Person {
	var all []Person
	for i := range p.people {
		if fit(&p.people[i]) {
			all = append(all, p.people[i].Person)
		}
	}
	return all
}

// FallbackRecipients returns the people to whom a summary can be sent when the asker cannot be told: those asked, as
// they may see it anyway. People who have answered come first, each part in the asker's order. People who have left
// or were not reached are not among them.
func (p *Poll) FallbackRecipients() []Person {
	var answered, others []Person
	for i := range p.people {
		s := &p.people[i]
		switch {
		case s.Person == p.Asker, s.Left, s.Unreachable != "", s.Delivered.IsZero():
		case s.State == HasAnswer:
			answered = append(answered, s.Person)
		default:
			others = append(others, s.Person)
		}
	}
	return append(answered, others...)
}

// Places returns the options in the order that the counted answers put them into, the best first. Options in one
// place are tied, and in the asker's order. It returns nothing for kinds without an order. It must not be shown
// before publication.
func (p *Poll) Places() [][]string { return p.Kind.Places(p.ballots(p.tally)) }

// Preferred returns, for each two options, how many of the counted rankings put the first before the second; it is
// empty for other kinds. It must not be shown before publication.
func (p *Poll) Preferred() map[[2]string]int { return p.Kind.Preferred(p.ballots(p.tally)) }

// Timing returns the line on time: how long the counted answers took together, and how long the same people took one
// after another, each from the arrival of the question to the first answer. The second part is given for two or more
// answers when it is longer. When there was a night in it, which the second part would count several times, both are
// compared in the asker's working time, if there was any. It is empty when no answer counts.
func (p *Poll) Timing() string {
	n := 0
	var together, oneByOne worktime.Duration
	for i := range p.people {
		if s := &p.people[i]; p.Counted(s.Person) {
			n++
			together = together.Longer(p.work.Measure(p.OpenedAt, s.First))
			oneByOne = oneByOne.Plus(p.Latency(*s))
		}
	}
	if n == 0 {
		return ""
	}
	line := strconv.Itoa(n) + " " + phrase.Plural(n, "answer", "answers") + " in " + phrase.Span(together.Elapsed)
	const after = "; one after another the same people took "
	switch {
	case together.OverNight() && together.Work == 0:
		return line
	case together.OverNight():
		line += ", " + phrase.WorkSpan(together.Work) + " of it working time"
		if n > 1 && oneByOne.Work > together.Work && phrase.WorkSpan(oneByOne.Work) != phrase.WorkSpan(together.Work) {
			line += after + phrase.WorkSpan(oneByOne.Work) + " of working time"
		}
		return line
	case n == 1 || phrase.Span(oneByOne.Elapsed) == phrase.Span(together.Elapsed) || oneByOne.Elapsed < together.Elapsed:
		return line
	}
	return line + after + phrase.Span(oneByOne.Elapsed)
}

// Latency returns how long a stakeholder took to answer first.
func (p *Poll) Latency(s Stakeholder) worktime.Duration { return p.work.Measure(p.Reached(s), s.First) }

// Reached returns when the question reached a stakeholder. When that is not known, or is later than the answer, it is
// when the poll was opened.
func (p *Poll) Reached(s Stakeholder) time.Time {
	if s.Delivered.IsZero() || s.Delivered.After(s.First) {
		return p.OpenedAt
	}
	return s.Delivered
}

// WaitedUntil returns when the poll stopped waiting for answers: its publication or its end; now while it is open.
func (p *Poll) WaitedUntil(now time.Time) time.Time {
	switch {
	case !p.Published.IsZero():
		return p.Published
	case !p.ClosedAt.IsZero():
		return p.ClosedAt
	}
	return now
}

// AnsweredOnlyLate returns how many people have answered late and had not answered before.
func (p *Poll) AnsweredOnlyLate() int {
	n := 0
	for i := range p.people {
		s := &p.people[i]
		n += boolToInt(!s.Late.At.IsZero() && s.State != HasAnswer && p.Counts(s.Person))
	}
	return n
}

// LateWords returns in a few words, without a full stop, what all answers say with the late ones when that is not
// what the summary says: "late answers now say No, 17 to 3". When that was so and is not any more, it says so. It is
// empty when it never was.
func (p *Poll) LateWords() string {
	switch {
	case p.lateLeader != "":
		return p.lateWords
	case p.flipNotes > 0:
		return "late answers no longer change it"
	}
	return ""
}
