package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"quorum/bot/slack"
	"quorum/bot/slack/slacksim"
	"quorum/config"

	"golang.org/x/sync/errgroup"
)

type demoCommand struct {
	Addr     string `default:"127.0.0.1:8137" help:"Where the page of the simulated workspace is served."`
	DB       string `help:"The SQLite file to use. By default one that is deleted at the end."`
	Headless bool   `help:"Run one decision to its end without a page, print the transcript, and exit."`
	Replay   string `type:"path" placeholder:"FILE" help:"Play the real, time-stamped votes of FILE through the bot in accelerated time, and compare."`
	Manual   bool   `help:"Nobody answers by themselves: you are everybody."`
}

// Help is the longer text of quorum demo --help.
func (demoCommand) Help() string {
	return `Everything on this machine, with nothing to configure: the real bot in a simulated Slack workspace, over real HTTP and
Socket Mode. Open the page, be any person, ask and answer; the others answer by themselves after a while.`
}

// Run shows what the bot does.
func (c demoCommand) Run(p *program) error {
	if c.Replay != "" {
		return c.replay(p)
	}
	if c.Headless {
		return c.headless(p)
	}
	return c.show(p)
}

// show serves the page until the program is told to stop.
func (c demoCommand) show(p *program) error {
	listener, err := (&net.ListenConfig{}).Listen(p.ctx, "tcp", c.Addr)
	if err != nil {
		return &failure{err: fmt.Errorf("cannot serve the page: %w", err), hint: "stop what listens there, or say another address with --addr 127.0.0.1:8138", code: exitFailed}
	}
	stage, err := c.stage(p, newCast())
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	defer stage.clear()
	fmt.Fprintf(p.stdout, "A simulated Slack workspace, with the real bot in it: http://%s\n", listener.Addr())
	fmt.Fprintln(p.stdout, "Be anybody there, ask with /quorum, answer in your messages. Ctrl-C ends it.")
	watched := &watched{}
	server := &http.Server{Handler: watched.by(stage.ws.Page()), ReadHeaderTimeout: 5 * time.Second}
	return stage.play(p.ctx, func(ctx context.Context) error {
		var g errgroup.Group
		g.Go(func() error {
			<-ctx.Done()
			stage.ws.Close() // its event streams would keep the server waiting
			return nil
		})
		if !c.Manual {
			g.Go(func() error { return newCrowd(stage.ws, leisurely(), watched.is).live(ctx) })
			g.Go(func() error { return openingScene(ctx, stage.ws) })
		}
		g.Go(func() error { return serveUntil(ctx, server, listener) })
		return g.Wait()
	})
}

// stage is a simulated workspace with the real bot in it.
type stage struct {
	ws    *slacksim.Workspace
	bot   *assembly
	clear func() // deletes what the demo alone needed
}

// stage sets up a workspace as cast says, and the bot as an operator would for it: with its tokens and its address.
func (c demoCommand) stage(p *program, cast func(*slacksim.Workspace)) (*stage, error) {
	manifest, err := socketManifest()
	if err != nil {
		return nil, err
	}
	ws := slacksim.New(slacksim.Options{Team: "Harbour", Manifest: manifest, ForgetCalls: true})
	url, err := ws.Listen("127.0.0.1:0")
	if err != nil {
		ws.Close()
		return nil, err
	}
	cast(ws)
	s := &stage{ws: ws, clear: func() { ws.Close() }}
	settings := config.Defaults()
	settings.Transport, settings.Listen = config.Socket, "127.0.0.1:0"
	settings.Slack = config.Slack{BotToken: config.NewSecret(ws.BotToken()), AppToken: config.NewSecret(ws.AppToken()), APIURL: url + "/api/"}
	settings.Limits = config.Limits{PostsPerSecond: 1000, StartPerSecond: 1000, Burst: 1000, MaxStakeholders: 1000}
	if settings.Database = c.DB; c.DB == "" {
		folder, err := os.MkdirTemp("", "quorum-demo-")
		if err != nil {
			ws.Close()
			return nil, err
		}
		settings.Database = filepath.Join(folder, "quorum.db")
		s.clear = func() { ws.Close(); _ = os.RemoveAll(folder) }
	}
	log := slog.New(slog.NewTextHandler(p.stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	if s.bot, err = assemble(p.ctx, settings, log); err != nil {
		s.clear()
		return nil, err
	}
	return s, nil
}

// play runs the bot, and the given act as soon as the bot is connected, until the act or ctx ends.
func (s *stage) play(ctx context.Context, act func(context.Context) error) error {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", s.bot.settings.Listen)
	if err != nil {
		return err
	}
	ctx, end := context.WithCancel(ctx)
	defer end()
	var g errgroup.Group
	g.Go(func() error { defer end(); return s.bot.run(ctx, listener) })
	g.Go(func() error {
		defer end()
		if !s.until(ctx, func() bool { return s.ws.Connections() > 0 }) {
			return nil
		}
		return act(ctx)
	})
	return g.Wait()
}

// until waits for something to hold in the workspace; false when ctx ends first.
func (s *stage) until(ctx context.Context, holds func() bool) bool {
	changes, stop := s.ws.Subscribe()
	defer stop()
	for !holds() {
		select {
		case <-ctx.Done():
			return false
		case <-changes:
		case <-time.After(50 * time.Millisecond): // connections are no change of the workspace
		}
	}
	return true
}

// socketManifest is the app's own manifest, as an operator would paste it.
func socketManifest() ([]byte, error) {
	m, err := slack.NewManifest(slack.ManifestSocket, "")
	if err != nil {
		return nil, err
	}
	return m.JSON()
}
