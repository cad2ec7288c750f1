package main

import (
	"context"
	"errors"
	"fmt"

	"quorum/config"
)

// What the program prints:
//
//   - Results go to stdout, and nothing else does, so that they can be piped.
//   - Problems go to stderr, one "error:" line each, followed by a "hint:" line that says the way out where there is
//     one. They begin with a small letter and end without a full stop.
//   - What a long-running command does is logged to stderr in the format of QUORUM_LOG.
//
// Exit codes are part of the contract.
const (
	exitOK     = 0 // done
	exitFailed = 1 // the world did not go along: Slack, the database, the disk
	exitUsage  = 2 // the command line or the configuration is wrong
)

// failure is an error with a hint and an exit code of its own. Any other error exits with exitFailed.
type failure struct {
	err  error
	hint string
	code int
}

func (f *failure) Error() string { return f.err.Error() }

func (f *failure) Unwrap() error { return f.err }

// usageError is a mistake on the command line.
func usageError(err error) error {
	return &failure{err: err, hint: "quorum --help lists the commands, quorum COMMAND --help what each takes", code: exitUsage}
}

// errShown fails a command that has already said why.
var errShown = errors.New("the reasons were printed")

// fail prints an error and returns the exit code it makes.
func (p *program) fail(err error) int {
	if mistakes := config.Mistakes(nil); errors.As(err, &mistakes) {
		for _, m := range mistakes {
			p.complain(m.String(), m.Hint)
		}
		return exitUsage
	}
	f := &failure{err: err, code: exitFailed}
	switch {
	case errors.As(err, &f):
	case p.ctx.Err() != nil && errors.Is(err, context.Canceled):
		err = errors.New("stopped before it was done")
	}
	if !errors.Is(err, errShown) {
		p.complain(err.Error(), f.hint)
	}
	return f.code
}

func (p *program) complain(text, hint string) {
	fmt.Fprintf(p.stderr, "error: %s\n", text)
	if hint != "" {
		fmt.Fprintf(p.stderr, "hint: %s\n", hint)
	}
}
