package slacksim_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/slack-go/slack"

	"quorum/bot/slack/slacksim"
)

// TestFaults checks for every kind of fault what slack-go makes of it, and whether the call had its effect.
func TestFaults(t *testing.T) {
	limited := func(d time.Duration) func(error) bool {
		return func(err error) bool {
			var r *slack.RateLimitedError
			return errors.As(err, &r) && r.RetryAfter == d
		}
	}
	status := func(code int) func(error) bool {
		return func(err error) bool {
			var s slack.StatusCodeError
			return errors.As(err, &s) && s.Code == code
		}
	}
	refused := func(want string) func(error) bool {
		return func(err error) bool { return code(err) == want }
	}
	cut := func(err error) bool { return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) }
	late := func(err error) bool { return errors.Is(err, context.DeadlineExceeded) }
	cases := []struct {
		kind slacksim.Kind
		is   func(error) bool
	}{
		{slacksim.Unavailable, status(503)},
		{slacksim.Internal, status(500)},
		{slacksim.Reset, cut},
		{slacksim.Hang, late},
		{slacksim.RateLimited, limited(7 * time.Second)},
		{slacksim.RateLimitedBare, status(429)},
		{slacksim.RateLimitedBody, refused("ratelimited")},
		{slacksim.Fatal, refused("fatal_error")},
		{slacksim.Error("restricted_action"), refused("restricted_action")},
		{slacksim.Garbage, func(err error) bool { return err != nil && code(err) != "" }},
	}
	for _, moment := range []slacksim.Moment{slacksim.Before, slacksim.After} {
		for _, c := range cases {
			t.Run(string(moment)+" "+string(c.kind), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					ws := office(t)
					f := ws.Fail("chat.postMessage", moment, c.kind, slacksim.Times(1), slacksim.RetryAfter(7*time.Second))
					ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
					defer cancel()
					_, _, err := client(ws).PostMessageContext(ctx, id(ws, "ada"), slack.MsgOptionText("hi", false))
					if err == nil || !c.is(err) {
						t.Errorf("got %v", err)
					}
					calls := ws.Calls("chat.postMessage")
					if len(calls) != 1 || calls[0].Took != (moment == slacksim.After) || calls[0].Fault != c.kind || f.Hits() != 1 {
						t.Errorf("calls %+v", calls)
					}
					if moment == slacksim.After {
						ws.User("ada").ExpectDM("hi")
					} else {
						ws.User("ada").ExpectNoDM("")
					}
					if _, _, err := client(ws).PostMessage(id(ws, "ada"), slack.MsgOptionText("again", false)); err != nil {
						t.Errorf("a second time: %v", err)
					}
				})
			})
		}
	}
}

func TestFaultsByChanceAreTheSameInEveryRun(t *testing.T) {
	run := func() (struck []bool) {
		ws := slacksim.New(slacksim.Options{TB: t})
		ada := ws.AddUser("ada")
		ws.Fail("*", slacksim.Before, slacksim.Unavailable, slacksim.Chance(0.3, 42))
		for range 50 {
			_, _, err := client(ws).PostMessage(ada.ID, slack.MsgOptionText("hi", false))
			struck = append(struck, err != nil)
		}
		return struck
	}
	first, second, hits := run(), run(), 0
	for i := range first {
		if first[i] != second[i] {
			t.Fatalf("call %d differs", i)
		}
		if first[i] {
			hits++
		}
	}
	if hits < 5 || hits > 25 {
		t.Errorf("%d of 50 were struck", hits)
	}
}

func TestAFaultMayChooseItsCallsAndStop(t *testing.T) {
	ws := office(t)
	f := ws.Fail("chat.postMessage", slacksim.Before, slacksim.Unavailable,
		slacksim.When(func(c slacksim.Call) bool { return c.Args["channel"] == id(ws, "ben") }))
	post := func(to string) error {
		_, _, err := client(ws).PostMessage(id(ws, to), slack.MsgOptionText("hi", false))
		return err
	}
	if err := post("ada"); err != nil {
		t.Error(err)
	}
	if err := post("ben"); err == nil {
		t.Error("the fault did not strike")
	}
	f.Stop()
	if err := post("ben"); err != nil {
		t.Error(err)
	}
}

func TestRateLimits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ws := office(t, func(o *slacksim.Options) { o.RateLimits = true })
		ws.SetRate("chat.postMessage", 60, 5)
		api := client(ws)
		post := func(to string) time.Duration {
			_, _, err := api.PostMessage(id(ws, to), slack.MsgOptionText("hi", false))
			var r *slack.RateLimitedError
			switch {
			case err == nil:
				return 0
			case !errors.As(err, &r):
				t.Fatal(err)
			}
			return r.RetryAfter
		}
		for range 4 {
			if wait := post("ada"); wait != 0 {
				t.Fatalf("limited within the burst: %v", wait)
			}
		}
		if wait := post("ada"); wait != time.Second {
			t.Errorf("the channel's limit: %v", wait)
		}
		if wait := post("ben"); wait != 0 {
			t.Errorf("another channel: %v", wait)
		}
		if wait := post("ben"); wait != time.Second {
			t.Errorf("the workspace's limit: %v", wait)
		}
		time.Sleep(time.Second)
		if wait := post("ada"); wait != 0 {
			t.Errorf("after Retry-After: %v", wait)
		}
		if _, err := api.AuthTest(); err != nil {
			t.Errorf("another method: %v", err)
		}
		if n := ws.Limited("chat.postMessage"); n != 2 {
			t.Errorf("%d refusals", n)
		}
		ws.SetRateLimits(false)
		for range 20 {
			if wait := post("ada"); wait != 0 {
				t.Fatalf("limited although off: %v", wait)
			}
		}
	})
}

func TestRetryAfterIsMeant(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ws := office(t, func(o *slacksim.Options) { o.RateLimits = true })
		ws.SetRate("auth.test", 40, 1) // a token every 1.5 s, so Retry-After is 2
		api := client(ws)
		refused := func() bool {
			_, err := api.AuthTest()
			var r *slack.RateLimitedError
			return errors.As(err, &r)
		}
		if refused() || !refused() {
			t.Fatal("the burst is not one")
		}
		time.Sleep(1700 * time.Millisecond)
		if !refused() {
			t.Error("let in before Retry-After was over")
		}
		time.Sleep(300 * time.Millisecond)
		if refused() {
			t.Error("refused after Retry-After")
		}
	})
}

func TestTheDocumentedTiersHold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ws := office(t, func(o *slacksim.Options) { o.RateLimits = true })
		api := client(ws)
		channel, ts, err := api.PostMessage(id(ws, "ada"), slack.MsgOptionText("hi", false))
		if err != nil {
			t.Fatal(err)
		}
		start, done := time.Now(), 0
		for time.Since(start) < 10*time.Minute {
			_, _, _, err := api.UpdateMessage(channel, ts, slack.MsgOptionText("x", false))
			var r *slack.RateLimitedError
			if errors.As(err, &r) {
				time.Sleep(r.RetryAfter)
				continue
			}
			done++
		}
		if done < 480 || done > 515 {
			t.Errorf("%d updates in ten minutes, want about 500", done)
		}
	})
}

func TestFaultsOfTheSocketAddress(t *testing.T) {
	ws := office(t)
	ws.Fail("link", slacksim.Before, slacksim.Unavailable, slacksim.Times(1))
	_, url, err := client(ws).StartSocketModeContext(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	_, resp, err := ws.Dialer().Dial(url, nil)
	if err == nil || resp == nil || resp.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("%v, %v", resp, err)
	}
}
