package slacksim_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"
	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"

	"quorum/bot/slack/slacksim"
)

func TestACommandReachesASocketAndItsAnswerThePerson(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ws := office(t)
		var got slack.SlashCommand
		connect(t, ws, func(c *socketmode.Client, e socketmode.Event) {
			if e.Type == socketmode.EventTypeSlashCommand {
				got = e.Data.(slack.SlashCommand)
				_ = c.Ack(*e.Request, map[string]string{"text": "Asked <@" + id(ws, "ben") + ">"})
			}
		})
		if trouble := ws.User("ada").Slash("#releases", "/quorum Ship & <go>? @ben @security #old"); trouble != "" {
			t.Fatalf("trouble %s", trouble)
		}
		want := "Ship &amp; &lt;go&gt;? <@" + id(ws, "ben") + "|ben> <!subteam^"
		if !strings.HasPrefix(got.Text, want) || !strings.HasSuffix(got.Text, "|@security> <#"+id(ws, "#old")+"|old>") {
			t.Errorf("text %q, want it to begin %q", got.Text, want)
		}
		if got.UserID != id(ws, "ada") || got.ChannelName != "releases" || got.TriggerID == "" {
			t.Errorf("command %+v", got)
		}
		ws.User("ada").ExpectEphemeral("Asked @ben")
	})
}

func TestWithoutASocketPeopleAreToldAndEventsWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ws := office(t)
		if got := ws.User("ada").Slash("#releases", "/quorum hi"); got != "dispatch_failed" {
			t.Errorf("a command without sockets: %q", got)
		}
		ws.User("ada").OpenHome()
		time.Sleep(30 * time.Second)
		var attempts []int
		connect(t, ws, func(c *socketmode.Client, e socketmode.Event) {
			if e.Request != nil && e.Request.EnvelopeID != "" {
				attempts = append(attempts, e.Request.RetryAttempt)
				_ = c.Ack(*e.Request)
			}
		})
		time.Sleep(2 * time.Minute)
		synctest.Wait()
		if len(attempts) != 1 || attempts[0] != 2 {
			t.Errorf("attempts that arrived: %v, want the one a minute later", attempts)
		}
	})
}

func TestAnEventIsDeliveredAgainUntilItIsAcknowledged(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ws := office(t)
		var at []time.Duration
		var reasons []string
		start := time.Now()
		connect(t, ws, func(_ *socketmode.Client, e socketmode.Event) {
			if e.Type == socketmode.EventTypeEventsAPI {
				at = append(at, time.Since(start))
				reasons = append(reasons, e.Request.RetryReason)
			}
		})
		ws.User("ada").OpenHome()
		time.Sleep(time.Hour)
		synctest.Wait()
		want := []time.Duration{0, 3 * time.Second, 66 * time.Second, 369 * time.Second}
		if len(at) != len(want) {
			t.Fatalf("delivered at %v", at)
		}
		for i := range want {
			if at[i] != want[i] {
				t.Errorf("delivery %d at %v, want %v", i, at[i], want[i])
			}
		}
		if reasons[0] != "" || reasons[1] == "" {
			t.Errorf("reasons %q", reasons)
		}
	})
}

func TestADuplicateHasTheSameEnvelope(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ws := office(t)
		var ids []string
		connect(t, ws, func(c *socketmode.Client, e socketmode.Event) {
			if e.Type == socketmode.EventTypeSlashCommand {
				ids = append(ids, e.Request.EnvelopeID)
				_ = c.Ack(*e.Request)
			}
		})
		ws.Duplicate(slacksim.SlashCommands, 1)
		ws.User("ada").Slash("#releases", "/quorum one")
		ws.User("ada").Slash("#releases", "/quorum two")
		synctest.Wait()
		if len(ids) != 3 || ids[0] != ids[1] || ids[1] == ids[2] {
			t.Errorf("envelopes %q", ids)
		}
	})
}

func TestAnAckThatIsLateOrTooLargeIsLost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ws := office(t)
		conn := dial(t, ws)
		acked := make(chan struct{})
		go func() {
			defer close(acked)
			big := map[string]any{"envelope_id": envelope(conn), "payload": map[string]string{"text": strings.Repeat("x", 21_000)}}
			_ = conn.WriteJSON(big)
			late := map[string]any{"envelope_id": envelope(conn)}
			time.Sleep(4 * time.Second)
			_ = conn.WriteJSON(late)
		}()
		for range 2 {
			if got := ws.User("ada").Slash("#releases", "/quorum hi"); got != "operation_timeout" {
				t.Errorf("trouble %q", got)
			}
		}
		<-acked
		synctest.Wait()
		if dropped, late := ws.LostAcks(); dropped != 1 || late != 1 {
			t.Errorf("lost: %d too large, %d late", dropped, late)
		}
	})
}

// dial opens a Socket Mode connection without slack-go and reads the hello.
func dial(t *testing.T, ws *slacksim.Workspace) *websocket.Conn {
	t.Helper()
	_, url, err := client(ws).StartSocketModeContext(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	conn, _, err := ws.Dialer().Dial(url, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	if got := frame(conn)["type"]; got != "hello" {
		t.Errorf("greeted by %v", got)
	}
	if _, _, err := ws.Dialer().Dial(url, nil); err == nil {
		t.Error("the ticket worked twice")
	}
	return conn
}

func frame(conn *websocket.Conn) map[string]any {
	var f map[string]any
	_ = conn.ReadJSON(&f)
	return f
}

func envelope(conn *websocket.Conn) string {
	id, _ := frame(conn)["envelope_id"].(string)
	return id
}

func TestARefreshWarnsTenSecondsAhead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ws := office(t)
		conn := dial(t, ws)
		start := time.Now()
		ws.RefreshConnections()
		if f := frame(conn); f["type"] != "disconnect" || f["reason"] != "warning" {
			t.Errorf("first %v", f)
		}
		if f := frame(conn); f["reason"] != "refresh_requested" || time.Since(start) != 10*time.Second {
			t.Errorf("then %v after %v", f, time.Since(start))
		}
		if f := frame(conn); f != nil {
			t.Errorf("and then %v", f)
		}
	})
}

func TestSlackGoReconnectsAfterARefresh(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ws := office(t, func(o *slacksim.Options) { o.ConnectionLife = time.Hour })
		hellos := 0
		connect(t, ws, func(c *socketmode.Client, e socketmode.Event) {
			if e.Type == socketmode.EventTypeHello {
				hellos++
			}
			if e.Request != nil && e.Request.EnvelopeID != "" {
				_ = c.Ack(*e.Request)
			}
		})
		time.Sleep(5*time.Hour + time.Minute)
		synctest.Wait()
		if hellos != 6 {
			t.Errorf("%d connections in five hours", hellos)
		}
		if got := ws.User("ada").Slash("#releases", "/quorum hi"); got != "" {
			t.Errorf("trouble %q", got)
		}
	})
}

func TestOnlyTenConnectionsAreKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ws := office(t)
		for range 10 {
			dial(t, ws)
		}
		_, url, err := client(ws).StartSocketModeContext(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		conn, _, err := ws.Dialer().Dial(url, nil)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		if f := frame(conn); f["reason"] != "too_many_websockets" {
			t.Errorf("the eleventh got %v", f)
		}
		if n := ws.Connections(); n != 10 {
			t.Errorf("%d connections", n)
		}
	})
}

func TestPayloadsGoToAnyConnection(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ws := office(t)
		got := make([]int, 2)
		for i := range got {
			connect(t, ws, func(c *socketmode.Client, e socketmode.Event) {
				if e.Type == socketmode.EventTypeSlashCommand {
					got[i]++
					_ = c.Ack(*e.Request)
				}
			})
		}
		for range 40 {
			ws.User("ada").Slash("#releases", "/quorum hi")
		}
		if got[0]+got[1] != 40 || got[0] == 0 || got[1] == 0 {
			t.Errorf("delivered %v", got)
		}
	})
}

func TestDisabledSocketModeEndsEverything(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ws := office(t)
		conn := dial(t, ws)
		ws.DisableSocketMode()
		if f := frame(conn); f["reason"] != "link_disabled" {
			t.Errorf("got %v", f)
		}
		if _, _, err := client(ws).StartSocketModeContext(t.Context()); err == nil {
			t.Error("another connection was opened")
		}
	})
}
