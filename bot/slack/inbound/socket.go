package inbound

import (
	"context"
	"log/slog"
	"net/http"
	"sync/atomic"
	"time"

	"quorum/bot"

	"github.com/gorilla/websocket"
	"golang.org/x/sync/semaphore"
)

const (
	defaultConnections = 2
	defaultStagger     = 3 * time.Minute
	defaultDrain       = 5 * time.Second
	// linger lets the library write what it has queued: it offers no flush.
	linger = 100 * time.Millisecond
)

// SocketConfig is what [NewSocket] needs: AppToken and Handler, the rest has
// defaults.
type SocketConfig struct {
	AppToken string
	Handler  Handler
	Log      *slog.Logger // default slog.Default()
	Metrics  *Metrics     // default unregistered
	Guard    *bot.Guard   // of what runs on its own; may be nil

	APIURL     string            // default Slack's; with a slash at the end
	HTTPClient *http.Client      // opens connections; default one with a timeout of 10 s
	Dialer     *websocket.Dialer // default one with a timeout of 10 s

	// Connections is how many are held open, default 2. Slack closes each every
	// few hours with a gap of some hundred milliseconds before the next; the
	// other one covers it. Slack allows an app 10 in all.
	Connections int
	// Stagger is the time from the start of one connection to the next, so that
	// they are not refreshed together. Default 3 minutes.
	Stagger time.Duration
	// InFlight bounds the deliveries being handled, default 1,024. Further ones
	// are shed: not acknowledged, for Slack to deliver again.
	InFlight int
	// Drain is how long Run, once asked to stop, waits for what is in flight.
	// Default 5 s.
	Drain time.Duration
	// Ping is how long a connection may be silent before it is replaced.
	// Default 30 s, which is also the least that Slack keeps up with.
	Ping time.Duration
}

// Socket takes in what Slack sends over Socket Mode.
type Socket struct {
	config  SocketConfig
	intake  intake
	slots   *semaphore.Weighted
	conns   []*socketConn
	contact atomic.Int64 // unix nanoseconds
}

// NewSocket returns a Socket that connects when it is run.
func NewSocket(c SocketConfig) *Socket {
	if c.HTTPClient == nil {
		c.HTTPClient = &http.Client{Timeout: 10 * time.Second}
	}
	setDefault(&c.Connections, defaultConnections)
	setDefault(&c.InFlight, defaultInFlight)
	setDefault(&c.Stagger, defaultStagger)
	setDefault(&c.Drain, defaultDrain)
	setDefault(&c.Ping, 30*time.Second)
	in := newIntake(c.Handler, c.Log, c.Metrics, c.Guard, "socket")
	c.Guard = in.guard
	s := &Socket{
		config: c,
		intake: in,
		slots:  semaphore.NewWeighted(int64(c.InFlight)),
	}
	for i := range c.Connections {
		s.conns = append(s.conns, &socketConn{socket: s, number: i + 1})
	}
	return s
}

func setDefault[T int | time.Duration](field *T, value T) {
	if *field <= 0 {
		*field = value
	}
}

// Run holds the connections open until ctx ends, and then returns nil after
// everything in flight is handled and acknowledged, or Drain has passed.
// Before that it returns only when Slack refuses the app token for good: the
// error wraps [errRefused].
func (s *Socket) Run(ctx context.Context) error {
	// The connections outlive ctx, so that what is in flight can be acknowledged.
	life, hangUp := context.WithCancel(context.WithoutCancel(ctx))
	defer hangUp()
	group, life := s.config.Guard.Group(life)
	for i, conn := range s.conns {
		group.Go("sockets", func() error {
			if !wait(life, time.Duration(i)*s.config.Stagger) {
				return nil
			}
			return s.config.Guard.Keep(life, "sockets", conn.supervise)
		})
	}
	select {
	case <-ctx.Done():
		s.drain(life)
	case <-life.Done():
	}
	hangUp()
	return group.Wait()
}

// drain takes every slot, so that nothing more is taken in, as they get free.
func (s *Socket) drain(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, s.config.Drain)
	defer cancel()
	if err := s.slots.Acquire(ctx, int64(s.config.InFlight)); err != nil {
		s.intake.log.Warn("stopped with deliveries in flight", "error", err)
		return
	}
	wait(ctx, linger)
}

// LastContact is when Slack was last heard of on any connection, be it only by
// a ping; the zero time before the first. A live connection is pinged every
// few seconds.
func (s *Socket) LastContact() time.Time {
	at := s.contact.Load()
	if at == 0 {
		return time.Time{}
	}
	return time.Unix(0, at)
}

func (s *Socket) setContact() { s.contact.Store(time.Now().UnixNano()) }

// wait reports whether d has passed before ctx ended.
func wait(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return ctx.Err() == nil
	case <-ctx.Done():
		return false
	}
}
