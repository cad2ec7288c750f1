package main

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"time"

	"quorum/bot"
	"quorum/bot/slack"
	"quorum/config"
	"quorum/polls"
	"quorum/storage"

	"github.com/prometheus/client_golang/prometheus"
	"golang.org/x/sync/errgroup"
)

// assembly is the bot put together from its settings: the same for serving a real workspace and for the demo.
type assembly struct {
	settings  config.Config
	log       *slog.Logger
	metrics   *prometheus.Registry
	store     *storage.Store
	client    *slack.Client
	people    *slack.Directory
	composer  *slack.Composer
	bot       *bot.Bot
	responder *slack.Responder
	inbound   *slack.InboundMetrics
	socket    *slack.Socket // in Socket Mode
}

// assemble opens the database and puts the bot together. Nothing is sent, and nobody is reached, before [assembly.run].
func assemble(ctx context.Context, settings config.Config, log *slog.Logger) (*assembly, error) {
	store, err := storage.Open(ctx, settings.Database, storage.Options{})
	if err != nil {
		return nil, err
	}
	a := &assembly{settings: settings, log: log, store: store, metrics: prometheus.NewRegistry()}
	a.inbound = slack.NewInboundMetrics(a.metrics)
	meter := slack.NewOutboundMetrics(a.metrics)
	limits := slack.Limits{Start: settings.Limits.StartPerSecond, Cap: settings.Limits.PostsPerSecond, Burst: settings.Limits.Burst}
	a.client = slack.NewClient(slack.ClientOptions{
		Token: settings.Slack.BotToken.Reveal(), APIURL: settings.Slack.APIURL,
		Limiter: slack.NewLimiter(limits, meter), Metrics: meter,
	})
	a.people = slack.NewDirectory(a.client, log)
	a.composer = slack.NewComposer(a.client, a.people)
	a.bot = bot.New(store, a.composer, bot.Options{
		Admins: persons(settings.Admins), Default: settings.Rule, Log: log, Metrics: a.metrics,
		Hours: polls.Hours{Start: settings.Hours.Start, End: settings.Hours.End},
	})
	a.responder = slack.NewResponder(slack.ResponderOptions{
		Bot: a.bot, Composer: a.composer, Log: log, MaxStakeholders: settings.Limits.MaxStakeholders, Zone: settings.Zone,
	})
	if settings.Transport == config.Socket {
		a.socket = slack.NewSocket(slack.SocketConfig{
			AppToken: settings.Slack.AppToken.Reveal(), Handler: a.responder, Log: log, Metrics: a.inbound,
			APIURL: settings.Slack.APIURL,
		})
	}
	return a, nil
}

func persons(ids []string) []polls.Person {
	var all []polls.Person
	for _, id := range ids {
		all = append(all, polls.Person(id))
	}
	return all
}

// run takes in, answers and tells until ctx ends: it stops taking in first, finishes what is under way, and keeps the
// rest for the next start. Then it closes the database.
func (a *assembly) run(ctx context.Context, listener net.Listener) error {
	defer a.close()
	handler, err := a.handler()
	if err != nil {
		return err
	}
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 5 * time.Second, ErrorLog: slog.NewLogLogger(a.log.Handler(), slog.LevelWarn)}
	intake, stopIntake := context.WithCancel(ctx)
	defer stopIntake()
	work, stopWork := context.WithCancel(context.WithoutCancel(ctx))
	defer stopWork()

	var taking, working errgroup.Group
	taking.Go(func() error { return serveUntil(intake, server, listener) })
	if a.socket != nil {
		taking.Go(func() error { defer stopIntake(); return a.socket.Run(intake) })
	}
	working.Go(func() error { defer stopIntake(); return a.bot.Run(work) })
	working.Go(func() error { return a.people.Run(work) })
	working.Go(func() error { a.introduce(work); return nil })

	err = taking.Wait() // what was accepted is stored by now
	stopWork()
	return errors.Join(err, working.Wait())
}

// serveUntil answers requests until ctx ends, and then finishes those under way.
func serveUntil(ctx context.Context, server *http.Server, listener net.Listener) error {
	stopped := make(chan error, 1)
	stop := context.AfterFunc(ctx, func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience/2)
		defer cancel()
		stopped <- server.Shutdown(ctx)
	})
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		stop()
		return err
	}
	return <-stopped
}

// introduce learns who the bot is, as soon as Slack can be reached, so that messages can link to each other.
func (a *assembly) introduce(ctx context.Context) {
	for pause := time.Second; ctx.Err() == nil; pause = min(2*pause, time.Minute) {
		who, err := a.client.Identify(ctx)
		if err == nil {
			a.composer.SetAddress(who.URL)
			a.log.Info("connected to Slack", "workspace", who.TeamName, "bot", who.Name)
			return
		}
		a.log.Warn("Slack cannot be reached yet", "err", err)
		select {
		case <-ctx.Done():
		case <-time.After(pause):
		}
	}
}

func (a *assembly) close() {
	if err := a.store.Close(); err != nil {
		a.log.Error("the database did not close well; nothing that was saved is lost", "err", err)
	}
}
