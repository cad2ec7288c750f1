package inbound

import (
	"encoding/json"
	"fmt"
	"strings"
	"sync/atomic"
	"time"

	slackgo "github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
)

const (
	// shortLife is a life of a socket that Slack has ended at once: it lets live ones be for hours.
	shortLife = 10 * time.Second
	// shortLives is how many such lives in a row the library may follow up at once.
	shortLives = 2
)

// socketLife is what is known of the lives of one connection's sockets.
type socketLife struct {
	since time.Time              // when the present socket was opened; zero: there is none
	short int                    // how many in a row have ended at once
	last  atomic.Pointer[string] // why Slack has ended the last one
}

// hopeless returns why the library is not to go on by itself after an event: Slack refuses the app token, or ends each socket at
// once. The library would open the next one without a pause.
func (c *socketConn) hopeless(event socketmode.Event) error {
	switch event.Type {
	case socketmode.EventTypeConnected:
		c.life.since = time.Now()
	case socketmode.EventTypeConnecting:
		return c.life.end(time.Now())
	case socketmode.EventTypeConnectionError:
		if failed, ok := event.Data.(*slackgo.ConnectionErrorEvent); ok && isRefusal(failed.ErrorObj) {
			return failed.ErrorObj
		}
	}
	return nil
}

// end notes that the present socket has ended, if there was one. It returns an error when too many in a row have ended at once.
func (l *socketLife) end(now time.Time) error {
	if l.since.IsZero() {
		return nil
	}
	life := now.Sub(l.since)
	l.since = time.Time{}
	if life >= shortLife {
		l.short = 0
		return nil
	}
	if l.short++; l.short < shortLives {
		return nil
	}
	reason := l.last.Load()
	switch {
	case reason == nil:
		return fmt.Errorf("each connection is ended at once, without a reason; a proxy may do so")
	case *reason == "too_many_websockets":
		return fmt.Errorf("slack ends each connection at once: too_many_websockets; other programs hold ten connections with the same SLACK_APP_TOKEN: stop them")
	}
	return fmt.Errorf("slack ends each connection at once: %s", *reason)
}

// farewells hears from the library's log why Slack ends a socket, which the library tells nowhere else.
type farewells struct{ life *socketLife }

// Output implements the library's logger.
func (f farewells) Output(_ int, line string) error {
	message, ok := strings.CutPrefix(strings.TrimSpace(line), "Received WebSocket message: ")
	if !ok || !strings.Contains(message, `"disconnect"`) {
		return nil
	}
	var said struct{ Type, Reason string }
	if json.Unmarshal([]byte(message), &said) == nil && said.Type == "disconnect" {
		f.life.last.Store(&said.Reason)
	}
	return nil
}
