package polls

import (
	"slices"
	"time"

	"quorum/polls/worktime"
)

// State is where a stakeholder stands in a poll.
type State string

// The states of a stakeholder. What each one counts for is the table of [Standing].
const (
	Pending   State = "pending"
	HasAnswer State = "answered"
	NoOpinion State = "no opinion"
	Recused   State = "conflict of interest"
	NotMe     State = "not me"
	Gone      State = "gone"
)

// Confidence is how sure somebody says to be. It is shown and never weighted.
type Confidence string

// What people may say of their own answer; empty when they said nothing.
const (
	Sure    Confidence = "sure"
	ThinkSo Confidence = "think so"
	Guess   Confidence = "guess"
)

// Confidences lists what may be said, surest first.
func Confidences() []Confidence { return []Confidence{Sure, ThinkSo, Guess} }

// Invite is one person to be asked and the source that the person's answer counts for.
type Invite struct {
	Person Person `json:"person"`
	Source string `json:"source,omitempty"` // a team's name; empty: the person alone is the source
	// Groups are the ids of the groups named in the rule that the person was in when the poll opened.
	Groups []string `json:"groups,omitempty"`
	// Briefs are the indexes of what this person alone is told in addition, see [Opened].
	Briefs []int `json:"briefs,omitempty"`
	// Zone is the person's time zone, an IANA name; empty: not known.
	Zone string `json:"zone,omitempty"`
	// Hours and Holidays are the person's own working hours, as [worktime.ParseHours] reads them, and the region of the public
	// holidays; empty: those of the workspace.
	Hours    string `json:"hours,omitempty"`
	Holidays string `json:"holidays,omitempty"`
	// Away is until when the person said to be away; zero: here.
	Away time.Time `json:"away,omitzero"`
	// Deputy is who is asked as well when this person has said nothing for long; nil: nobody.
	Deputy *Invite `json:"deputy,omitempty"`
	// For is in whose place this person is asked; empty: for a seat of its own.
	For Person `json:"for,omitempty"`
	// Instead is who is away and was not asked, so that this person was, for a seat of their own; empty: nobody.
	Instead Person `json:"instead,omitempty"`
}

// Calendar is a person's working time: what is known of the person and, for the rest, what holds in the workspace.
func (a Invite) Calendar(work worktime.Calendar) worktime.Calendar {
	if a.Zone != "" {
		work.Zone = worktime.ZoneNamed(a.Zone)
	}
	if hours, err := worktime.HoursFrom(a.Hours); err == nil && hours != (worktime.Hours{}) {
		work.Hours = hours
	}
	if a.Holidays != "" {
		work.Region = a.Holidays
	}
	work.Away = a.Away
	return work
}

// Response is one position with what was said about it.
type Response struct {
	Position   string // in the form its kind prints: the option's label
	Reason     string
	Confidence Confidence
	Exposed    bool // the person said to have discussed it with others: not blind, so it is shown and does not count
	At         time.Time
}

// Stakeholder is a person asked, and what became of it.
type Stakeholder struct {
	Invite
	State       State
	Answer      Response  // while State is HasAnswer
	Changes     int       // how often the position was changed after it was first given
	First       time.Time // of the first answer; latencies count to it
	Late        Response  // the last position given after publication; zero At: none
	Added       Added     // what was said after publication about Answer
	Left        bool      // deactivated, before or after answering; doing something shows otherwise
	Question    Place     // the direct message
	Delivered   time.Time // when it stood there; zero: not yet
	Unreachable string    // why it could not be delivered
	Reminders   int
	Reminded    time.Time // when it was last decided to remind this person
	Contacted   time.Time // when the last message to this person arrived
	Listed      string    // the last day on which this question was the first of what waits for this person
	Copies      []Copy    // the newest other messages in which the question stands
	Nudged      int       // how many of the moments for reminding have come
	Acted       time.Time // when this person last did something that was recorded, see [Event]; zero: not known
}

// ownSource begins the source of somebody who is in no team.
const ownSource = "person "

// CountsFor returns the name of the source that this person's answer counts for.
func (s *Stakeholder) CountsFor() string {
	if s.Source != "" {
		return "team " + s.Source
	}
	return ownSource + string(s.Person)
}

// Copy is a message besides the question itself in which it can be answered: a reminder, or what a person reads once a day.
type Copy struct {
	Place
	Of []int64 `json:"of,omitempty"` // the numbers of all questions in it, in their order; of one alone: none
}

// maxCopies is how many messages are brought up to date for each person; older ones are left as they are.
const maxCopies = 6

func (s *Stakeholder) addCopy(c Copy) {
	if c.IsZero() {
		return
	}
	s.Copies = append(slices.Clip(s.Copies), c)
	s.Copies = s.Copies[max(0, len(s.Copies)-maxCopies):]
}

// RecordCopy records that a message about what waits for a person shows this question too.
func (p *Poll) RecordCopy(now time.Time, who Person, at Copy) []Event {
	if _, ok := p.index[who]; !ok || at.IsZero() {
		return nil
	}
	return []Event{p.record(now, "", Shown{who, at})}
}

// copies brings the other messages up to date in which a person can answer; none when there are none.
func (p *Poll) copyNotices(at time.Time, who Person) []Notice {
	i, ok := p.index[who]
	if !ok || len(p.people[i].Copies) == 0 {
		return nil
	}
	return []Notice{{Poll: p.ID, Key: "copies/" + string(who), Kind: NoticeCopies, To: who, Lane: LaneRefresh, Due: at, Again: true}}
}
