package storage

import (
	"fmt"
	"runtime/debug"
)

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

// panicked is the error of a caller whose function panicked.
type panicked struct {
	value any
	stack []byte
}

func (p *panicked) Error() string {
	if p.stack == nil {
		return fmt.Sprintf("storage: a change panicked: %v", p.value)
	}
	return fmt.Sprintf("storage: a change panicked: %v\n%s", p.value, p.stack)
}

// contain makes a panic of a caller's function an error of that caller.
func contain[T any](do func() (T, error)) (result T, err error) {
	defer func() {
		if v := recover(); v != nil {
			err = &panicked{value: v, stack: debug.Stack()}
		}
	}()
	return do()
}
