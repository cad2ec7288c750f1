package slacksim

import (
	"encoding/json"
	"net/http"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// socket is one Socket Mode connection.
type socket struct {
	conn *websocket.Conn
	out  chan []byte
	done chan struct{}
	once sync.Once
}

// put queues a frame. If the app does not read, the frame is lost.
func (s *socket) put(frame []byte) {
	select {
	case s.out <- frame:
	default:
	}
}

func (s *socket) close() {
	s.once.Do(func() {
		close(s.done)
		_ = s.conn.Close()
	})
}

// serveSocket opens a connection for a client with a valid ticket.
func (ws *Workspace) serveSocket(w http.ResponseWriter, r *http.Request) {
	call := ws.calls.begin("link", args{}, ws.now())
	if ws.fail(w, r, call, Before) {
		return
	}
	if !ws.hub.admit(r.URL.Query().Get("ticket")) {
		call.end(http.StatusForbidden, "invalid_ticket")
		http.Error(w, "invalid_ticket", http.StatusForbidden)
		return
	}
	up := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }, WriteBufferSize: 32 * 1024}
	conn, err := up.Upgrade(w, r, nil)
	if err != nil {
		call.end(http.StatusBadRequest, "upgrade_failed")
		return
	}
	call.end(http.StatusSwitchingProtocols, "")
	ws.talk(&socket{conn: conn, out: make(chan []byte, socketBuffer), done: make(chan struct{})})
}

// talk sends hello and reads acknowledgements until the connection ends.
func (ws *Workspace) talk(s *socket) {
	defer s.close()
	n := ws.hub.add(s)
	if n == 0 {
		s.put(disconnectFrame("too_many_websockets"))
	} else {
		s.put(ws.helloFrame(n))
		defer ws.hub.remove(s)
	}
	ws.background(func() { ws.write(s, n == 0) })
	if ws.ctx.Err() != nil {
		return
	}
	for {
		_, frame, err := s.conn.ReadMessage()
		if err != nil {
			return
		}
		ws.hub.acknowledge(frame)
	}
}

// write sends frames and pings, and refreshes the connection at its maximum age.
func (ws *Workspace) write(s *socket, refused bool) {
	defer s.close()
	ping := time.NewTicker(ws.opts.PingEvery)
	defer ping.Stop()
	var old <-chan time.Time
	if ws.opts.ConnectionLife > 0 {
		old = time.After(ws.opts.ConnectionLife)
	}
	for {
		select {
		case frame := <-s.out:
			_ = s.conn.SetWriteDeadline(time.Now().Add(10 * time.Second))
			if s.conn.WriteMessage(websocket.TextMessage, frame) != nil || refused {
				return
			}
		case <-ping.C:
			if s.conn.WriteControl(websocket.PingMessage, []byte("Ping from slack.test"), time.Now().Add(10*time.Second)) != nil {
				return
			}
		case <-old:
			ws.background(func() { ws.refresh(s) })
		case <-s.done:
			return
		}
	}
}

func (ws *Workspace) helloFrame(n int) []byte {
	life := ws.opts.ConnectionLife
	if life == 0 {
		life = 18060 * time.Second
	}
	return frameJSON(map[string]any{
		"type": "hello", "num_connections": n,
		"connection_info": map[string]any{"app_id": ws.app.ID},
		"debug_info":      map[string]any{"host": "applink-sim", "approximate_connection_time": int(life.Seconds())},
	})
}

func disconnectFrame(reason string) []byte {
	return frameJSON(map[string]any{
		"type": "disconnect", "reason": reason, "debug_info": map[string]any{"host": "applink-sim"},
	})
}

// frameJSON encodes a value that this package has built.
func frameJSON(v any) []byte {
	frame, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return frame
}

// refresh ends a connection as Slack does: it warns, waits ten seconds and closes it.
func (ws *Workspace) refresh(s *socket) {
	s.put(disconnectFrame("warning"))
	select {
	case <-time.After(warningTime):
		s.put(disconnectFrame("refresh_requested"))
	case <-s.done:
		return
	}
	select {
	case <-time.After(time.Second):
		s.close()
	case <-s.done:
	}
}

// RefreshConnections warns every open connection that it is about to end, and ends it ten seconds later.
func (ws *Workspace) RefreshConnections() {
	for _, s := range ws.hub.sockets() {
		ws.background(func() { ws.refresh(s) })
	}
}

// DropConnections closes every open connection without a warning.
func (ws *Workspace) DropConnections() { ws.hub.close() }

// DisableSocketMode ends every connection with link_disabled and opens no more.
func (ws *Workspace) DisableSocketMode() { ws.setSocketMode(true) }

// EnableSocketMode allows connections again after DisableSocketMode.
func (ws *Workspace) EnableSocketMode() { ws.setSocketMode(false) }

func (ws *Workspace) setSocketMode(disabled bool) {
	ws.hub.mu.Lock()
	ws.hub.disabled = disabled
	ws.hub.mu.Unlock()
	if !disabled {
		return
	}
	for _, s := range ws.hub.sockets() {
		s.put(disconnectFrame("link_disabled"))
	}
}

// SendFrame puts a raw text frame on every open connection.
func (ws *Workspace) SendFrame(frame string) {
	for _, s := range ws.hub.sockets() {
		s.put([]byte(frame))
	}
}

// Connections returns the number of open Socket Mode connections.
func (ws *Workspace) Connections() int { return len(ws.hub.sockets()) }

// LostAcks returns how many acknowledgements were dropped for their size, and how many came when nobody waited any
// more.
func (ws *Workspace) LostAcks() (dropped, late int) {
	ws.hub.mu.Lock()
	defer ws.hub.mu.Unlock()
	return ws.hub.dropped, ws.hub.late
}

// deliverSocket sends a parcel over any one connection and waits for the acknowledgement.
func (ws *Workspace) deliverSocket(p parcel, d *Delivery) ([]byte, string) {
	id, ack := ws.hub.expect()
	defer ws.hub.forget(id)
	d.Envelope = id
	envelope := map[string]any{
		"envelope_id": id, "type": p.kind, "payload": p.payload, "accepts_response_payload": p.answers,
	}
	if p.kind == EventsAPI {
		envelope["retry_attempt"], envelope["retry_reason"] = p.retry, p.reason
	}
	frame := frameJSON(envelope)
	if !ws.hub.send(frame) {
		return nil, notDispatched
	}
	if ws.twice(p.kind) {
		ws.hub.send(frame)
	}
	select {
	case payload := <-ack:
		return payload, ""
	case <-time.After(ackTime):
		return nil, timedOut
	case <-ws.ctx.Done():
		return nil, notDispatched
	}
}
