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
	NoticeReceipt      NoticeKind = "receipt"     // the question, updated to what was recorded
	NoticeReminder     NoticeKind = "reminder"    // to one stakeholder who is pending
	NoticeDigest       NoticeKind = "digest"      // to one person: what waits for them; about no poll
	NoticeSchedule     NoticeKind = "schedule"    // to the asker of a schedule: what became of it; about no poll
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

func (p *Poll) questionNotices(at time.Time, asked []Invite) []Notice {
	all := make([]Notice, 0, len(asked)+1)
	for _, a := range asked {
		all = append(all, Notice{Topic: p.ID.Topic(), Key: "question/" + string(a.Person), Kind: NoticeQuestion, To: a.Person, Lane: LaneQuestion, Due: at})
	}
	return all
}

// joinedNotices asks the people who came later, and shows a person who named one of them that it was done.
func (p *Poll) joinedNotices(e Event, asked []Invite) []Notice {
	all := append(p.questionNotices(e.At, asked), p.cardNotice(e.At.Add(CardPace), LaneUpdate))
	for _, a := range asked {
		if a.For != "" && e.By == a.For {
			all = append(all, p.receiptNotice(e.At, a.For))
		}
	}
	return all
}

func (p *Poll) answerNotices(at time.Time, who Person) []Notice {
	return append(p.copyNotices(at.Add(CardPace), who), p.receiptNotice(at, who), p.cardNotice(at.Add(CardPace), LaneUpdate))
}

// deliveredNotices shows, once it is known where the question is, what the person has answered or the poll has come
// to by then.
func (p *Poll) deliveredNotices(at time.Time, who Person) []Notice {
	if s := &p.people[p.index[who]]; p.Phase == PhaseOpen && s.State == Pending {
		return nil
	}
	return []Notice{p.receiptNotice(at, who)}
}

func (p *Poll) reminderNotices(at time.Time, who []Person) []Notice {
	all := make([]Notice, 0, len(who))
	for _, w := range who {
		s := p.people[p.index[w]]
		key := "reminder/" + string(w) + "/" + strconv.Itoa(s.Reminders)
		all = append(all, Notice{Topic: p.ID.Topic(), Key: key, Kind: NoticeReminder, To: w, Lane: LaneReminder, Due: at})
	}
	return all
}

func (p *Poll) cardNotice(due time.Time, lane Lane) Notice {
	return Notice{Topic: p.ID.Topic(), Key: "card", Kind: NoticeCard, Lane: lane, Due: due, Again: true}
}

func (p *Poll) receiptNotice(due time.Time, who Person) Notice {
	return Notice{Topic: p.ID.Topic(), Key: "receipt/" + string(who), Kind: NoticeReceipt, To: who, Lane: LaneAck, Due: due, Again: true}
}

func (p *Poll) threadNotice(kind NoticeKind, detail string, due time.Time) Notice {
	return Notice{Topic: p.ID.Topic(), Key: detailed(kind, detail), Kind: kind, Detail: detail, Lane: LaneCard, Due: due}
}

// detailed returns the key of a notice that stands once for each detail.
func detailed(kind NoticeKind, detail string) string {
	if detail == "" {
		return string(kind)
	}
	return string(kind) + "/" + detail
}

// askerNotice tells the asker at once, even while many people are still being asked. Only unreachable people are
// gathered.
func (p *Poll) askerNotice(kind NoticeKind, detail string, due time.Time) Notice {
	lane := LaneCard
	if kind == NoticeUnreachable {
		lane = LaneReminder
	}
	again := kind == NoticeUnreachable || kind == NoticeStuck || kind == NoticeDoubt || kind == NoticeReopen
	return Notice{Topic: p.ID.Topic(), Key: detailed(kind, detail), Kind: kind, To: p.Asker, Detail: detail, Lane: lane, Due: due, Again: again}
}

// stuckNotices tells the asker each time the rule can no longer be met, and keeps the last two of these messages up
// to date.
func (p *Poll) stuckNotices(e Event) (all []Notice) {
	const last = 2
	at := e.At
	switch e.Fact.(type) {
	case Published:
		at = at.Add(CardPace) // when it is known where the summary is
	case Stuck, Unstuck, Joined, Amended, Cancelled:
	default:
		return nil
	}
	for n := max(1, p.stucks-last+1); n <= p.stucks; n++ {
		all = append(all, p.askerNotice(NoticeStuck, strconv.Itoa(n), at))
	}
	return all
}

// LastStuck reports whether a notice of the kind [NoticeStuck] with this detail is the last one of its poll. Earlier
// versions had only one, without a detail.
func (p *Poll) LastStuck(detail string) bool { return detail == strconv.Itoa(p.stucks) || detail == "" }

// doubtNotices tells the asker that a quorum has become unlikely, and keeps the message up to date.
func (p *Poll) doubtNotices(e Event) []Notice {
	at := e.At
	switch e.Fact.(type) {
	case Doubted:
	case Published:
		at = at.Add(CardPace) // when it is known where the summary is
	case Joined, Amended, Cancelled:
	default:
		return nil
	}
	if !p.doubted {
		return nil
	}
	return []Notice{p.askerNotice(NoticeDoubt, "", at)}
}
