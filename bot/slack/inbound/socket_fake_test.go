package inbound

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"
	"github.com/prometheus/client_golang/prometheus"
)

// memory is a network of pipes, so that a bubble's clock runs whenever all wait.
type memory struct {
	accept chan net.Conn
	closed chan struct{}
	once   sync.Once
}

func (m *memory) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	ours, theirs := net.Pipe()
	select {
	case m.accept <- theirs:
		return ours, nil
	case <-m.closed:
		return nil, net.ErrClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (m *memory) Accept() (net.Conn, error) {
	select {
	case conn := <-m.accept:
		return conn, nil
	case <-m.closed:
		return nil, net.ErrClosed
	}
}

func (m *memory) Close() error {
	m.once.Do(func() { close(m.closed) })
	return nil
}

func (m *memory) Addr() net.Addr { return &net.UnixAddr{Name: "memory"} }

// logBuffer is a log that is read while it is written.
type logBuffer struct {
	mu   sync.Mutex
	text strings.Builder
}

// Write implements [io.Writer].
func (b *logBuffer) Write(line []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.Write(line)
}

// String implements [fmt.Stringer].
func (b *logBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.String()
}

// far is Slack's end: it opens connections and gathers acknowledgements.
type far struct {
	t       *testing.T
	network *memory
	socket  *Socket
	ended   chan error
	stop    func()
	log     *logBuffer
	metrics *prometheus.Registry

	mu    sync.Mutex
	act   handlerFunc
	greet string        // what a new line says instead of hello; "" means hello
	open  func() string // what apps.connections.open answers; "" means ok
	lines []*line
	acked []ack
}

// line is one WebSocket as Slack sees it.
type line struct {
	conn   *websocket.Conn
	opened time.Time
	mute   bool // sends no pings
	closed bool
	writes sync.Mutex
}

// ack is an acknowledgement, and on which line it came.
type ack struct {
	ID      string          `json:"envelope_id"`
	Payload json.RawMessage `json:"payload"`
	on      *line
}

// story runs a Socket against a far end in a bubble, stops it, and checks that
// it ended as it should. Channels are made inside the story: the bubble's clock
// stands still while anything waits for one from outside.
func socketStory(t *testing.T, config SocketConfig, tell func(t *testing.T, slack *far)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		f := &far{
			t: t, log: new(logBuffer), metrics: prometheus.NewRegistry(), ended: make(chan error, 1),
			network: &memory{accept: make(chan net.Conn), closed: make(chan struct{})}, act: stores,
		}
		mux := http.NewServeMux()
		mux.HandleFunc("/api/apps.connections.open", f.connectionsOpen)
		mux.HandleFunc("/link", f.link)
		server := &http.Server{Handler: mux, ReadHeaderTimeout: time.Second}
		go func() { _ = server.Serve(f.network) }()
		transport := &http.Transport{DialContext: f.network.dial}

		config.AppToken, config.APIURL, config.Handler = "xapp-1", "http://slack.test/api/", handlerFunc(f.handle)
		config.HTTPClient = &http.Client{Transport: transport}
		config.Dialer = &websocket.Dialer{NetDialContext: f.network.dial}
		config.Log, config.Metrics = slog.New(slog.NewTextHandler(f.log, nil)), NewMetrics(f.metrics)
		f.socket = NewSocket(config)
		var ctx context.Context
		ctx, f.stop = context.WithCancel(t.Context())
		go func() { f.ended <- f.socket.Run(ctx) }()
		synctest.Wait()

		defer func() { // also when tell gives up
			f.stop()
			if err := <-f.ended; err != nil {
				t.Errorf("Run = %v", err)
			}
			transport.CloseIdleConnections()
			_ = server.Close()
			synctest.Wait()
		}()
		tell(t, f)
	})
}

// handles says what the handler does from now on; it stores if not told.
func (f *far) handles(act handlerFunc) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.act = act
}

func (f *far) handle(ctx context.Context, in Inbound) Reply {
	f.mu.Lock()
	act := f.act
	f.mu.Unlock()
	return act(ctx, in)
}

func (f *far) connectionsOpen(w http.ResponseWriter, r *http.Request) {
	f.mu.Lock()
	open := f.open
	f.mu.Unlock()
	failure := ""
	if open != nil {
		failure = open()
	}
	switch {
	case r.Header.Get("Authorization") != "Bearer xapp-1":
		failure = "invalid_auth"
	case failure == "":
		fmt.Fprint(w, `{"ok":true,"url":"ws://slack.test/link"}`)
		return
	}
	fmt.Fprintf(w, `{"ok":false,"error":%q}`, failure)
}

// opening says what apps.connections.open answers from now on.
func (f *far) opening(open func() string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.open = open
}

// greeting says what new lines say from now on instead of hello.
func (f *far) greeting(message string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.greet = message
}

func (f *far) link(w http.ResponseWriter, r *http.Request) {
	upgrader := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}
	conn, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		f.t.Errorf("upgrade: %v", err)
		return
	}
	l := &line{conn: conn, opened: time.Now()}
	f.mu.Lock()
	f.lines = append(f.lines, l)
	n, greeting := len(f.lines), f.greet
	f.mu.Unlock()
	l.send(cmp.Or(greeting, fmt.Sprintf(`{"type":"hello","num_connections":%d}`, n)))
	done := make(chan struct{})
	go l.ping(done)
	f.listen(l)
	close(done)
}

// ping is Slack's, every ten seconds.
func (l *line) ping(done chan struct{}) {
	for {
		select {
		case <-done:
			return
		case <-time.After(10 * time.Second):
		}
		l.writes.Lock()
		if !l.mute {
			_ = l.conn.WriteControl(websocket.PingMessage, []byte("p"), time.Now().Add(time.Second))
		}
		l.writes.Unlock()
	}
}

func (f *far) listen(l *line) {
	for {
		a := ack{on: l}
		err := l.conn.ReadJSON(&a)
		f.mu.Lock()
		if err != nil {
			l.closed = true
			f.mu.Unlock()
			_ = l.conn.Close()
			return
		}
		f.acked = append(f.acked, a)
		f.mu.Unlock()
	}
}

func (l *line) send(message string) {
	l.writes.Lock()
	defer l.writes.Unlock()
	_ = l.conn.WriteMessage(websocket.TextMessage, []byte(message))
}

// open lines, oldest first, once everything has come to rest.
func (f *far) openLines() []*line {
	synctest.Wait()
	f.mu.Lock()
	defer f.mu.Unlock()
	var out []*line
	for _, l := range f.lines {
		if !l.closed {
			out = append(out, l)
		}
	}
	return out
}

// only is the one open line.
func (f *far) only() *line {
	f.t.Helper()
	open := f.openLines()
	if len(open) != 1 {
		f.t.Fatalf("%d open connections, want 1", len(open))
	}
	return open[0]
}

// acks are those that came so far, once everything has come to rest.
func (f *far) acks() []ack {
	synctest.Wait()
	f.mu.Lock()
	defer f.mu.Unlock()
	return append([]ack(nil), f.acked...)
}

// ackOf is the acknowledgement of an envelope, nil when there is none.
func (f *far) ackOf(id string) *ack {
	for _, a := range f.acks() {
		if a.ID == id {
			return &a
		}
	}
	return nil
}

// click is an envelope with somebody answering.
func click(id string) string {
	return fmt.Sprintf(`{"type":"interactive","envelope_id":%q,"accepts_response_payload":true,"payload":%s}`, id, clickPayload)
}

// command is an envelope with a slash command.
func command(id string) string {
	return fmt.Sprintf(`{"type":"slash_commands","envelope_id":%q,"accepts_response_payload":true,
		"payload":{"team_id":"T1","user_id":"U1","command":"/quorum","text":"x","trigger_id":%q}}`, id, id)
}

// open counts the connections that are open now.
func (s *Socket) open() int {
	n := 0
	for _, conn := range s.conns {
		if conn.up.Load() {
			n++
		}
	}
	return n
}
