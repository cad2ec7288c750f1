package storage

import (
	"errors"
	"fmt"

	"quorum/polls"
)

// change is what a caller does to a poll.
type change = func(p *polls.Poll) ([]polls.Event, error)

// batch is what one transaction brings, gathered before it is written, so that a poll that many people answer at once
// is written once.
type batch struct {
	w        *writer
	tx       *tx
	polls    map[polls.ID]*touched
	order    []*touched
	last     map[string]int64 // the newest number of each workspace in which a poll is opened
	requests map[request]polls.ID
	wrote    bool  // there is something to commit
	boxed    int   // anonymous answers that were brought
	news     bool  // somebody who delivers or keeps time has something to do
	came     lanes // of the outbox into which something has come
}

type request struct{ workspace, name string }

// touched is one poll in a batch.
type touched struct {
	*folded
	request string // of a poll that is being opened
	fresh   bool   // it is being opened
	due     int64  // of its timer as it was; 0: none
	waited  bool   // it was open, by its rows
	written int    // the version whose events are written, in this transaction or before
	events  []polls.Event
	people  []polls.Person // whose rows change, some perhaps twice
	notices notices
	refold  bool // what is in memory and what is written may differ
}

func newBatch(w *writer) *batch {
	return &batch{w: w, tx: w.tx, polls: map[polls.ID]*touched{}, last: map[string]int64{}, requests: map[request]polls.ID{}}
}

// forget is called when nothing of the batch was stored: what is in memory is ahead of the log.
func (b *batch) forget() {
	for _, t := range b.order {
		b.w.polls.remove(t.folded)
	}
}

// touch finds a poll, up to date, for changing it.
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

// catchUp folds what the log has beyond what is in memory.
func (b *batch) catchUp(f *folded) error {
	var events []polls.Event
	err := b.tx.query(collect(f.id, &events), selectEvents, f.id.Workspace, f.id.Number, f.poll.Version)
	if err != nil {
		return err
	}
	f.epoch = b.w.epoch
	if err := follow(f.poll, f.id, events); err != nil || len(events) == 0 || !f.poll.Anonymous {
		return err
	}
	return refill(f.poll, b.tx.query)
}

// change runs a caller's change on a poll and keeps what it brought. After an error the poll is as it was.
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

// keep notes what is to be written because of events that were just recorded.
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

// restore folds a poll anew that a failed change has left half changed.
func (b *batch) restore(t *touched) error {
	f := &folded{id: t.id, poll: &polls.Poll{}}
	f.reading.Store(t.reading.Load())
	b.w.polls.remove(t.folded)
	if err := b.catchUp(f); err != nil {
		return b.tx.fail(err) // what other changes did to it cannot be written
	}
	if err := f.poll.Apply(t.events...); err != nil {
		return b.tx.fail(err)
	}
	t.folded = f
	b.w.polls.add(f)
	return nil
}

// follows says whether a change returned exactly the events that it recorded.
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
