package storage

import (
	"slices"
	"sync"
	"time"

	"quorum/polls"
)

// Claim is a lease in advance: a notice that comes into its lanes and is due at once is leased by the transaction that stores it. So
// no second commit is needed to lease it.
type Claim struct {
	from, to polls.Lane
	n        int
	last     time.Duration
	store    *Store

	leased []Delivery // guarded by the mutex of claims
	done   chan struct{}
}

// Claim claims up to n deliveries in the lanes from…to; each is leased for the duration last. The claim is done when a notice has come
// into one of these lanes, leased or due later, and when another process may have stored something. It knows nothing of earlier
// notices: call [Store.NextDue] after Claim. With n zero nothing is leased.
//
// Every Claim must be ended by [Claim.Take].
func (s *Store) Claim(from, to polls.Lane, n int, last time.Duration) *Claim {
	c := &Claim{from: from, to: to, n: n, last: last, store: s, done: make(chan struct{})}
	s.claims.mu.Lock()
	defer s.claims.mu.Unlock()
	s.claims.open = append(s.claims.open, c)
	return c
}

// Done is closed when the claim is done.
func (c *Claim) Done() <-chan struct{} { return c.done }

// Take ends the claim, done or not, and returns what was leased for it. It waits for a transaction that is just leasing.
func (c *Claim) Take() []Delivery {
	all := &c.store.claims
	all.mu.Lock()
	defer all.mu.Unlock()
	if i := slices.Index(all.open, c); i >= 0 {
		all.open = slices.Delete(all.open, i, i+1)
	}
	leased := c.leased
	c.leased = nil
	return leased
}

// claims are the claims that are not done, the oldest first.
type claims struct {
	mu   sync.Mutex
	open []*Claim
}

// wake ends all claims without a lease: another process may have stored something.
func (all *claims) wake() {
	all.mu.Lock()
	defer all.mu.Unlock()
	for _, c := range all.open {
		close(c.done)
	}
	all.open = nil
}

// lanes is a set of lanes.
type lanes uint64

func (l lanes) with(lane polls.Lane) lanes { return l | 1<<lane }

func (l lanes) anyOf(from, to polls.Lane) bool {
	for lane := from; lane <= to; lane++ {
		if l&(1<<lane) != 0 {
			return true
		}
	}
	return false
}

// meet leases, in the batch, for the claims on its lanes. The caller must call done and say whether the batch was stored; until then
// Claim and Take wait.
func (all *claims) meet(b *batch) (done func(stored bool), err error) {
	if b.came == 0 {
		return func(bool) {}, nil
	}
	all.mu.Lock()
	leasing := true
	defer func() {
		if leasing { // lease has panicked
			all.mu.Unlock()
		}
	}()
	met := map[*Claim][]Delivery{}
	for _, c := range all.open {
		if !b.came.anyOf(c.from, c.to) {
			continue
		}
		now := time.Now()
		if met[c], err = b.lease(now, now.Add(c.last), c.from, c.to, c.n); err != nil {
			break
		}
	}
	leasing = false
	return func(stored bool) {
		defer all.mu.Unlock()
		if !stored {
			return
		}
		all.open = slices.DeleteFunc(all.open, func(c *Claim) bool {
			leased, done := met[c]
			if done {
				c.leased = leased
				close(c.done)
			}
			return done
		})
	}, err
}
