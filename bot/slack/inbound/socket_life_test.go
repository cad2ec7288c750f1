package inbound

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// TestARefusedTokenEndsIt: there is nothing to wait for.
func TestARefusedTokenEndsIt(t *testing.T) {
	for _, failure := range []string{
		"invalid_auth", "token_revoked", "account_inactive", "not_authed", "missing_scope", "token_expired", "not_allowed_token_type", "forbidden_team",
	} {
		t.Run(failure, func(t *testing.T) {
			socketStory(t, SocketConfig{Stagger: time.Second}, func(t *testing.T, slack *far) {
				time.Sleep(2 * time.Second)
				slack.opening(func() string { return failure })
				slack.openLines()[0].send(`{"type":"disconnect","reason":"refresh_requested"}`)
				err := <-slack.ended
				if !errors.Is(err, errRefused) {
					t.Errorf("Run = %v, want it refused", err)
				}
				slack.ended <- nil // told
			})
		})
	}
}

// TestATroubledSlackIsWaitedFor: link_disabled, internal errors and the like
// pass; the connection comes back by itself and the trouble is counted.
func TestATroubledSlackIsWaitedFor(t *testing.T) {
	socketStory(t, SocketConfig{Connections: 1}, func(t *testing.T, slack *far) {
		slack.opening(func() string { return "internal_error" })
		slack.only().send(`{"type":"disconnect","reason":"link_disabled"}`)
		time.Sleep(10 * time.Minute)
		if slack.socket.open() != 0 || tallied(t, slack.metrics, "socket_failures_total") < 3 {
			t.Errorf("%d up, %v failures", slack.socket.open(), tallied(t, slack.metrics, "socket_failures_total"))
		}
		slack.opening(nil)
		time.Sleep(5*time.Minute + time.Second) // the library waits so long at most
		slack.only().send(click("a-1"))
		if slack.ackOf("a-1") == nil {
			t.Error("not acknowledged after the trouble")
		}
	})
}

// TestADeadPeerIsReplaced (E8) within twice the time it may be silent.
func TestADeadPeerIsReplaced(t *testing.T) {
	socketStory(t, SocketConfig{Connections: 1}, func(t *testing.T, slack *far) {
		time.Sleep(time.Minute)
		line := slack.only()
		line.writes.Lock()
		line.mute = true
		line.writes.Unlock()
		time.Sleep(time.Minute + time.Second)
		if slack.only() == line {
			t.Error("still on the dead connection")
		}
	})
}

// TestLastContact: every ping tells that Slack is there, though nothing is
// delivered for hours.
func TestLastContact(t *testing.T) {
	if !NewSocket(SocketConfig{}).LastContact().IsZero() {
		t.Error("heard of Slack before connecting")
	}
	socketStory(t, SocketConfig{Connections: 1}, func(t *testing.T, slack *far) {
		time.Sleep(3 * time.Hour)
		if silent := time.Since(slack.socket.LastContact()); silent > 10*time.Second {
			t.Errorf("not heard for %v", silent)
		}
		slack.opening(func() string { return "internal_error" })
		slack.only().send(`{"type":"disconnect","reason":"warning"}`)
		synctest.Wait()
		time.Sleep(2 * time.Minute)
		if silent := time.Since(slack.socket.LastContact()); silent < time.Minute {
			t.Errorf("heard %v ago of a Slack that is away", silent)
		}
	})
}

// TestStopping: what is in flight is finished and acknowledged, what comes
// after is left for the next start.
func TestStopping(t *testing.T) {
	socketStory(t, SocketConfig{Connections: 1}, func(t *testing.T, slack *far) {
		begun, release := make(chan struct{}, 2), make(chan struct{})
		slack.handles(func(ctx context.Context, _ Inbound) Reply {
			begun <- struct{}{}
			<-release
			return Reply{Unstored: ctx.Err() != nil}
		})
		line := slack.only()
		line.send(click("a-1"))
		<-begun
		slack.stop()
		synctest.Wait()
		line.send(click("a-2"))
		synctest.Wait()
		close(release)
		if slack.ackOf("a-1") == nil {
			t.Error("what was in flight was not acknowledged")
		}
		if slack.ackOf("a-2") != nil || len(begun) != 0 {
			t.Error("something was taken in after the stop")
		}
	})
}

// TestStoppingDoesNotWaitForEver for a handler that does not return.
func TestStoppingDoesNotWaitForEver(t *testing.T) {
	socketStory(t, SocketConfig{Connections: 1, Drain: 4 * time.Second}, func(t *testing.T, slack *far) {
		release := make(chan struct{})
		slack.handles(func(context.Context, Inbound) Reply { <-release; return Reply{} })
		slack.only().send(click("a-1"))
		synctest.Wait()
		start := time.Now()
		slack.stop()
		slack.ended <- <-slack.ended
		if took := time.Since(start); took < 4*time.Second || took > 5*time.Second {
			t.Errorf("stopped after %v, want 4 s", took)
		}
		close(release)
	})
}

// TestEachSocketIsEndedAtOnce: Slack accepts the socket and says disconnect, for ever. It is asked for the next one after
// growing pauses, each line of the log names the cause, and the connection comes back when Slack lets it live.
func TestEachSocketIsEndedAtOnce(t *testing.T) {
	for _, reason := range []string{"too_many_websockets", "refresh_requested", "link_disabled", "tomorrow"} {
		t.Run(reason, func(t *testing.T) {
			socketStory(t, SocketConfig{Stagger: time.Second}, func(t *testing.T, slack *far) {
				opened := 0
				slack.opening(func() string { slack.mu.Lock(); defer slack.mu.Unlock(); opened++; return "" })
				farewell := `{"type":"disconnect","reason":"` + reason + `"}`
				slack.greeting(farewell)
				for _, l := range slack.openLines() {
					l.send(farewell)
				}
				time.Sleep(10 * time.Second)
				slack.mu.Lock()
				soon, said := opened, strings.Count(slack.log.String(), "at once: "+reason)
				slack.mu.Unlock()
				if soon > 20 || said == 0 || said > soon {
					t.Errorf("asked %d times for a connection, and said %d times why", soon, said)
				}
				time.Sleep(10 * time.Minute)
				slack.mu.Lock()
				later := opened
				slack.mu.Unlock()
				if later-soon > 60 {
					t.Errorf("asked %d times more in ten minutes", later-soon)
				}
				slack.greeting("")
				time.Sleep(2 * time.Minute)
				if got := len(slack.openLines()); got != 2 {
					t.Errorf("%d connections open after the trouble", got)
				}
			})
		})
	}
}
