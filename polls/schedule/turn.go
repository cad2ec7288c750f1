package schedule

import (
	"strconv"
	"time"

	"quorum/polls"
	"quorum/polls/phrase"
)

// MaxLate is how late a schedule still asks, unless half the time to its next turn is shorter.
const MaxLate = 4 * time.Hour

// Turn is what there is to do for a schedule whose time has come.
type Turn struct {
	At     time.Time // the time to ask: of several that have passed, the last
	Next   time.Time // the time after it
	Missed int       // how many times passed before it without a question
	First  time.Time // the first of the times that passed
	Late   bool      // it is too late to ask
}

// Turn returns what there is to do at now; ok is false when there is nothing. Of several times that passed while
// nothing ran, only the last is asked, unless it is too late for that one too.
func (s *Schedule) Turn(now time.Time) (t Turn, ok bool) {
	if s.State != Active || s.Next.IsZero() || s.Next.After(now) {
		return t, false
	}
	t = Turn{At: s.Next, First: s.Next}
	for t.Next = s.next(t.At); !t.Next.IsZero() && !t.Next.After(now); t.Next = s.next(t.At) {
		t.At = t.Next
		t.Missed++
	}
	patience := MaxLate
	if !t.Next.IsZero() {
		patience = min(patience, t.Next.Sub(t.At)/2)
	}
	t.Late = now.Sub(t.At) > patience
	return t, true
}

// Rests reports whether the turn falls on a day that is a working day of the asker no more, although the schedule asks on
// working days: a holiday or other hours were said since the turn was set.
func (s *Schedule) Rests(t Turn) bool {
	return s.Every.OnWorkdays() && !s.Every.Next(t.At.Add(-time.Second), s.calendar()).Equal(t.At)
}

// Leave goes on to the next turn without asking.
func (s *Schedule) Leave(t Turn) { s.Next = t.Next }

// Asked records that the turn was asked, as a poll with this number.
func (s *Schedule) Asked(now time.Time, t Turn, number int64) {
	s.recordAsked(now, number)
	s.Next = t.Next
	if t.Missed > 0 {
		s.tell(now, s.missedWords(t.First, t.Missed)+" It is asked now as Q"+strconv.Itoa(int(number))+", for "+s.day(t.At)+".")
	}
	s.pauseIfOver(now)
}

// recordAsked records the poll that was asked last.
func (s *Schedule) recordAsked(now time.Time, number int64) {
	s.Last, s.LastAt, s.Failed = number, now.UTC().Truncate(time.Millisecond), 0
}

// Pass records that it was too late to ask at this turn.
func (s *Schedule) Pass(now time.Time, t Turn) {
	s.Next = t.Next
	s.tell(now, s.missedWords(t.First, t.Missed+1)+" Quorum could not ask then, and by now it is too late. "+s.nextWords())
	s.pauseIfOver(now)
}

// Fail records that the question could not be asked, and why, in a sentence. After [MaxFailed] times in a row the
// schedule is paused, so that the asker is not told the same for ever.
func (s *Schedule) Fail(now time.Time, t Turn, why string) {
	s.Next = t.Next
	s.Failed++
	text := s.named() + " could not be asked on " + s.day(t.At) + ": " + why
	if s.Failed >= MaxFailed {
		s.State, s.Next, s.Skipped = Paused, time.Time{}, time.Time{}
		s.tell(now, text+" That was so "+strconv.Itoa(s.Failed)+" times in a row, so it is paused.")
		return
	}
	s.tell(now, text+" "+s.nextWords())
	s.pauseIfOver(now)
}

// pauseIfOver pauses a schedule that has no next time.
func (s *Schedule) pauseIfOver(now time.Time) {
	if s.State == Active && s.Next.IsZero() {
		s.State, s.Skipped = Paused, time.Time{}
		s.tell(now, s.named()+" has no further time to ask, so it is paused.")
	}
}

// Now records that the question was asked out of turn, because a person wished it. It is refused within an hour of
// the last time, because the same wish may be delivered twice.
func (s *Schedule) Now(now time.Time, by polls.Actor, number int64) error {
	if err := s.MayManage(by); err != nil {
		return err
	}
	if again := s.LastAt.Add(time.Hour); s.Last != 0 && now.Before(again) {
		return phrase.Refusal(phrase.Over, "%s was asked as Q%d on %s. It can be asked again from %s on.", s.ID, s.Last, s.day(s.LastAt), again.In(s.Zone).Format("15:04"))
	}
	s.recordAsked(now, number)
	return nil
}
