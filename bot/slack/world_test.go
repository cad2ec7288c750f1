package slack_test

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"quorum/bot"
	"quorum/bot/slack"
	"quorum/bot/slack/app"
	"quorum/bot/slack/inbound"
	"quorum/bot/slack/slacksim"
	"quorum/bot/slack/webapi"
	"quorum/storage"
	"quorum/storage/storagetest"

	"github.com/prometheus/client_golang/prometheus"
)

// world is a simulated workspace with the real bot in it, over its real store and transport. It is in a bubble in which
// days pass in an instant.
type world struct {
	read map[string]bool // the answers to commands that were told, by when they were posted
	*slacksim.Workspace
	t     *testing.T
	like  likeness
	file  string
	store *storage.Store
	bot   *bot.Bot
	guard *bot.Guard
	stop  func()
}

// likeness says what a world is like; zero fields are as usual.
type likeness struct {
	sim    slacksim.Options
	bot    bot.Options
	store  storage.Options
	limits webapi.Limits
	most   int // stakeholders

	threads bool // the app may read threads
	knows   bool // the bot lists people, as it does outside of stories

	later time.Duration // after the usual beginning
}

// onMonday begins the story when people begin to work: on Monday, 3 January, at 9:00 in Berlin.
func onMonday(l *likeness) { l.later = 56 * time.Hour }

func overHTTP(l *likeness) { l.sim.Mode = slacksim.HTTP }

// installed is what becomes of the workspace when somebody installs the app from its manifest.
func (l *likeness) installed(t *testing.T) slacksim.Options {
	mode, base := app.Socket, ""
	if l.sim.Mode == slacksim.HTTP {
		mode, base = app.HTTP, "https://quorum.test"
	}
	m, err := app.NewManifest(mode, base)
	if err != nil {
		t.Fatal(err)
	}
	if l.threads {
		m = m.WithThreads()
	}
	sim := l.sim
	if sim.Manifest, err = m.JSON(); err != nil {
		t.Fatal(err)
	}
	sim.TB, sim.Patience = t, 5*time.Minute
	sim.PingEvery = 25 * time.Second // hours go by in stories; after 30 seconds without a ping the connection is given up
	return sim
}

// story tells a story in a workspace with ada, ben, cy, di and eve, the channel #releases, and the bot over Socket Mode.
// It begins on Saturday, 1 January 2000, at 01:00 in Berlin, where everybody lives.
func story(t *testing.T, tell func(w *world), changes ...func(*likeness)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		w := &world{t: t, file: storagetest.Empty(t)}
		w.like.limits = webapi.Limits{Start: 50, Cap: 50, Burst: 200}
		for _, change := range changes {
			change(&w.like)
		}
		time.Sleep(w.like.later)
		w.Workspace = slacksim.New(w.like.installed(t))
		for _, name := range []string{"ada", "ben", "cy", "di", "eve"} {
			w.AddUser(name)
		}
		w.AddChannel("releases", "ada", "ben", "cy", "di", "eve").InviteBot()
		w.open()
		w.start()
		defer func() {
			w.stop()
			w.close()
		}()
		tell(w)
	})
}

// bothWays tells a story over Socket Mode and over HTTP.
func bothWays(t *testing.T, tell func(w *world), changes ...func(*likeness)) {
	t.Helper()
	for name, how := range map[string][]func(*likeness){"socket": changes, "http": append(slices.Clone(changes), overHTTP)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			story(t, tell, how...)
		})
	}
}

// open opens the database, again if it was closed.
func (w *world) open() {
	store, err := storage.Open(w.t.Context(), w.file, w.like.store)
	if err != nil {
		w.t.Fatal(err)
	}
	w.store = store
}

func (w *world) close() {
	if err := w.store.Close(); err != nil {
		w.t.Error(err)
	}
}

// restart stops the program and starts it again with the same database; meanwhile, if anything, happens in between.
func (w *world) restart(meanwhile func()) {
	w.stop()
	w.close()
	if meanwhile != nil {
		meanwhile()
	}
	w.open()
	w.start()
}

// start runs the bot until stop.
func (w *world) start() {
	log := slog.New(slog.NewTextHandler(w.t.Output(), nil))
	ctx, cancel := context.WithCancel(w.t.Context())
	counted := prometheus.NewRegistry()
	w.guard = bot.NewGuard(log, counted)
	client := webapi.NewClient(webapi.ClientOptions{
		Token: w.BotToken(), APIURL: w.APIURL(), Transport: w.HTTPClient().Transport, Limiter: webapi.NewLimiter(w.like.limits, nil),
		Guard: w.guard,
	})
	people := webapi.NewDirectory(client, log)
	composer := slack.NewComposer(client, people)
	composer.SetAddress("https://acme.slack.com/")
	options := w.like.bot
	options.Log, options.Guard = log, w.guard
	w.bot = bot.New(w.store, composer, options)
	people.SetMemory(w.bot)
	responder := slack.NewResponder(slack.ResponderOptions{Bot: w.bot, Composer: composer, Log: log, Guard: w.guard, MaxStakeholders: w.like.most})
	ended := make(chan error, 3)
	go func() { ended <- w.bot.Run(ctx, responder) }()
	parts := 2
	if w.like.knows {
		parts++
		go func() { ended <- people.Run(ctx) }()
	}
	hangUp := w.listen(ctx, responder, log, ended)
	w.stop = func() {
		cancel()
		hangUp()
		for range parts {
			if err := <-ended; err != nil {
				w.t.Error(err)
			}
		}
		responder.Finish(10 * time.Second)
		if panics, err := counted.Gather(); err != nil || len(panics) > 0 {
			w.t.Errorf("the bot has panicked: %v, %v", panics, err)
		}
	}
}

// listen takes in what comes from Slack, over the workspace's transport.
func (w *world) listen(ctx context.Context, responder *slack.Responder, log *slog.Logger, ended chan<- error) (hangUp func()) {
	if w.like.sim.Mode == slacksim.HTTP {
		posted, err := inbound.NewHTTP(inbound.HTTPConfig{Secrets: []string{w.SigningSecret()}, Handler: responder, Log: log, Guard: w.guard})
		if err != nil {
			w.t.Fatal(err)
		}
		host := slacksim.NewMemory("quorum.test")
		server := &http.Server{Handler: posted, ReadHeaderTimeout: time.Second}
		go func() {
			_ = server.Serve(host) // it ends by being closed
			ended <- nil
		}()
		w.CallbackTo(host.URL(), host.Client())
		return func() {
			_ = host.Close()
			_ = server.Close()
		}
	}
	socket := inbound.NewSocket(inbound.SocketConfig{
		AppToken: w.AppToken(), Handler: responder, Log: log, Guard: w.guard, APIURL: w.APIURL(),
		HTTPClient: &http.Client{Transport: w.HTTPClient().Transport, Timeout: 10 * time.Second}, Dialer: w.Dialer(),
	})
	go func() { ended <- socket.Run(ctx) }()
	for w.after(time.Second); w.Connections() == 0; w.after(time.Second) {
	}
	return func() {}
}

// after lets time pass.
func (w *world) after(d time.Duration) { time.Sleep(d) }

// ask has ada ask a question in #releases, and returns its card.
func (w *world) ask(text string) *slacksim.Post {
	w.t.Helper()
	if trouble := w.User("ada").Slash("#releases", "/quorum "+text); trouble != "" {
		w.t.Fatalf("ada sees %s", trouble)
	}
	question, _, _ := strings.Cut(text, " @")
	card := w.Channel("releases").ExpectMessage(question, "answered")
	w.after(time.Second) // nobody answers sooner than it is known that the question has arrived
	return card
}

// screen is everything that somebody can read: channels, direct messages, forms and the App Home.
func (w *world) screen(name string) string { return strings.Join(w.screens(name), "\n") }

// screens are the single things on the screen, one after the other.
func (w *world) screens(name string) (all []string) {
	state := w.Snapshot(w.User(name).ID())
	for _, c := range slices.Concat(state.Channels, state.DMs) {
		for _, m := range c.Messages {
			for _, one := range append([]slacksim.Message{m}, m.Replies...) {
				all = append(all, fmt.Sprintf("#%s %s\n%s\n%s", c.Name, one.Read, one.Text, one.Metadata))
			}
		}
	}
	for _, v := range state.Views {
		all = append(all, fmt.Sprintf("form %s\n%s", v.Title, v.Read))
	}
	if state.Home != nil {
		all = append(all, "home\n"+state.Home.Read)
	}
	return all
}

// needed are the permissions without those that a workspace may refuse.
func needed() (names []string) {
	for _, s := range app.Scopes() {
		if !s.Optional {
			names = append(names, s.Name)
		}
	}
	return names
}
