package inbound

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync/atomic"
	"time"

	slackgo "github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
)

// errRefused is wrapped by the error of [Socket.Run] when Slack refuses the
// app token for good: wrong, revoked, expired, of another kind, without the
// scope connections:write, or of a deactivated account.
var errRefused = errors.New("slack does not accept the app token in SLACK_APP_TOKEN (quorum check says what to do)")

const (
	firstBackoff = time.Second
	maxBackoff   = time.Minute
	// maxMessage bounds one WebSocket message; see maxBody.
	maxMessage = 4 << 20
)

// socketConn is one of the connections. It outlives many sockets: the library
// reconnects by itself on a refresh, and supervise when the library gives up.
type socketConn struct {
	socket *Socket
	number int
	client atomic.Pointer[socketmode.Client]
	up     atomic.Bool
	life   socketLife
}

// supervise runs the connection until ctx ends (nil) or Slack refuses it.
func (c *socketConn) supervise(ctx context.Context) error {
	for pause := firstBackoff; ; pause = min(2*pause, maxBackoff) {
		began := time.Now()
		err := c.run(ctx)
		if time.Since(began) > maxBackoff {
			pause = firstBackoff
		}
		if c.life.short >= shortLives { // each try of these asks Slack for two connections or three
			pause = max(pause, 2*firstBackoff)
		}
		if ctx.Err() != nil {
			return nil
		}
		if isRefusal(err) {
			return fmt.Errorf("%w: %w", errRefused, err)
		}
		c.socket.intake.metrics.failures.Inc()
		c.socket.intake.log.Warn("socket ended", "connection", c.number, "error", err, "again in", pause)
		if !wait(ctx, pause) {
			return nil
		}
	}
}

// isRefusal names the errors after which another attempt can only fail the
// same way.
func isRefusal(err error) bool {
	if err == nil {
		return false
	}
	if status, ok := errors.AsType[slackgo.StatusCodeError](err); ok {
		return status.Code == http.StatusNotFound
	}
	switch err.Error() {
	case "invalid_auth", "account_inactive", "not_authed", "token_revoked",
		"token_expired", "missing_scope", "not_allowed_token_type", "forbidden_team":
		return true
	}
	return false
}

// run connects and takes in until the library returns. Its loop never blocks:
// a library whose events are not read answers no pings and goes down.
func (c *socketConn) run(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	client := c.newClient()
	c.client.Store(client)
	done := make(chan error, 1)
	guard := c.socket.config.Guard
	guard.Go("sockets", func() {
		done <- guard.Try("sockets", func() error { return client.RunContext(ctx) })
	})
	defer c.setUp(false)
	for {
		select {
		case event := <-client.Events:
			if err := c.hopeless(event); err != nil {
				cancel()
				<-done
				return err
			}
			c.on(event)
		case err := <-done:
			return err
		}
	}
}

func (c *socketConn) newClient() *socketmode.Client {
	config := c.socket.config
	options := []slackgo.Option{
		slackgo.OptionAppLevelToken(config.AppToken),
		slackgo.OptionHTTPClient(config.HTTPClient),
	}
	if config.APIURL != "" {
		options = append(options, slackgo.OptionAPIURL(config.APIURL))
	}
	return socketmode.New(slackgo.New("", options...),
		socketmode.OptionDialer(observedDialer(config.Dialer, c.socket.setContact)),
		socketmode.OptionPingInterval(config.Ping),
		socketmode.OptionReadLimit(maxMessage),
		socketmode.OptionDebug(true), socketmode.OptionLog(farewells{&c.life}))
}

// on handles one event of the library without ever waiting.
func (c *socketConn) on(event socketmode.Event) {
	log := c.socket.intake.log.With("connection", c.number)
	switch event.Type {
	case socketmode.EventTypeConnecting:
		c.setUp(false)
	case socketmode.EventTypeConnected:
		c.setUp(true)
	case socketmode.EventTypeHello:
		c.socket.intake.metrics.peers.Set(float64(event.Request.NumConnections))
		log.Info("socket up", "connections of the app", event.Request.NumConnections)
	case socketmode.EventTypeConnectionError:
		c.socket.intake.metrics.failures.Inc()
		if failed, ok := event.Data.(*slackgo.ConnectionErrorEvent); ok {
			log.Warn("cannot connect", "error", failed.ErrorObj, "again in", failed.Backoff)
		}
	case socketmode.EventTypeErrorWriteFailed:
		if failed, ok := event.Data.(*socketmode.ErrorWriteFailed); ok {
			c.setUp(false)
			c.socket.resend(failed.Response)
		}
	case socketmode.EventTypeErrorBadMessage:
		if bad, ok := event.Data.(*socketmode.ErrorBadMessage); ok {
			c.socket.accept(c, func() (envelope, error) { return decodeEnvelope(bad.Message) })
		}
	default:
		if event.Request != nil {
			c.socket.accept(c, func() (envelope, error) { return envelopeOf(event.Request) })
		}
	}
}

func envelopeOf(r *socketmode.Request) (envelope, error) {
	return envelope{
		ID: r.EnvelopeID, Type: r.Type, AcceptsReply: r.AcceptsResponsePayload, Retry: r.RetryAttempt,
	}.read(r.Payload)
}

func (c *socketConn) setUp(up bool) {
	if c.up.Swap(up) == up {
		return
	}
	if up {
		c.socket.intake.metrics.sockets.Inc()
	} else {
		c.socket.intake.metrics.sockets.Dec()
	}
}
