package storagetest

import (
	"context"
	"errors"
	"fmt"
	"time"

	"quorum/polls"
	"quorum/storage"
)

func requestTests() []test {
	return []test{
		{"a request is kept until it is over", requestsKept},
		{"a request that is leased is given to nobody else before its lease ends", requestsLeased},
		{"what a request asks for is stored with one commit as done", requestsServed},
		{"the end of a request is told once", requestsEnded},
	}
}

func (w *world) request(key string) storage.Request {
	return storage.Request{
		Workspace: "T1", Key: key, Person: "ada", Kind: "command", Payload: "Ship " + key + "?", At: w.now, Due: w.now.Add(3 * time.Second),
	}
}

// leasedRequests returns the keys of the requests that are leased at a time from the beginning, for a minute, with their tries.
func (w *world) leasedRequests(after time.Duration, n int) string {
	w.Helper()
	at := w.now.Add(after)
	all, err := w.store.LeaseRequests(w.ctx(), at, at.Add(time.Minute), n)
	w.must(err)
	said := ""
	for _, r := range all {
		said += fmt.Sprintf("%s %d ", r.Key, r.Tries)
	}
	return said
}

func requestsKept(w *world) {
	first := w.request("one")
	w.must(w.store.Accept(w.ctx(), first))
	again := first
	again.Payload, again.Due = "something else", w.now.Add(time.Hour)
	w.must(w.store.Accept(w.ctx(), again))
	other := first
	other.Workspace = "T2"
	w.must(w.store.Accept(w.ctx(), other))
	w.reopen()
	kept, ok, err := w.store.Request(w.ctx(), "T1", "one")
	w.must(err)
	first.At, kept.At, first.Due, kept.Due = first.At.UTC(), kept.At.UTC(), first.Due.UTC(), kept.Due.UTC()
	equal(w, "the request", fmt.Sprint(kept, ok), fmt.Sprint(first, true))
	_, ok, err = w.store.Request(w.ctx(), "T1", "two")
	w.must(err)
	equal(w, "a request that nobody made", ok, false)
	at, ok, err := w.store.NextRequest(w.ctx())
	w.must(err)
	equal(w, "the next is due", fmt.Sprint(at.Equal(first.Due), ok), "true true")

	w.must(w.store.EndRequest(w.ctx(), "T1", "one"))
	w.must(w.store.EndRequest(w.ctx(), "T2", "one"))
	_, ok, err = w.store.NextRequest(w.ctx())
	w.must(err)
	equal(w, "one is due after all are over", ok, false)
	_, ok, err = w.store.Request(w.ctx(), "T1", "one")
	w.must(err)
	equal(w, "what was typed is kept for a while", ok, true)
	later := w.request("late")
	later.At = w.now.Add(8 * 24 * time.Hour)
	w.must(w.store.Accept(w.ctx(), later))
	equal(w, "requests after a week", fmt.Sprint(w.db.Rows(w, "select key from requests")), "[[late]]")
}

func requestsLeased(w *world) {
	for i, key := range []string{"a", "b", "c"} {
		r := w.request(key)
		r.Due = w.now.Add(time.Duration(3-i) * time.Second)
		w.must(w.store.Accept(w.ctx(), r))
	}
	equal(w, "before any is due", w.leasedRequests(0, 9), "")
	equal(w, "the longest due first", w.leasedRequests(3*time.Second, 2), "c 1 b 1 ")
	equal(w, "the rest", w.leasedRequests(3*time.Second, 9), "a 1 ")
	equal(w, "while all are leased", w.leasedRequests(30*time.Second, 9), "")
	w.reopen()
	equal(w, "after their leases", w.leasedRequests(2*time.Minute, 9), "a 2 b 2 c 2 ")
	w.must(w.store.DeferRequest(w.ctx(), "T1", "b", w.now.Add(2*time.Minute)))
	equal(w, "one that was deferred", w.leasedRequests(2*time.Minute, 9), "b 3 ")
	w.must(w.store.EndRequest(w.ctx(), "T1", "c"))
	w.must(w.store.DeferRequest(w.ctx(), "T1", "c", w.now))
	equal(w, "without the one that is over", w.leasedRequests(time.Hour, 9), "a 3 b 4 ")
}

func requestsServed(w *world) {
	w.must(w.store.Accept(w.ctx(), w.request("one")))
	serving := storage.Serving(w.ctx(), "T1", "one")
	set := storage.Setting{Workspace: "T1", Person: "ada", Name: "hours", Value: "9-17", By: "ada", At: w.now}
	refusal := errors.New("no")
	err := w.store.Update(serving, polls.ID{Workspace: "T1", Number: 9}, func(*polls.Poll) ([]polls.Event, error) { return nil, refusal })
	if err == nil {
		w.Error("a poll that is not there was changed")
	}
	w.must(w.store.Set(serving, set))
	set.Value = "10-18"
	if err := w.store.Set(serving, set); !errors.Is(err, storage.ErrDone) {
		w.Errorf("a second change for the same request: %v", err)
	}
	w.reopen()
	equal(w, "what was set", fmt.Sprint(w.db.Rows(w, "select value from settings where name = 'hours'")), "[[9-17]]")
	equal(w, "the request", fmt.Sprint(w.db.Rows(w, "select done, due is null from requests")), "[[1 0]]")

	w.must(w.store.Accept(w.ctx(), w.request("two")))
	serving = storage.Serving(w.ctx(), "T1", "two")
	made := map[polls.ID]bool{}
	for range 2 {
		id, _, err := w.store.Create(serving, "T1", "two", func(id polls.ID) (*polls.Poll, []polls.Event, error) {
			return polls.Open(w.now, question{}.complete().opening(id))
		})
		w.must(err)
		made[id] = true
	}
	equal(w, "polls of one request", len(made), 1)
	equal(w, "what is done", fmt.Sprint(w.db.Rows(w, "select key, done from requests order by key")), "[[one 1] [two 1]]")
}

func requestsEnded(w *world) {
	w.must(w.store.Accept(w.ctx(), w.request("one")))
	about := polls.Topic{Kind: polls.AboutPerson, Workspace: "T1", Person: "ada"}
	told := func(text string) polls.Notice {
		return polls.Notice{Topic: about, Key: "reply/one", Kind: polls.NoticeReply, To: "ada", Detail: text, Lane: polls.LaneAck, Due: w.now}
	}
	w.must(w.store.EndRequest(w.ctx(), "T1", "one", told("Asked.")))
	w.must(w.store.EndRequest(w.ctx(), "T1", "one", told("Asked again.")))
	w.must(w.store.EndRequest(w.ctx(), "T1", "none", told("Nothing was asked.")))
	w.reopen()
	equal(w, "what is told", fmt.Sprint(w.db.Rows(w, "select key, detail from outbox")), "[[reply/one Asked.]]")
	all, err := w.store.Lease(w.ctx(), w.now, w.now.Add(time.Minute), polls.LaneAck, polls.LaneAck, 9)
	w.must(err)
	if len(all) != 1 || all[0].Topic != about || all[0].Detail != "Asked." {
		w.Errorf("leased are %v", all)
	}
}

// negligent is a store that keeps requests otherwise.
type negligent struct {
	Store
	accept func(s Store, ctx context.Context, r storage.Request) error
	lease  func(s Store, ctx context.Context, now, until time.Time, n int) ([]storage.Request, error)
	end    func(s Store, ctx context.Context, workspace, key string, notices ...polls.Notice) error
	set    func(s Store, ctx context.Context, set storage.Setting) error
}

func (n negligent) Accept(ctx context.Context, r storage.Request) error {
	if n.accept == nil {
		return n.Store.Accept(ctx, r)
	}
	return n.accept(n.Store, ctx, r)
}

func (n negligent) LeaseRequests(ctx context.Context, now, until time.Time, most int) ([]storage.Request, error) {
	if n.lease == nil {
		return n.Store.LeaseRequests(ctx, now, until, most)
	}
	return n.lease(n.Store, ctx, now, until, most)
}

func (n negligent) EndRequest(ctx context.Context, workspace, key string, notices ...polls.Notice) error {
	if n.end == nil {
		return n.Store.EndRequest(ctx, workspace, key, notices...)
	}
	return n.end(n.Store, ctx, workspace, key, notices...)
}

func (n negligent) Set(ctx context.Context, set storage.Setting) error {
	if n.set == nil {
		return n.Store.Set(ctx, set)
	}
	return n.set(n.Store, ctx, set)
}

func requestMutants() []mutant {
	return []mutant{
		{"a request is lost", "a request is kept until it is over", func(s Store) Store {
			return negligent{Store: s, accept: func(Store, context.Context, storage.Request) error { return nil }}
		}},
		{"a lease lasts no time", "a request that is leased is given to nobody else before its lease ends", func(s Store) Store {
			return negligent{Store: s, lease: func(s Store, ctx context.Context, now, _ time.Time, n int) ([]storage.Request, error) {
				return s.LeaseRequests(ctx, now, now, n)
			}}
		}},
		{"a change for a request does not say that it is done", "what a request asks for is stored with one commit as done", func(s Store) Store {
			return negligent{Store: s, set: func(s Store, _ context.Context, set storage.Setting) error {
				return s.Set(context.Background(), set)
			}}
		}},
		{"a request ends and nobody is told", "the end of a request is told once", func(s Store) Store {
			return negligent{Store: s, end: func(s Store, ctx context.Context, workspace, key string, _ ...polls.Notice) error {
				return s.EndRequest(ctx, workspace, key)
			}}
		}},
	}
}
