package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"quorum/bot/slack/slacksim"

	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// counter is a server in memory, and who comes to it.
type counter struct {
	t      *testing.T
	server *server
	at     *slacksim.Memory
}

// newCounter serves handler, letting requests that match waits wait.
func newCounter(t *testing.T, handler http.HandlerFunc, waits ...string) *counter {
	c := &counter{t, newServer(handler, slog.New(slog.DiscardHandler), nil, waits...), slacksim.NewMemory("quorum.test")}
	served := make(chan error, 1)
	go func() { served <- c.server.Serve(c.at) }()
	t.Cleanup(func() {
		if err := errors.Join(c.server.Close(), c.at.Close()); err != nil {
			t.Error(err)
		}
		if err := <-served; !errors.Is(err, http.ErrServerClosed) {
			t.Error(err)
		}
	})
	return c
}

// dial connects and says something.
func (c *counter) dial(say string) net.Conn {
	c.t.Helper()
	conn, err := c.at.DialContext(c.t.Context(), "", "")
	if err != nil {
		c.t.Fatal(err)
	}
	c.t.Cleanup(func() { _ = conn.Close() })
	if say != "" {
		if _, err := io.WriteString(conn, say); err != nil {
			c.t.Fatal(err)
		}
	}
	return conn
}

// answered reads one answer.
func (c *counter) answered(conn net.Conn) {
	c.t.Helper()
	defer synctest.Wait() // until the server knows that nothing more is asked
	answer, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		c.t.Fatal(err)
	}
	if _, err := io.Copy(io.Discard, answer.Body); err != nil || answer.StatusCode != http.StatusOK {
		c.t.Fatalf("%s, %v", answer.Status, err)
	}
}

// lasts is how long it takes until the server has closed a connection.
func lasts(conn net.Conn) time.Duration {
	start := time.Now()
	_, _ = io.Copy(io.Discard, conn)
	return time.Since(start)
}

const aGet = "GET / HTTP/1.1\r\nHost: quorum.test\r\n\r\n"

// TestNoConnectionLastsForEver closes whatever somebody opens and leaves, wherever in a request that is.
func TestNoConnectionLastsForEver(t *testing.T) {
	reads := func(w http.ResponseWriter, r *http.Request) { _, _ = io.Copy(w, r.Body) }
	floods := func(w http.ResponseWriter, _ *http.Request) {
		for {
			if _, err := w.Write(make([]byte, 1<<16)); err != nil {
				return
			}
		}
	}
	for name, test := range map[string]struct {
		handler http.HandlerFunc
		say     string
		first   bool // an answer comes first
		within  time.Duration
	}{
		"nothing is said":        {reads, "", false, headerTimeout},
		"half a header":          {reads, "GET / HTTP/1.1\r\nHost: quo", false, headerTimeout},
		"half a body":            {reads, "POST / HTTP/1.1\r\nHost: quorum.test\r\nContent-Length: 100\r\n\r\nhalf", false, readTimeout},
		"an answer, and no more": {reads, aGet, true, idleTimeout},
		"an answer unread":       {floods, aGet, false, writeTimeout},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				conn := newCounter(t, test.handler).dial(test.say)
				if test.first {
					(&counter{t: t}).answered(conn)
				}
				if name == "an answer unread" {
					time.Sleep(writeTimeout) // of the bubble
					synctest.Wait()
					_ = conn.SetReadDeadline(time.Now())
				}
				if took := lasts(conn); took > test.within+time.Second {
					t.Errorf("it stayed open for %s, longer than %s", took, test.within)
				}
			})
		})
	}
}

// TestIdleConnectionsMakeRoom answers whoever comes, however many connections are open and say nothing.
func TestIdleConnectionsMakeRoom(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCounter(t, func(http.ResponseWriter, *http.Request) {})
		c.server.door.most = 10
		kept := c.dial(aGet)
		c.answered(kept)
		for range 9 {
			time.Sleep(time.Millisecond) // of the bubble: which one came first is to be clear
			c.dial("GET / HTT")
		}
		synctest.Wait()
		c.answered(c.dial(aGet))
		if _, err := kept.Read(make([]byte, 1)); !errors.Is(err, io.EOF) {
			t.Errorf("the connection that was idle longest says %v, want that it is closed", err)
		}
		for range 100 {
			c.answered(c.dial(aGet))
		}
		if n := len(c.server.door.open); n > 10 {
			t.Errorf("%d connections are open, want at most 10", n)
		}
	})
}

// TestMoreAtOnceAreTurnedAway closes what comes while something is asked over each connection, and cuts nobody off.
func TestMoreAtOnceAreTurnedAway(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		done := make(chan struct{})
		c := newCounter(t, func(http.ResponseWriter, *http.Request) { <-done })
		c.server.door.most = 3
		busy := []net.Conn{c.dial(aGet), c.dial(aGet), c.dial(aGet)}
		synctest.Wait()
		if took := lasts(c.dial("")); took > 0 {
			t.Errorf("a fourth stayed for %s", took)
		}
		close(done)
		for _, conn := range busy {
			c.answered(conn)
		}
	})
}

// TestWhatMayWaitWaits lets requests wait that are named, for hours, and does not count their connections.
func TestWhatMayWaitWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCounter(t, func(w http.ResponseWriter, r *http.Request) {
			if strings.HasSuffix(r.URL.Path, "/wait") {
				select {
				case <-r.Context().Done():
					return
				case <-time.After(5 * time.Hour):
				}
			}
			fmt.Fprintln(w, r.URL.Path)
		}, "GET /decisions/{id}/wait")
		c.server.door.most = 3
		var waiting []net.Conn
		for range 7 {
			waiting = append(waiting, c.dial("GET /decisions/Q1/wait HTTP/1.1\r\nHost: quorum.test\r\n\r\n"))
			synctest.Wait()
		}
		for range 7 {
			c.answered(c.dial(aGet))
		}
		for _, conn := range waiting {
			c.answered(conn)
		}
		if took := lasts(waiting[0]); took > idleTimeout {
			t.Errorf("once it was answered it stayed open for %s, longer than %s", took, idleTimeout)
		}
	})
}

// TestAHandlerThatPanics answers 500 and is counted, and the next request is answered.
func TestAHandlerThatPanics(t *testing.T) {
	a := serving(t, slog.New(slog.DiscardHandler))
	server := newServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/broken" {
			panic("ouch")
		}
	}), a.log, a.guard)
	for path, want := range map[string]int{"/broken": 500, "/fine": 200} {
		w := httptest.NewRecorder()
		if server.Handler.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil)); w.Code != want {
			t.Errorf("%s: %d, want %d", path, w.Code, want)
		}
	}
	w := httptest.NewRecorder()
	promhttp.HandlerFor(a.metrics, promhttp.HandlerOpts{}).ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/metrics", nil))
	if !strings.Contains(w.Body.String(), "quorum_panics_total{loop=\"http\"} 1\n") {
		t.Error("the panic was not counted")
	}
}
