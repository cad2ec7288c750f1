package storage

import (
	"errors"
	"fmt"

	"quorum/polls"
)

// change is a change of a poll, as a caller of [Store.Update] gives it.
type change = func(p *polls.Poll) ([]polls.Event, error)

// batch gathers the changes of one transaction before they are written, so that a poll that many people answer at once is
// written once.
type batch struct {
	w        *writer
	tx       *tx
	polls    map[polls.ID]*touched
	order    []*touched
	last     map[string]int64 // the newest number of each workspace in which a poll is opened
	requests map[request]polls.ID
	jobs     int   // how many there are
	wrote    bool  // there is something to commit
	boxed    int   // the number of new anonymous answers
	news     bool  // subscribers are told after the commit
	came     lanes // the lanes of the outbox with new or changed notices
}

type request struct{ workspace, name string }

// touched is one poll in a batch.
type touched struct {
	*folded
	request string // what asked for a poll that is being opened
	fresh   bool   // the poll is being opened
	due     int64  // when its timer was due before; 0: never
	waited  bool   // the poll was open before
	written int    // the version up to which events are written
	events  []polls.Event
	people  []polls.Person // the people whose rows change; some may be there twice
	notices notices
	refold  bool // the poll in memory may differ from the log
}

func newBatch(w *writer) *batch {
	return &batch{w: w, tx: w.tx, polls: map[polls.ID]*touched{}, last: map[string]int64{}, requests: map[request]polls.ID{}}
}

// forget drops the polls of a batch that was not stored: in memory they are ahead of the log.
func (b *batch) forget() {
	for _, t := range b.order {
		b.w.polls.remove(t.folded)
	}
}

// touch returns a poll, up to date, for changing it.
func (b *batch) touch(id polls.ID) (*touched, error) {
	if t, ok := b.polls[id]; ok {
		return t, nil
	}
	f, ok := b.w.polls.get(id)
	if !ok {
		f = &folded{id: id, poll: &polls.Poll{}}
	}
	if f.epoch != b.w.epoch {
		if err := b.catchUp(f); err != nil {
			b.w.polls.remove(f)
			return nil, err
		}
		if f.poll.Version == 0 {
			return nil, notFound(id)
		}
	}
	b.w.polls.add(f)
	t := &touched{folded: f, written: f.poll.Version, due: millis(f.poll.Due())}
	t.waited = t.open()
	b.polls[id] = t
	b.order = append(b.order, t)
	return t, nil
}

// catchUp applies events that the log has and the poll in memory has not.
func (b *batch) catchUp(f *folded) error {
	var events []polls.Event
	err := b.tx.query(collect(f.id, &events), selectEvents, f.id.Workspace, f.id.Number, f.poll.Version)
	if err != nil {
		return err
	}
	f.epoch, f.indexed = b.w.epoch, nil
	if err := follow(f.poll, f.id, events); err != nil || len(events) == 0 || !f.poll.Anonymous {
		return err
	}
	return refill(f.poll, b.tx.query)
}

// change runs a caller's change on a poll and keeps its events. After an error the poll is as before.
func (b *batch) change(id polls.ID, do change) error {
	t, err := b.touch(id)
	if err != nil {
		return err
	}
	before := t.poll.Version
	events, err := contain(func() ([]polls.Event, error) { return t.knowing(do) })
	if err == nil {
		err = follows(t.poll, before, events)
	}
	if err != nil {
		if t.poll.Version != before || errors.As(err, new(*panicked)) {
			return errors.Join(err, b.restore(t))
		}
		return err
	}
	t.keep(events)
	for _, e := range events {
		if _, ok := e.Ballot(); ok {
			b.boxed++
		}
	}
	return nil
}

// keep adds events that were just recorded to what will be written.
func (t *touched) keep(events []polls.Event) {
	if len(events) == 0 {
		return
	}
	t.events = append(t.events, events...)
	for _, e := range events {
		t.people = append(t.people, e.Touches()...)
	}
	t.notices.add(t.poll.Notices(events))
}

// restore folds a poll again after a failed change has changed a part of it.
func (b *batch) restore(t *touched) error {
	f := &folded{id: t.id, poll: &polls.Poll{}}
	f.reading.Store(t.reading.Load())
	b.w.polls.remove(t.folded)
	if err := b.catchUp(f); err != nil {
		return b.tx.fail(err) // the other changes of the poll cannot be written
	}
	if err := f.poll.Apply(t.events...); err != nil {
		return b.tx.fail(err)
	}
	t.folded = f
	b.w.polls.add(f)
	return nil
}

// follows returns an error unless a change returned exactly the events that it recorded.
func follows(p *polls.Poll, before int, events []polls.Event) error {
	for i, e := range events {
		if e.Seq != before+i+1 {
			return fmt.Errorf("storage: a change of %s returned event %d after event %d", p.ID, e.Seq, before+i)
		}
	}
	if before+len(events) != p.Version {
		return fmt.Errorf("storage: a change of %s recorded %d events and returned %d", p.ID, p.Version-before, len(events))
	}
	return nil
}
