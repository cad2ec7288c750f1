package storage

import "runtime/debug"

// begin runs a loop of the store in a goroutine of its own. What it does there survives a panic: it is told of, and the
// loop goes on.
func begin(loop func()) { go loop() }

// survive reports whether f ended by itself. A panic in it is told of.
func (s *Store) survive(loop string, f func()) (ended bool) {
	defer func() {
		if fault := recover(); fault != nil {
			_ = s.panicked.tell(loop, &panicked{fault, debug.Stack()})
		}
	}()
	f()
	return true
}

// teller tells of panics; nil: nobody is told.
type teller func(loop string, fault any, stack []byte)

// tell tells of a panic and returns it as an error, which has the stack only when nobody was told.
func (t teller) tell(loop string, p *panicked) error {
	if t == nil {
		return p
	}
	t(loop, p.value, p.stack)
	p.stack = nil
	return p
}
