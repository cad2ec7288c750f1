package slacksim

import "fmt"

// panicker is the TB of a workspace without a test: it panics.
type panicker struct{}

func (panicker) Helper()        {}
func (panicker) Cleanup(func()) {}

func (panicker) Fatalf(format string, args ...any) { panic(fmt.Sprintf(format, args...)) }
