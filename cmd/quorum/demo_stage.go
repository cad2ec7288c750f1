package main

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"time"

	"quorum/bot/slack/app"
	"quorum/bot/slack/slacksim"
	"quorum/config"

	"golang.org/x/sync/errgroup"
)

// stage is a simulated workspace with the real bot in it.
type stage struct {
	ws     *slacksim.Workspace
	bot    *assembly
	folder string // of the database that the demo alone needs; empty when somebody keeps it
}

// stage sets up a workspace with the given people in it, and the bot as an operator would for it: with its manifest,
// its tokens and its address.
func (c demoCommand) stage(p *program, people func(*slacksim.Workspace)) (*stage, error) {
	manifest, err := app.NewManifest(app.Socket, "")
	if err != nil {
		return nil, err
	}
	pasted, err := manifest.JSON()
	if err != nil {
		return nil, err
	}
	s := &stage{ws: slacksim.New(slacksim.Options{Team: "Harbour", Manifest: pasted, ForgetCalls: true})}
	people(s.ws)
	settings, err := s.settings(c.DB)
	if err == nil {
		log := newLog(config.Log{Level: slog.LevelWarn}, p.stderr)
		s.bot, err = assemble(p.ctx, settings, log)
	}
	if err != nil {
		return nil, errors.Join(err, s.clear())
	}
	s.bot.patience = 500 * time.Millisecond // nobody will start this one again
	return s, nil
}

// settings are what an operator would set for this workspace. It does not limit rates, so the bot need not either.
func (s *stage) settings(database string) (config.Config, error) {
	c := config.Defaults()
	url, err := s.ws.Listen("127.0.0.1:0")
	if err != nil {
		return c, err
	}
	c.Transport, c.Listen = config.Socket, "127.0.0.1:0"
	c.Slack = config.Slack{
		BotToken: config.NewSecret(s.ws.BotToken()), AppToken: config.NewSecret(s.ws.AppToken()), APIURL: url + "/api/",
	}
	c.Limits = config.Limits{PostsPerSecond: 1000, StartPerSecond: 1000, Burst: 1000, MaxStakeholders: 1000}
	c.Database = database
	if database == "" {
		s.folder, err = os.MkdirTemp("", "quorum-demo-")
		c.Database = filepath.Join(s.folder, "quorum.db")
	}
	return c, err
}

// clear ends the workspace and deletes what the demo alone needed.
func (s *stage) clear() error {
	s.ws.Close()
	if s.folder == "" {
		return nil
	}
	return os.RemoveAll(s.folder)
}

// play runs the bot, and the given act as soon as the bot is connected and knows the people. The act ends when ctx does; then the bot stops,
// in a workspace that is still there.
func (s *stage) play(ctx context.Context, act func(context.Context) error) error {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", s.bot.settings.Listen)
	if err != nil {
		return errors.Join(err, s.bot.store.Close())
	}
	running, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	acting, end := context.WithCancel(ctx)
	defer end()
	var g errgroup.Group
	g.Go(func() error { defer end(); return s.bot.run(running, listener) })
	g.Go(func() error {
		defer stop()
		if !s.connected(acting) {
			return nil
		}
		if err := s.bot.people.Refresh(acting, s.ws.Team().ID); err != nil && acting.Err() == nil {
			return err
		}
		return act(acting)
	})
	return g.Wait()
}

// connected waits for the bot to appear in the workspace, which tells nobody of it. False when ctx ends first.
func (s *stage) connected(ctx context.Context) bool {
	for s.ws.Connections() == 0 {
		if !after(ctx, 5*time.Millisecond) {
			return false
		}
	}
	return true
}
