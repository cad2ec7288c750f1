package polls

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"time"

	"quorum/polls/kind"
	"quorum/polls/phrase"
	"quorum/polls/worktime"
)

// Phase is where a poll is in its life.
type Phase string

// The phases of a poll.
const (
	PhaseOpen      Phase = "open"      // gathering, blind
	PhasePublished Phase = "published" // the summary is due or posted; late answers are still taken
	PhaseClosed    Phase = "closed"
	PhaseCancelled Phase = "cancelled"
)

// Poll is one decision being gathered: the fold of its events. Its fields are for reading; only transitions change
// it.
type Poll struct {
	ID       ID
	Asker    Person
	Question string
	Context  string
	Briefs   []Brief // what some people alone are told in addition

	Anonymous bool // it is known who has answered and what was answered, but not who answered what
	Announce  bool // the summary is shown in the channel too

	Kind     kind.Kind
	Options  []string
	Rule     Rule
	Pass     kind.Pass
	Deadline time.Time
	Channel  string // where it was asked; empty: in the asker's own conversation
	Zone     *time.Location

	Version   int // the sequence number of its last event
	Phase     Phase
	OpenedAt  time.Time
	Published time.Time // zero: not yet
	ClosedAt  time.Time // zero: not yet; also the time of cancelling
	ClosedWhy CloseReason
	Outcome   Outcome // once published
	Card      Place
	Summary   Place // zero: not yet known

	Earlier    int64  // the number of the poll that this one asks again; 0: none
	AskedAgain int64  // the number of the poll that asks this one again; 0: none
	Round      *Round // its place in a schedule; nil: it belongs to none

	work            worktime.Calendar // the working time of people who have set none
	seed            uint64
	named           []Party       // the people and groups as they were typed, when groups were among them
	deputiesText    string        // who is whose deputy, as it was typed
	reserve         Invite        // who is asked at the deadline when there is no quorum
	people          []Stakeholder // in the asker's order, then those who joined
	index           map[Person]int
	deputies        map[int][]int  // of each seat, by the index of its first person: its deputies, as indexes
	tally           map[string]int // how many counted answers took each position
	box             []Ballot       // the ballots of an anonymous poll
	late            lateTally      // the tally with the late answers; empty until the first
	pendingWithLate int            // the number of seats that are pending and have a late answer
	lateLeader      string         // the leader that late answers make now; empty: no other
	flipNotes       int            // how many notes about late answers were posted in the thread
	lateWords       string         // what all answers say with the late ones, while lateLeader is not empty
	counts          counts
	changedAt       int         // the Seq of the last event that changed what is weighed
	weighedAt       int         // the value of changedAt or lateChangedAt up to which the answers were weighed
	lateChangedAt   int         // the Seq of the last event that brought a late answer
	lapsed          bool        // the deadline has passed and the answers are still to be weighed
	result          WeighResult // what the answers say, set by WithResult
	nudges          nudges
	plannedStep     []int // per person: the step of the nudge that is planned; 0: none
	momentsCache    map[momentsKey][lastNudge]time.Time
	undelivered     map[NoticeKind]string // why a notice of a kind could not be delivered
	cardGone        bool
	stuck           bool
	stucks          int // how often the poll got stuck
	warnedBlind     bool
	doubted         bool
}

// Stakeholder returns one person who was asked; ok is false for everybody else.
func (p *Poll) Stakeholder(who Person) (s Stakeholder, ok bool) {
	i, ok := p.index[who]
	if !ok {
		return Stakeholder{}, false
	}
	return p.people[i], true
}

// Stakeholders returns the people who were asked, in the asker's order. The slice belongs to the poll: read only.
func (p *Poll) Stakeholders() []Stakeholder { return p.people }

// Counts reports whether a person's answer can count. Everybody's can but the asker's own, since the asker wrote the
// question.
func (p *Poll) Counts(who Person) bool { return who != p.Asker }

// Counted reports whether the person's answer is in the tally: it can count, was given blind, and is the one of its
// seat.
func (p *Poll) Counted(who Person) bool {
	i, ok := p.index[who]
	return ok && p.Counts(who) && p.people[i].answeredBlind() && p.holder(p.seatOf(i)).Person == who
}

// Work returns the working time of people who have set none: the workspace's hours and holidays in the asker's zone.
func (p *Poll) Work() worktime.Calendar { return p.work }

// Tally returns the counted answers by choice, in the asker's order. It must not be shown before publication.
func (p *Poll) Tally() []kind.Count {
	return p.Kind.Weigh(p.ballots(p.tally).Settled()).Tally
}

// Choices returns the labels that a person chooses from, in this person's order, which is the same each time.
func (p *Poll) Choices(who Person) []string {
	c := slices.Clone(p.Kind.Choices(p.Options))
	if i, ok := p.index[who]; ok && p.Kind.Shuffled() {
		r := rand.New(rand.NewPCG(p.seed, uint64(i)))
		r.Shuffle(len(c), func(a, b int) { c[a], c[b] = c[b], c[a] })
	}
	return c
}

// Undelivered returns why a notice of this kind could not be delivered; ok is false when none failed.
func (p *Poll) Undelivered(kind NoticeKind) (why string, ok bool) {
	why, ok = p.undelivered[kind]
	return why, ok
}

// LateLeader returns the option that leads when the late answers are included, if that is not the leader of the
// summary; [Tied] when no option leads alone. It is empty while the late answers change nothing.
func (p *Poll) LateLeader() string { return p.lateLeader }

// Due returns when [Poll.Tick] next has something to do; the zero time when it never has again.
func (p *Poll) Due() time.Time {
	switch {
	case p.lapsed && p.Phase == PhaseOpen:
		return time.Time{}
	case p.Phase == PhaseOpen && len(p.nudges) > 0 && p.nudges[0].at.Before(p.Deadline):
		return p.nudges[0].at
	case p.Phase == PhaseOpen, p.Phase == PhasePublished:
		return p.Deadline
	}
	return time.Time{}
}

// Ended reports whether the poll is closed or cancelled.
func (p *Poll) Ended() bool { return p.Phase == PhaseClosed || p.Phase == PhaseCancelled }

// Person is the id of a person in a workspace. This package compares persons and never looks inside.
type Person string

// ID names a poll by its workspace and its number there, counted from 1. People read and type it as "Q12".
type ID struct {
	Workspace string
	Number    int64
}

// String returns the id as people type it, such as "Q12".
func (id ID) String() string { return "Q" + strconv.FormatInt(id.Number, 10) }

// Key returns a name that is unique among all workspaces, such as "T024BE7LD/12". [ParseKey] reads it.
func (id ID) Key() string { return fmt.Sprintf("%s/%d", id.Workspace, id.Number) }

// ParseKey reads what [ID.Key] printed.
func ParseKey(s string) (ID, error) {
	i := strings.LastIndexByte(s, '/')
	if i <= 0 {
		return ID{}, fmt.Errorf("polls: %q is no poll key", s)
	}
	n, err := strconv.ParseInt(s[i+1:], 10, 64)
	if err != nil || n < 1 {
		return ID{}, fmt.Errorf("polls: %q is no poll key", s)
	}
	return ID{Workspace: s[:i], Number: n}, nil
}

// ParseNumber reads a poll's number as a person types it: "Q12", "q12", "#12" or "12".
func ParseNumber(s string) (int64, error) {
	digits := strings.TrimSpace(s)
	if digits != "" && strings.ContainsRune("Qq#", rune(digits[0])) {
		digits = digits[1:]
	}
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || n < 1 {
		return 0, phrase.Refusal(phrase.NotFound, "%q is not the id of a question. Ids look like Q12.", phrase.Clip(s, 20)).Hint(phrase.ToList, "")
	}
	return n, nil
}

// Place is where a message is: a conversation and the message in it. The zero Place is nowhere.
type Place struct {
	Channel string `json:"channel,omitempty"`
	Message string `json:"message,omitempty"`
}

// IsZero reports whether the place is nowhere.
func (p Place) IsZero() bool { return p.Message == "" }

// ListEntry is one poll in a list.
type ListEntry struct {
	ID          ID
	Question    string
	Asker       Person
	Channel     string // where it was asked; empty: in the asker's own conversation
	Phase       Phase
	Deadline    time.Time
	OpenedAt    time.Time
	PublishedAt time.Time // zero: not yet
	ClosedAt    time.Time // zero: not yet; also the time of cancelling
	Answered    int
	Asked       int
	Label       Label  // once published
	Leader      string // once published: the option that leads or was adopted by default; else empty
	Late        string // what late answers make of the outcome, see [Poll.LateWords]
	Card        Place
	AskedAgain  int64 // the number of the poll that asks it again; 0: none
	QuestionAt  Place // where the question to the reader is; only in the list of questions that wait for the reader
}
