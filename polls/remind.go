package polls

import (
	"math"
	"strconv"
	"time"

	"quorum/polls/kind"
	"quorum/polls/phrase"
	"quorum/polls/worktime"
)

// The limits of reminders.
const (
	MaxReminders = 2
	Quiet        = 30 * time.Minute // the time without a message about the poll before a person is reminded
)

// Remind reminds, at the asker's wish, everybody who is [Poll.Remindable]. When nobody is, the error says why and
// when to try again, in now's zone.
func (p *Poll) Remind(now time.Time, by Actor) ([]Event, error) {
	if err := p.mayManage(by); err != nil {
		return nil, err
	}
	switch {
	case p.Phase == PhasePublished:
		return nil, phrase.Refusal(phrase.Over, "The summary of %s is out; nobody needs a reminder.", p.ID)
	case p.ends(now):
		return nil, phrase.Refusal(phrase.Over, "The time of %s is up; nobody needs a reminder.", p.ID)
	}
	var who []Person
	for i := range p.people {
		if p.Remindable(now, p.people[i].Person) {
			who = append(who, p.people[i].Person)
		}
	}
	if len(who) == 0 {
		return nil, phrase.Refusal(phrase.Over, "Nobody can be reminded of %s now: each person gets at most %d reminders, in working hours, and none within %d minutes of the last message.%s",
			p.ID, MaxReminders, int(Quiet.Minutes()), p.tryAgain(now))
	}
	return []Event{p.record(now, by.Person, Reminded{Persons: who})}, nil
}

// Remindable reports whether a person may be reminded now: the poll waits for the person, the question has arrived,
// there were fewer than two reminders and no message about this poll for a while, and the person works now.
func (p *Poll) Remindable(now time.Time, who Person) bool {
	i, ok := p.index[who]
	return ok && p.mayBeReminded(i) && !p.people[i].quietUntil().After(now) && p.people[i].Calendar(p.work).Works(now)
}

// RemindAt returns when a reminder that is on its way should be sent: now, or when the person next works. It returns
// the zero time when it should not be sent any more, because the poll is not open, does not wait for the person, or
// the person does not work before the deadline.
func (p *Poll) RemindAt(now time.Time, who Person) time.Time {
	i, ok := p.index[who]
	if !ok || p.Phase != PhaseOpen || p.overdue(now) || !p.awaited(i) {
		return time.Time{}
	}
	if at := p.people[i].Calendar(p.work).After(now, 0); at.Before(p.Deadline) {
		return at
	}
	return time.Time{}
}

// Reminded returns how many people the poll waits for, and how many of them have got a reminder. A reminder that was
// decided may still be held back or never be sent, because the person pauses notifications or is away.
func (p *Poll) Reminded() (reminded, waited int) {
	for i := range p.people {
		s := &p.people[i]
		if s.Delivered.IsZero() || !p.awaited(i) {
			continue
		}
		waited++
		if s.Reminders > 0 && s.Contacted.After(s.Delivered) {
			reminded++
		}
	}
	return reminded, waited
}

// quietUntil returns until when a person is not to be reminded, after the last message.
func (s *Stakeholder) quietUntil() time.Time {
	return worktime.Later(s.Contacted, s.Reminded).Add(Quiet)
}

// RecordReminder records that a reminder has arrived, and where. The copy is zero for a reminder that was looked for
// and found, because what else it shows is not known.
func (p *Poll) RecordReminder(now time.Time, who Person, at Copy) []Event {
	if _, ok := p.index[who]; !ok {
		return nil
	}
	return []Event{p.record(now, "", Contacted{who, at})}
}

// mayBeReminded reports whether there can be another reminder for this person.
func (p *Poll) mayBeReminded(i int) bool {
	s := &p.people[i]
	return p.Phase == PhaseOpen && p.awaited(i) && !s.Delivered.IsZero() && s.Reminders < MaxReminders
}

// tryAgain returns the sentence that says when a person may next be reminded; empty when nobody may.
func (p *Poll) tryAgain(now time.Time) string {
	var at time.Time
	for i := range p.people {
		if s := &p.people[i]; p.mayBeReminded(i) {
			free := s.Calendar(p.work).After(worktime.Later(now, s.quietUntil()), 0)
			if !free.IsZero() && (at.IsZero() || free.Before(at)) {
				at = free
			}
		}
	}
	switch wait := at.Sub(now); {
	case at.IsZero() || !at.Before(p.Deadline):
		return ""
	case wait > 2*time.Hour:
		return " Try again " + phrase.Moment(at, now) + "."
	default:
		minutes := int(math.Ceil(wait.Minutes()))
		return " Try again in " + strconv.Itoa(minutes) + phrase.Plural(minutes, " minute.", " minutes.")
	}
}

// Doubtful is the chance of a quorum below which the asker is told that it has become unlikely.
const Doubtful = 0.5

// RecordDoubt records that a quorum has become unlikely, when its chance is below [Doubtful], so that the asker is
// told while something can be done. It happens once per poll, and not while the poll is stuck.
func (p *Poll) RecordDoubt(now time.Time, chance float64) []Event {
	if p.Phase != PhaseOpen || p.overdue(now) || p.doubted || p.stuck || chance >= Doubtful {
		return nil
	}
	return []Event{p.record(now, "", Doubted{Percent: kind.Percent(chance)})}
}
