package schedule

import (
	"strconv"
	"time"

	"quorum/polls/phrase"
)

// maxWord is how much may wait to be told: what is new goes before what is old.
const maxWord = 2000

// tell adds something that the asker must be told. The times in it are the asker's own, since nobody else reads it.
func (s *Schedule) tell(now time.Time, text string) {
	if s.Word.Text != "" && len(s.Word.Text)+len(text) < maxWord {
		text = s.Word.Text + "\n" + text
	}
	now = now.UTC().Truncate(time.Millisecond)
	s.Word = Word{Text: text, At: now, Due: now}
}

// Telling takes the word for a while, in which nobody else tells it; ok is false when there is nothing to tell now.
func (s *Schedule) Telling(now, until time.Time) (w Word, ok bool) {
	if s.Word.Text == "" || s.Word.Due.After(now) {
		return Word{}, false
	}
	w = s.Word
	s.Word.Due, s.Word.Tries = until.UTC().Truncate(time.Millisecond), s.Word.Tries+1
	return w, true
}

// Hints are what its asker can do about a schedule that is paused since it could not ask; nothing otherwise.
func (s *Schedule) Hints() []phrase.Hint {
	if s.State != Paused || s.Failed < MaxFailed {
		return nil
	}
	return []phrase.Hint{{Verb: phrase.ToEdit, Of: s.ID.String()}, {Verb: phrase.ToResume, Of: s.ID.String()}}
}

// Told ends a word that was told, unless something was added meanwhile.
func (s *Schedule) Told(w Word) {
	if s.Word.Text == w.Text && s.Word.At.Equal(w.At) {
		s.Word = Word{}
	}
}

// Due returns when there is next something to do: to ask, or to tell. It is zero when there is nothing.
func (s *Schedule) Due() time.Time {
	if s.Word.Text == "" || !s.Next.IsZero() && s.Next.Before(s.Word.Due) {
		return s.Next
	}
	return s.Word.Due
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
