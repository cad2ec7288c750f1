package storage

import (
	"fmt"
	"runtime/debug"
)

// begin runs a loop of the store in a goroutine of its own. The loop has to survive its panics itself.
func begin(loop func()) { go loop() }

// survive calls f and reports whether it returned. A panic in it is reported to Options.Panicked.
func (s *Store) survive(loop string, f func()) (ended bool) {
	defer func() {
		if fault := recover(); fault != nil {
			_ = s.panicked.tell(loop, &panicked{fault, debug.Stack()})
		}
	}()
	f()
	return true
}

// teller is Options.Panicked; it may be nil.
type teller func(loop string, fault any, stack []byte)

// tell reports a panic and returns it as an error. The error has the stack only when there is no teller.
func (t teller) tell(loop string, p *panicked) error {
	if t == nil {
		return p
	}
	t(loop, p.value, p.stack)
	p.stack = nil
	return p
}

// panicked is the error of a call whose function panicked.
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

// contain calls a function of a caller, and returns a panic in it as an error.
func contain[T any](do func() (T, error)) (result T, err error) {
	defer func() {
		if v := recover(); v != nil {
			err = &panicked{value: v, stack: debug.Stack()}
		}
	}()
	return do()
}
