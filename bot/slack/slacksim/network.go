package slacksim

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync"

	"github.com/gorilla/websocket"
)

// Memory is a network inside the process with one host: a listener and a dialer for it. It works in testing/synctest
// bubbles.
type Memory struct {
	host  string
	conns chan net.Conn
	done  chan struct{}
	once  sync.Once

	mu      sync.Mutex
	clients []*http.Client
}

// NewMemory returns a network with one host. http://host answers once the caller serves it: http.Serve(memory,
// handler).
func NewMemory(host string) *Memory {
	return &Memory{host: host, conns: make(chan net.Conn), done: make(chan struct{})}
}

// URL returns the address of the host.
func (m *Memory) URL() string { return "http://" + m.host }

// Accept waits for the next connection and returns it.
func (m *Memory) Accept() (net.Conn, error) {
	select {
	case c := <-m.conns:
		return c, nil
	case <-m.done:
		return nil, net.ErrClosed
	}
}

// Close refuses further connections and closes idle connections of its clients.
func (m *Memory) Close() error {
	m.once.Do(func() { close(m.done) })
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, c := range m.clients {
		c.CloseIdleConnections()
	}
	return nil
}

// Addr returns the address of the host.
func (m *Memory) Addr() net.Addr { return memoryAddr(m.host) }

// DialContext connects to the host; it ignores the address.
func (m *Memory) DialContext(ctx context.Context, _, _ string) (net.Conn, error) {
	near, far := net.Pipe()
	select {
	case m.conns <- far:
		return near, nil
	case <-m.done:
		return nil, errors.New("connect: connection refused")
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Client returns an HTTP client that reaches this host, without a timeout.
func (m *Memory) Client() *http.Client {
	c := &http.Client{Transport: &http.Transport{DialContext: m.DialContext, MaxIdleConnsPerHost: 512}}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.clients = append(m.clients, c)
	return c
}

type memoryAddr string

func (a memoryAddr) Network() string { return "memory" }
func (a memoryAddr) String() string  { return string(a) }

// HTTPClient returns a client that reaches the workspace in memory. It has no
// timeout of its own.
func (ws *Workspace) HTTPClient() *http.Client { return ws.memory.Client() }

// Dialer returns the WebSocket dialer for Socket Mode in memory.
func (ws *Workspace) Dialer() *websocket.Dialer {
	return &websocket.Dialer{NetDialContext: ws.memory.DialContext, WriteBufferSize: 32 * 1024}
}

// APIURL returns the base URL of the Web API, with its final slash.
func (ws *Workspace) APIURL() string { return ws.URL() + "/api/" }

// URL returns the base URL of the workspace: in memory, until Listen or SetURL changes it.
func (ws *Workspace) URL() string {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	return ws.base
}

// SetURL sets the base URL, when the caller serves Handler itself.
func (ws *Workspace) SetURL(url string) {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	ws.base = url
}

// Listen serves the workspace on a real address, such as 127.0.0.1:0, until Close, and returns its base URL.
func (ws *Workspace) Listen(addr string) (string, error) {
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return "", fmt.Errorf("listen for the simulated workspace: %w", err)
	}
	ws.SetURL("http://" + l.Addr().String())
	ws.background(func() { _ = ws.server.Serve(l) })
	return ws.URL(), nil
}
