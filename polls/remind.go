package polls

import (
	"math"
	"strconv"
	"time"

	"quorum/polls/kind"
	"quorum/polls/phrase"
	"quorum/polls/worktime"
)

// Limits of reminding: nobody is nagged.
const (
	MaxReminders = 2
	Quiet        = 30 * time.Minute // nobody is reminded sooner after the last message about this poll
)

// Remind nudges, at the asker's wish, everybody who is still waited for, was reached, was left alone for a while, has not
// been reminded twice, and works now. When there is nobody to nudge, the error says why, and when it is worth trying
// again in now's zone.
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

// Remindable says whether somebody may be reminded now: the person is waited for and was reached, has had fewer than two
// reminders and no message about this poll for a while, and works now.
func (p *Poll) Remindable(now time.Time, who Person) bool {
	i, ok := p.index[who]
	return ok && p.mayBeReminded(i) && !p.people[i].quietUntil().After(now) && p.people[i].Calendar(p.work).Works(now)
}

// RemindAt says when a reminder that is on its way makes sense: at now, or when the person, who does not work now, next
// does. It is the zero time when it no longer does: the poll is not open, the person is not waited for, or does not work
// again before the deadline.
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

// Reminded counts those who are waited for, and of them those to whom a reminder has come. One that is decided may still be held
// back, or never sent: the person pauses notifications, or shows to be away.
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

// quietUntil is how long a person is left alone after the last message.
func (s *Stakeholder) quietUntil() time.Time {
	return worktime.Later(s.Contacted, s.Reminded).Add(Quiet)
}

// RecordReminder records that a reminder has arrived, and where it stands; of one that was found it is not known what else is in it,
// and the copy is zero.
func (p *Poll) RecordReminder(now time.Time, who Person, at Copy) []Event {
	if _, ok := p.index[who]; !ok {
		return nil
	}
	return []Event{p.record(now, "", Contacted{who, at})}
}

// mayBeReminded says whether there will be a time to remind somebody who goes on saying nothing.
func (p *Poll) mayBeReminded(i int) bool {
	s := &p.people[i]
	return p.Phase == PhaseOpen && p.awaited(i) && !s.Delivered.IsZero() && s.Reminders < MaxReminders
}

// tryAgain says when somebody may be reminded, if anybody ever may.
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

// Doubtful is the chance below which an asker is told that a quorum has become unlikely.
const Doubtful = 0.5

// RecordDoubt records that the quorum has become unlikely, when its chance is below [Doubtful], so that the asker is told while something can be done
// about it. Nobody is told twice, nor when it is impossible anyway.
func (p *Poll) RecordDoubt(now time.Time, chance float64) []Event {
	if p.Phase != PhaseOpen || p.overdue(now) || p.doubted || p.stuck || chance >= Doubtful {
		return nil
	}
	return []Event{p.record(now, "", Doubted{Percent: kind.Percent(chance)})}
}
