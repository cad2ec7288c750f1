package inbound

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/slack-go/slack/socketmode"
)

func TestAnAckMeansStored(t *testing.T) {
	socketStory(t, SocketConfig{}, func(t *testing.T, slack *far) {
		release := make(chan Reply)
		slack.handles(func(context.Context, Inbound) Reply { return <-release })
		line := slack.only()
		line.send(command("c-1"))
		if len(slack.acks()) != 0 {
			t.Fatal("acknowledged while it was being stored")
		}
		release <- Reply{Text: "Asked."}
		got := slack.ackOf("c-1")
		if got == nil || string(got.Payload) != `{"response_type":"ephemeral","text":"Asked."}` {
			t.Fatalf("ack = %+v", got)
		}
		line.send(click("a-1"))
		release <- Reply{Unstored: true}
		if got := slack.ackOf("a-1"); got != nil {
			t.Errorf("acknowledged though nothing was saved: %+v", got)
		}
		line.send(click("a-1")) // redelivered, with the same id
		release <- Reply{}
		if got := slack.ackOf("a-1"); got == nil || got.Payload != nil {
			t.Errorf("ack = %+v, want a bare one", got)
		}
	})
}

// TestAckAcrossARefresh (E3): the connection that delivered is gone when the
// thing is stored; the acknowledgement takes the other, and does not wait.
func TestAckAcrossARefresh(t *testing.T) {
	socketStory(t, SocketConfig{Stagger: time.Second}, func(t *testing.T, slack *far) {
		release := make(chan Reply)
		slack.handles(func(context.Context, Inbound) Reply { return <-release })
		time.Sleep(2 * time.Second)
		old := slack.openLines()
		slow := make(chan string)
		slack.opening(func() string { return <-slow })
		old[0].send(click("a-1"))
		synctest.Wait()
		old[0].send(`{"type":"disconnect","reason":"warning"}`)
		slack.only()
		release <- Reply{}
		if got := slack.ackOf("a-1"); got == nil || got.on != old[1] {
			t.Errorf("ack = %+v, want it on the living connection", got)
		}
		slow <- ""
	})
}

// TestAckWhenNothingIsUp (E3, E4): acknowledgements wait for the next socket;
// the library queues 20, and a 21st must not wait for ever.
func TestAckWhenNothingIsUp(t *testing.T) {
	socketStory(t, SocketConfig{Connections: 1}, func(t *testing.T, slack *far) {
		release := make(chan struct{})
		slack.handles(func(context.Context, Inbound) Reply { <-release; return Reply{} })
		line := slack.only()
		for i := range 30 {
			line.send(click(fmt.Sprintf("a-%d", i)))
		}
		synctest.Wait()
		slow := make(chan string)
		slack.opening(func() string { return <-slow })
		line.send(`{"type":"disconnect","reason":"warning"}`)
		if got := slack.openLines(); len(got) != 0 {
			t.Fatalf("%d connections open", len(got))
		}
		close(release)
		time.Sleep(ackWithin + time.Second)
		synctest.Wait()
		if got := tallied(t, slack.metrics, "socket_acks_total", "failed"); got != 10 {
			t.Errorf("%v acknowledgements given up, want 10", got)
		}
		slow <- ""
		if got := len(slack.acks()); got != 20 {
			t.Errorf("%d acknowledgements on the next socket, want 20", got)
		}
	})
}

// TestALostAckTakesTheOtherSocket: what could not be written is not requeued
// by the library.
func TestALostAckTakesTheOtherSocket(t *testing.T) {
	socketStory(t, SocketConfig{Stagger: time.Second}, func(t *testing.T, slack *far) {
		time.Sleep(2 * time.Second)
		lines := slack.openLines()
		lost := &socketmode.ErrorWriteFailed{
			Cause: errors.New("broken pipe"), Response: &socketmode.Response{EnvelopeID: "a-1"},
		}
		event := socketmode.Event{Type: socketmode.EventTypeErrorWriteFailed, Data: lost}
		slack.socket.conns[0].on(event)
		if got := slack.ackOf("a-1"); got == nil || got.on != lines[1] {
			t.Errorf("ack = %+v, want it on the other socket", got)
		}
		before := len(slack.acks())
		slack.socket.conns[1].on(event) // none is left: Slack delivers again
		if got := len(slack.acks()); got != before {
			t.Error("acknowledged on a broken socket")
		}
	})
}

// TestALargeReplyLeavesABareAck: Slack drops 20 KB and more without a word.
func TestALargeReplyLeavesABareAck(t *testing.T) {
	const around = len(`{"envelope_id":"c-1","payload":{"response_type":"ephemeral","text":""}}`)
	for _, over := range []int{0, 1} {
		text := strings.Repeat("x", MaxSocketReply-around+over)
		handle := func(context.Context, Inbound) Reply { return Reply{Text: text} }
		socketStory(t, SocketConfig{Connections: 1}, func(t *testing.T, slack *far) {
			slack.handles(handle)
			slack.only().send(command("c-1"))
			got := slack.ackOf("c-1")
			if got == nil || (got.Payload == nil) != (over == 1) {
				t.Errorf("%d bytes over the limit: ack = %.80v", over, got)
			}
			if bare := tallied(t, slack.metrics, "socket_acks_total", "bare"); bare != float64(over) {
				t.Errorf("%v bare acknowledgements counted", bare)
			}
		})
	}
}

// TestNoReplyWhereNoneIsTaken: an event's envelope accepts no payload.
func TestNoReplyWhereNoneIsTaken(t *testing.T) {
	handle := func(context.Context, Inbound) Reply { return Reply{Text: "x", Clear: true} }
	socketStory(t, SocketConfig{Connections: 1}, func(t *testing.T, slack *far) {
		slack.handles(handle)
		slack.only().send(strings.Replace(command("c-1"), `"accepts_response_payload":true,`, "", 1))
		if got := slack.ackOf("c-1"); got == nil || got.Payload != nil {
			t.Errorf("ack = %+v, want a bare one", got)
		}
	})
}

func TestAPanicIsNotAcknowledged(t *testing.T) {
	var calls atomic.Int32
	handle := func(context.Context, Inbound) Reply {
		if calls.Add(1) == 1 {
			panic("boom")
		}
		return Reply{}
	}
	socketStory(t, SocketConfig{Connections: 1}, func(t *testing.T, slack *far) {
		slack.handles(handle)
		line := slack.only()
		line.send(click("a-1"))
		if slack.ackOf("a-1") != nil {
			t.Error("acknowledged")
		}
		if got := strings.Count(slack.log.String(), "boom"); got != 1 {
			t.Errorf("logged %d times, want once", got)
		}
		line.send(click("a-1"))
		if slack.ackOf("a-1") == nil {
			t.Error("redelivered, and not acknowledged")
		}
	})
}
