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

// testServer is a server that listens in memory.
type testServer struct {
	t      *testing.T
	server *server
	memory *slacksim.Memory
}

// newTestServer serves handler. Requests that match longPolls may wait.
func newTestServer(t *testing.T, handler http.HandlerFunc, waits ...string) *testServer {
	c := &testServer{t, newServer(handler, slog.New(slog.DiscardHandler), nil, waits...), slacksim.NewMemory("quorum.test")}
	served := make(chan error, 1)
	go func() { served <- c.server.Serve(c.memory) }()
	t.Cleanup(func() {
		if err := errors.Join(c.server.Close(), c.memory.Close()); err != nil {
			t.Error(err)
		}
		if err := <-served; !errors.Is(err, http.ErrServerClosed) {
			t.Error(err)
		}
	})
	return c
}

// dial connects and sends a text, if any.
func (c *testServer) dial(say string) net.Conn {
	c.t.Helper()
	conn, err := c.memory.DialContext(c.t.Context(), "", "")
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

// readAnswer reads one answer, which must be 200.
func (c *testServer) readAnswer(conn net.Conn) {
	c.t.Helper()
	defer synctest.Wait() // until the server has noticed that the connection is idle
	answer, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		c.t.Fatal(err)
	}
	if _, err := io.Copy(io.Discard, answer.Body); err != nil || answer.StatusCode != http.StatusOK {
		c.t.Fatalf("%s, %v", answer.Status, err)
	}
}

// timeUntilClosed returns how long it takes until the server closes the connection.
func timeUntilClosed(conn net.Conn) time.Duration {
	start := time.Now()
	_, _ = io.Copy(io.Discard, conn)
	return time.Since(start)
}

const getRequest = "GET / HTTP/1.1\r\nHost: quorum.test\r\n\r\n"

// TestNoConnectionLastsForEver leaves connections open at different points of a request. The server must close each
// of them.
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
		first   bool // whether the server answers before the connection is left
		within  time.Duration
	}{
		"nothing is said":        {reads, "", false, headerTimeout},
		"half a header":          {reads, "GET / HTTP/1.1\r\nHost: quo", false, headerTimeout},
		"half a body":            {reads, "POST / HTTP/1.1\r\nHost: quorum.test\r\nContent-Length: 100\r\n\r\nhalf", false, readTimeout},
		"an answer, and no more": {reads, getRequest, true, idleTimeout},
		"an answer unread":       {floods, getRequest, false, writeTimeout},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				conn := newTestServer(t, test.handler).dial(test.say)
				if test.first {
					(&testServer{t: t}).readAnswer(conn)
				}
				if name == "an answer unread" {
					time.Sleep(writeTimeout) // in the synctest bubble
					synctest.Wait()
					_ = conn.SetReadDeadline(time.Now())
				}
				if took := timeUntilClosed(conn); took > test.within+time.Second {
					t.Errorf("it stayed open for %s, longer than %s", took, test.within)
				}
			})
		})
	}
}

// TestIdleConnectionsMakeRoom opens many connections that send nothing. The server must still answer new ones.
func TestIdleConnectionsMakeRoom(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newTestServer(t, func(http.ResponseWriter, *http.Request) {})
		c.server.limiter.limit = 10
		kept := c.dial(getRequest)
		c.readAnswer(kept)
		for range 9 {
			time.Sleep(time.Millisecond) // in the synctest bubble, so that the order of the connections is known
			c.dial("GET / HTT")
		}
		synctest.Wait()
		c.readAnswer(c.dial(getRequest))
		if _, err := kept.Read(make([]byte, 1)); !errors.Is(err, io.EOF) {
			t.Errorf("the connection that was idle longest says %v, want that it is closed", err)
		}
		for range 100 {
			c.readAnswer(c.dial(getRequest))
		}
		if n := len(c.server.limiter.conns); n > 10 {
			t.Errorf("%d connections are open, want at most 10", n)
		}
	})
}

// TestMoreAtOnceAreTurnedAway has as many requests as connections are allowed. The server must close one more
// connection and answer all requests.
func TestMoreAtOnceAreTurnedAway(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		done := make(chan struct{})
		c := newTestServer(t, func(http.ResponseWriter, *http.Request) { <-done })
		c.server.limiter.limit = 3
		busy := []net.Conn{c.dial(getRequest), c.dial(getRequest), c.dial(getRequest)}
		synctest.Wait()
		if took := timeUntilClosed(c.dial("")); took > 0 {
			t.Errorf("a fourth stayed for %s", took)
		}
		close(done)
		for _, conn := range busy {
			c.readAnswer(conn)
		}
	})
}

// TestWhatMayWaitWaits sends long polls, which wait for hours. They must be answered, and must not count as
// connections.
func TestWhatMayWaitWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newTestServer(t, func(w http.ResponseWriter, r *http.Request) {
			if strings.HasSuffix(r.URL.Path, "/wait") {
				select {
				case <-r.Context().Done():
					return
				case <-time.After(5 * time.Hour):
				}
			}
			fmt.Fprintln(w, r.URL.Path)
		}, "GET /decisions/{id}/wait")
		c.server.limiter.limit = 3
		var waiting []net.Conn
		for range 7 {
			waiting = append(waiting, c.dial("GET /decisions/Q1/wait HTTP/1.1\r\nHost: quorum.test\r\n\r\n"))
			synctest.Wait()
		}
		for range 7 {
			c.readAnswer(c.dial(getRequest))
		}
		for _, conn := range waiting {
			c.readAnswer(conn)
		}
		if took := timeUntilClosed(waiting[0]); took > idleTimeout {
			t.Errorf("once it was answered it stayed open for %s, longer than %s", took, idleTimeout)
		}
	})
}

// TestAHandlerThatPanics expects status 500 and a counted panic; the next request must be answered.
func TestAHandlerThatPanics(t *testing.T) {
	a := testAssembly(t, slog.New(slog.DiscardHandler))
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
