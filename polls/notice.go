package polls

import (
	"slices"
	"strconv"
	"time"
)

// NoticeKind is what a notice tells. Each kind has one renderer.
type NoticeKind string

// The kinds of notices.
const (
	NoticeCard         NoticeKind = "card"        // the message in the channel, posted and later updated
	NoticeQuestion     NoticeKind = "question"    // to one stakeholder
	NoticeRecorded     NoticeKind = "receipt"     // the question, updated to what was recorded
	NoticeReminder     NoticeKind = "reminder"    // to one stakeholder who is pending
	NoticeDigest       NoticeKind = "digest"      // to one person: what waits for them; about no poll
	NoticeSchedule     NoticeKind = "schedule"    // to the asker of a schedule: what became of it; about no poll
	NoticeReply        NoticeKind = "reply"       // to one person: what came of what they asked for; about no poll
	NoticeSummary      NoticeKind = "summary"     // in the card's thread, exactly once
	NoticeAskerSummary NoticeKind = "copy"        // the summary, to an asker who is not where it was posted
	NoticeRevised      NoticeKind = "revised"     // the summary, updated to who has answered since
	NoticeReason       NoticeKind = "reason"      // in the thread: a reason that was added after the summary
	NoticeFlip         NoticeKind = "flip"        // in the thread: what late answers would make of the outcome
	NoticeReopen       NoticeKind = "reopen"      // to the asker: the same, and that it can be asked again
	NoticeCopies       NoticeKind = "copies"      // to one person: the copies of the question, updated
	NoticeRefresh      NoticeKind = "tidy"        // no message: the questions are updated, some at a time, see [Poll.Refresh]
	NoticeCancelled    NoticeKind = "cancelled"   // in the thread
	NoticeDoubt        NoticeKind = "doubt"       // to the asker: the rule will hardly be met in time
	NoticeStuck        NoticeKind = "stuck"       // to the asker: the rule can no longer be met, or can be again
	NoticeUnreachable  NoticeKind = "unreachable" // to the asker: who could not be asked
	NoticeUndelivered  NoticeKind = "undelivered" // to the asker: what could not be posted
)

// InThread reports whether notices of this kind are posted in the card's thread, where everybody in the channel reads them.
func (k NoticeKind) InThread() bool {
	return k == NoticeSummary || k == NoticeReason || k == NoticeFlip || k == NoticeCancelled
}

// Lane is the priority of a notice among those that wait for the same limit: the lower goes first.
type Lane int

// The lanes of the outbox.
const (
	LaneAck Lane = iota // what a person who has just clicked waits for
	LaneCard
	LaneQuestion
	LaneReminder
	LaneUpdate
	LaneRefresh // updates of messages that nobody looks at now
)

// ReminderPace is how long reminders are gathered before they are sent: those to one person become one message.
const ReminderPace = 5 * time.Second

// CardPace is how long changes of the card are gathered before it is updated.
const CardPace = 2 * time.Second

// Notice is something that people must be told. It is stored with the change it comes from and rendered when it is sent,
// from its topic as it is then.
type Notice struct {
	Topic Topic
	// Key is unique within the topic: the same key means the same notice, so storing it twice tells it once.
	Key    string
	Kind   NoticeKind
	To     Person // the recipient; empty: the channel
	Detail string // what the notice says beside its topic; each kind has its own
	Lane   Lane
	Due    time.Time
	// Again is whether a notice that was sent under this key is sent again, because what it shows has changed.
	Again bool
}

// Notices returns what must be told because of events that were just recorded in this poll. Several events may bring
// notices of one key: the outbox makes one of them.
func (p *Poll) Notices(events []Event) (all []Notice) {
	for _, e := range events {
		all = slices.Concat(all, p.noticesOf(e), p.stuckNotices(e), p.doubtNotices(e))
	}
	return all
}

func (p *Poll) noticesOf(e Event) []Notice {
	switch f := e.Fact.(type) {
	case Opened:
		return append([]Notice{p.cardNotice(e.At, LaneCard)}, p.questionNotices(e.At, f.Asked)...)
	case Answered, Responded, Withdrew, Declined:
		return p.answerNotices(e.At, e.Touches()[0])
	case Late:
		return append(p.lateNotices(e.At, f.Person), p.flipNotices(e.At, f.Note)...)
	case Flipped:
		return append([]Notice{p.revisedNotice(e.At)}, p.flipNotices(e.At, f.Note)...)
	case Explained:
		return p.reasonNotices(e.At, f)
	case Delivered:
		return p.deliveredNotices(e.At, f.Person)
	case Joined:
		return p.joinedNotices(e, f.Asked)
	case Amended:
		return []Notice{p.refreshNotice(e.At), p.cardNotice(e.At, LaneUpdate)}
	case Closed:
		return p.closedNotices(e.At)
	case AskedAgain:
		return p.askedAgainNotices(e.At)
	case Left:
		return []Notice{p.cardNotice(e.At.Add(CardPace), LaneUpdate)}
	case Unreachable:
		return []Notice{
			p.cardNotice(e.At.Add(CardPace), LaneUpdate),
			p.askerNotice(NoticeUnreachable, "", e.At.Add(CardPace)),
		}
	case Undelivered:
		return []Notice{p.askerNotice(NoticeUndelivered, string(f.Notice), e.At)}
	case Reminded:
		return p.reminderNotices(e.At.Add(ReminderPace), f.Persons)
	case Published:
		return p.publishedNotices(e.At)
	case Cancelled:
		return []Notice{p.threadNotice(NoticeCancelled, "", e.At), p.cardNotice(e.At, LaneUpdate), p.refreshNotice(e.At)}
	}
	return nil
}

// Topic is what a notice is about, and what time has something to change in: a poll, a schedule or a person.
type Topic struct {
	Kind      TopicKind
	Workspace string
	Number    int64  // of the poll or the schedule; 0 for a person
	Person    Person // empty for a poll and a schedule
}

// TopicKind says what a topic is.
type TopicKind string

// The kinds of topic.
const (
	AboutPoll     TopicKind = "poll"
	AboutSchedule TopicKind = "schedule"
	AboutPerson   TopicKind = "person"
)

// Topic returns the poll as the topic of a notice.
func (id ID) Topic() Topic { return Topic{Kind: AboutPoll, Workspace: id.Workspace, Number: id.Number} }

// Poll returns the id of the poll that the topic is; it is of no use for other kinds.
func (t Topic) Poll() ID { return ID{Workspace: t.Workspace, Number: t.Number} }

// Key returns a name that is unique among all topics: "T024BE7LD/12", "T024BE7LD/S2" or "T024BE7LD/U123".
func (t Topic) Key() string {
	switch t.Kind {
	case AboutSchedule:
		return t.Workspace + "/S" + strconv.FormatInt(t.Number, 10)
	case AboutPerson:
		return t.Workspace + "/" + string(t.Person)
	case AboutPoll:
	}
	return t.Poll().Key()
}
