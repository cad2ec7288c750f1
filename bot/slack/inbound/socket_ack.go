package inbound

import (
	"context"
	"encoding/json"
	"time"

	"github.com/slack-go/slack/socketmode"
)

// ackWithin bounds the wait for a socket to take an acknowledgement. With all
// sockets down the library queues 20, and a 21st would wait for ever.
const ackWithin = 2500 * time.Millisecond

// accept handles one delivery in a goroutine of its own, or sheds it.
func (s *Socket) accept(from *socketConn, decode func() (envelope, error)) {
	if !s.slots.TryAcquire(1) {
		s.intake.metrics.shed.WithLabelValues("socket").Inc()
		return
	}
	s.config.Guard.Go("sockets", func() {
		defer s.slots.Release(1)
		s.handle(from, decode)
	})
}

func (s *Socket) handle(from *socketConn, decode func() (envelope, error)) {
	envelope, err := decode()
	if err != nil {
		s.intake.metrics.bad.Inc()
		s.intake.log.Warn("message unreadable", "type", envelope.Type, "error", err)
		s.ack(from, envelope.ID, nil)
		return
	}
	if envelope.Retry > 0 {
		s.intake.metrics.retries.WithLabelValues("socket").Inc()
	}
	payload, result := s.intake.take(context.Background(), envelope.Inbound)
	if result != stored && result != ignored {
		return // Slack delivers it again, or tells the person
	}
	if !envelope.AcceptsReply {
		payload = nil
	}
	s.ack(from, envelope.ID, payload)
}

// ack acknowledges on the connection that delivered while that is up, else on
// any that is, else when it comes back.
func (s *Socket) ack(from *socketConn, id string, payload json.RawMessage) {
	if id == "" {
		return
	}
	response := socketmode.Response{EnvelopeID: id}
	result := "sent"
	if payload != nil {
		response.Payload = payload
	}
	if size(response) > MaxSocketReply {
		s.intake.log.Error("reply too large for a socket", "bytes", len(payload))
		response.Payload, result = nil, "bare"
	}
	ctx, cancel := context.WithTimeout(context.Background(), ackWithin)
	defer cancel()
	if err := s.connFor(from).client.Load().SendCtx(ctx, response); err != nil {
		s.intake.log.Warn("acknowledgement not sent", "error", err)
		result = "failed"
	}
	s.intake.metrics.acks.WithLabelValues(result).Inc()
}

// resend sends an acknowledgement that was lost with its socket over another,
// if one is up. Otherwise Slack delivers again.
func (s *Socket) resend(response *socketmode.Response) {
	s.intake.metrics.acks.WithLabelValues("failed").Inc()
	conn := s.connFor(nil)
	if conn == nil || response == nil || !s.slots.TryAcquire(1) {
		return
	}
	payload, _ := response.Payload.(json.RawMessage)
	s.config.Guard.Go("sockets", func() {
		defer s.slots.Release(1)
		s.ack(conn, response.EnvelopeID, payload)
	})
}

// connFor is the preferred connection if it is up, else any that is, else the
// preferred all the same.
func (s *Socket) connFor(preferred *socketConn) *socketConn {
	if preferred != nil && preferred.up.Load() {
		return preferred
	}
	for _, conn := range s.conns {
		if conn.up.Load() {
			return conn
		}
	}
	return preferred
}

// size is what the response takes on the wire.
func size(r socketmode.Response) int {
	raw, err := json.Marshal(r)
	if err != nil {
		return MaxSocketReply + 1
	}
	return len(raw)
}
