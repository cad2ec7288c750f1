package slack_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"quorum/bot"
	"quorum/bot/slack"
	"quorum/bot/slack/inbound"
	"quorum/bot/slack/slacksim"
	"quorum/bot/slack/webapi"
	"quorum/polls"
	"quorum/polls/kind"
	"quorum/storage"

	slackgo "github.com/slack-go/slack"
)

// bench is the bot over real HTTP on loopback, in a simulated workspace, with a limit of its own choice.
type bench struct {
	ws     *slacksim.Workspace
	store  *storage.Store
	people *webapi.Directory
	bot    *bot.Bot
	server *httptest.Server // what Slack posts to

	received atomic.Int64 // when the last request came in, in unix nanoseconds
}

func newBench(b *testing.B, limits webapi.Limits) *bench {
	ws := slacksim.New(slacksim.Options{TB: b, Mode: slacksim.HTTP, Patience: time.Minute})
	if _, err := ws.Listen("127.0.0.1:0"); err != nil {
		b.Fatal(err)
	}
	store, err := storage.Open(b.Context(), filepath.Join(b.TempDir(), "quorum.db"), storage.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := store.Close(); err != nil {
			b.Error(err)
		}
	})
	client := webapi.NewClient(webapi.ClientOptions{Token: ws.BotToken(), APIURL: ws.APIURL(), Limiter: webapi.NewLimiter(limits, nil)})
	people := webapi.NewDirectory(client, nil)
	composer := slack.NewComposer(client, people)
	ws.AddUser("asker", slacksim.ID("U9"))
	world := &bench{ws: ws, store: store, people: people, bot: bot.New(store, composer, bot.Options{})}
	world.server = world.listen(b, slack.NewResponder(slack.ResponderOptions{Bot: world.bot, Composer: composer, MaxStakeholders: 20_000}))
	ws.CallbackTo(world.server.URL, world.server.Client())
	return world
}

func (w *bench) listen(b *testing.B, h inbound.Handler) *httptest.Server {
	in, err := inbound.NewHTTP(inbound.HTTPConfig{Secrets: []string{w.ws.SigningSecret()}, Handler: h})
	if err != nil {
		b.Fatal(err)
	}
	server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		w.received.Store(time.Now().UnixNano())
		in.ServeHTTP(rw, r)
	}))
	server.Client().Transport.(*http.Transport).MaxIdleConnsPerHost = 256
	b.Cleanup(server.Close)
	return server
}

// run runs the bot's couriers until the end of the benchmark. It knows everybody, as it does a while after its start.
func (w *bench) run(b *testing.B) {
	if err := w.people.Refresh(b.Context(), w.ws.Team().ID); err != nil {
		b.Fatal(err)
	}
	ctx, cancel := context.WithCancel(b.Context())
	ended := make(chan error, 1)
	go func() { ended <- w.bot.Run(ctx, nil) }()
	b.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			b.Error(err)
		}
	})
}

// ask opens a poll of these people, straight into the store.
func (w *bench) ask(b *testing.B, channel string, people []polls.Person, rule string) polls.ID {
	r := bot.Request{Workspace: w.ws.Team().ID, Key: fmt.Sprint(channel, len(people), time.Now().UnixNano()), Asker: "U9", Channel: channel}
	r.Draft = polls.Draft{Question: "Ship 4.2 on Friday?", Rule: rule, Asked: []polls.Party{{Mentions: []polls.Mention{{ID: "U0"}}}}}
	for _, who := range people {
		r.Asked = append(r.Asked, polls.Invite{Person: who})
	}
	id, err := w.bot.Ask(b.Context(), r)
	if err != nil {
		b.Fatal(err)
	}
	return id
}

// deliver notes that everybody's question stands where they will click it.
func (w *bench) deliver(b *testing.B, id polls.ID) {
	err := w.store.Update(b.Context(), id, func(p *polls.Poll) (events []polls.Event, err error) {
		for _, s := range p.Stakeholders() {
			events = append(events, p.MarkDelivered(time.Now(), s.Person, polls.Place{Channel: "D1", Message: "1.1"})...)
		}
		return events, nil
	})
	if err != nil {
		b.Fatal(err)
	}
}

// settled waits until the bot has noted where the card stands.
func (w *bench) settled(b *testing.B, id polls.ID) {
	changed, stop := w.store.Subscribe()
	defer stop()
	for {
		var card polls.Place
		if err := w.store.View(b.Context(), id, func(p *polls.Poll) error { card = p.Card; return nil }); err != nil {
			b.Fatal(err)
		}
		if !card.IsZero() {
			return
		}
		select {
		case <-changed:
		case <-time.After(10 * time.Millisecond): // to note a place tells nobody
		}
	}
}

// join lets n voters join the workspace.
func (w *bench) join(n int) []polls.Person {
	all := voters(n)
	for _, v := range all {
		w.ws.AddUser(strings.ToLower(string(v)), slacksim.ID(string(v)))
	}
	return all
}

func voters(n int) []polls.Person {
	all := make([]polls.Person, n)
	for i := range all {
		all[i] = voter(i)
	}
	return all
}

func voter(i int) polls.Person { return polls.Person(fmt.Sprintf("U%08d", i)) }

// click posts a signed click as Slack does, and fails unless it was acknowledged.
func (w *bench) click(b *testing.B, server *httptest.Server, id polls.ID, who polls.Person, choice string) {
	now := time.Now()
	payload := fmt.Sprintf(`{"type":"block_actions","team":{"id":%q},"user":{"id":%q,"team_id":%q},"container":{"type":"message","message_ts":"1.1","channel_id":"D1"},"channel":{"id":"D1"},"actions":[{"type":"button","action_id":"choose/0","block_id":"b","value":%q,"action_ts":"%d.%06d"}]}`,
		id.Workspace, who, id.Workspace, id.Key()+"|"+choice, now.Unix(), now.Nanosecond()/1000)
	body := url.Values{"payload": {payload}}.Encode()
	r, err := http.NewRequestWithContext(b.Context(), http.MethodPost, server.URL+"/slack/interactions", strings.NewReader(body))
	if err != nil {
		b.Error(err)
		return
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w.ws.Sign(r.Header, []byte(body), time.Now())
	answer, err := server.Client().Do(r)
	if err != nil {
		b.Error(err)
		return
	}
	defer answer.Body.Close()
	if _, err := io.Copy(io.Discard, answer.Body); err != nil || answer.StatusCode != http.StatusOK {
		b.Errorf("a click was answered %s: %v", answer.Status, err)
	}
}

// perSecond runs n tasks, so many at once.
func perSecond(atOnce, n int, task func(i int)) float64 {
	began := time.Now()
	var all sync.WaitGroup
	for w := range atOnce {
		all.Go(func() {
			for i := w; i < n; i += atOnce {
				task(i)
			}
		})
	}
	all.Wait()
	return float64(n) / time.Since(began).Seconds()
}

// idle is an [inbound.Handler] that stores nothing.
type idle struct{}

// Handle implements [inbound.Handler].
func (idle) Handle(context.Context, inbound.Inbound) inbound.Reply { return inbound.Reply{} }

// BenchmarkSignedClicks compares 256 people clicking at once, their answers stored, with the same requests verified,
// decoded and answered without storing.
func BenchmarkSignedClicks(b *testing.B) {
	const people, clicks = 4000, 4000
	w := newBench(b, webapi.Limits{})
	idle := w.listen(b, idle{})
	id := w.ask(b, "C1", voters(people), "all, within 2h")
	w.deliver(b, id)
	var stored, plain float64
	for round := range max(b.N, 6) {
		choice := []string{kind.Yes, kind.No}[round%2] // each round changes every answer
		stored = max(stored, perSecond(256, clicks, func(i int) { w.click(b, w.server, id, voter(i), choice) }))
		plain = max(plain, perSecond(256, clicks, func(i int) { w.click(b, idle, id, voter(i), choice) }))
	}
	b.ReportMetric(stored, "stored/s")
	b.ReportMetric(plain, "plain/s")
	b.ReportMetric(stored/plain, "ratio")
}

// BenchmarkDecidingClick compares the time from receiving a deciding click to its summary being accepted by Slack with
// one bare durable commit and one HTTP call that posts a message.
func BenchmarkDecidingClick(b *testing.B) {
	w := newBench(b, webapi.Limits{Start: 10_000, Cap: 10_000, Burst: 10_000})
	rounds := max(b.N, 40)
	w.join(2 * rounds)
	w.run(b)
	w.ws.AddUser("ada")
	other := w.ws.AddChannel("other", "ada").InviteBot()
	library := slackgo.New(w.ws.BotToken(), slackgo.OptionAPIURL(w.ws.APIURL()))
	var decided, bare []time.Duration
	for i := range rounds {
		channel := w.ws.AddChannel(fmt.Sprintf("room-%d", i), "ada").InviteBot()
		people := []polls.Person{voter(2 * i), voter(2*i + 1)} // each has a conversation of their own, and its limit
		id := w.ask(b, channel.ID, people, "1, within 2h")
		card := channel.ExpectMessage("Ship 4.2")
		w.settled(b, id)
		w.click(b, w.server, id, people[0], kind.Yes)
		card.ExpectReply("Yes")
		decided = append(decided, time.Since(time.Unix(0, w.received.Load())))

		began := time.Now()
		if err := w.store.Writable(b.Context()); err != nil {
			b.Fatal(err)
		}
		if _, _, err := library.PostMessageContext(b.Context(), other.ID, slackgo.MsgOptionText("One call.", false)); err != nil {
			b.Fatal(err)
		}
		bare = append(bare, time.Since(began))
	}
	b.ReportMetric(float64(median(decided).Microseconds()), "µs/summary")
	b.ReportMetric(float64(median(bare).Microseconds()), "µs/commit+call")
	b.ReportMetric(float64(median(decided))/float64(median(bare)), "ratio")
}

func median(all []time.Duration) time.Duration {
	slices.Sort(all)
	return all[len(all)/2]
}

// BenchmarkAsking compares the time until everybody's question was accepted with what the limiter allows: one message
// after the other at its rate.
func BenchmarkAsking(b *testing.B) {
	const rate = 200
	for _, people := range []int{10, 100, 1000} {
		b.Run(fmt.Sprint(people), func(b *testing.B) {
			w := newBench(b, webapi.Limits{Start: rate, Cap: rate, Burst: 1})
			all := w.join(people + 1)
			w.run(b)
			w.settled(b, w.ask(b, w.ws.AddChannel("first").InviteBot().ID, all[:1], "all, within 2h")) // connections are open
			channel, before := w.ws.AddChannel("room").InviteBot(), w.ws.Count("chat.postMessage")
			began := time.Now()
			w.ask(b, channel.ID, all[1:], "all, within 2h")
			w.ws.Await("everybody was asked", func() bool { return w.ws.Count("chat.postMessage")-before >= people+1 })
			took := time.Since(began)
			b.ReportMetric(took.Seconds()*rate/float64(people+1), "ratio")
		})
	}
}
