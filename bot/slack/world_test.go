package slack_test

import (
	"context"
	"log/slog"
	"net/http"
	"path/filepath"
	"testing"
	"time"

	"quorum/bot"
	"quorum/bot/slack"
	"quorum/bot/slack/slacksim"
	"quorum/storage"
)

// world is a simulated workspace with the real bot in it, over its real store and transport.
type world struct {
	*slacksim.Workspace
	store *storage.Store
	bot   *bot.Bot
	stop  func()
}

// newWorld starts a workspace with ada, ben, cy, di and eve, the channel #releases, and the bot over Socket Mode.
func newWorld(t *testing.T) *world {
	t.Helper()
	ws := slacksim.New(slacksim.Options{TB: t})
	for _, name := range []string{"ada", "ben", "cy", "di", "eve"} {
		ws.AddUser(name)
	}
	ws.AddChannel("releases", "ada", "ben", "cy", "di", "eve").InviteBot()
	store, err := storage.Open(t.Context(), filepath.Join(t.TempDir(), "quorum.db"), storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	w := &world{Workspace: ws, store: store}
	w.start(t)
	t.Cleanup(func() {
		w.stop()
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	return w
}

// start runs the bot until stop.
func (w *world) start(t *testing.T) {
	log := slog.New(slog.NewTextHandler(t.Output(), nil))
	ctx, cancel := context.WithCancel(t.Context())
	client := slack.NewClient(slack.ClientOptions{Token: w.BotToken(), APIURL: w.APIURL(), Transport: w.HTTPClient().Transport})
	composer := slack.NewComposer(client, slack.NewDirectory(client, log))
	w.bot = bot.New(w.store, composer, bot.Options{Log: log})
	responder := slack.NewResponder(slack.ResponderOptions{Bot: w.bot, Composer: composer, Log: log})
	socket := slack.NewSocket(slack.SocketConfig{
		AppToken: w.AppToken(), Handler: responder, Log: log, APIURL: w.APIURL(),
		HTTPClient: &http.Client{Transport: w.HTTPClient().Transport, Timeout: 10 * time.Second}, Dialer: w.Dialer(),
	})
	ended := make(chan error, 2)
	go func() { ended <- w.bot.Run(ctx) }()
	go func() { ended <- socket.Run(ctx) }()
	w.Await("the bot is connected", func() bool { return w.Connections() > 0 })
	w.stop = func() {
		cancel()
		for range 2 {
			if err := <-ended; err != nil {
				t.Error(err)
			}
		}
	}
}
