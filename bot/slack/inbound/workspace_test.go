package inbound_test

import (
	"context"
	"log/slog"
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"quorum/bot/slack/inbound"
	"quorum/bot/slack/slacksim"
)

// reception is a handler that keeps what came in, against a workspace.
type reception struct {
	*slacksim.Workspace
	mu    sync.Mutex
	seen  []inbound.Inbound
	reply func(inbound.Inbound) inbound.Reply
}

// Handle implements [Handler].
func (r *reception) Handle(_ context.Context, in inbound.Inbound) inbound.Reply {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.seen = append(r.seen, in)
	if r.reply == nil {
		return inbound.Reply{}
	}
	return r.reply(in)
}

func (r *reception) came() []inbound.Inbound {
	synctest.Wait()
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]inbound.Inbound(nil), r.seen...)
}

// receive tells a story of a workspace whose app only receives.
func receive(t *testing.T, opts slacksim.Options, config inbound.SocketConfig, tell func(t *testing.T, r *reception)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		opts.TB = t
		r := &reception{Workspace: slacksim.New(opts)}
		r.AddUser("ada")
		r.AddChannel("releases", "ada").InviteBot()
		log := slog.New(slog.NewTextHandler(t.Output(), nil))
		if opts.Mode == slacksim.HTTP {
			defer r.overHTTP(t, log)()
		} else {
			defer r.overSocket(t, config, log)()
		}
		tell(t, r)
	})
}

func (r *reception) overSocket(t *testing.T, config inbound.SocketConfig, log *slog.Logger) (stop func()) {
	config.AppToken, config.APIURL, config.Handler, config.Log = r.AppToken(), r.APIURL(), r, log
	config.HTTPClient, config.Dialer = &http.Client{Transport: slowly{r.HTTPClient().Transport}}, r.Dialer()
	socket := inbound.NewSocket(config)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- socket.Run(ctx) }()
	time.Sleep(time.Second)
	return func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	}
}

// slowly takes as long to open a connection as the world does.
type slowly struct{ http.RoundTripper }

// RoundTrip implements [http.RoundTripper].
func (s slowly) RoundTrip(r *http.Request) (*http.Response, error) {
	time.Sleep(250 * time.Millisecond) // in the bubble's time
	return s.RoundTripper.RoundTrip(r)
}

func (r *reception) overHTTP(t *testing.T, log *slog.Logger) (stop func()) {
	posted, err := inbound.NewHTTP(inbound.HTTPConfig{Secrets: []string{r.SigningSecret()}, Handler: r, Log: log})
	if err != nil {
		t.Fatal(err)
	}
	host := slacksim.NewMemory("quorum.test")
	server := &http.Server{Handler: posted, ReadHeaderTimeout: time.Second}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(host) }()
	r.CallbackTo(host.URL(), host.Client())
	if err := r.VerifyURL(); err != nil {
		t.Errorf("the URL is not verified: %v", err)
	}
	if err := r.SSLCheck(); err != nil {
		t.Errorf("the certificate check fails: %v", err)
	}
	return func() {
		_ = host.Close()
		_ = server.Close()
		<-ended
	}
}

// TestBothTransportsFeedOnePath: the same acts come in as the same things, and
// what is said comes back to the person.
func TestBothTransportsFeedOnePath(t *testing.T) {
	came := map[slacksim.Mode]string{}
	for _, mode := range []slacksim.Mode{slacksim.Socket, slacksim.HTTP} {
		t.Run(string(mode), func(t *testing.T) {
			receive(t, slacksim.Options{Mode: mode}, inbound.SocketConfig{}, func(t *testing.T, r *reception) {
				r.reply = func(in inbound.Inbound) inbound.Reply {
					if _, ok := in.(inbound.Command); ok {
						return inbound.Reply{Text: "Nobody was asked."}
					}
					return inbound.Reply{}
				}
				ada := r.User("ada")
				if trouble := ada.Slash("#releases", "/quorum Ship & <go>?"); trouble != "" {
					t.Fatalf("ada sees %s", trouble)
				}
				ada.ExpectEphemeral("Nobody was asked.")
				ada.OpenHome()
				all := r.came()
				command, home := all[0].(inbound.Command), all[1].(inbound.HomeOpened)
				if command.Text != "Ship &amp; &lt;go&gt;?" || home.User != command.User || home.Tab != "home" {
					t.Errorf("came in: %+v, %+v", command, home)
				}
				if command.Key == "" {
					t.Error("the command has no key")
				}
				came[mode] = command.Team + command.User + command.Channel + command.ChannelName + command.Name + command.Text
			})
		})
	}
	if came[slacksim.Socket] != came[slacksim.HTTP] {
		t.Errorf("came in differently: %q", came)
	}
}

// TestDeliveredAgain: an event that was not stored comes again, and a command
// that Slack brings twice has the same key.
func TestDeliveredAgain(t *testing.T) {
	for _, mode := range []slacksim.Mode{slacksim.Socket, slacksim.HTTP} {
		t.Run(string(mode), func(t *testing.T) {
			receive(t, slacksim.Options{Mode: mode}, inbound.SocketConfig{}, func(t *testing.T, r *reception) {
				failing := true
				r.reply = func(inbound.Inbound) inbound.Reply {
					defer func() { failing = false }()
					return inbound.Reply{Unstored: failing}
				}
				r.User("ada").OpenHome()
				time.Sleep(time.Hour)
				opened := r.came()
				if len(opened) != 2 || opened[0] != opened[1] {
					t.Errorf("came in: %+v, want the same twice, and no more once it was stored", opened)
				}
				r.Duplicate(slacksim.SlashCommands, 1)
				r.User("ada").Slash("#releases", "/quorum x")
				commands := r.came()[len(opened):]
				if len(commands) != 2 || commands[0].(inbound.Command).Key != commands[1].(inbound.Command).Key {
					t.Errorf("came in: %+v, want one act twice", commands)
				}
			})
		})
	}
}

// TestNobodyNoticesARefresh: commands every 100 ms around the end of each
// connection's hour. One connection alone loses some, two lose none.
func TestNobodyNoticesARefresh(t *testing.T) {
	for connections, gaps := range map[int]bool{1: true, 2: false} {
		opts := slacksim.Options{ConnectionLife: time.Hour}
		receive(t, opts, inbound.SocketConfig{Connections: connections}, func(t *testing.T, r *reception) {
			lost, sent := 0, 0
			for _, pause := range []time.Duration{time.Hour - 3*time.Second, 3*time.Minute - 4*time.Second} {
				time.Sleep(pause)
				for range 40 {
					time.Sleep(100 * time.Millisecond)
					sent++
					if r.User("ada").Slash("#releases", "/quorum x") != "" {
						lost++
					}
				}
			}
			if (lost > 0) != gaps {
				t.Errorf("%d connections: %d commands of %d lost", connections, lost, sent)
			}
		})
	}
}
