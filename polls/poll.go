package polls

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"quorum/polls/kind"
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

// Fold rebuilds a poll from its log, which must be whole and in order.
func Fold(events []Event) (*Poll, error) {
	p := &Poll{}
	if err := p.Apply(events...); err != nil {
		return nil, err
	}
	return p, nil
}

// Apply folds further events of the log into the poll. They must follow the last one without a gap.
func (p *Poll) Apply(events ...Event) error {
	for _, e := range events {
		if e.Seq != p.Version+1 {
			return fmt.Errorf("polls: event %d of %s follows event %d", e.Seq, p.ID, p.Version)
		}
		if err := p.apply(e); err != nil {
			return fmt.Errorf("polls: folding event %d of %s: %w", e.Seq, p.ID, err)
		}
		p.noteActed(e)
		p.prune()
		p.Version = e.Seq
	}
	return nil
}

// Acted notes when somebody did what these events of this poll have just recorded, by the clock of where it was done. It
// is kept in the log, so that an act that is delivered again after any time is known to be old.
func (p *Poll) Acted(events []Event, who Person, at time.Time) {
	for i, e := range events {
		if e.By == who {
			events[i].Acted = at.UTC().Truncate(time.Microsecond)
			p.noteActed(events[i])
		}
	}
}

// record makes a fact of this poll's into its next event and folds it in. Transitions check before they record, so a
// fact that does not fold is a defect of this package.
func (p *Poll) record(now time.Time, by Person, f Fact) Event {
	e := Event{Seq: p.Version + 1, At: now.UTC().Truncate(time.Millisecond), By: by, Fact: f}
	if err := p.Apply(e); err != nil {
		panic(err)
	}
	return e
}
