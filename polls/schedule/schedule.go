package schedule

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"quorum/polls"
	"quorum/polls/phrase"
	"quorum/polls/worktime"
)

// ID names a schedule by its workspace and its number there, counted from 1. People read and type it as "S2".
type ID struct {
	Workspace string
	Number    int64
}

// String returns the id as people type it.
func (id ID) String() string { return "S" + strconv.FormatInt(id.Number, 10) }

// Key returns a name that is unique among all workspaces, such as "T024BE7LD/S2".
func (id ID) Key() string { return id.Topic().Key() }

// Topic returns the schedule as the topic of a notice.
func (id ID) Topic() polls.Topic {
	return polls.Topic{Kind: polls.AboutSchedule, Workspace: id.Workspace, Number: id.Number}
}

// ParseNumber reads a schedule's number as a person types it: "S2", "s2" or "2".
func ParseNumber(text string) (int64, error) {
	digits := strings.TrimSpace(text)
	if digits != "" && strings.ContainsRune("Ss", rune(digits[0])) {
		digits = digits[1:]
	}
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || n < 1 {
		return 0, phrase.Refusal(phrase.NotFound, "%q is not the id of a schedule. Ids look like S2.", phrase.Clip(text, 20)).Hint(phrase.ToSchedules, "")
	}
	return n, nil
}

// State is whether a schedule asks.
type State string

// The states of a schedule. A deleted one is kept, so that its number is never used again.
const (
	Active  State = "active"
	Paused  State = "paused"
	Deleted State = "deleted"
)

// Schedule is a poll that is asked again and again. Its fields are for reading; only its methods change it. The
// methods that people call refuse everybody but its asker and admins, and change nothing when they are called twice.
type Schedule struct {
	ID      ID
	Version int // how often it was changed, from 1; the store counts
	Asker   polls.Person
	Channel string      // where it asks; empty: in the asker's own conversation
	Draft   polls.Draft // what it asks; Every is when, as typed
	Every   worktime.Every
	Zone    *time.Location    // in which Every is read: the asker's when Every was last typed
	Work    worktime.Calendar // whose working days are weekdays: the asker's; it is not stored
	State   State
	Next    time.Time // when it asks next; zero unless it is active
	Skipped time.Time // the time that it leaves out, at the asker's wish; zero: none
	Last    int64     // the number of the poll that it asked last; 0: none yet
	LastAt  time.Time
	Failed  int           // how often in a row it could not ask
	Notice  *polls.Notice // what its asker must be told because of a change that is not stored yet; nil: nothing
}

// MaxFailed is how often in a row a schedule may fail before it is paused.
const MaxFailed = 3

// New returns a schedule for a draft with Every set. now is in the asker's zone, in which the schedule stays, and work is when
// the asker works. The question is checked by [polls.PlanFor].
func New(now time.Time, id ID, asker polls.Person, channel string, d polls.Draft, work worktime.Calendar) (Schedule, error) {
	s := Schedule{ID: id, Asker: asker, Channel: channel, State: Active, Work: work}
	if d.Every == "" {
		return s, worktime.RequireEvery("")
	}
	return s, s.setDraft(now, d)
}

// setDraft sets what the schedule asks, and when.
func (s *Schedule) setDraft(now time.Time, d polls.Draft) error {
	every, err := worktime.ParseEvery(d.Every)
	if err != nil {
		return err
	}
	d = d.Normalized()
	if every.String() != s.Every.String() || s.Zone == nil {
		s.Every, s.Zone, s.Skipped = every, now.Location(), time.Time{}
		if s.State == Active {
			s.Next = s.next(now)
		}
	}
	d.Every = every.String()
	s.Draft = d
	return nil
}

// next returns the first time to ask after an instant.
func (s *Schedule) next(after time.Time) time.Time { return s.Every.Next(after, s.calendar()) }

func (s *Schedule) calendar() worktime.Calendar {
	c := s.Work
	c.Zone = s.Zone
	return c
}

// Upcoming returns the next n times at which an active schedule asks.
func (s *Schedule) Upcoming(n int) []time.Time {
	if s.State != Active || s.Next.IsZero() {
		return nil
	}
	return append([]time.Time{s.Next.In(s.Zone)}, s.Every.Times(s.Next, n-1, s.calendar())...)
}

// Weekdays returns which days are weekdays of this schedule, and whose public holidays are none; empty when it asks on other
// days.
func (s *Schedule) Weekdays() (days, region string) {
	if !s.Every.OnWorkdays() {
		return "", ""
	}
	return s.Work.Hours.OrOffice().Days.String(), s.Work.Region
}

// OnHolidays returns times at which an active schedule asks although they fall on a public holiday of the asker, at most n.
func (s *Schedule) OnHolidays(n int) []time.Time {
	if s.State != Active {
		return nil
	}
	return s.Every.OnHolidays(s.Next.Add(-time.Second), n, s.calendar())
}

// EncodeDraft writes a draft so that [DecodeDraft] reads the same, in later versions too. It writes fields rather
// than a command's text, because there a mention in the question could become a person to ask.
func EncodeDraft(d polls.Draft) (string, error) {
	text, err := json.Marshal(d.Normalized())
	return string(text), err
}

// DecodeDraft reads what [EncodeDraft] wrote.
func DecodeDraft(text string) (d polls.Draft, err error) {
	err = json.Unmarshal([]byte(text), &d)
	return d, err
}
