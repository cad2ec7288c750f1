package polls

import (
	"slices"
	"time"

	"quorum/polls/worktime"
)

// State is where a stakeholder is in a poll.
type State string

// The states of a stakeholder. The table at [Standing] says what each counts for.
const (
	Pending   State = "pending"
	HasAnswer State = "answered"
	NoOpinion State = "no opinion"
	Recused   State = "conflict of interest"
	NotMe     State = "not me"
	Gone      State = "gone"
)

// Confidence is how sure a person is of an answer. It is shown and never weighted.
type Confidence string

// What a person may say of an answer; empty when nothing was said.
const (
	Sure    Confidence = "sure"
	ThinkSo Confidence = "think so"
	Guess   Confidence = "guess"
)

// Confidences returns what a person may say, surest first.
func Confidences() []Confidence { return []Confidence{Sure, ThinkSo, Guess} }

// Invite is a person to be asked, with what is known of the person when the poll is asked.
type Invite struct {
	Person Person `json:"person"`
	Source string `json:"source,omitempty"` // the source that the answer counts for: a team's name; empty: the person alone
	// Groups are the ids of the groups in the rule that the person is a member of.
	Groups []string `json:"groups,omitempty"`
	// Briefs are the indexes of the briefs, in [Opened], that this person is shown.
	Briefs []int `json:"briefs,omitempty"`
	// Zone is the person's time zone, an IANA name; empty: not known.
	Zone string `json:"zone,omitempty"`
	// Hours are the person's own working hours, as [worktime.ParseHours] reads them, and Holidays is the region of the
	// person's public holidays; empty: those of the workspace.
	Hours    string `json:"hours,omitempty"`
	Holidays string `json:"holidays,omitempty"`
	// Away is the end of the person's absence; zero: the person is not away.
	Away time.Time `json:"away,omitzero"`
	// Deputy is the person who is asked as well when this one has not answered for long; nil: nobody.
	Deputy *Invite `json:"deputy,omitempty"`
	// For is the person in whose place, and for whose seat, this person is asked; empty: the person has a seat of
	// their own.
	For Person `json:"for,omitempty"`
	// Instead is the person who is away and was not asked, so that this person was, with a seat of their own; empty:
	// nobody.
	Instead Person `json:"instead,omitempty"`
}

// Calendar returns the person's working time. What is not known of the person is taken from work.
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
	Position   string // as [kind.Kind.Read] returned it: for most kinds the option's label
	Reason     string
	Confidence Confidence
	Exposed    bool // the person had discussed the question with others: the answer is not blind, is shown and does not count
	At         time.Time
}

// Stakeholder is a person who was asked, and what became of it.
type Stakeholder struct {
	Invite
	State       State
	Answer      Response  // set while State is HasAnswer
	Changes     int       // how often the position was changed
	First       time.Time // the time of the first answer, to which latencies are measured
	Late        Response  // the last position given after publication; zero At: none
	Added       Added     // what was added to Answer after publication
	Left        bool      // the person was deactivated; any later act of the person clears it
	Question    Place     // where the direct message with the question is
	Delivered   time.Time // when the question arrived; zero: not yet
	Unreachable string    // why the question could not be delivered
	Reminders   int
	Reminded    time.Time // when a reminder was last decided
	Contacted   time.Time // when the last message to this person arrived
	Copies      []Copy    // the newest other messages that show the question
	Nudged      int       // how many of the person's nudges have come
	Acted       time.Time // when this person last did something that was recorded, see [Event]; zero: not known
}

// ownSource is the beginning of a source's name when the source is one person.
const ownSource = "person "

// CountsFor returns the name of the source that this person's answer counts for.
func (s *Stakeholder) CountsFor() string {
	if s.Source != "" {
		return "team " + s.Source
	}
	return ownSource + string(s.Person)
}

// Copy is another message in which the question can be answered: a reminder or a digest.
type Copy struct {
	Place
	Of []int64 `json:"of,omitempty"` // the numbers of all questions in it, in their order; empty when there is only one
}

// maxCopies is how many copies are kept up to date per person. Older ones are left as they are.
const maxCopies = 6

func (s *Stakeholder) addCopy(c Copy) {
	if c.IsZero() {
		return
	}
	s.Copies = append(slices.Clip(s.Copies), c)
	s.Copies = s.Copies[max(0, len(s.Copies)-maxCopies):]
}

// RecordCopy records that another message to a person shows this question too.
func (p *Poll) RecordCopy(now time.Time, who Person, at Copy) []Event {
	if _, ok := p.index[who]; !ok || at.IsZero() {
		return nil
	}
	return []Event{p.record(now, "", Shown{who, at})}
}

// copyNotices returns the notice that brings the person's copies up to date; none when there are no copies.
func (p *Poll) copyNotices(at time.Time, who Person) []Notice {
	i, ok := p.index[who]
	if !ok || len(p.people[i].Copies) == 0 {
		return nil
	}
	return []Notice{{Topic: p.ID.Topic(), Key: "copies/" + string(who), Kind: NoticeCopies, To: who, Lane: LaneRefresh, Due: at, Again: true}}
}
