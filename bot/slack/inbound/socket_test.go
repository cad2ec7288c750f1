package inbound

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

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
				if slack.only() != old[1] || slack.socket.open() != 1 {
					t.Fatal("not left with the other connection")
				}
				old[1].send(click("a-1"))
				if slack.ackOf("a-1") == nil {
					t.Error("a click in the gap was not acknowledged")
				}
				slow <- ""
				if got := slack.openLines(); len(got) != 2 || slack.socket.open() != 2 {
					t.Errorf("%d connections open after the refresh", len(got))
				}
			})
		})
	}
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
