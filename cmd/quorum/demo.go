package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"golang.org/x/sync/errgroup"

	"quorum/bot"
)

// viewerTTL is for how long the simulation leaves a person alone after a viewer looked at that person's screen.
const viewerTTL = 3 * time.Minute

type demoCommand struct {
	Addr     string `default:"127.0.0.1:8137" help:"Where the page of the simulated workspace is served."`
	DB       string `help:"The SQLite file to use. By default one that is deleted at the end."`
	Headless bool   `help:"Run one decision to its end without a page, print the transcript, and exit."`
	Replay   string `type:"path" placeholder:"FILE" help:"Play the real, time-stamped votes of FILE through the bot in accelerated time, and compare."`
	Manual   bool   `help:"Nobody answers by themselves: you are everybody."`
}

// Help returns the longer text of quorum demo --help.
func (demoCommand) Help() string {
	return `Everything on this machine, with nothing to configure: the real bot in a simulated Slack workspace, over real HTTP and
Socket Mode. Open the page, be any person, ask and answer; the others answer by themselves after a while.`
}

// Run runs the demonstration that the flags ask for.
func (c demoCommand) Run(p *program) error {
	switch {
	case c.Headless && c.Replay != "":
		return usageError(errors.New("--headless and --replay are two different demonstrations"))
	case c.Replay != "":
		return c.replay(p)
	case c.Headless:
		return c.headless(p)
	}
	return c.servePage(p)
}

// servePage serves the page until the program is told to stop.
func (c demoCommand) servePage(p *program) error {
	if _, _, err := net.SplitHostPort(c.Addr); err != nil {
		return &failure{err: fmt.Errorf("--addr: %w", err), hint: "write host:port, like 127.0.0.1:8138", code: exitUsage}
	}
	listener, err := (&net.ListenConfig{}).Listen(p.ctx, "tcp", c.Addr)
	if err != nil {
		return &failure{
			err: fmt.Errorf("cannot serve the page: %w", err), code: exitFailed,
			hint: "stop what listens there, or say another address with --addr 127.0.0.1:8138",
		}
	}
	s, err := c.newSandbox(p, addDemoPeople)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	fmt.Fprintf(p.stdout, "A simulated Slack workspace, with the real bot in it: http://%s\n", listener.Addr())
	fmt.Fprintln(p.stdout, "Be anybody there, ask with /quorum, answer in your messages. Ctrl-C ends it.")
	watched := &bot.Cache[string, struct{}]{Life: viewerTTL} // the people whose screens are viewed; the simulation does not answer for them
	page := newServer(s.ws.Page(func(person string) { watched.Set(person, struct{}{}) }), s.bot.log, s.bot.guard, "GET /sim/events")
	err = s.run(p.ctx, func(ctx context.Context) error {
		var g errgroup.Group
		g.Go(func() error {
			<-ctx.Done()
			return page.Close() // event streams never end by themselves, so Shutdown would wait for ever
		})
		if !c.Manual {
			g.Go(func() error {
				return newSimulatedPeople(s.ws, func(person string) bool { _, ok := watched.Get(person); return ok }).run(ctx)
			})
			g.Go(func() error { return askFirstLater(ctx, s.ws) })
		}
		if err := page.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			return err
		}
		return g.Wait()
	})
	return errors.Join(err, s.close())
}
