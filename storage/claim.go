package storage

import (
	"slices"
	"sync"
	"time"

	"quorum/polls"
)

// Claim is a lease given ahead: what comes into its lanes, and is due at once, is leased in the transaction that stores
// it, so that nobody has to ask for it and wait for a second commit.
type Claim struct {
	from, to polls.Lane
	n        int
	last     time.Duration
	store    *Store

	leased []Delivery // guarded by the claims' mutex
	done   chan struct{}
}

// Claim claims up to n deliveries in the lanes from…to; each is leased for as long as last. The claim is done when
// something has come into one of these lanes, whether it was due and leased or will be later, and when another process
// may have brought something. It says nothing of what came before it: ask [Store.NextDue] after it. With n zero it only says that something has come.
//
// Every Claim is to be ended by [Claim.Take].
func (s *Store) Claim(from, to polls.Lane, n int, last time.Duration) *Claim {
	c := &Claim{from: from, to: to, n: n, last: last, store: s, done: make(chan struct{})}
	s.claims.mu.Lock()
	defer s.claims.mu.Unlock()
	s.claims.open = append(s.claims.open, c)
	return c
}

// Done is closed when the claim is done.
func (c *Claim) Done() <-chan struct{} { return c.done }

// Take ends the claim, done or not, and returns what was leased for it. When a transaction is about to, Take waits for it.
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

// claims are those that are not done, the oldest first.
type claims struct {
	mu   sync.Mutex
	open []*Claim
}

// wake ends all claims with nothing: something may have come that was not stored here.
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

// meet leases, within the batch, what its claims are for. Until the caller has called done, with whether the batch was
// stored, nobody claims or takes.
func (all *claims) meet(b *batch) (done func(stored bool), err error) {
	if b.came == 0 {
		return func(bool) {}, nil
	}
	all.mu.Lock()
	leasing := true
	defer func() {
		if leasing { // it panicked
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
