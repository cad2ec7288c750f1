package main

import (
	"context"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"

	"quorum/bot"
)

// The time limits of a connection. The whole request must arrive, and the client must read the whole answer, within
// them. A connection without a request is closed after idleTimeout.
const (
	headerTimeout  = 5 * time.Second
	readTimeout    = 10 * time.Second
	writeTimeout   = 20 * time.Second
	idleTimeout    = time.Minute
	maxConnections = 2048
	maxHeader      = 64 << 10 // bytes
)

// server is an HTTP server that limits how long a connection may last, and how many there may be.
type server struct {
	*http.Server
	limiter connLimiter
}

// newServer returns a server for a handler. longPolls are patterns of [http.ServeMux]. A request that matches one of
// them may take as long as it likes, and its connection does not count towards the limit.
//
// When the handler panics, the server answers 500 if the handler has not written anything yet.
func newServer(handler http.Handler, log *slog.Logger, guard *bot.Guard, longPolls ...string) *server {
	s := &server{limiter: connLimiter{limit: maxConnections, conns: map[net.Conn]*connInfo{}}}
	longPollMux := http.NewServeMux()
	for _, pattern := range longPolls {
		longPollMux.HandleFunc(pattern, func(http.ResponseWriter, *http.Request) {})
	}
	s.Server = &http.Server{
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if _, pattern := longPollMux.Handler(r); pattern != "" {
				defer s.limiter.beginLongPoll(w, r)()
			}
			if guard.Try("http", func() error { handler.ServeHTTP(w, r); return nil }) != nil {
				w.WriteHeader(http.StatusInternalServerError)
			}
		}),
		ReadHeaderTimeout: headerTimeout, ReadTimeout: readTimeout, WriteTimeout: writeTimeout, IdleTimeout: idleTimeout,
		MaxHeaderBytes: maxHeader, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn),
		ConnState:   s.limiter.stateChanged,
		ConnContext: func(ctx context.Context, c net.Conn) context.Context { return context.WithValue(ctx, connKey{}, c) },
	}
	return s
}

// Serve accepts connections from l, as [http.Server.Serve] does, within the limit.
func (s *server) Serve(l net.Listener) error { return s.Server.Serve(&limitedListener{l, &s.limiter}) }

// connLimiter limits how many connections are open at once. One connection more replaces the one that has been idle
// for longest. If none is idle, the new connection is closed.
type connLimiter struct {
	limit int

	mu    sync.Mutex
	conns map[net.Conn]*connInfo
}

// connInfo is what the limiter knows about an open connection.
type connInfo struct {
	idleSince time.Time // since when the connection has no request; zero while it has one
	longPoll  bool      // whether its request is a long poll
}

// connKey is the key of the request's connection in its context.
type connKey struct{}

type limitedListener struct {
	net.Listener
	limiter *connLimiter
}

// Accept returns the next connection that the limiter admits.
func (d *limitedListener) Accept() (net.Conn, error) {
	for {
		c, err := d.Listener.Accept()
		if err != nil {
			return nil, err
		}
		leaves := d.limiter.admit(c)
		if leaves == nil {
			return c, nil
		}
		_ = leaves.Close() // the error does not matter: this connection is not used any more
		if leaves != c {
			return c, nil
		}
	}
}

// admit adds a connection and returns the connection to close instead: nil when there is room, c itself when it is
// not admitted.
func (d *connLimiter) admit(c net.Conn) (leaves net.Conn) {
	d.mu.Lock()
	defer d.mu.Unlock()
	counted := 0
	for other, known := range d.conns {
		if known.longPoll {
			continue
		}
		counted++
		if !known.idleSince.IsZero() && (leaves == nil || known.idleSince.Before(d.conns[leaves].idleSince)) {
			leaves = other
		}
	}
	switch {
	case counted < d.limit:
		leaves = nil
	case leaves == nil:
		return c
	default:
		delete(d.conns, leaves)
	}
	d.conns[c] = &connInfo{idleSince: time.Now()}
	return leaves
}

// stateChanged records the new state of a connection. It is the server's [http.Server.ConnState].
func (d *connLimiter) stateChanged(c net.Conn, state http.ConnState) {
	d.mu.Lock()
	defer d.mu.Unlock()
	known, ok := d.conns[c]
	if !ok {
		return
	}
	switch state {
	case http.StateNew:
	case http.StateActive:
		known.idleSince = time.Time{}
	case http.StateIdle:
		known.idleSince = time.Now()
	case http.StateHijacked, http.StateClosed:
		delete(d.conns, c)
	}
}

// beginLongPoll removes the time limits of a request and does not count its connection, until the caller calls end.
func (d *connLimiter) beginLongPoll(w http.ResponseWriter, r *http.Request) (end func()) {
	control := http.NewResponseController(w)
	_ = control.SetReadDeadline(time.Time{}) // a ResponseWriter without deadlines returns an error, which does not matter
	_ = control.SetWriteDeadline(time.Time{})
	c, _ := r.Context().Value(connKey{}).(net.Conn)
	set := func(waiting bool) {
		d.mu.Lock()
		defer d.mu.Unlock()
		if known, ok := d.conns[c]; ok {
			known.longPoll = waiting
		}
	}
	set(true)
	return func() { set(false) }
}
