package inbound

import (
	"context"
	"net"
	"net/http"
	"time"

	"github.com/gorilla/websocket"
)

const (
	handshakeWithin = 10 * time.Second
	// oneFrame holds the largest acknowledgement: Slack does not put together
	// what is split over several frames.
	oneFrame = 32 << 10
)

// observedDialer is the dialer with every byte from the other side noticed. The
// library answers pings by itself and tells nobody that it was pinged.
func observedDialer(base *websocket.Dialer, heard func()) *websocket.Dialer {
	d := websocket.Dialer{Proxy: http.ProxyFromEnvironment, HandshakeTimeout: handshakeWithin}
	if base != nil {
		d = *base
	}
	d.WriteBufferSize = max(d.WriteBufferSize, oneFrame)
	if d.NetDialTLSContext != nil {
		d.NetDialTLSContext = observedDial(d.NetDialTLSContext, heard)
	}
	dial := d.NetDialContext
	switch {
	case dial != nil:
	case d.NetDial != nil:
		plain := d.NetDial
		dial = func(_ context.Context, network, address string) (net.Conn, error) { return plain(network, address) }
	default:
		dial = (&net.Dialer{}).DialContext
	}
	d.NetDialContext = observedDial(dial, heard)
	return &d
}

type dialFunc = func(ctx context.Context, network, address string) (net.Conn, error)

func observedDial(dial dialFunc, heard func()) dialFunc {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := dial(ctx, network, address)
		if err != nil {
			return nil, err
		}
		return observedConn{Conn: conn, heard: heard}, nil
	}
}

type observedConn struct {
	net.Conn
	heard func()
}

// Read reads, and says so when something came.
func (c observedConn) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	if n > 0 {
		c.heard()
	}
	return n, err
}
