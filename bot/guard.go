package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"golang.org/x/sync/errgroup"
)

// Guard keeps a panic from ending the program or a part of it. Every goroutine is started by a Guard: a panic there is counted, logged
// with its stack, and becomes an error. A nil *Guard does the same, but logs to the default logger and counts nothing.
type Guard struct {
	log    *slog.Logger
	panics *prometheus.CounterVec
}

// NewGuard returns a Guard that logs to log and registers quorum_panics_total, unless r is nil.
func NewGuard(log *slog.Logger, r prometheus.Registerer) *Guard {
	g := &Guard{log: log, panics: prometheus.NewCounterVec(prometheus.CounterOpts{
		Name: "quorum_panics_total", Help: "Panics that were contained, by the loop they were in.",
	}, []string{"loop"})}
	if r != nil {
		r.MustRegister(g.panics)
	}
	return g
}

// Panic is the error of a recovered panic. The panic has been logged.
type Panic struct {
	Loop  string
	Value any
}

// Error implements error.
func (p *Panic) Error() string { return fmt.Sprintf("bot: panic in %s: %v", p.Loop, p.Value) }

// Caught counts and logs a panic that was recovered in a loop, and returns it as an error. about are more attributes for the log, as
// for [slog.Logger.Error].
func (g *Guard) Caught(loop string, value any, stack []byte, about ...any) error {
	log := slog.Default()
	if g != nil {
		g.panics.WithLabelValues(loop).Inc()
		log = g.log
	}
	log.Error("panic", append([]any{"loop", loop, "fault", fmt.Sprint(value), "stack", string(stack)}, about...)...)
	return &Panic{loop, value}
}

// Try calls f in this goroutine. A panic becomes a [*Panic].
func (g *Guard) Try(loop string, f func() error) (err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = g.Caught(loop, fault, debug.Stack())
		}
	}()
	return f()
}

// Go calls f in a goroutine of its own.
func (g *Guard) Go(loop string, f func()) {
	go func() { _ = g.Try(loop, func() error { f(); return nil }) }() // a panic has been logged
}

// How long a loop pauses after a panic: at first, and at most. The pause doubles until the loop has run for a while without a panic.
const (
	firstPause = time.Second
	lastPause  = time.Minute
)

// Keep calls run until it returns, and returns its error. After a panic it pauses and calls it again, unless ctx has ended.
func (g *Guard) Keep(ctx context.Context, loop string, run func(context.Context) error) error {
	for pause := firstPause; ; pause = min(2*pause, lastPause) {
		begun := time.Now()
		err := g.Try(loop, func() error { return run(ctx) })
		if !errors.As(err, new(*Panic)) {
			return err
		}
		if time.Since(begun) > lastPause {
			pause = firstPause
		}
		if wait(ctx, nil, time.Now().Add(pause)); ctx.Err() != nil {
			return nil
		}
	}
}

// Group runs functions in goroutines. The first error ends the context of all.
type Group struct {
	guard *Guard
	all   *errgroup.Group
}

// Group returns a Group and the context for its functions.
func (g *Guard) Group(ctx context.Context) (*Group, context.Context) {
	all, ctx := errgroup.WithContext(ctx)
	return &Group{g, all}, ctx
}

// Limit sets how many functions run at once; Go waits until fewer run.
func (g *Group) Limit(n int) { g.all.SetLimit(n) }

// Go calls f in a goroutine of its own, as [Guard.Try] does.
func (g *Group) Go(loop string, f func() error) {
	g.all.Go(func() error { return g.guard.Try(loop, f) })
}

// Keep keeps run in a goroutine of its own, as [Guard.Keep] does.
func (g *Group) Keep(ctx context.Context, loop string, run func(context.Context) error) {
	g.all.Go(func() error { return g.guard.Keep(ctx, loop, run) })
}

// Wait waits for all functions and returns the first error.
func (g *Group) Wait() error { return g.all.Wait() }
