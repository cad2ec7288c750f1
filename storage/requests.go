package storage

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"quorum/polls"
)

// Request is what a person asked for by a command or a form, accepted before anything is looked up. It is due until it is
// over: done, or refused.
type Request struct {
	Workspace string
	Key       string // of the command or form: the same key is the same request
	Person    polls.Person
	Kind      string // how Payload is read
	Payload   string // what was typed, and where
	At        time.Time
	Due       time.Time // when it is tried again; zero when it is over
	Tries     int       // how often it was leased
	Done      bool      // what was asked for is stored
}

// ErrDone is the error of a change that belongs to a request which is done already. The change did not run.
var ErrDone = errors.New("storage: the request is done already")

// keepRequests is how long a request that is over is kept, so that its person can go on from what they typed.
const keepRequests = 7 * 24 * time.Hour

const (
	insertRequest = `
insert into requests (workspace, key, person, kind, payload, at, due) values ($1, $2, $3, $4, $5, $6, $7)
on conflict (workspace, key) do nothing`
	purgeRequests = `delete from requests where due is null and at < $1`
)

// Accept keeps a request, which is first due at r.Due, and returns when that is durable. A request that is kept already
// stays as it is.
func (s *Store) Accept(ctx context.Context, r Request) error {
	return s.do(ctx, changing, func(b *batch) error {
		b.wrote, b.news = true, true
		if err := b.tx.exec(purgeRequests, millis(r.At.Add(-keepRequests))); err != nil {
			return err
		}
		return b.tx.exec(insertRequest, r.Workspace, r.Key, string(r.Person), r.Kind, r.Payload, millis(r.At), millis(r.Due))
	})
}

const (
	requestColumns   = `workspace, key, person, kind, payload, at, due, tries, done`
	selectRequestRow = `select ` + requestColumns + ` from requests where workspace = $1 and key = $2`
	selectDueRequest = `select ` + requestColumns + ` from requests where due <= $1 order by due, workspace, key limit $2`
	leaseRequest     = `update requests set due = $3, tries = tries + 1 where workspace = $1 and key = $2`
	selectNextNeeded = `select due from requests where due is not null order by due limit 1`
	deferRequest     = `update requests set due = $3 where workspace = $1 and key = $2 and due is not null`
	markDone         = `update requests set done = 1 where workspace = $1 and key = $2`
	endRequest       = `update requests set due = null where workspace = $1 and key = $2`
)

func readRequest(rows *sql.Rows) (r Request, err error) {
	var at int64
	var due sql.NullInt64
	err = rows.Scan(&r.Workspace, &r.Key, &r.Person, &r.Kind, &r.Payload, &at, &due, &r.Tries, &r.Done)
	r.At, r.Due = moment(at), moment(due.Int64)
	return r, err
}

// Request returns a request; ok is false when there is none of that key.
func (s *Store) Request(ctx context.Context, workspace, key string) (r Request, ok bool, err error) {
	err = s.read(ctx, func(rows *sql.Rows) (err error) {
		ok = true
		r, err = readRequest(rows)
		return err
	}, selectRequestRow, workspace, key)
	return r, ok, err
}

// LeaseRequests gives up to n requests that are due at now to the caller, the longest due first. Nobody else is given them
// before until, when those that are not over are due again.
func (s *Store) LeaseRequests(ctx context.Context, now, until time.Time, n int) ([]Request, error) {
	var leased []Request
	err := s.do(ctx, leasing, func(b *batch) error {
		leased = nil
		err := b.tx.query(func(rows *sql.Rows) error {
			r, err := readRequest(rows)
			leased = append(leased, r)
			return err
		}, selectDueRequest+b.w.dialect.lock, millis(now), int64(n))
		if err != nil {
			return err
		}
		for i := range leased {
			r := &leased[i]
			r.Due, r.Tries = until, r.Tries+1
			if err := b.tx.exec(leaseRequest, r.Workspace, r.Key, millis(until)); err != nil {
				return err
			}
			b.wrote = true
		}
		return nil
	})
	return leased, err
}

// NextRequest returns when a request is next due; ok is false when none waits.
func (s *Store) NextRequest(ctx context.Context) (at time.Time, ok bool, err error) {
	err = s.read(ctx, func(rows *sql.Rows) error {
		var due int64
		ok = true
		err := rows.Scan(&due)
		at = moment(due)
		return err
	}, selectNextNeeded)
	return at, ok, err
}

// DeferRequest has a request that is not over tried again at a time.
func (s *Store) DeferRequest(ctx context.Context, workspace, key string, at time.Time) error {
	return s.do(ctx, changing, func(b *batch) error {
		b.wrote, b.news = true, true
		return b.tx.exec(deferRequest, workspace, key, millis(at))
	})
}

// EndRequest ends a request and puts notices for its person into the outbox, both or neither. One that is over already is
// left as it is, and nothing more is told.
func (s *Store) EndRequest(ctx context.Context, workspace, key string, notices ...polls.Notice) error {
	return s.do(ctx, changing, func(b *batch) error {
		r, ok, err := b.request(workspace, key)
		if err != nil || !ok || r.Due.IsZero() {
			return err
		}
		for _, n := range notices {
			if err := b.addNotice(n); err != nil {
				return err
			}
		}
		b.wrote, b.news = true, true
		return b.tx.exec(endRequest, workspace, key)
	})
}

func (b *batch) request(workspace, key string) (r Request, ok bool, err error) {
	err = b.tx.query(func(rows *sql.Rows) (err error) {
		ok = true
		r, err = readRequest(rows)
		return err
	}, selectRequestRow+b.w.dialect.lock, workspace, key)
	return r, ok, err
}

// Serving returns a context whose change does what the request asks for: both are stored with one commit. A change that comes
// when the request is done already does not run and fails with [ErrDone]; what opens or makes something returns what was made
// before, by its own key.
func Serving(ctx context.Context, workspace, key string) context.Context {
	return context.WithValue(ctx, serving{}, request{workspace, key})
}

type serving struct{}

// change is do for what changes something, once for the request that ctx serves.
func (s *Store) change(ctx context.Context, run func(*batch) error) error {
	served, ok := ctx.Value(serving{}).(request)
	if !ok {
		return s.do(ctx, changing, run)
	}
	return s.do(ctx, changing, func(b *batch) error {
		r, _, err := b.request(served.workspace, served.name)
		if err == nil && r.Done {
			err = ErrDone
		}
		if err == nil {
			err = run(b)
		}
		if err != nil {
			return err
		}
		return b.serve(served)
	})
}

// open is change for what has a key of its own, by which it is done once.
func (s *Store) open(ctx context.Context, run func(*batch) error) error {
	served, ok := ctx.Value(serving{}).(request)
	if !ok {
		return s.do(ctx, changing, run)
	}
	return s.do(ctx, changing, func(b *batch) error {
		if err := run(b); err != nil {
			return err
		}
		return b.serve(served)
	})
}

func (b *batch) serve(served request) error {
	b.wrote = true
	return b.tx.exec(markDone, served.workspace, served.name)
}
