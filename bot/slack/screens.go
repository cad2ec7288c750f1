package slack

import (
	"context"
	"sync"
	"time"

	"quorum/bot"
	"quorum/bot/slack/render"
	"quorum/polls"
)

// How long it is remembered what a person wants to see in a message, and for how many messages.
const (
	wishLife  = time.Hour
	maxWishes = 10_000
)

// turnWithin is how long a notice waits while another update of its message is under way, and after how long it comes back.
const turnWithin = time.Second

// screens has what people want to see in the messages that show them a question: they click *Change* or *Keep it as it is*, and nothing
// of that is stored. Notices and clicks update the same messages. So one at a time does, and shows what the person did last. It is safe
// for concurrent use.
type screens struct {
	wishes bot.Cache[polls.Place, *wish]

	mu    sync.Mutex
	turns map[polls.Place]*turnAt
}

// wish is what a person wants to see in a message until the person does something that is recorded.
type wish struct {
	moment render.Asking
	after  doings
}

// doings are known by the last one of a person in a poll.
type doings struct {
	state           polls.State
	answered, acted int64
}

func doingsOf(me polls.Stakeholder) doings {
	return doings{me.State, me.Latest().At.UnixNano(), me.Acted.UnixNano()}
}

type turnAt struct {
	free   chan struct{}
	wanted int // by how many
}

func newScreens() screens {
	return screens{wishes: bot.Cache[polls.Place, *wish]{Life: wishLife, Most: maxWishes}, turns: map[polls.Place]*turnAt{}}
}

// want notes what a person has asked to see in a message.
func (s *screens) want(at polls.Place, me polls.Stakeholder, moment render.Asking) {
	s.wishes.Set(at, &wish{moment, doingsOf(me)})
}

// keep notes that a person no longer wants to see options in a message.
func (s *screens) keep(at polls.Place) {
	if s.wish(at) != nil {
		s.wishes.Set(at, &wish{moment: render.AsAsked})
	}
}

func (s *screens) wish(at polls.Place) *wish {
	w, _ := s.wishes.Get(at)
	return w
}

// moment returns in which moment a question is to be shown in a message, and the wish from which this follows.
func (s *screens) moment(at polls.Place, p *polls.Poll, who polls.Person) (render.Asking, *wish) {
	w := s.wish(at)
	if me, asked := p.Stakeholder(who); w != nil && asked && w.after == doingsOf(me) {
		return w.moment, w
	}
	return render.AsAsked, w
}

// turn waits until nothing else updates a message. The caller must call done, unless ctx has ended first.
func (s *screens) turn(ctx context.Context, at polls.Place) (done func(), err error) {
	s.mu.Lock()
	t := s.turns[at]
	if t == nil {
		t = &turnAt{free: make(chan struct{}, 1)}
		s.turns[at] = t
	}
	t.wanted++
	s.mu.Unlock()
	leave := func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		if t.wanted--; t.wanted == 0 {
			delete(s.turns, at)
		}
	}
	select {
	case t.free <- struct{}{}:
		return func() { <-t.free; leave() }, nil
	case <-ctx.Done():
		leave()
		return nil, ctx.Err()
	}
}

// screenLetter updates a message with a question. It is not sent when the person has asked to see something else there after it was
// written: the click shows that, from the poll as it is then.
type screenLetter struct {
	bot.Letter
	screens *screens
	at      polls.Place
	seen    *wish // when the letter was written
}

// Send implements [bot.Letter].
func (l *screenLetter) Send(ctx context.Context) (polls.Place, error) {
	waiting, cancel := context.WithTimeout(ctx, turnWithin)
	defer cancel()
	done, err := l.screens.turn(waiting, l.at)
	if err != nil {
		return polls.Place{}, &bot.Failure{Fate: bot.Limited, RetryAfter: turnWithin, Why: "the message is being updated", Err: err}
	}
	defer done()
	if now := l.screens.wish(l.at); now != nil && now != l.seen {
		return l.at, nil
	}
	return l.Letter.Send(ctx)
}
