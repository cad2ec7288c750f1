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

// sandbox is a simulated workspace with the real bot in it.
type sandbox struct {
	ws     *slacksim.Workspace
	bot    *assembly
	folder string // the temporary folder of the database; empty when --db names a file
}

// newSandbox builds a workspace with the people that addPeople adds. It sets up the bot as an operator would: with
// its manifest, its tokens and Slack's address.
func (c demoCommand) newSandbox(p *program, people func(*slacksim.Workspace)) (*sandbox, error) {
	manifest, err := app.NewManifest(app.Socket, "")
	if err != nil {
		return nil, err
	}
	pasted, err := manifest.JSON()
	if err != nil {
		return nil, err
	}
	s := &sandbox{ws: slacksim.New(slacksim.Options{Team: "Harbour", Manifest: pasted, ForgetCalls: true})}
	people(s.ws)
	settings, err := s.settings(c.DB)
	if err == nil {
		log := newLog(config.Log{Level: slog.LevelWarn}, p.stderr)
		s.bot, err = assemble(p.ctx, settings, log)
	}
	if err != nil {
		return nil, errors.Join(err, s.close())
	}
	s.bot.stopTimeout = 500 * time.Millisecond // this database is not served again, so the stop need not wait for work in progress
	return s, nil
}

// settings returns what an operator would set for this workspace. The workspace limits no rates, so the bot may send
// fast.
func (s *sandbox) settings(database string) (config.Config, error) {
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

// close stops the workspace and deletes the temporary database.
func (s *sandbox) close() error {
	s.ws.Close()
	if s.folder == "" {
		return nil
	}
	return os.RemoveAll(s.folder)
}

// run starts the bot, and starts scenario as soon as the bot is connected and knows the people. The scenario must end
// when its ctx is cancelled. The bot stops after it, while the workspace is still there.
func (s *sandbox) run(ctx context.Context, scenario func(context.Context) error) error {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", s.bot.settings.Listen)
	if err != nil {
		return errors.Join(err, s.bot.store.Close())
	}
	botCtx, stopBot := context.WithCancel(context.WithoutCancel(ctx))
	defer stopBot()
	scenarioCtx, endScenario := context.WithCancel(ctx)
	defer endScenario()
	var g errgroup.Group
	g.Go(func() error { defer endScenario(); return s.bot.run(botCtx, listener) })
	g.Go(func() error {
		defer stopBot()
		if !s.waitConnected(scenarioCtx) {
			return nil
		}
		if err := s.bot.people.Refresh(scenarioCtx, s.ws.Team().ID); err != nil && scenarioCtx.Err() == nil {
			return err
		}
		return scenario(scenarioCtx)
	})
	return g.Wait()
}

// waitConnected waits until the bot is connected. The workspace sends no signal for that, so it looks every 5 ms. It
// returns false when ctx ends first.
func (s *sandbox) waitConnected(ctx context.Context) bool {
	for s.ws.Connections() == 0 {
		if !sleep(ctx, 5*time.Millisecond) {
			return false
		}
	}
	return true
}
