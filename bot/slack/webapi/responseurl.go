package webapi

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"sync/atomic"
	"time"

	"quorum/bot"
	"quorum/polls"

	slackgo "github.com/slack-go/slack"
)

// What Slack allows with a response URL, with a margin for clocks and transit.
const (
	urlUses     = 5
	urlLife     = 30*time.Minute - 30*time.Second
	maxURLs     = 10000
	maxURLReply = 16 << 10
)

// ResponseURLs remembers the response URLs that came with clicks, by the
// message clicked: with one, that message can be replaced at no cost. They are
// kept in memory alone; losing them costs a call of chat.update, as does one that
// was spent through [ResponseURLs.Respond], whose uses are not counted. It is safe for concurrent use.
type ResponseURLs struct {
	client *Client
	urls   bot.Cache[polls.Place, *responseURL]
}

type responseURL struct {
	url  string
	uses atomic.Int32 // that are left
}

// NewResponseURLs returns an empty memory. The client does the calling.
func NewResponseURLs(client *Client) *ResponseURLs {
	return &ResponseURLs{client: client, urls: bot.Cache[polls.Place, *responseURL]{Life: urlLife, Most: maxURLs}}
}

// Remember keeps the response URL of a click on a message that has just come
// in. An older one of the same message is forgotten.
func (r *ResponseURLs) Remember(message polls.Place, url string) {
	if message.Channel == "" || message.IsZero() || url == "" {
		return
	}
	u := &responseURL{url: url}
	u.uses.Store(urlUses)
	r.urls.Set(message, u)
}

// take spends one use of a message's URL; nil when there is none.
func (r *ResponseURLs) take(message polls.Place) *responseURL {
	if u, ok := r.urls.Get(message); ok && u.uses.Add(-1) >= 0 {
		return u
	}
	return nil
}

// replaceAt puts m in the place of a message through its response URL, and says
// whether Slack has taken it. When it has not, chat.update does the same, so
// nothing is lost.
func (r *ResponseURLs) replaceAt(ctx context.Context, to Address, m Message) bool {
	target := r.take(polls.Place{Channel: to.To, Message: to.Message})
	if target == nil {
		return false
	}
	body := responseBody{Text: m.Text, Blocks: m.Blocks, ReplaceOriginal: true}
	err := r.client.respond(bot.ComingBack(ctx), turn{Team: to.Team, Lane: to.Lane}, target.url, body) // there is another way
	if err != nil && asFailure(err).Fate == bot.Limited {
		target.uses.Add(1) // it was not used
	}
	return err == nil
}

// Respond answers a command or a click through its response URL: only the
// person who acted sees it when it is ephemeral, else everybody in that
// conversation, also where the app is not a member. It waits behind nothing of
// the outbox.
func (r *ResponseURLs) Respond(ctx context.Context, responseURL string, m Message, ephemeral bool) error {
	body := responseBody{Text: m.Text, Blocks: m.Blocks, ResponseType: "in_channel"}
	if ephemeral {
		body.ResponseType = "ephemeral"
	}
	return r.client.respond(ctx, turn{Lane: polls.LaneAck}, responseURL, body)
}

type responseBody struct {
	Text            string          `json:"text"`
	Blocks          []slackgo.Block `json:"blocks,omitempty"`
	ResponseType    string          `json:"response_type,omitempty"`
	ReplaceOriginal bool            `json:"replace_original"`
}

func (c *Client) respond(ctx context.Context, t turn, target string, body responseBody) error {
	t.Method = respondMethod
	return c.do(ctx, t, func(ctx context.Context) error {
		raw, err := json.Marshal(body)
		if err != nil {
			return fmt.Errorf("write a response: %w", err)
		}
		r, err := http.NewRequestWithContext(ctx, http.MethodPost, target, bytes.NewReader(raw))
		if err != nil {
			return withoutURL(err)
		}
		r.Header.Set("Content-Type", "application/json; charset=utf-8")
		answer, err := c.http.Do(r)
		if err != nil {
			return withoutURL(err)
		}
		defer answer.Body.Close()
		return readResponse(answer)
	})
}

// readResponse reads how Slack took a response: "ok", or a JSON object.
func readResponse(answer *http.Response) error {
	text, err := io.ReadAll(io.LimitReader(answer.Body, maxURLReply))
	if err != nil {
		return fmt.Errorf("read the answer to a response: %w", err)
	}
	var said slackgo.SlackResponse
	readable := json.Unmarshal(text, &said) == nil
	switch {
	case readable && said.Error != "":
		return slackgo.SlackErrorResponse{Err: said.Error, ResponseMetadata: said.ResponseMetadata}
	case answer.StatusCode != http.StatusOK:
		return slackgo.StatusCodeError{Code: answer.StatusCode, Status: answer.Status}
	case readable && !said.Ok || !readable && !bytes.Equal(bytes.TrimSpace(text), []byte("ok")):
		return errors.New("slack's answer to a response says nothing")
	}
	return nil
}

// withoutURL removes the response URL from an error: anybody who has it can write.
func withoutURL(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return fmt.Errorf("call a response URL: %w", u.Err)
	}
	return err
}
