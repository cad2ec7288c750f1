package polls

import (
	"strconv"
	"strings"
	"time"
)

// published tells the outcome: in the thread and on the card at once, then to the asker who may not be there, and in
// everybody's question.
func (p *Poll) published(at time.Time) []Notice {
	all := []Notice{p.inThread(NoticeSummary, "summary", at), p.card(at, LaneUpdate), p.tidy(at)}
	if p.Channel != "" {
		own := p.toAsker(NoticeCopy, "copy", at)
		own.Lane = LaneReminder // who is in the channel is looked up first
		all = append(all, own)
	}
	return all
}

// closed shows that no late answers are taken any more.
func (p *Poll) closed(at time.Time) []Notice {
	all := []Notice{p.tidy(at), p.card(at, LaneUpdate)}
	if p.Published.Before(at) {
		all = append(all, p.revised(at))
	}
	return all
}

func (p *Poll) askedAgain(at time.Time) []Notice {
	return append([]Notice{p.card(at, LaneUpdate)}, p.noted(at, p.flips)...)
}

// cameLate shows a late answer: to whoever gave it, in the summary and on the card.
func (p *Poll) cameLate(at time.Time, who Person) []Notice {
	return append(p.copies(at.Add(CardPace), who), p.receipt(at, who), p.revised(at), p.card(at.Add(CardPace), LaneUpdate))
}

// noted says what the late answers would make of the outcome in the thread, on the card and to the asker, each time it
// changes: a new leader in a new note, which the ones before give way to.
func (p *Poll) noted(at time.Time, latest int) (all []Notice) {
	if latest == 0 {
		return nil
	}
	for n := max(1, latest-1); n <= latest; n++ {
		note := p.inThread(NoticeFlip, "flip/"+strconv.Itoa(n), at)
		note.Again = true
		all = append(all, note)
	}
	return append(all, p.toAsker(NoticeReopen, "reopen", at), p.card(at.Add(CardPace), LaneUpdate))
}

// explained shows a reason that was added after the summary: to whoever gave it, and in the thread.
func (p *Poll) explained(at time.Time, f Explained) []Notice {
	note := p.inThread(NoticeReason, "reason/"+string(f.Person), at)
	note.Again = true
	return append(p.copies(at.Add(CardPace), f.Person), p.receipt(at, f.Person), note, p.revised(at))
}

// revised brings the summary up to date, several changes at once.
func (p *Poll) revised(at time.Time) Notice {
	n := p.inThread(NoticeRevised, "revised", at.Add(CardPace))
	n.Again, n.Lane = true, LaneUpdate
	return n
}

// TidyStep is how many questions are updated before it is looked what is more urgent.
const TidyStep = 100

// tidy has the questions updated to what has changed for everybody: that the summary is out, that the question is over, or
// that it has more time. It is one notice however many were asked, see [Poll.Tidy].
func (p *Poll) tidy(at time.Time) Notice {
	return Notice{Poll: p.ID, Key: "tidy", Kind: NoticeTidy, Lane: LaneTidy, Due: at.Add(CardPace), Again: true}
}

// Tidy returns what a notice of the kind [NoticeTidy] stands for: the questions of the next [TidyStep] people, those who
// have answered before the others, and after these the notice for the rest.
func (p *Poll) Tidy(n Notice, now time.Time) []Notice {
	_, step, _ := strings.Cut(n.Key, "/")
	from, _ := strconv.Atoi(step) // the first has none
	var all []Notice
	order := p.answeredFirst()
	for _, i := range order[min(from, len(order)):min(from+TidyStep, len(order))] {
		if s := &p.people[i]; !s.Delivered.IsZero() {
			question := p.receipt(now, s.Person)
			question.Lane = LaneTidy
			all = append(append(all, question), p.copies(now, s.Person)...)
		}
	}
	if from += TidyStep; from < len(order) {
		rest := p.tidy(now)
		rest.Key, rest.Due = "tidy/"+strconv.Itoa(from), now.Add(time.Millisecond) // what is due first goes first
		all = append(all, rest)
	}
	return all
}

// answeredFirst are all people: first those who have answered, each in the asker's order.
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
