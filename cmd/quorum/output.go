package main

import (
	"context"
	"errors"
	"fmt"

	"quorum/config"
)

// What the program prints:
//
//   - Results go to stdout and nothing else does, so that they can be piped.
//   - Problems go to stderr. Each has a line that begins with "error:", and a line that begins with "hint:" when there
//     is something to do about it. The text begins with a small letter and ends without a full stop.
//   - Long-running commands log to stderr, in the format of QUORUM_LOG.
//
// Scripts rely on the exit codes.
const (
	exitOK     = 0 // done
	exitFailed = 1 // something outside the program failed: Slack, the database, the disk
	exitUsage  = 2 // the command line or the configuration is wrong
)

// failure is an error with a hint and an exit code. Any other error exits with exitFailed.
type failure struct {
	err  error
	hint string
	code int
}

func (f *failure) Error() string { return f.err.Error() }

func (f *failure) Unwrap() error { return f.err }

// usageError returns the failure for a mistake on the command line.
func usageError(err error) error {
	return &failure{err: err, hint: "quorum --help lists the commands, quorum COMMAND --help what each takes", code: exitUsage}
}

// errReported is the error of a command that has already printed its problems.
var errReported = errors.New("the reasons were printed")

// fail prints an error and returns the exit code for it.
func (p *program) fail(err error) int {
	if mistakes := config.Mistakes(nil); errors.As(err, &mistakes) {
		for _, m := range mistakes {
			p.printError(m.String(), m.Hint)
		}
		return exitUsage
	}
	f := &failure{err: err, code: exitFailed}
	switch {
	case errors.As(err, &f):
	case p.ctx.Err() != nil && errors.Is(err, context.Canceled):
		err = errors.New("stopped before it was done")
	}
	if !errors.Is(err, errReported) {
		p.printError(err.Error(), f.hint)
	}
	return f.code
}

func (p *program) printError(text, hint string) {
	fmt.Fprintf(p.stderr, "error: %s\n", text)
	if hint != "" {
		fmt.Fprintf(p.stderr, "hint: %s\n", hint)
	}
}
