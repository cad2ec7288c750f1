package schedule

import (
	"strconv"
	"time"

	"quorum/polls"
	"quorum/polls/phrase"
)

// tell adds to what the asker must be told because of this change. The times in it are the asker's own, since nobody else
// reads it.
func (s *Schedule) tell(now time.Time, text string) {
	if s.Notice != nil {
		text = s.Notice.Detail + "\n" + text
	}
	s.Notice = &polls.Notice{
		Topic: s.ID.Topic(), Key: string(polls.NoticeSchedule) + "/" + strconv.Itoa(s.Version), Kind: polls.NoticeSchedule,
		To: s.Asker, Detail: text, Lane: polls.LaneReminder, Due: now.UTC().Truncate(time.Millisecond),
	}
}

// Hints returns what the asker can do about a schedule that was paused because it could not ask; nothing otherwise.
func (s *Schedule) Hints() []phrase.Hint {
	if s.State != Paused || s.Failed < MaxFailed {
		return nil
	}
	return []phrase.Hint{{Verb: phrase.ToEdit, Of: s.ID.String()}, {Verb: phrase.ToResume, Of: s.ID.String()}}
}

func (s *Schedule) named() string {
	return s.ID.String() + " (" + phrase.Clip(phrase.Line(s.Draft.Question), 80) + ")"
}

func (s *Schedule) day(t time.Time) string { return t.In(s.Zone).Format("Mon 2 Jan at 15:04") }

// missedWords says which times passed.
func (s *Schedule) missedWords(first time.Time, n int) string {
	if n == 1 {
		return s.named() + " was not asked on " + s.day(first) + "."
	}
	return s.named() + " was not asked on " + s.day(first) + " and " + strconv.Itoa(n-1) + " " + phrase.Plural(n-1, "time", "times") + " after that."
}

// nextWords says when it is asked next.
func (s *Schedule) nextWords() string {
	if s.Next.IsZero() {
		return ""
	}
	return "It will be asked next on " + s.day(s.Next) + "."
}
