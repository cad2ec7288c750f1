package polls

import (
	"strconv"
	"time"
)

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
			all = append(all, p.recordedNotice(e.At, a.For))
		}
	}
	return all
}

func (p *Poll) answerNotices(at time.Time, who Person) []Notice {
	return append(p.copyNotices(at.Add(CardPace), who), p.recordedNotice(at, who), p.cardNotice(at.Add(CardPace), LaneUpdate))
}

// deliveredNotices shows, once it is known where the question is, what the person has answered or the poll has come
// to by then.
func (p *Poll) deliveredNotices(at time.Time, who Person) []Notice {
	if s := &p.people[p.index[who]]; p.Phase == PhaseOpen && s.State == Pending {
		return nil
	}
	return []Notice{p.recordedNotice(at, who)}
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

func (p *Poll) recordedNotice(due time.Time, who Person) Notice {
	return Notice{Topic: p.ID.Topic(), Key: "receipt/" + string(who), Kind: NoticeRecorded, To: who, Lane: LaneAck, Due: due, Again: true}
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

// publishedNotices tells the outcome: in the thread and on the card at once, then to an asker who is not in the
// channel, and in everybody's question.
func (p *Poll) publishedNotices(at time.Time) []Notice {
	all := []Notice{p.threadNotice(NoticeSummary, "", at), p.cardNotice(at, LaneUpdate), p.refreshNotice(at)}
	if p.Channel != "" {
		own := p.askerNotice(NoticeAskerSummary, "", at)
		own.Lane = LaneReminder // it is looked up first who is in the channel
		all = append(all, own)
	}
	return all
}

// closedNotices shows that late answers are not taken any more.
func (p *Poll) closedNotices(at time.Time) []Notice {
	all := []Notice{p.refreshNotice(at), p.cardNotice(at, LaneUpdate)}
	if p.Published.Before(at) {
		all = append(all, p.revisedNotice(at))
	}
	return all
}

func (p *Poll) askedAgainNotices(at time.Time) []Notice {
	return append([]Notice{p.cardNotice(at, LaneUpdate)}, p.flipNotices(at, p.flipNotes)...)
}

// lateNotices shows a late answer: to the person who gave it, in the summary and on the card.
func (p *Poll) lateNotices(at time.Time, who Person) []Notice {
	return append(p.copyNotices(at.Add(CardPace), who), p.recordedNotice(at, who), p.revisedNotice(at), p.cardNotice(at.Add(CardPace), LaneUpdate))
}

// flipNotices tells what late answers make of the outcome, in the thread, on the card and to the asker, each time it
// changes. A new leader gets a new note, and the note before is updated to say so.
func (p *Poll) flipNotices(at time.Time, latest int) (all []Notice) {
	if latest == 0 {
		return nil
	}
	for n := max(1, latest-1); n <= latest; n++ {
		note := p.threadNotice(NoticeFlip, strconv.Itoa(n), at)
		note.Again = true
		all = append(all, note)
	}
	return append(all, p.askerNotice(NoticeReopen, "", at), p.cardNotice(at.Add(CardPace), LaneUpdate))
}

// reasonNotices shows a reason that was added after the summary: to the person who gave it, and in the thread.
func (p *Poll) reasonNotices(at time.Time, f Explained) []Notice {
	note := p.threadNotice(NoticeReason, string(f.Person), at)
	note.Again = true
	return append(p.copyNotices(at.Add(CardPace), f.Person), p.recordedNotice(at, f.Person), note, p.revisedNotice(at))
}

// revisedNotice brings the summary up to date, with several changes at once.
func (p *Poll) revisedNotice(at time.Time) Notice {
	n := p.threadNotice(NoticeRevised, "", at.Add(CardPace))
	n.Again, n.Lane = true, LaneUpdate
	return n
}

// RefreshStep is how many questions are updated before more urgent notices get a turn.
const RefreshStep = 100

// refreshNotice has all questions updated, because something changed for everybody: the summary is out, the poll is
// over, or it has more time. It is one notice however many people were asked, see [Poll.Refresh].
func (p *Poll) refreshNotice(at time.Time) Notice {
	return Notice{Topic: p.ID.Topic(), Key: "tidy", Kind: NoticeRefresh, Lane: LaneRefresh, Due: at.Add(CardPace), Again: true}
}

// Refresh returns the notices that a notice of the kind [NoticeRefresh] stands for: the questions of the next
// [RefreshStep] people, and after these the notice for the rest. People who have answered come first.
func (p *Poll) Refresh(n Notice, now time.Time) []Notice {
	from, _ := strconv.Atoi(n.Detail) // the first notice has no detail
	var all []Notice
	order := p.answeredFirst()
	for _, i := range order[min(from, len(order)):min(from+RefreshStep, len(order))] {
		if s := &p.people[i]; !s.Delivered.IsZero() {
			question := p.recordedNotice(now, s.Person)
			question.Lane = LaneRefresh
			all = append(append(all, question), p.copyNotices(now, s.Person)...)
		}
	}
	if from += RefreshStep; from < len(order) {
		rest := p.refreshNotice(now)
		rest.Detail = strconv.Itoa(from)
		rest.Key, rest.Due = detailed(NoticeRefresh, rest.Detail), now.Add(time.Millisecond) // of notices in one lane, the one that is due first goes first
		all = append(all, rest)
	}
	return all
}

// answeredFirst returns the indexes of all people: first those who have answered, each part in the asker's order.
func (p *Poll) answeredFirst() []int {
	var answered, others []int
	for i := range p.people {
		if p.people[i].State == HasAnswer {
			answered = append(answered, i)
		} else {
			others = append(others, i)
		}
	}
	return append(answered, others...)
}
