package slacksim

import "fmt"

// panicker stands in for a test where there is none.
type panicker struct{}

func (panicker) Helper()        {}
func (panicker) Cleanup(func()) {}

func (panicker) Fatalf(format string, args ...any) { panic(fmt.Sprintf(format, args...)) }
