package polls

import (
	"slices"
	"strings"
	"time"

	"quorum/polls/kind"
	"quorum/polls/phrase"
	"quorum/polls/worktime"
)

// Fallback says what happens, at most once, at the deadline when the rule was not met: "else yes", "else extend 1d",
// "else ask @dan", "else close". In the zero Fallback nothing was said, and the poll closes.
type Fallback struct {
	Adopt  string        // the choice that is adopted, as it was typed
	Extend time.Duration // how much longer the poll goes on
	Ask    Mention       // the person who is asked then
	Close  bool
}

// IsZero reports whether nothing was said.
func (f Fallback) IsZero() bool { return f == Fallback{} }

// String returns the fallback as it is typed.
func (f Fallback) String() string {
	switch {
	case f.Adopt != "":
		return "else " + f.Adopt
	case f.Extend > 0:
		return "else extend " + worktime.ShortDuration(f.Extend)
	case f.Ask != (Mention{}):
		return "else ask " + f.Ask.String()
	case f.Close:
		return "else close"
	}
	return ""
}

// goesOn reports whether the poll stays open at its deadline.
func (f Fallback) goesOn() bool { return f.Extend > 0 || f.Ask != (Mention{}) }

func parseFallback(text string) (Fallback, error) {
	const how = "Write it like else yes, else nats, else extend 1d, else ask @ana or else close."
	text = strings.Trim(text, " \"“”")
	word, rest, _ := strings.Cut(text, " ")
	switch strings.ToLower(word) {
	case "":
		return Fallback{}, phrase.Mistake(phrase.FieldRule, "Say what happens without a quorum. "+how)
	case "close":
		if rest == "" {
			return Fallback{Close: true}, nil
		}
	case "extend":
		if rest == "" {
			return Fallback{}, phrase.Mistake(phrase.FieldRule, "Say for how long it goes on then. Write it like else extend 2h or else extend 1d.")
		}
		by, err := worktime.ParseWithin(rest)
		if err != nil || by.Within == 0 {
			return Fallback{}, phrase.Mistake(phrase.FieldRule, "%q is no length of time to go on for. Write it like else extend 2h or else extend 1d.", phrase.Clip(rest, 30))
		}
		return Fallback{Extend: by.Within}, nil
	case "ask":
		named := mentionsIn(rest)
		if len(named) != 1 || named[0].Group || strings.TrimSpace(rest) != named[0].String() {
			return Fallback{}, phrase.Mistake(phrase.FieldRule, "Name one person to ask then, picked from the list that appears as you type @, like else ask @ana.")
		}
		return Fallback{Ask: named[0]}, nil
	}
	if strings.ContainsAny(text, "<>") {
		return Fallback{}, phrase.Mistake(phrase.FieldRule, "%q is nothing that could happen without a quorum. "+how, phrase.Clip(text, 40))
	}
	return Fallback{Adopt: text}, nil
}

// fallbackFits returns the fallback with the adopted choice as its kind writes it. It refuses a choice that is not an
// answer, and silence taken for consent before everybody has had one working day.
func (r Rule) fallbackFits(o Opening, k kind.Kind, now, deadline time.Time) (Fallback, error) {
	f := r.Else
	if f.Ask != (Mention{}) {
		switch {
		case o.Reserve.Person == "":
			return f, phrase.Mistake(phrase.FieldRule, "The person to ask without a quorum cannot be asked. Name somebody else.")
		case o.Reserve.Person == o.Asker:
			return f, phrase.Mistake(phrase.FieldRule, "Whoever asks cannot be asked without a quorum, since their own answer does not count. Name somebody else.")
		case isInvited(o.Asked, o.Reserve.Person):
			return f, phrase.Mistake(phrase.FieldRule, "The person to ask without a quorum is asked already. Name somebody else.")
		}
	}
	if f.Adopt == "" {
		return f, nil
	}
	if k.SilenceConsents() {
		if err := checkSilence(o, now, deadline); err != nil {
			return f, err
		}
	}
	choices := k.Choices(o.Draft.Options)
	if len(choices) == 0 || k.Way() == kind.Slots {
		return f, phrase.Mistake(phrase.FieldRule, "Nothing can be adopted by default for kind %s. Write else extend 1d, else ask @ana or else close.", k.Name())
	}
	choices = slices.DeleteFunc(slices.Clone(choices), k.Blocks)
	position, ok := k.Adopt(o.Draft.Options, f.Adopt)
	if !ok || k.Blocks(position) {
		return f, phrase.Mistake(phrase.FieldRule, "%q cannot be adopted by default. Write else and one of the answers: %s.", phrase.Clip(f.Adopt, 40), strings.Join(choices, ", "))
	}
	f.Adopt = position
	return f, nil
}

func isInvited(asked []Invite, who Person) bool {
	for _, a := range asked {
		if a.Person == who {
			return true
		}
	}
	return false
}

// checkSilence refuses a deadline before everybody asked has had one working day, and says when they have.
func checkSilence(o Opening, now, deadline time.Time) error {
	return checkSilenceBy(afterOneWorkingDay(o.Asked, o.Work, now), now, deadline)
}

const silence = "Silence is taken for consent after one working day of everybody asked at the earliest"

// checkSilenceBy refuses a deadline before silence can be taken for consent.
func checkSilenceBy(earliest, now, deadline time.Time) error {
	if !deadline.Before(earliest) {
		return nil
	}
	return phrase.Mistake(phrase.FieldRule, silence+". Write by %s, or a later time.", wholeMinute(earliest, now))
}

// afterOneWorkingDay returns when all these people have had one working day.
func afterOneWorkingDay(asked []Invite, work worktime.Calendar, now time.Time) (at time.Time) {
	for _, a := range asked {
		at = worktime.Later(at, a.Calendar(work).AddDays(worktime.Later(now, a.Away), 1))
	}
	return at.Truncate(time.Millisecond)
}

// wholeMinute returns the first whole minute at or after t, in now's zone, as a person types it.
func wholeMinute(t, now time.Time) string {
	return t.Add(time.Minute - 1).Truncate(time.Minute).In(now.Location()).Format("2006-01-02 15:04")
}

// silenceAdopts reports whether silence is taken for consent at the deadline.
func (p *Poll) silenceAdopts() bool { return p.Kind.SilenceConsents() && p.Rule.Else.Adopt != "" }

// silenceCounts reports whether this person's silence would be taken for the consent of the seat. A deputy's is not,
// while the first person of the seat may still answer.
func (p *Poll) silenceCounts(i int) bool {
	return p.awaited(i) && p.holder(p.seatOf(i)) == &p.people[i]
}

// silentHadDay returns when everybody who is silent has had one working day since the question arrived.
func (p *Poll) silentHadDay(now time.Time) (at time.Time) {
	for i := range p.people {
		s := &p.people[i]
		from := s.Delivered
		if from.IsZero() {
			from = now
		}
		if p.silenceCounts(i) {
			at = worktime.Later(at, afterOneWorkingDay([]Invite{s.Invite}, p.work, from))
		}
	}
	return at
}

// allHadTimeToObject reports whether everybody who is silent has had one working day to object since the question
// arrived, or an hour less, because asking many people takes a while.
func (p *Poll) allHadTimeToObject() bool {
	const asking = time.Hour
	for i := range p.people {
		s := &p.people[i]
		if !p.silenceCounts(i) {
			continue
		}
		c := s.Calendar(p.work)
		hours := c.Hours.OrOffice()
		if s.Delivered.IsZero() || c.Between(s.Delivered, p.Deadline) < hours.End-hours.Start-asking {
			return false
		}
	}
	return true
}

// applyFallback does at the deadline what the rule announced, and returns the events that keep the poll open; nil
// when it closes. With a fallback that goes on, a tie goes on too, so that it may be broken.
func (p *Poll) applyFallback(now time.Time) []Event {
	f := p.Rule.Else
	if !f.goesOn() {
		return nil
	}
	rule := p.Rule
	rule.Else = Fallback{}
	longer := f.Extend
	var events []Event
	if f.Ask != (Mention{}) {
		longer = p.Deadline.Sub(p.OpenedAt)
		if _, asked := p.Stakeholder(p.reserve.Person); !asked { // otherwise the person was added meanwhile
			events = append(events, p.record(now, "", Joined{Asked: []Invite{p.reserve}}))
		}
	}
	deadline := p.Deadline.Add(longer)
	if !deadline.After(now) {
		deadline = now.Add(longer) // nothing ran at the deadline
	}
	return append(events, p.record(now, "", amended(rule, deadline)))
}

// adopts returns what is adopted by default, or why nothing is: what the answers say comes before silence.
func (p *Poll) adopts(found kind.Finding) (adopted, against string) {
	choice := p.Rule.Else.Adopt
	switch {
	case choice == "":
		return "", ""
	case found.Blocks > 0:
		return "", phrase.Plural(found.Blocks, "an objection stands", "objections stand")
	case found.Leader != "" && found.Leader != choice:
		return "", "the answers say " + found.Leader
	}
	if p.silenceAdopts() && !p.allHadTimeToObject() {
		return "", "not everybody had a working day to object"
	}
	return choice, ""
}

// Announce returns in words what happens without a quorum; empty when the poll just closes.
func (f Fallback) Announce() string {
	switch {
	case f.Adopt != "":
		return "Without a quorum by then, " + f.Adopt + " is adopted by default."
	case f.Extend > 0:
		return "Without a quorum by then, it goes on for " + phrase.Span(f.Extend) + " more, once."
	case f.Ask != (Mention{}):
		return "Without a quorum by then, " + f.Ask.String() + " is asked too, and it goes on for as long again."
	}
	return ""
}
