package main

import (
	"context"
	"log/slog"
	"time"

	"quorum/bot"
	"quorum/bot/slack"
	"quorum/bot/slack/inbound"
	"quorum/bot/slack/webapi"
	"quorum/config"
	"quorum/polls"
	"quorum/polls/worktime"
	"quorum/storage"

	"github.com/prometheus/client_golang/prometheus"
)

// assembly holds all parts of the bot, built from the settings. Serving a real workspace and the demo use the same
// assembly.
type assembly struct {
	settings    config.Config
	log         *slog.Logger
	metrics     *prometheus.Registry
	guard       *bot.Guard // starts every goroutine of the bot
	store       *storage.Store
	client      *webapi.Client
	people      *webapi.Directory
	composer    *slack.Composer
	bot         *bot.Bot
	responder   *slack.Responder
	inbound     *inbound.Metrics
	socket      *inbound.Socket // nil unless the transport is Socket Mode
	readiness   readiness
	stopTimeout time.Duration // how long running work may take after the program was told to stop
}

// assemble opens the database and builds the bot. It sends nothing and does not call Slack; [assembly.run] does.
func assemble(ctx context.Context, settings config.Config, log *slog.Logger) (*assembly, error) {
	a := &assembly{settings: settings, log: log, metrics: prometheus.NewRegistry(), stopTimeout: stopTimeout}
	a.guard = bot.NewGuard(log, a.metrics)
	a.readiness.Life, a.readiness.LoadFor, a.readiness.Guard, a.readiness.Loop = readinessTTL, probeTimeout, a.guard, "ready"
	var err error
	a.store, err = storage.Open(ctx, settings.Database, storage.Options{
		Alone: true, Panicked: func(loop string, fault any, stack []byte) { _ = a.guard.Caught(loop, fault, stack) },
	})
	if hint := serveHint(settings.Database, err); hint != "" {
		return nil, &failure{err: err, hint: hint, code: exitFailed}
	}
	if err != nil {
		return nil, err
	}
	a.registerMetrics()
	a.inbound = inbound.NewMetrics(a.metrics)
	meter := webapi.NewMetrics(a.metrics)
	limits := webapi.Limits{Start: settings.Limits.StartPerSecond, Cap: settings.Limits.PostsPerSecond, Burst: settings.Limits.Burst}
	a.client = webapi.NewClient(webapi.ClientOptions{
		Token: settings.Slack.BotToken.Reveal(), APIURL: settings.Slack.APIURL,
		Limiter: webapi.NewLimiter(limits, meter), Metrics: meter, Guard: a.guard,
	})
	a.people = webapi.NewDirectory(a.client, log)
	a.composer = slack.NewComposer(a.client, a.people)
	a.bot = bot.New(a.store, a.composer, bot.Options{
		Admins: persons(settings.Admins), Default: settings.Rule, Log: log, Metrics: a.metrics, Guard: a.guard,
		Work: worktime.Calendar{Zone: settings.Zone, Hours: settings.Hours, Region: settings.Holidays},
	})
	a.people.SetMemory(a.bot)
	a.responder = slack.NewResponder(slack.ResponderOptions{
		Bot: a.bot, Composer: a.composer, Log: log, Guard: a.guard, MaxStakeholders: settings.Limits.MaxStakeholders, Zone: settings.Zone,
	})
	if settings.Transport == config.Socket {
		a.socket = inbound.NewSocket(inbound.SocketConfig{
			AppToken: settings.Slack.AppToken.Reveal(), Handler: a.responder, Log: log, Metrics: a.inbound,
			Guard: a.guard, APIURL: settings.Slack.APIURL,
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
