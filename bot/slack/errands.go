package slack

import (
	"context"
	"sync"
	"time"

	"quorum/bot"
	"quorum/polls"
)

// errandWithin is how long an errand may try to show something.
const errandWithin = 10 * time.Minute

// errands are calls to Slack that show people something after an acknowledgement, which does not wait for them. They are kept in
// memory only. So an errand shows what is stored, or says that nothing was stored.
type errands struct {
	life context.Context
	end  context.CancelFunc
	all  *bot.Group

	mu    sync.Mutex
	ended bool
}

func newErrands(guard *bot.Guard) *errands {
	e := &errands{}
	e.life, e.end = context.WithCancel(context.Background())
	e.all, _ = guard.Group(e.life) // a panic in one does not end the others
	return e
}

// run calls f in the background. Its context lasts for [errandWithin], or until [errands.finish] gives up.
func (e *errands) run(f func(ctx context.Context)) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.ended {
		return
	}
	e.all.Go("errands", func() error {
		ctx, cancel := context.WithTimeout(e.life, errandWithin)
		defer cancel()
		f(ctx)
		return nil
	})
}

// finish starts no further errands, waits at most within for those that run, and cancels the rest.
func (e *errands) finish(within time.Duration) {
	e.mu.Lock()
	e.ended = true
	e.mu.Unlock()
	stop := time.AfterFunc(within, e.end)
	defer stop.Stop()
	_ = e.all.Wait() // a panic has been logged
	e.end()
}

// newest has the last value that is to be shown in each place. One errand at a time shows it in a place. The zero value is ready
// for use. It is safe for concurrent use.
type newest[K comparable, V any] struct {
	mu sync.Mutex
	of map[K]*wanted[V]
}

type wanted[V any] struct {
	what V
	due  bool // it was set after the last look
}

// want sets what is to be shown in a place, and reports whether the caller must start an errand. If not, one runs already and
// will show it.
func (n *newest[K, V]) want(place K, what V) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	w := n.of[place]
	if w == nil {
		if n.of == nil {
			n.of = make(map[K]*wanted[V])
		}
		n.of[place] = &wanted[V]{what, true}
		return true
	}
	*w = wanted[V]{what, true}
	return false
}

// look returns what is to be shown in a place now.
func (n *newest[K, V]) look(place K) V {
	n.mu.Lock()
	defer n.mu.Unlock()
	w := n.of[place]
	w.due = false
	return w.what
}

// again reports whether the errand must show another value, which was set since [newest.look]. When it need not, or ctx has
// ended, the errand is over.
func (n *newest[K, V]) again(ctx context.Context, place K) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.of[place].due && ctx.Err() == nil {
		return true
	}
	delete(n.of, place)
	return false
}

// showLast shows something in a message, after the acknowledgement: when it is shown, and of what is wanted there
// meanwhile the last.
func (r *Responder) showLast(place polls.Place, show func(context.Context) error) {
	if !r.shown.want(place, show) {
		return
	}
	r.errands.run(func(ctx context.Context) {
		for again := true; again; again = r.shown.again(ctx, place) {
			err := r.guard.Try("errands", func() error { return r.shown.look(place)(ctx) })
			if err != nil {
				r.log.Info("a message was not updated after a click", "err", err)
			}
		}
	})
}
