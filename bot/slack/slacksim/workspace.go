package slacksim

import (
	"context"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	// The zones of people are known on machines without a zone database too.
	_ "time/tzdata"
)

// Workspace is the simulated workspace. All its methods may be called at the same time from several goroutines.
type Workspace struct {
	opts  Options
	team  Team
	app   App
	feed  feed
	calls callLog
	rates rates
	fault faults
	hub   hub
	sent  deliveries
	made  atomic.Int64 // number of ids made up for blocks
	re    patterns

	mu       sync.Mutex // guards the fields below
	ids      ids
	base     string // URL under which people reach the workspace
	callback string
	client   *http.Client
	scopes   []string
	revoked  string // the error that every call gets; "" for none
	people   []*person
	byID     map[string]*person
	groups   []*group
	channels []*channel
	byChan   map[string]*channel
	views    map[string]*view
	triggers map[string]*trigger
	urls     map[string]*responseURL
	zones    map[string]*time.Location
	readings readCache

	methods map[string]method
	memory  *Memory
	server  *http.Server
	ctx     context.Context
	cancel  context.CancelFunc
	work    sync.WaitGroup
	closed  bool // with mu: no more background work is started
}

// New opens a workspace with one installed app, Slackbot and no people. With Options.TB it is closed at the end of
// the test. It panics when the manifest cannot be read.
func New(opts Options) *Workspace {
	opts, err := opts.withDefaults()
	if err != nil {
		panic(err)
	}
	ws := &Workspace{
		opts: opts, base: "http://slack.test", callback: opts.CallbackURL, client: opts.CallbackClient,
		scopes: opts.Scopes, byID: make(map[string]*person), byChan: make(map[string]*channel),
		views: make(map[string]*view), triggers: make(map[string]*trigger), urls: make(map[string]*responseURL),
		zones: make(map[string]*time.Location),
	}
	ws.re, ws.readings = newPatterns(), readCache{}
	ws.team = Team{ID: ws.ids.next("T", opts.Team), Name: opts.Team, Domain: idWord(opts.Team, false)}
	ws.app = App{
		ID: ws.ids.next("A", opts.App), Name: opts.App, BotID: ws.ids.next("B", opts.App),
		Command: opts.Command, Shortcuts: opts.Shortcuts,
	}
	ws.AddUser("slackbot", ID("USLACKBOT"), RealName("Slackbot"))
	ws.app.BotUserID = ws.AddUser(idWord(opts.App, false), RealName(opts.App), Bot()).ID
	ws.methods = methodTable()
	ws.rates.init(ws.methods, opts.RateLimits)
	ws.hub.init(opts.Seed)
	ws.calls.forget = opts.ForgetCalls
	ws.start()
	if opts.TB != nil {
		opts.TB.Cleanup(ws.Close)
	}
	return ws
}

// start serves the in-memory network.
func (ws *Workspace) start() {
	ws.ctx, ws.cancel = context.WithCancel(context.Background())
	ws.memory = NewMemory("slack.test")
	ws.server = &http.Server{Handler: ws.Handler(), ReadHeaderTimeout: 10 * time.Second}
	ws.background(func() { _ = ws.server.Serve(ws.memory) })
}

// Close ends all connections and deliveries, and waits for them.
func (ws *Workspace) Close() {
	ws.cancel()
	ws.mu.Lock()
	ws.closed = true
	ws.mu.Unlock()
	ws.hub.close()
	_ = ws.server.Close()
	_ = ws.memory.Close()
	ws.client.CloseIdleConnections()
	ws.work.Wait()
}

// background runs f in a goroutine that Close waits for. ws.mu is not held.
func (ws *Workspace) background(f func()) {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	if !ws.closed {
		ws.work.Go(f)
	}
}

// Handler returns the handler for the Web API under /api/, Socket Mode under /link, and response URLs under
// /response/.
func (ws *Workspace) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/api/{method}", ws.serveAPI)
	mux.HandleFunc("/link", ws.serveSocket)
	mux.HandleFunc("POST /response/{id}", ws.serveResponseURL)
	return mux
}

// now returns the time of the workspace.
func (ws *Workspace) now() time.Time { return time.Now() }

// tb returns the TB that stories fail.
func (ws *Workspace) tb() TB {
	if ws.opts.TB != nil {
		return ws.opts.TB
	}
	return panicker{}
}
