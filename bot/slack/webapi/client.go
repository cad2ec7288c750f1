package webapi

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	"quorum/bot"

	slackgo "github.com/slack-go/slack"
)

// callTimeout bounds one call of Slack, from dialling to the last byte.
const callTimeout = 10 * time.Second

// ClientOptions say how to reach Slack. Only Token is needed.
type ClientOptions struct {
	Token     string            // xoxb-…
	APIURL    string            // with a final slash; default https://slack.com/api/
	Transport http.RoundTripper // default: [newTransport]'s; share one among clients
	Limiter   *Limiter          // default: one of its own
	Metrics   *Metrics          // may be nil
	Guard     *bot.Guard        // of what runs on its own; may be nil
}

// Client calls Slack's Web API with one bot token. Every call waits its turn
// under the limiter, is made once (nothing is retried here: who retries a
// message must know whether the first one arrived), and fails with a
// [*bot.Failure]. It is safe for concurrent use.
type Client struct {
	api     *slackgo.Client
	http    *http.Client
	limiter *Limiter
	meter   *Metrics
	guard   *bot.Guard
	reached atomic.Int64 // unix nanoseconds
	barred  atomic.Pointer[barred]

	identity bot.Cache[struct{}, Identity]
}

// Identity is who a token speaks for.
type Identity struct {
	Team, TeamName string
	URL            string // of the workspace, https://acme.slack.com/
	BotID          string // the B… id that messages carry
	Name           string // the bot's handle, without the @
	Scopes         []string
}

// newTransport returns a transport that keeps enough connections for many
// letters at once. Share it: each has connections of its own.
func newTransport() *http.Transport {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.MaxIdleConnsPerHost = 32
	return t
}

// NewClient returns a client. It does not call Slack.
func NewClient(o ClientOptions) *Client {
	if o.Transport == nil {
		o.Transport = newTransport()
	}
	if o.Limiter == nil {
		o.Limiter = NewLimiter(Limits{}, o.Metrics)
	}
	o.Limiter.guarded(o.Guard)
	c := &Client{limiter: o.Limiter, meter: o.Metrics, guard: o.Guard}
	c.identity.Guard, c.identity.Loop = o.Guard, "identity"
	c.http = &http.Client{
		Transport: observer{o.Transport}, Timeout: callTimeout,
		// A redirected POST would arrive as a GET, without its message.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	options := []slackgo.Option{slackgo.OptionHTTPClient(c.http)}
	if o.APIURL != "" {
		options = append(options, slackgo.OptionAPIURL(o.APIURL))
	}
	c.api = slackgo.New(o.Token, options...)
	return c
}

// Reached is when Slack last answered anything at all, zero if never.
func (c *Client) Reached() time.Time {
	if n := c.reached.Load(); n != 0 {
		return time.Unix(0, n)
	}
	return time.Time{}
}

// ErrNotInMemory is the error of what would have to be asked of Slack, with a context from [FromMemory].
var ErrNotInMemory = errors.New("webapi: it is not in memory")

type fromMemory struct{}

// FromMemory returns a context with which nothing is asked of Slack: what is not in memory fails with [ErrNotInMemory].
func FromMemory(ctx context.Context) context.Context {
	return context.WithValue(ctx, fromMemory{}, true)
}

// onlyMemory returns the failure of a call that is not to be made.
func onlyMemory(ctx context.Context) error {
	if ctx.Value(fromMemory{}) == nil {
		return nil
	}
	return &bot.Failure{Fate: bot.NotSent, Why: "Slack was not asked", Err: ErrNotInMemory}
}

// load returns what a cache has, and loads it when that may be asked of Slack.
func load[K comparable, V any](ctx context.Context, c *bot.Cache[K, V], key K, from func(context.Context) (V, error)) (V, error) {
	if v, ok := c.Get(key); ok {
		return v, nil
	}
	if err := onlyMemory(ctx); err != nil {
		var none V
		return none, err
	}
	return c.Refresh(ctx, key, from)
}

// do makes one call in its turn, of whose answer nothing is needed.
func (c *Client) do(ctx context.Context, t turn, call func(context.Context) error) error {
	return c.read(ctx, t, nil, call)
}

// read makes one call in its turn and reads its answer into a pointer to a struct: only the fields that the struct names, and
// as leniently as what comes in from Slack. It makes the call again when Slack refuses it for its rate, unless the caller comes
// back by themselves.
func (c *Client) read(ctx context.Context, t turn, into any, call func(context.Context) error) error {
	_, err := c.exchange(ctx, t, into, call)
	return err
}

// exchange is read, and returns what was seen of the last exchange.
func (c *Client) exchange(ctx context.Context, t turn, into any, call func(context.Context) error) (*exchange, error) {
	if err := onlyMemory(ctx); err != nil {
		return &exchange{}, err
	}
	for {
		seen := &exchange{}
		err := c.once(ctx, t, seen, into, call)
		if f := (*bot.Failure)(nil); !errors.As(err, &f) || f.Fate != bot.Limited || bot.ComesBack(ctx) || neverWaits(t.Method) {
			return seen, err
		}
	}
}

func (c *Client) once(ctx context.Context, t turn, seen *exchange, into any, call func(context.Context) error) error {
	if err := c.limiter.wait(ctx, t); err != nil {
		return notInTurn(err)
	}
	began := time.Now()
	f := failureOf(seen.read(call(seen.watch(ctx)), into), seen, t)
	c.meter.called(t, f, time.Since(began))
	if seen.status != 0 {
		c.reached.Store(time.Now().UnixNano())
	}
	switch {
	case f == nil:
		c.limiter.accepted(t)
		if t.Method != respondMethod {
			c.barred.Store(nil)
		}
		return nil
	case f.Fate == bot.Barred:
		c.barred.Store(&barred{time.Now(), f})
	case f.Fate == bot.Limited:
		c.limiter.limited(t, f.RetryAfter)
	}
	return f
}

// Identify asks Slack who the token speaks for, and remembers it. Call it
// before anything is sent; what needs the identity calls it too.
func (c *Client) Identify(ctx context.Context) (Identity, error) {
	return load(ctx, &c.identity, struct{}{}, c.identify)
}

func (c *Client) identify(ctx context.Context) (Identity, error) {
	var r struct {
		URL    string `json:"url"`
		Team   string `json:"team"`
		TeamID string `json:"team_id"`
		User   string `json:"user"`
		BotID  string `json:"bot_id"`
	}
	seen, err := c.exchange(ctx, turn{Method: "auth.test"}, &r, func(ctx context.Context) error {
		_, err := c.api.AuthTestContext(ctx)
		return err
	})
	if err != nil {
		return Identity{}, err
	}
	return Identity{
		Team: r.TeamID, TeamName: r.Team, URL: r.URL,
		BotID: r.BotID, Name: r.User, Scopes: scopesOf(seen.header),
	}, nil
}

func scopesOf(h http.Header) []string {
	return strings.FieldsFunc(h.Get("X-OAuth-Scopes"), func(r rune) bool { return r == ',' || r == ' ' })
}

// ErrorCode is the code with which Slack refused a call, "channel_not_found";
// empty for every other error.
func ErrorCode(err error) string {
	var refused slackgo.SlackErrorResponse
	if errors.As(err, &refused) {
		return refused.Err
	}
	return ""
}

// wait reports whether d has passed before ctx ended.
func wait(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return ctx.Err() == nil
	case <-ctx.Done():
		return false
	}
}
