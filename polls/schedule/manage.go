package schedule

import (
	"time"

	"quorum/polls"
	"quorum/polls/phrase"
	"quorum/polls/worktime"
)

// MayManage returns nil when a person may see and change the schedule. For other people the schedule does not exist.
func (s *Schedule) MayManage(by polls.Actor) error {
	switch {
	case by.Person != s.Asker && !by.Admin:
		return phrase.Refusal(phrase.NotFound, "There is no schedule %s of yours.", s.ID).Hint(phrase.ToSchedules, "")
	case s.State == Deleted:
		return phrase.Refusal(phrase.Over, "%s is deleted.", s.ID).Hint(phrase.ToSchedules, "")
	}
	return nil
}

// Pause stops the schedule from asking until it is resumed.
func (s *Schedule) Pause(by polls.Actor) error {
	if err := s.MayManage(by); err != nil {
		return err
	}
	s.State, s.Next, s.Skipped = Paused, time.Time{}, time.Time{}
	return nil
}

// Resume lets a paused schedule ask again, and takes back a [Schedule.Skip].
func (s *Schedule) Resume(now time.Time, by polls.Actor) error {
	if err := s.MayManage(by); err != nil {
		return err
	}
	switch {
	case s.State == Paused:
		s.State, s.Failed, s.Next = Active, 0, s.next(now)
	case s.Skipped.After(now):
		s.Next = s.Skipped
	}
	s.Skipped = time.Time{}
	return nil
}

// Skip leaves out the next time. While a time is still to be left out, it does nothing.
func (s *Schedule) Skip(now time.Time, by polls.Actor) error {
	if err := s.MayManage(by); err != nil {
		return err
	}
	if s.State != Active {
		return phrase.Refusal(phrase.Over, "%s is paused, so there is nothing to skip.", s.ID).Hint(phrase.ToResume, s.ID.String())
	}
	if !s.Skipped.After(now) {
		s.Skipped, s.Next = s.Next, s.next(s.Next)
	}
	return nil
}

// Edit replaces what the schedule asks, and when. now is in the zone in which a new time is read. The question is
// checked by [polls.PlanFor].
func (s *Schedule) Edit(now time.Time, by polls.Actor, d polls.Draft) error {
	if err := s.MayManage(by); err != nil {
		return err
	}
	if d.Every == "" {
		return worktime.RequireEvery("")
	}
	return s.setDraft(now, d)
}

// Delete ends the schedule for good. The polls that it asked stay.
func (s *Schedule) Delete(by polls.Actor) error {
	if s.State == Deleted && (by.Person == s.Asker || by.Admin) {
		return nil
	}
	if err := s.MayManage(by); err != nil {
		return err
	}
	s.State, s.Next, s.Skipped = Deleted, time.Time{}, time.Time{}
	return nil
}
