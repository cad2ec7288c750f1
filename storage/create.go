package storage

import (
	"context"
	"database/sql"
	"fmt"

	"quorum/polls"
)

// Create opens a poll. open is given the workspace's next number and returns the poll and the events of its opening,
// which are stored with their notices; Create returns when they are durable. request names what asked for the poll: for a request
// that has opened a poll in this workspace, Create returns that poll, with fresh false, and does not call open. An empty request
// always opens a poll.
//
// Errors, panics, ctx and what open may do are as for the change of [Store.Update]. A number whose opening failed is used again.
func (s *Store) Create(ctx context.Context, workspace, request string, open func(id polls.ID) (*polls.Poll, []polls.Event, error)) (id polls.ID, fresh bool, err error) {
	c := creation{workspace: workspace, request: request, open: open}
	err = s.open(ctx, func(b *batch) error {
		var err error
		id, fresh, err = b.create(c)
		return err
	})
	if err != nil {
		return polls.ID{}, false, err
	}
	return id, fresh, nil
}

type creation struct {
	workspace, request string
	open               func(id polls.ID) (*polls.Poll, []polls.Event, error)
}

func (b *batch) create(c creation) (id polls.ID, fresh bool, err error) {
	if id, ok, err := b.requested(c); ok || err != nil {
		return id, false, err
	}
	last, err := b.newest(c.workspace)
	if err != nil {
		return id, false, err
	}
	id = polls.ID{Workspace: c.workspace, Number: last + 1}
	t, err := c.begin(id)
	if err != nil {
		return id, false, err
	}
	b.last[c.workspace] = id.Number
	if c.request != "" {
		b.requests[request{c.workspace, c.request}] = id
	}
	t.epoch = b.w.epoch
	b.w.polls.add(t.folded)
	b.polls[id] = t
	b.order = append(b.order, t)
	return id, true, nil
}

// begin calls open and checks what it returned.
func (c creation) begin(id polls.ID) (*touched, error) {
	var events []polls.Event
	p, err := contain(func() (p *polls.Poll, err error) {
		p, events, err = c.open(id)
		return p, err
	})
	switch {
	case err != nil:
		return nil, err
	case p == nil || len(events) == 0 || p.ID != id:
		return nil, fmt.Errorf("storage: %s was to be opened, and something else was", id.Key())
	}
	if err := follows(p, 0, events); err != nil {
		return nil, err
	}
	t := &touched{folded: &folded{id: id, poll: p}, request: c.request, fresh: true}
	t.keep(events)
	return t, nil
}

const selectRequest = `select number from polls where workspace = $1 and request = $2`

// requested returns the poll that a request has opened before.
func (b *batch) requested(c creation) (id polls.ID, ok bool, err error) {
	if c.request == "" {
		return id, false, nil
	}
	if id, ok := b.requests[request{c.workspace, c.request}]; ok {
		return id, true, nil
	}
	id.Workspace = c.workspace
	err = b.tx.query(func(r *sql.Rows) error { ok = true; return r.Scan(&id.Number) }, selectRequest, c.workspace, c.request)
	return id, ok, err
}

const selectLast = `select last from workspaces where workspace = $1`

// newest returns the number of a workspace's newest poll, and 0 when it has none.
func (b *batch) newest(workspace string) (last int64, err error) {
	if last, ok := b.last[workspace]; ok {
		return last, nil
	}
	err = b.tx.query(func(r *sql.Rows) error { return r.Scan(&last) }, selectLast+b.w.dialect.lock, workspace)
	return last, err
}
