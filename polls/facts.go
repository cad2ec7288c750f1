package polls

import "time"

// The facts of a poll's life.
type (
	// Opened is the first event of every log. It holds everything that was fixed when the poll was asked.
	Opened struct {
		Number    int64     `json:"number"`
		Workspace string    `json:"workspace"`
		Question  string    `json:"question"`
		Context   string    `json:"context,omitempty"`
		Kind      string    `json:"kind"`
		Options   []string  `json:"options,omitempty"`
		Rule      string    `json:"rule"`
		NoTie     bool      `json:"no_tie,omitempty"` // the poll goes on while there is a tie that a pending person may break
		Defaulted bool      `json:"usual,omitempty"`  // the asker did not say how many answers are enough
		Pass      string    `json:"pass,omitempty"`
		Deadline  time.Time `json:"deadline"`
		Channel   string    `json:"channel,omitempty"` // where it was asked; empty: in the asker's own conversation
		Zone      string    `json:"zone,omitempty"`    // the asker's, an IANA name
		Seed      uint64    `json:"seed"`              // for the order of the options
		Anonymous bool      `json:"anonymous,omitempty"`
		Announce  bool      `json:"announce,omitempty"` // the summary is shown in the channel too
		Hours     string    `json:"hours,omitempty"`    // of the workspace; empty: office hours
		Holidays  string    `json:"holidays,omitempty"` // the workspace's region of public holidays; empty: none
		Briefs    []Brief   `json:"briefs,omitempty"`
		Asked     []Invite  `json:"asked"`
		Reserve   *Invite   `json:"reserve,omitempty"`  // who is asked at the deadline when there is no quorum
		Again     int64     `json:"again,omitempty"`    // the number of the poll that this one asks again
		Round     *Round    `json:"round,omitempty"`    // when a schedule asks it
		Named     []Party   `json:"named,omitempty"`    // the people and groups as they were typed, when groups were among them
		Deputies  string    `json:"deputies,omitempty"` // who is whose deputy, as it was typed
	}
	// Placed records where the card is. The thread under it is the record.
	Placed struct{ Place }
	// Delivered records that the question reached a person, and where. Latencies are measured from it.
	Delivered struct {
		Person Person `json:"person"`
		Place
	}
	// Unreachable records that the question could not be delivered, and why.
	Unreachable struct {
		Person Person `json:"person"`
		Why    string `json:"why"`
	}
	// Answered records a position, new or changed.
	Answered struct {
		Person     Person     `json:"person"`
		Position   string     `json:"position"`
		Reason     string     `json:"reason,omitempty"`
		Confidence Confidence `json:"confidence,omitempty"`
		Exposed    bool       `json:"exposed,omitempty"`
	}
	// Responded records that a person answered an anonymous poll. What was answered is not in the log.
	Responded struct {
		Person Person `json:"person"`
		ballot Ballot // until it is in the ballot box
	}
	// Withdrew records that a person took back an answer or a way out, and is pending again.
	Withdrew struct {
		Person Person `json:"person"`
	}
	// Declined records that a person took one of the ways out.
	Declined struct {
		Person Person `json:"person"`
		Way    State  `json:"way"`
	}
	// Left records that a person was deactivated.
	Left struct {
		Person Person `json:"person"`
	}
	// Joined records people who were asked after the poll was opened: more stakeholders, or deputies.
	Joined struct {
		Asked []Invite `json:"asked"`
	}
	// Amended records that the asker replaced the rule, or that the default rule changed because more people are
	// asked.
	Amended struct {
		Rule      string    `json:"rule"`
		NoTie     bool      `json:"no_tie,omitempty"` // as in Opened
		Defaulted bool      `json:"usual,omitempty"`  // as in Opened
		Deadline  time.Time `json:"deadline"`
	}
	// WarnedBlind records that a person discussed the question in its thread and is told that answers are still blind.
	// It happens at most once in a poll.
	WarnedBlind struct {
		Person Person `json:"person"`
	}
	// Undelivered records that a notice other than a question could not be delivered, and why.
	Undelivered struct {
		Notice NoticeKind `json:"notice"`
		Why    string     `json:"why"`
		Gone   bool       `json:"gone,omitempty"` // the message was posted, and is no longer there
	}
	// Reminded records who was reminded: because the asker wished it, or because a planned moment had come.
	Reminded struct {
		Persons []Person `json:"persons"`
		Moment  bool     `json:"moment,omitempty"` // a planned moment had come for all of Persons and Passed
		Passed  []Person `json:"passed,omitempty"` // people who could not be reminded at that moment
	}
	// Contacted records that a reminder has arrived, and where it is if that is known.
	Contacted struct {
		Person Person `json:"person"`
		Copy
	}
	// Shown records that another message to a person shows this question too, and where that message is.
	Shown struct {
		Person Person `json:"person"`
		Copy
	}
	// Listed stands in logs of earlier versions, which kept a digest as an event of the question that came first in it.
	Listed struct {
		Person Person `json:"person"`
		Day    string `json:"day"` // 2026-12-01
	}
	// Doubted records that a quorum had become unlikely. It happens at most once.
	Doubted struct {
		Percent int `json:"percent"` // the chance of a quorum, rounded down to a multiple of 5
	}
	// Stuck records that the rule can no longer be met. It happens again only after [Unstuck].
	Stuck struct {
		Why string `json:"why"`
	}
	// Unstuck records that the rule can be met again, because a person came back.
	Unstuck struct{}
	// Weighed records that the answers, as they were after an event, were weighed and did not meet the rule.
	Weighed struct {
		Upto int `json:"upto"` // the Seq of that event
	}
	// Lapsed records that the deadline passed while the answers were still to be weighed.
	Lapsed struct{}
	// Published records the outcome at the moment the summary became due. It happens at most once.
	Published struct {
		Outcome Outcome `json:"outcome"`
	}
	// Late records a position given after publication or close. It is kept and marked, and never counted.
	Late struct {
		Person     Person     `json:"person"`
		Position   string     `json:"position"`
		Reason     string     `json:"reason,omitempty"`
		Confidence Confidence `json:"confidence,omitempty"`
		Leader     string     `json:"flips,omitempty"` // the leader that the late answers make, when it is not the leader of the outcome; else empty
		Words      string     `json:"says,omitempty"`  // what all answers say then, in words; empty in logs of earlier versions
		Note       int        `json:"note,omitempty"`  // the number of the note in the thread that tells it, from 1; 0: none does
	}
	// Flipped records what late answers make of the outcome, as they were after an event, when they had to be weighed
	// for that.
	Flipped struct {
		Upto   int    `json:"upto"` // the Seq of that event
		Leader string `json:"flips,omitempty"`
		Words  string `json:"says,omitempty"`
		Note   int    `json:"note,omitempty"`
	}
	// Explained records a reason or confidence that a person added after the summary to an unchanged answer.
	Explained struct {
		Person     Person     `json:"person"`
		Reason     string     `json:"reason,omitempty"`
		Confidence Confidence `json:"confidence,omitempty"`
	}
	// Summarized records where the summary is.
	Summarized struct{ Place }
	// Closed records that the poll ended, and why.
	Closed struct {
		Why CloseReason `json:"why"`
	}
	// AskedAgain records the number of the poll that asks the same question again.
	AskedAgain struct {
		As int64 `json:"as"`
	}
	// Cancelled records that the poll ended without an outcome.
	Cancelled struct{}
)

// CloseReason says why a poll ended.
type CloseReason string

// The reasons why a poll closes.
const (
	AtDeadline CloseReason = "deadline"
	Everybody  CloseReason = "everybody" // written by earlier versions: everybody had answered
	ByAsker    CloseReason = "asker"
	AtQuorum   CloseReason = "quorum" // an anonymous poll closes so, as it takes no late answers
)

// Name implements [Fact]: the log stores the fact under this name.
func (Opened) Name() string { return "opened" }

// Name implements [Fact].
func (Placed) Name() string { return "placed" }

// Name implements [Fact].
func (Delivered) Name() string { return "delivered" }

// Name implements [Fact].
func (Unreachable) Name() string { return "unreachable" }

// Name implements [Fact].
func (Joined) Name() string { return "joined" }

// Name implements [Fact].
func (Amended) Name() string { return "amended" }

// Name implements [Fact].
func (WarnedBlind) Name() string { return "hushed" }

// Name implements [Fact].
func (Undelivered) Name() string { return "undelivered" }

// Name implements [Fact].
func (Answered) Name() string { return "answered" }

// Name implements [Fact].
func (Responded) Name() string { return "responded" }

// Name implements [Fact].
func (Withdrew) Name() string { return "withdrew" }

// Name implements [Fact].
func (Declined) Name() string { return "declined" }

// Name implements [Fact].
func (Left) Name() string { return "left" }

// Name implements [Fact].
func (Reminded) Name() string { return "reminded" }

// Name implements [Fact].
func (Contacted) Name() string { return "contacted" }

// Name implements [Fact].
func (Shown) Name() string { return "shown" }

// Name implements [Fact].
func (Listed) Name() string { return "listed" }

// Name implements [Fact].
func (Doubted) Name() string { return "doubted" }

// Name implements [Fact].
func (Stuck) Name() string { return "stuck" }

// Name implements [Fact].
func (Unstuck) Name() string { return "freed" }

// Name implements [Fact].
func (Weighed) Name() string { return "weighed" }

// Name implements [Fact].
func (Lapsed) Name() string { return "lapsed" }

// Name implements [Fact].
func (Published) Name() string { return "published" }

// Name implements [Fact].
func (Late) Name() string { return "late" }

// Name implements [Fact].
func (Flipped) Name() string { return "flipped" }

// Name implements [Fact].
func (Explained) Name() string { return "explained" }

// Name implements [Fact].
func (Summarized) Name() string { return "summarized" }

// Name implements [Fact].
func (Closed) Name() string { return "closed" }

// Name implements [Fact].
func (AskedAgain) Name() string { return "asked again" }

// Name implements [Fact].
func (Cancelled) Name() string { return "cancelled" }

// response is what was answered, at a time.
func (f Answered) response(at time.Time) Response {
	return Response{Position: f.Position, Reason: f.Reason, Confidence: f.Confidence, Exposed: f.Exposed, At: at}
}

// response is what was answered late, at a time.
func (f Late) response(at time.Time) Response {
	return Response{Position: f.Position, Reason: f.Reason, Confidence: f.Confidence, At: at}
}
