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

// What a connection may take. A request has arrived, and an answer is read, within these times; a connection over which
// nothing is asked is closed.
const (
	headerTimeout   = 5 * time.Second
	readTimeout     = 10 * time.Second
	writeTimeout    = 20 * time.Second
	idleTimeout     = time.Minute
	mostConnections = 2048
	mostHeader      = 64 << 10 // bytes
)

// server is an HTTP server whose connections are bounded in time and in number.
type server struct {
	*http.Server
	door door
}

// newServer returns a server for a handler. waits names the requests that may wait by contract, as patterns of
// [http.ServeMux]: they may take as long as they like, and their connections are not counted.
//
// A handler that panics answers 500, if it has not begun to answer.
func newServer(handler http.Handler, log *slog.Logger, guard *bot.Guard, waits ...string) *server {
	s := &server{door: door{most: mostConnections, open: map[net.Conn]*caller{}}}
	named := http.NewServeMux()
	for _, pattern := range waits {
		named.HandleFunc(pattern, func(http.ResponseWriter, *http.Request) {})
	}
	s.Server = &http.Server{
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if _, pattern := named.Handler(r); pattern != "" {
				defer s.door.letWait(w, r)()
			}
			if guard.Try("http", func() error { handler.ServeHTTP(w, r); return nil }) != nil {
				w.WriteHeader(http.StatusInternalServerError)
			}
		}),
		ReadHeaderTimeout: headerTimeout, ReadTimeout: readTimeout, WriteTimeout: writeTimeout, IdleTimeout: idleTimeout,
		MaxHeaderBytes: mostHeader, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn),
		ConnState:   s.door.changed,
		ConnContext: func(ctx context.Context, c net.Conn) context.Context { return context.WithValue(ctx, connection{}, c) },
	}
	return s
}

// Serve is that of [http.Server], through the door.
func (s *server) Serve(l net.Listener) error { return s.Server.Serve(&doorway{l, &s.door}) }

// door lets in as many connections as may be open at once. One more takes the place of the one over which nothing has
// been asked for longest, and is turned away when something is asked over each.
type door struct {
	most int

	mu   sync.Mutex
	open map[net.Conn]*caller
}

// caller is what the door knows of an open connection.
type caller struct {
	idle    time.Time // since when nothing is asked over it; zero: something is
	waiting bool      // a request waits by contract
}

// connection is the key of a request's connection in its context.
type connection struct{}

type doorway struct {
	net.Listener
	door *door
}

// Accept returns the next connection that is let in.
func (d *doorway) Accept() (net.Conn, error) {
	for {
		c, err := d.Listener.Accept()
		if err != nil {
			return nil, err
		}
		leaves := d.door.admit(c)
		if leaves == nil {
			return c, nil
		}
		_ = leaves.Close() // it is given up, whatever it says
		if leaves != c {
			return c, nil
		}
	}
}

// admit lets a connection in and returns the one that has to go for it, if any: itself when it is not let in.
func (d *door) admit(c net.Conn) (leaves net.Conn) {
	d.mu.Lock()
	defer d.mu.Unlock()
	counted := 0
	for other, known := range d.open {
		if known.waiting {
			continue
		}
		counted++
		if !known.idle.IsZero() && (leaves == nil || known.idle.Before(d.open[leaves].idle)) {
			leaves = other
		}
	}
	switch {
	case counted < d.most:
		leaves = nil
	case leaves == nil:
		return c
	default:
		delete(d.open, leaves)
	}
	d.open[c] = &caller{idle: time.Now()}
	return leaves
}

// changed keeps track of what a connection does.
func (d *door) changed(c net.Conn, state http.ConnState) {
	d.mu.Lock()
	defer d.mu.Unlock()
	known, ok := d.open[c]
	if !ok {
		return
	}
	switch state {
	case http.StateNew:
	case http.StateActive:
		known.idle = time.Time{}
	case http.StateIdle:
		known.idle = time.Now()
	case http.StateHijacked, http.StateClosed:
		delete(d.open, c)
	}
}

// letWait lets a request wait until the function is called that it returns.
func (d *door) letWait(w http.ResponseWriter, r *http.Request) (over func()) {
	control := http.NewResponseController(w)
	_ = control.SetReadDeadline(time.Time{}) // a server that has no deadlines need not know
	_ = control.SetWriteDeadline(time.Time{})
	c, _ := r.Context().Value(connection{}).(net.Conn)
	set := func(waiting bool) {
		d.mu.Lock()
		defer d.mu.Unlock()
		if known, ok := d.open[c]; ok {
			known.waiting = waiting
		}
	}
	set(true)
	return func() { set(false) }
}
