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

// How a stop is paced: requests under way, and then everything else under way, before the program ends by itself with
// whatever is left.
const (
	patience     = 8 * time.Second // the contract is 10 s
	patienceHTTP = patience / 2
	againSoonest = time.Second
	againLatest  = time.Minute
)

// run takes in, answers and tells until ctx ends: it stops taking in first, finishes what is under way, and keeps the
// rest for the next start. Then it closes the database. What cannot be finished in time is left as it is, with the
// database open under it: the program ends, and the next start looks what became of it.
func (a *assembly) run(ctx context.Context, listener net.Listener) error {
	handler, err := a.handler()
	if err != nil {
		return errors.Join(err, listener.Close(), a.store.Close())
	}
	server := newServer(handler, a.log, a.guard)
	ended := make(chan error, 1)
	a.guard.Go("program", func() {
		ended <- a.guard.Try("program", func() error { return a.work(ctx, server, listener) })
	})
	overdue := make(chan struct{})
	stop := context.AfterFunc(ctx, func() { time.AfterFunc(a.patience, func() { close(overdue) }) })
	defer stop()
	select {
	case err := <-ended:
		return errors.Join(err, a.store.Close())
	case <-overdue:
		a.log.Info("stopped with something under way; the next start looks what became of it")
		return nil
	}
}

// work runs the parts. Any that ends ends them all: first those that take in, so that the others find what these have
// stored.
func (a *assembly) work(ctx context.Context, server *server, listener net.Listener) error {
	intake, stopIntake := context.WithCancel(ctx)
	defer stopIntake()
	rest, stopRest := context.WithCancel(context.WithoutCancel(ctx))
	defer stopRest()

	taking, _ := a.guard.Group(ctx)
	taking.Go("http", func() error { defer stopIntake(); return serveUntil(intake, server, listener) })
	if a.socket != nil {
		taking.Go("sockets", func() error { defer stopIntake(); return a.socket.Run(intake) })
	}
	working, _ := a.guard.Group(ctx)
	working.Go("bot", func() error { defer stopIntake(); return a.bot.Run(rest, a.responder) })
	working.Go("directory", func() error { defer stopIntake(); return a.people.Run(rest) })
	working.Go("introduction", func() error {
		err := a.guard.Keep(rest, "introduction", a.introduce)
		if err != nil {
			stopIntake()
		}
		return err
	})

	err := taking.Wait() // what was accepted is stored by now
	stopRest()
	return errors.Join(err, working.Wait())
}

// serveUntil answers requests until ctx ends, and then finishes those under way.
func serveUntil(ctx context.Context, server *server, listener net.Listener) error {
	stopped := make(chan error, 1)
	stop := context.AfterFunc(ctx, func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), patienceHTTP)
		defer cancel()
		if err := server.Shutdown(ctx); err != nil { // somebody is slow to read an answer
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

// introduce learns who the bot is, as soon as Slack can be reached, so that messages can link to each other. It fails
// only when Slack refuses the token.
func (a *assembly) introduce(ctx context.Context) error {
	for pause := againSoonest; ; pause = min(2*pause, againLatest) {
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
		a.log.Warn("Slack cannot be reached yet", "err", err, "again in", pause)
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(pause):
		}
	}
}
