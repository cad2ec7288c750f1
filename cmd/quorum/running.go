package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"quorum/bot"
)

// The times of a stop: running HTTP requests get stopTimeoutHTTP, and everything together gets stopTimeout. Then the
// program exits.
const (
	stopTimeout     = 8 * time.Second // quorum serve --help promises 10 s
	stopTimeoutHTTP = stopTimeout / 2
	stopTimeoutShow = 2 * time.Second // for what people are still to be shown
	minBackoff      = time.Second
	maxBackoff      = time.Minute
)

// run runs the bot until ctx ends. Then it first stops taking in requests, finishes the work in progress, and closes
// the database. Notices that were not sent stay in the database for the next start. Work that takes longer than
// stopTimeout is left as it is and the database stays open; the next start looks up what became of it.
func (a *assembly) run(ctx context.Context, listener net.Listener) error {
	handler, err := a.handler()
	if err != nil {
		return errors.Join(err, listener.Close(), a.store.Close())
	}
	server := newServer(handler, a.log, a.guard)
	ended := make(chan error, 1)
	a.guard.Go("program", func() {
		ended <- a.guard.Try("program", func() error { return a.runParts(ctx, server, listener) })
	})
	timedOut := make(chan struct{})
	stop := context.AfterFunc(ctx, func() { time.AfterFunc(a.stopTimeout, func() { close(timedOut) }) })
	defer stop()
	select {
	case err := <-ended:
		return errors.Join(err, a.store.Close())
	case <-timedOut:
		a.log.Info("stopped with something under way; the next start looks what became of it")
		return nil
	}
}

// runParts runs all parts of the bot. When one ends, all end: first the parts that take in requests, so that the
// other parts still see everything these have stored.
func (a *assembly) runParts(ctx context.Context, server *server, listener net.Listener) error {
	intakeCtx, stopIntake := context.WithCancel(ctx)
	defer stopIntake()
	otherCtx, stopOthers := context.WithCancel(context.WithoutCancel(ctx))
	defer stopOthers()

	intakeParts, _ := a.guard.Group(ctx)
	intakeParts.Go("http", func() error { defer stopIntake(); return serveUntil(intakeCtx, server, listener) })
	if a.socket != nil {
		intakeParts.Go("sockets", func() error { defer stopIntake(); return a.socket.Run(intakeCtx) })
	}
	otherParts, _ := a.guard.Group(ctx)
	otherParts.Go("bot", func() error { defer stopIntake(); return a.bot.Run(otherCtx, a.responder) })
	otherParts.Go("directory", func() error { defer stopIntake(); return a.people.Run(otherCtx) })
	otherParts.Go("introduction", func() error {
		err := a.guard.Keep(otherCtx, "introduction", a.identify)
		if err != nil {
			stopIntake()
		}
		return err
	})

	err := intakeParts.Wait() // everything that was acknowledged is stored now
	a.responder.Finish(stopTimeoutShow)
	stopOthers()
	return errors.Join(err, otherParts.Wait())
}

// serveUntil serves requests until ctx ends, and then finishes the running ones.
func serveUntil(ctx context.Context, server *server, listener net.Listener) error {
	stopped := make(chan error, 1)
	stop := context.AfterFunc(ctx, func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTimeoutHTTP)
		defer cancel()
		if err := server.Shutdown(ctx); err != nil { // a client reads its answer slowly
			stopped <- server.Close()
			return
		}
		stopped <- nil
	})
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		stop()
		return err
	}
	return <-stopped
}

// identify asks Slack who the bot is, and asks again with backoff until Slack answers. The workspace's address is
// needed for links between messages. It returns an error only when Slack refuses the token.
func (a *assembly) identify(ctx context.Context) error {
	for backoff := minBackoff; ; backoff = min(2*backoff, maxBackoff) {
		who, err := a.client.Identify(ctx)
		switch refused := (*bot.Failure)(nil); {
		case ctx.Err() != nil:
			return nil
		case err == nil:
			a.composer.SetAddress(who.URL)
			a.log.Info("connected to Slack", "workspace", who.TeamName, "bot", who.Name)
			return nil
		case errors.As(err, &refused) && refused.Fate == bot.Barred:
			return &failure{err: fmt.Errorf("the bot token is not taken: %w", err), hint: "quorum check says what to do", code: exitFailed}
		}
		a.log.Warn("Slack cannot be reached yet", "err", err, "again in", backoff)
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(backoff):
		}
	}
}
