package storagetest

import (
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"quorum/polls"
	"quorum/polls/kind"
	"quorum/polls/phrase"

	"github.com/google/go-cmp/cmp"
)

func pollTests() []test {
	return []test{
		{"polls are numbered in each workspace", numbers},
		{"a number whose opening failed is given again", failedOpening},
		{"a request opens one poll", requests},
		{"a request made by many at once opens one poll", manyRequests},
		{"what is opened is what was asked for", wrongOpening},
		{"an unknown poll is not found", unknown},
		{"a change is seen by everybody after it", changes},
		{"a change of one poll changes no other", neighbours},
		{"a refused change leaves nothing", refused},
		{"when somebody acted is kept", acted},
		{"a change that fails half way leaves nothing", halfWay},
		{"a change must return what it recorded", dishonest},
		{"a panic is the caller's own", panics},
		{"a change that brings nothing writes nothing", nothing},
		{"who looks changes nothing", onlyLooking},
	}
}

func numbers(w *world) {
	for i, q := range []struct {
		workspace string
		want      int64
	}{{"T1", 1}, {"T1", 2}, {"T2", 1}, {"T1", 3}, {"T2", 2}} {
		if id := w.ask(question{workspace: q.workspace}); id != (polls.ID{Workspace: q.workspace, Number: q.want}) {
			w.Errorf("poll %d of %s is %s", i, q.workspace, id.Key())
		}
	}
	w.reopen()
	equal(w, "the number after opening again", w.ask(question{}).Number, 4)
}

func failedOpening(w *world) {
	no := errors.New("no")
	id, fresh, err := w.store.Create(w.ctx(), "T1", "r", func(polls.ID) (*polls.Poll, []polls.Event, error) { return nil, nil, no })
	if !errors.Is(err, no) || fresh || id != (polls.ID{}) {
		w.Errorf("a failed opening returned %v %v %v", id, fresh, err)
	}
	id, fresh, err = w.create(question{request: "r"})
	w.must(err)
	equal(w, "the number", id.Number, 1)
	equal(w, "fresh", fresh, true)
}

func requests(w *world) {
	first := w.ask(question{request: "form 1"})
	for range 2 {
		id, fresh, err := w.store.Create(w.ctx(), "T1", "form 1", func(polls.ID) (*polls.Poll, []polls.Event, error) {
			w.Error("open was called for a request that was served")
			return nil, nil, errors.New("again")
		})
		w.must(err)
		equal(w, "the poll of the same request", id, first)
		equal(w, "fresh", fresh, false)
		w.reopen()
	}
	for _, q := range []question{{request: "form 2"}, {request: "form 1", workspace: "T2"}, {}, {}} {
		if id, fresh, err := w.create(q); err != nil || !fresh || id == first {
			w.Errorf("another request %+v returned %v %v %v", q, id, fresh, err)
		}
	}
}

func manyRequests(w *world) {
	var all sync.WaitGroup
	var fresh atomic.Int64
	for range 64 {
		all.Go(func() {
			id, is, err := w.create(question{request: "double click"})
			if err != nil || id.Number != 1 {
				w.Errorf("the request returned %v %v", id, err)
			}
			if is {
				fresh.Add(1)
			}
		})
	}
	all.Wait()
	equal(w, "how many were first", fresh.Load(), 1)
	equal(w, "how many polls there are", len(w.logs()), 1)
}

func wrongOpening(w *world) {
	q := question{}.complete()
	for name, open := range map[string]func(polls.ID) (*polls.Poll, []polls.Event, error){
		"another number": func(id polls.ID) (*polls.Poll, []polls.Event, error) {
			id.Number += 5
			return polls.Open(w.now, q.opening(id))
		},
		"nothing": func(polls.ID) (*polls.Poll, []polls.Event, error) { return nil, nil, nil },
		"no events": func(id polls.ID) (*polls.Poll, []polls.Event, error) {
			p, _, err := polls.Open(w.now, q.opening(id))
			return p, nil, err
		},
		"a panic": func(polls.ID) (*polls.Poll, []polls.Event, error) { panic("no") },
	} {
		if _, _, err := w.store.Create(w.ctx(), "T1", "", open); err == nil {
			w.Errorf("opening %s was stored", name)
		}
	}
	equal(w, "the number of the first right one", w.ask(question{}).Number, 1)
}

func unknown(w *world) {
	w.ask(question{})
	for _, id := range []polls.ID{{Workspace: "T1", Number: 2}, {Workspace: "T2", Number: 1}, {}} {
		equal(w, "updating "+id.Key(), code(w.store.Update(w.ctx(), id, w.answering("ben", "yes"))), phrase.NotFound)
		equal(w, "viewing "+id.Key(), code(w.store.View(w.ctx(), id, func(*polls.Poll) error { return nil })), phrase.NotFound)
	}
}

func changes(w *world) {
	id := w.ask(question{})
	equal(w, "answers before", w.seen(id).Standing.Answered, 0)
	w.answer(id, "ben", "yes")
	for range 2 {
		s := w.seen(id)
		equal(w, "answers", s.Standing.Answered, 1)
		equal(w, "the version", s.Version, 2)
		equal(w, "the position", s.People[0].Answer.Position, kind.Yes)
		if diff := cmp.Diff(s, w.kept(id)); diff != "" {
			w.Errorf("what is seen and what changes find differ: %s", diff)
		}
		w.reopen()
	}
	w.answer(id, "ben", "no")
	equal(w, "the position after a change", w.seen(id).People[0].Answer.Position, kind.No)
	w.consistent(id)
}

func neighbours(w *world) {
	one, two, other := w.ask(question{}), w.ask(question{}), w.ask(question{workspace: "T2"})
	w.answer(two, "ben", "yes")
	equal(w, "the first poll's version", w.seen(one).Version, 1)
	equal(w, "the changed poll's version", w.seen(two).Version, 2)
	equal(w, "the other workspace's version", w.seen(other).Version, 1)
}

func acted(w *world) {
	id := w.ask(question{})
	at := w.now.Add(-time.Minute + 5*time.Microsecond)
	w.must(w.store.Update(w.ctx(), id, func(p *polls.Poll) ([]polls.Event, error) {
		events, err := w.answering("ben", "yes")(p)
		p.Acted(events, "ben", at)
		return events, err
	}))
	w.answer(id, "cy", "yes")
	w.reopen()
	equal(w, "when ben acted", w.seen(id).People[0].Acted, at)
	equal(w, "when cy acted", w.kept(id).People[1].Acted, time.Time{})
	w.consistent(id)
}

func refused(w *world) {
	id := w.ask(question{})
	before := w.everything()
	equal(w, "a stranger's answer", code(w.store.Update(w.ctx(), id, w.answering("eve", "yes"))), phrase.Forbidden)
	equal(w, "a wrong position", code(w.store.Update(w.ctx(), id, w.answering("ben", "maybe"))), phrase.Invalid)
	w.unchanged(before)
	w.answer(id, "ben", "yes")
}

func halfWay(w *world) {
	id := w.ask(question{})
	w.answer(id, "ben", "yes")
	before, no := w.everything(), errors.New("no")
	err := w.store.Update(w.ctx(), id, func(p *polls.Poll) ([]polls.Event, error) {
		if _, err := p.Answer(w.now, "cy", polls.Response{Position: "yes"}); err != nil {
			return nil, err
		}
		return nil, no
	})
	if !errors.Is(err, no) {
		w.Errorf("the change's error came back as %v", err)
	}
	w.unchanged(before)
	equal(w, "answers that the next change finds", w.kept(id).Standing.Answered, 1)
	w.answer(id, "cy", "no")
	equal(w, "the answer after it", w.seen(id).People[1].Answer.Position, kind.No)
}

func dishonest(w *world) {
	id := w.ask(question{})
	before := w.everything()
	for name, lie := range map[string]func([]polls.Event) []polls.Event{
		"nothing": func([]polls.Event) []polls.Event { return nil },
		"twice":   func(e []polls.Event) []polls.Event { return append(e, e...) },
	} {
		err := w.store.Update(w.ctx(), id, func(p *polls.Poll) ([]polls.Event, error) {
			events, err := p.Answer(w.now, "ben", polls.Response{Position: "yes"})
			return lie(events), err
		})
		if err == nil {
			w.Errorf("a change that returned its events %s was stored", name)
		}
	}
	w.unchanged(before)
	w.answer(id, "ben", "yes")
}

func panics(w *world) {
	id := w.ask(question{})
	before := w.everything()
	for range 2 {
		err := w.store.Update(w.ctx(), id, func(p *polls.Poll) ([]polls.Event, error) {
			if _, err := p.Answer(w.now, "ben", polls.Response{Position: "yes"}); err != nil {
				return nil, err
			}
			panic("a defect")
		})
		if err == nil {
			w.Error("a change that panicked was stored")
		}
	}
	w.unchanged(before)
	w.answer(id, "ben", "yes")
}

func nothing(w *world) {
	id := w.ask(question{})
	w.answer(id, "ben", "yes")
	before := w.everything()
	news, stop := w.store.Subscribe()
	defer stop()
	w.answer(id, "ben", "yes")
	w.unchanged(before)
	select {
	case <-news:
		w.Error("nothing was stored, and it was signalled")
	default:
	}
}

func onlyLooking(w *world) {
	id := w.ask(question{})
	err := w.store.View(w.ctx(), id, func(p *polls.Poll) error {
		_, err := p.Answer(w.now, "ben", polls.Response{Position: "yes"})
		return err
	})
	if err == nil {
		w.Error("a change by somebody who was to look was accepted")
	}
	equal(w, "the version after it", w.seen(id).Version, 1)
	no := errors.New("no")
	if err := w.store.View(w.ctx(), id, func(*polls.Poll) error { return no }); !errors.Is(err, no) {
		w.Errorf("the error of who looked came back as %v", err)
	}
}
