package polls

import "time"

// Facts of a poll's life.
type (
	// Opened is the first event of every log: the snapshot of everything that was fixed when asking.
	Opened struct {
		Number    int64     `json:"number"`
		Workspace string    `json:"workspace"`
		Question  string    `json:"question"`
		Context   string    `json:"context,omitempty"`
		Kind      string    `json:"kind"`
		Options   []string  `json:"options,omitempty"`
		Rule      string    `json:"rule"`
		NoTie     bool      `json:"no_tie,omitempty"` // it goes on while there is a tie that somebody may break
		Usual     bool      `json:"usual,omitempty"`  // how many are enough was not said
		Pass      string    `json:"pass,omitempty"`
		Deadline  time.Time `json:"deadline"`
		Channel   string    `json:"channel,omitempty"` // where it was asked; empty: the asker's own conversation
		Zone      string    `json:"zone,omitempty"`    // the asker's, IANA
		Seed      uint64    `json:"seed"`              // shuffles the options of each person
		Anonymous bool      `json:"anonymous,omitempty"`
		Announce  bool      `json:"announce,omitempty"` // the summary is shown in the channel too
		Hours     string    `json:"hours,omitempty"`    // of the workspace; empty: office hours
		Holidays  string    `json:"holidays,omitempty"` // the workspace's region; empty: none
		Briefs    []Brief   `json:"briefs,omitempty"`
		Asked     []Invite  `json:"asked"`
		Reserve   *Invite   `json:"reserve,omitempty"`  // who is asked at the deadline without a quorum
		Again     int64     `json:"again,omitempty"`    // the number of the poll that this one asks again
		Round     *Round    `json:"round,omitempty"`    // of a schedule
		Named     []Party   `json:"named,omitempty"`    // who was asked as it was typed, when groups were
		Deputies  string    `json:"deputies,omitempty"` // who stands in for whom, as it was typed
	}
	// Placed records where the card stands; the thread under it is the record.
	Placed struct{ Place }
	// Delivered records that the question reached a person, and where. Latencies count from it.
	Delivered struct {
		Person Person `json:"person"`
		Place
	}
	// Unreachable records that the question could not be delivered, and why.
	Unreachable struct {
		Person Person `json:"person"`
		Why    string `json:"why"`
	}
	// Answered records a position, given or changed.
	Answered struct {
		Person     Person     `json:"person"`
		Position   string     `json:"position"`
		Reason     string     `json:"reason,omitempty"`
		Confidence Confidence `json:"confidence,omitempty"`
		Exposed    bool       `json:"exposed,omitempty"`
	}
	// Responded records that somebody answered an anonymous poll. What was answered is not in the log.
	Responded struct {
		Person Person `json:"person"`
		ballot Ballot // on its way into the box
	}
	// Withdrew takes an answer or a way out back: the person is pending again.
	Withdrew struct {
		Person Person `json:"person"`
	}
	// Declined records one of the ways out.
	Declined struct {
		Person Person `json:"person"`
		Way    State  `json:"way"`
	}
	// Left records that somebody was deactivated.
	Left struct {
		Person Person `json:"person"`
	}
	// Joined records people who were asked after the poll was opened: further ones, or in somebody's place.
	Joined struct {
		Asked []Invite `json:"asked"`
	}
	// Amended records that the asker changed the rule, or that it follows from who is asked now.
	Amended struct {
		Rule     string    `json:"rule"`
		NoTie    bool      `json:"no_tie,omitempty"` // as before
		Usual    bool      `json:"usual,omitempty"`  // as before
		Deadline time.Time `json:"deadline"`
	}
	// WarnedBlind records that somebody discussed the question in its thread, and is told that answers are still blind. It
	// happens at most once.
	WarnedBlind struct {
		Person Person `json:"person"`
	}
	// Undelivered records that a notice other than a question could not be delivered, and why.
	Undelivered struct {
		Notice NoticeKind `json:"notice"`
		Why    string     `json:"why"`
		Gone   bool       `json:"gone,omitempty"` // it was posted, and is no longer there
	}
	// Reminded records who was reminded: at the asker's wish, or because the moment for it had come.
	Reminded struct {
		Persons []Person `json:"persons"`
		Moment  bool     `json:"moment,omitempty"` // it had come for these, and for those passed
		Passed  []Person `json:"passed,omitempty"` // who could not be reminded then
	}
	// Contacted records that a reminder has arrived, and where it stands if that is known.
	Contacted struct {
		Person Person `json:"person"`
		Copy
	}
	// Shown records that a message about what waits for a person shows this question too, and where it stands.
	Shown struct {
		Person Person `json:"person"`
		Copy
	}
	// Listed records that the message with which somebody reads on a day what waits for them was due, this question first.
	Listed struct {
		Person Person `json:"person"`
		Day    string `json:"day"` // 2026-12-01
	}
	// Doubted records that a quorum had become unlikely when people were reminded. It happens at most once.
	Doubted struct {
		Percent int `json:"percent"` // the chance of it, no more precisely than it was known
	}
	// Stuck records that the rule can no longer be met. It happens again only after it could be met in between.
	Stuck struct {
		Why string `json:"why"`
	}
	// Freed records that the rule can be met again after it could not, since somebody came back.
	Freed struct{}
	// Weighed records that what the answers said, as they stood after an event, was not what the rule asks for.
	Weighed struct {
		Upto int `json:"upto"` // that event's Seq
	}
	// Lapsed records that time was up while the answers were still to be weighed.
	Lapsed struct{}
	// Published records the outcome at the moment the summary became due. It happens at most once.
	Published struct {
		Outcome Outcome `json:"outcome"`
	}
	// Late records a position given after publication or close: kept, marked and never counted.
	Late struct {
		Person     Person     `json:"person"`
		Position   string     `json:"position"`
		Reason     string     `json:"reason,omitempty"`
		Confidence Confidence `json:"confidence,omitempty"`
		Flips      string     `json:"flips,omitempty"` // the leader that the late answers would make; empty: none new
		Says       string     `json:"says,omitempty"`  // what all answers say then, in words; empty of earlier versions
		Note       int        `json:"note,omitempty"`  // in which note in the thread that is told, from 1; 0: in none
	}
	// Flipped records what late answers make of the outcome, as they stood after an event, where that took a while to find.
	Flipped struct {
		Upto  int    `json:"upto"` // that event's Seq
		Flips string `json:"flips,omitempty"`
		Says  string `json:"says,omitempty"`
		Note  int    `json:"note,omitempty"`
	}
	// Explained records what was added after the summary to an answer that stayed the same: a reason, or another one.
	Explained struct {
		Person     Person     `json:"person"`
		Reason     string     `json:"reason,omitempty"`
		Confidence Confidence `json:"confidence,omitempty"`
	}
	// Summarized records where the summary stands.
	Summarized struct{ Place }
	// Closed ends the poll.
	Closed struct {
		Why CloseReason `json:"why"`
	}
	// AskedAgain records as which poll the same was asked once more.
	AskedAgain struct {
		As int64 `json:"as"`
	}
	// Cancelled ends the poll without an outcome.
	Cancelled struct{}
)

// CloseReason says why a poll ended.
type CloseReason string

// The ways in which a poll closes.
const (
	AtDeadline CloseReason = "deadline"
	Everybody  CloseReason = "everybody" // of earlier versions: nobody was left who had not answered
	ByAsker    CloseReason = "asker"
	AtQuorum   CloseReason = "quorum" // of an anonymous poll, which takes no late answers
)

// Name is what the log stores each fact under.
func (Opened) Name() string { return "opened" }

// Name is as for every [Fact].
func (Placed) Name() string { return "placed" }

// Name is as for every [Fact].
func (Delivered) Name() string { return "delivered" }

// Name is as for every [Fact].
func (Unreachable) Name() string { return "unreachable" }

// Name is as for every [Fact].
func (Joined) Name() string { return "joined" }

// Name is as for every [Fact].
func (Amended) Name() string { return "amended" }

// Name is as for every [Fact].
func (WarnedBlind) Name() string { return "hushed" }

// Name is as for every [Fact].
func (Undelivered) Name() string { return "undelivered" }

// Name is as for every [Fact].
func (Answered) Name() string { return "answered" }

// Name is as for every [Fact].
func (Responded) Name() string { return "responded" }

// Name is as for every [Fact].
func (Withdrew) Name() string { return "withdrew" }

// Name is as for every [Fact].
func (Declined) Name() string { return "declined" }

// Name is as for every [Fact].
func (Left) Name() string { return "left" }

// Name is as for every [Fact].
func (Reminded) Name() string { return "reminded" }

// Name is as for every [Fact].
func (Contacted) Name() string { return "contacted" }

// Name is as for every [Fact].
func (Shown) Name() string { return "shown" }

// Name is as for every [Fact].
func (Listed) Name() string { return "listed" }

// Name is as for every [Fact].
func (Doubted) Name() string { return "doubted" }

// Name is as for every [Fact].
func (Stuck) Name() string { return "stuck" }

// Name is as for every [Fact].
func (Freed) Name() string { return "freed" }

// Name is as for every [Fact].
func (Weighed) Name() string { return "weighed" }

// Name is as for every [Fact].
func (Lapsed) Name() string { return "lapsed" }

// Name is as for every [Fact].
func (Published) Name() string { return "published" }

// Name is as for every [Fact].
func (Late) Name() string { return "late" }

// Name is as for every [Fact].
func (Flipped) Name() string { return "flipped" }

// Name is as for every [Fact].
func (Explained) Name() string { return "explained" }

// Name is as for every [Fact].
func (Summarized) Name() string { return "summarized" }

// Name is as for every [Fact].
func (Closed) Name() string { return "closed" }

// Name is as for every [Fact].
func (AskedAgain) Name() string { return "asked again" }

// Name is as for every [Fact].
func (Cancelled) Name() string { return "cancelled" }

// response is what was answered, at a time.
func (f Answered) response(at time.Time) Response {
	return Response{Position: f.Position, Reason: f.Reason, Confidence: f.Confidence, Exposed: f.Exposed, At: at}
}

// response is what was answered late, at a time.
func (f Late) response(at time.Time) Response {
	return Response{Position: f.Position, Reason: f.Reason, Confidence: f.Confidence, At: at}
}
