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

// Poll is one decision being gathered: the fold of its events. Its fields are for reading; only transitions change it.
type Poll struct {
	ID       ID
	Asker    Person
	Question string
	Context  string
	Briefs   []Brief // what some are told in addition

	Anonymous bool // who has answered is known, and what was answered, but not who answered what
	Announce  bool // the summary is shown in the channel too

	Kind     kind.Kind
	Options  []string
	Rule     Rule
	Pass     kind.Pass
	Deadline time.Time
	Channel  string // where it was asked; empty: the asker's own conversation
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
	Round      *Round // of the schedule that asks it; nil: of none

	work            worktime.Calendar // of whoever has said nothing else
	seed            uint64
	named           []Party       // who was asked as it was typed, when groups were
	deputiesText    string        // who stands in for whom, as it was typed
	reserve         Invite        // who is asked at the deadline without a quorum
	people          []Stakeholder // in the asker's order, then whoever joined
	index           map[Person]int
	deputies        map[int][]int  // by the index of who was asked first: those named in that person's place
	tally           map[string]int // counted positions
	box             []Ballot       // of an anonymous poll
	late            lateTally      // counted positions as they would be with the late answers; nil until the first
	pendingWithLate int            // seats still pending of which somebody has answered late
	lateLeader      string         // the leader that late answers made last
	flipNotes       int            // how often they made a new one
	lateWords       string         // what all answers say with the late ones, while they make another
	counts          counts
	changedAt       int         // the event that last changed what is weighed
	weighedAt       int         // of that, up to which event it was weighed, and was not enough
	lateChangedAt   int         // the event of the last late answer that counts beside the others
	lapsed          bool        // time is up, and it is still to be weighed
	result          WeighResult // while a change is told what it says
	nudges          nudges
	plannedStep     []int // by person, which moment is among the nudges; 0: none
	momentsCache    map[momentsKey][lastNudge]time.Time
	undelivered     map[NoticeKind]string // what could not be delivered, and why
	cardGone        bool
	stuck           bool
	stucks          int // how often it got stuck
	warnedBlind     bool
	doubted         bool
}

// Stakeholder returns what became of one person; ok is false for anybody who was not asked.
func (p *Poll) Stakeholder(who Person) (s Stakeholder, ok bool) {
	i, ok := p.index[who]
	if !ok {
		return Stakeholder{}, false
	}
	return p.people[i], true
}

// Stakeholders returns everybody who was asked, in the asker's order. The slice is the poll's own: read only.
func (p *Poll) Stakeholders() []Stakeholder { return p.people }

// Counts says whether a person's answer can count: the asker framed the question, so the asker's own does not.
func (p *Poll) Counts(who Person) bool { return who != p.Asker }

// Counted says whether an answer of this person is in the tally: it counts, it was given blind, and nobody else goes
// before in the same seat.
func (p *Poll) Counted(who Person) bool {
	i, ok := p.index[who]
	return ok && p.Counts(who) && p.people[i].answeredBlind() && p.holder(p.seatOf(i)).Person == who
}

// Work returns the working time of whoever has said nothing else about theirs: that of the workspace, in the asker's zone.
func (p *Poll) Work() worktime.Calendar { return p.work }

// Tally returns the counted answers by choice, in the asker's order. Nothing of it may be shown before publication.
func (p *Poll) Tally() []kind.Count {
	return p.Kind.Weigh(p.ballots(p.tally).Settled()).Tally
}

// Choices returns the labels a person chooses from, in the order in which this person sees them: the same each time.
func (p *Poll) Choices(who Person) []string {
	c := slices.Clone(p.Kind.Choices(p.Options))
	if i, ok := p.index[who]; ok && p.Kind.Shuffled() {
		r := rand.New(rand.NewPCG(p.seed, uint64(i)))
		r.Shuffle(len(c), func(a, b int) { c[a], c[b] = c[b], c[a] })
	}
	return c
}

// Undelivered returns why a notice of this kind could not be delivered; ok is false when none was lost.
func (p *Poll) Undelivered(kind NoticeKind) (why string, ok bool) {
	why, ok = p.undelivered[kind]
	return why, ok
}

// LateLeader returns who would lead if the late answers counted, when that is another than in the summary; [Tied] when
// nobody would. It is empty while the late answers change nothing.
func (p *Poll) LateLeader() string { return p.lateLeader }

// Due returns when [Poll.Tick] next has something to do; zero when never again.
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

// Ended reports whether the poll takes nothing more: it is closed or cancelled.
func (p *Poll) Ended() bool { return p.Phase == PhaseClosed || p.Phase == PhaseCancelled }

// Person names one person of a workspace. The domain compares persons and never looks inside.
type Person string

// ID names a poll: its workspace, and its number there, counted from 1. People read and type it as "Q12".
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

// Place is where a message stands: a conversation and the message in it. The zero Place is nowhere.
type Place struct {
	Channel string `json:"channel,omitempty"`
	Message string `json:"message,omitempty"`
}

// IsZero says that nothing stands there yet.
func (p Place) IsZero() bool { return p.Message == "" }

// ListEntry is what a list says of one poll.
type ListEntry struct {
	ID          ID
	Question    string
	Asker       Person
	Channel     string // where it was asked; empty: the asker's own conversation
	Phase       Phase
	Deadline    time.Time
	OpenedAt    time.Time
	PublishedAt time.Time // zero: not yet
	ClosedAt    time.Time // zero: not yet; also the time of cancelling
	Answered    int
	Asked       int
	Label       Label  // once published
	Leader      string // once published: what leads or was adopted by default; empty when nothing does
	Late        string // what late answers make of it, see [Poll.LateWords]
	Card        Place
	AskedAgain  int64 // the number of the poll that asks it again; 0: none
	QuestionAt  Place // of the person whose list it is; only the list of what waits for somebody gives it
}
