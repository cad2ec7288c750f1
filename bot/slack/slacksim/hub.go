package slacksim

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strconv"
	"sync"
	"time"
)

const (
	maxSockets   = 10
	maxAck       = 20 * 1024 // in bytes; from this size on an acknowledgement is dropped
	warningTime  = 10 * time.Second
	socketBuffer = 4096
)

// hub knows the open Socket Mode connections, and which acknowledgements are awaited.
type hub struct {
	mu       sync.Mutex
	rand     *rand.Rand
	n        int
	disabled bool
	tickets  map[string]bool
	open     []*socket
	pending  map[string]chan []byte
	dropped  int // acknowledgements that were too large
	late     int // acknowledgements that came when nobody waited any more
}

func (h *hub) init(seed uint64) {
	h.rand = rand.New(rand.NewPCG(seed, 1))
	h.tickets, h.pending = make(map[string]bool), make(map[string]chan []byte)
}

// ticket returns a ticket for one connection, or false when Socket Mode is off.
func (h *hub) ticket() (string, bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.n++
	t := "ticket-" + strconv.Itoa(h.n)
	h.tickets[t] = true
	return t, !h.disabled
}

// admit uses up a ticket.
func (h *hub) admit(ticket string) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	ok := h.tickets[ticket]
	delete(h.tickets, ticket)
	return ok
}

// add registers a connection and returns how many there are, or 0 when there are too many already.
func (h *hub) add(s *socket) int {
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.open) >= maxSockets {
		return 0
	}
	h.open = append(h.open, s)
	return len(h.open)
}

func (h *hub) remove(s *socket) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.open = slices.DeleteFunc(h.open, func(other *socket) bool { return other == s })
}

// send puts a frame on any one connection. It returns false when there is none.
func (h *hub) send(frame []byte) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.open) == 0 {
		return false
	}
	h.open[h.rand.IntN(len(h.open))].put(frame)
	return true
}

// expect begins to wait for the acknowledgement of a new envelope.
func (h *hub) expect() (id string, ack chan []byte) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.n++
	id, ack = envelopeID(h.n), make(chan []byte, 1)
	h.pending[id] = ack
	return id, ack
}

func envelopeID(n int) string {
	hex := strconv.FormatInt(int64(n), 16)
	return "00000000-0000-4000-8000-" + "000000000000"[len(hex):] + hex
}

func (h *hub) forget(id string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.pending, id)
}

// acknowledge takes a frame from the app, over any connection.
func (h *hub) acknowledge(frame []byte) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(frame) >= maxAck {
		h.dropped++
		return
	}
	var a struct {
		EnvelopeID string          `json:"envelope_id"`
		Payload    json.RawMessage `json:"payload"`
	}
	if json.Unmarshal(frame, &a) != nil {
		return
	}
	ack, ok := h.pending[a.EnvelopeID]
	if !ok {
		h.late++
		return
	}
	delete(h.pending, a.EnvelopeID)
	ack <- a.Payload
}

func (h *hub) sockets() []*socket {
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.Clone(h.open)
}

func (h *hub) close() {
	for _, s := range h.sockets() {
		s.close()
	}
}
