package slack

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
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

// TestTheSecondConnectionComesMinutesLater, so that both are not refreshed at once.
func TestTheSecondConnectionComesMinutesLater(t *testing.T) {
	socketStory(t, SocketConfig{}, func(t *testing.T, slack *far) {
		slack.only()
		time.Sleep(3*time.Minute + time.Second)
		open := slack.openLines()
		if len(open) != 2 || open[1].opened.Sub(open[0].opened) < 2*time.Minute {
			t.Fatalf("%d connections open after 3 min", len(open))
		}
		if got := tallied(t, slack.metrics, "sockets"); got != 2 {
			t.Errorf("%v sockets counted", got)
		}
		if got := tallied(t, slack.metrics, "sockets_of_app"); got != 2 {
			t.Errorf("%v sockets of the app counted", got)
		}
	})
}

// TestARefreshLeavesNoGap (E2, E7): whatever the reason Slack gives, the library
// hangs up at once; while it opens anew the other connection takes in.
func TestARefreshLeavesNoGap(t *testing.T) {
	for _, reason := range []string{"warning", "refresh_requested", "link_disabled", "too_many_websockets"} {
		t.Run(reason, func(t *testing.T) {
			socketStory(t, SocketConfig{Stagger: time.Second}, func(t *testing.T, slack *far) {
				time.Sleep(2 * time.Second)
				old := slack.openLines()
				if len(old) != 2 {
					t.Fatalf("%d connections open", len(old))
				}
				slow := make(chan string)
				slack.opening(func() string { return <-slow })
				old[0].send(fmt.Sprintf(`{"type":"disconnect","reason":%q}`, reason))
				if slack.only() != old[1] || slack.socket.Up() != 1 {
					t.Fatal("not left with the other connection")
				}
				old[1].send(click("a-1"))
				if slack.ackOf("a-1") == nil {
					t.Error("a click in the gap was not acknowledged")
				}
				slow <- ""
				if got := slack.openLines(); len(got) != 2 || slack.socket.Up() != 2 {
					t.Errorf("%d connections open after the refresh", len(got))
				}
			})
		})
	}
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

// TestTheConsumerNeverBlocks (E9): the library reads nothing more, answers no
// pings and goes down when 50 events wait. With all slots taken, deliveries
// are shed, the connection lives, and what was shed is handled when it comes again.
func TestTheConsumerNeverBlocks(t *testing.T) {
	socketStory(t, SocketConfig{Connections: 1, InFlight: 2}, func(t *testing.T, slack *far) {
		release := make(chan struct{})
		var handled atomic.Int32
		slack.handles(func(context.Context, Inbound) Reply { <-release; handled.Add(1); return Reply{} })
		line := slack.only()
		for i := range 200 {
			line.send(click(fmt.Sprintf("a-%d", i)))
			synctest.Wait()
		}
		time.Sleep(5 * time.Minute)
		if slack.only() != line {
			t.Fatal("the connection went down")
		}
		if got := tallied(t, slack.metrics, "inbound_shed_total"); got != 198 {
			t.Errorf("%v shed, want 198", got)
		}
		close(release)
		if got := len(slack.acks()); got != 2 || handled.Load() != 2 {
			t.Errorf("%d acknowledged, %d handled, want 2", got, handled.Load())
		}
		line.send(click("a-199"))
		if slack.ackOf("a-199") == nil {
			t.Error("redelivered, and not acknowledged")
		}
	})
}

// TestWhatTheLibraryCannotParse (E10, E12) is acknowledged from its raw bytes,
// or handled when it can be read after all.
func TestWhatTheLibraryCannotParse(t *testing.T) {
	var mu sync.Mutex
	var seen []Inbound
	handle := func(_ context.Context, in Inbound) Reply {
		mu.Lock()
		defer mu.Unlock()
		seen = append(seen, in)
		return Reply{}
	}
	messages := map[string]string{
		"unknown event": `{"type":"events_api","envelope_id":"e-1","payload":{"type":"event_callback",
			"team_id":"T1","event_id":"Ev1","event":{"type":"invented_tomorrow"}}}`,
		"unknown envelope":    `{"type":"invented","envelope_id":"e-1","payload":{}}`,
		"payload of a string": `{"type":"interactive","envelope_id":"e-1","payload":"?"}`,
		"no payload":          `{"type":"interactive","envelope_id":"e-1"}`,
		"malformed block": `{"type":"interactive","envelope_id":"e-1","payload":{"type":"block_actions",
			"team":{"id":"T1"},"user":{"id":"U1"},"message":{"ts":"1.1","blocks":{"type":7}},
			"actions":[{"action_id":"answer","value":"yes","action_ts":"5.1"}]}}`,
	}
	for name, message := range messages {
		t.Run(name, func(t *testing.T) {
			seen = nil
			socketStory(t, SocketConfig{Connections: 1}, func(t *testing.T, slack *far) {
				slack.handles(handle)
				slack.only().send(message)
				if slack.ackOf("e-1") == nil {
					t.Errorf("not acknowledged; logged:\n%s", slack.log)
				}
			})
			if name == "malformed block" && (len(seen) != 1 || seen[0].(Click).Value != "yes") {
				t.Errorf("the click was lost: %+v", seen)
			}
			if name != "malformed block" && len(seen) != 0 {
				t.Errorf("handled %+v", seen)
			}
		})
	}
}

// TestNoiseIsSurvived: what is no envelope at all.
func TestNoiseIsSurvived(t *testing.T) {
	socketStory(t, SocketConfig{Connections: 1}, func(t *testing.T, slack *far) {
		line := slack.only()
		for _, noise := range []string{"", "{", "7", "[]", `"x"`, "null", `{"type":7}`, `{"envelope_id":[]}`} {
			line.send(noise)
			synctest.Wait()
		}
		line.send(click("a-1"))
		if got := slack.acks(); len(got) != 1 || got[0].ID != "a-1" {
			t.Errorf("acks = %+v", got)
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
