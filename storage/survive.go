package storage

import (
	"fmt"
	"log/slog"
	"runtime/debug"
)

// begin runs a loop of the store in a goroutine of its own. What it does there survives a panic: it is told of, and the
// loop goes on.
func begin(loop func()) { go loop() }

// survive reports whether f ended by itself. A panic in it is told of.
func (s *Store) survive(loop string, f func()) (ended bool) {
	defer func() {
		if fault := recover(); fault != nil {
			s.panicked(loop, fault, debug.Stack())
		}
	}()
	f()
	return true
}

// panicked is who is told of a panic.
func (o Options) panicked() func(loop string, fault any, stack []byte) {
	if o.Panicked != nil {
		return o.Panicked
	}
	return func(loop string, fault any, stack []byte) {
		slog.Error("panic", "loop", loop, "fault", fmt.Sprint(fault), "stack", string(stack))
	}
}
