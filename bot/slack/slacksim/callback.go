package slacksim

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// noRetry is the code for an event that the app refused with X-Slack-No-Retry.
const noRetry = "no_retry"

// CallbackTo sets the base URL of the app in HTTP mode, and the client that calls it; nil keeps the client.
func (ws *Workspace) CallbackTo(url string, client *http.Client) {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	ws.callback = strings.TrimSuffix(url, "/")
	if client != nil {
		ws.client = client
	}
}

// deliverHTTP posts a parcel, signed.
func (ws *Workspace) deliverHTTP(p parcel) ([]byte, string) {
	path, contentType, body, err := p.body()
	if err != nil {
		return nil, notDispatched
	}
	header := http.Header{"Content-Type": {contentType}}
	if p.retry > 0 {
		header.Set("X-Slack-Retry-Num", strconv.Itoa(p.retry))
		header.Set("X-Slack-Retry-Reason", p.reason)
	}
	status, answered, headers, err := ws.postSigned(path, header, []byte(body))
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return nil, timedOut
	case err != nil:
		return nil, notDispatched
	case status == http.StatusOK, p.kind == EventsAPI && status/100 == 2:
		return answered, ""
	case headers.Get("X-Slack-No-Retry") == "1":
		return nil, noRetry
	case status >= 500:
		return nil, serviceFailed
	}
	return nil, clientFailed
}

// postSigned posts a body with Slack's signature and waits up to 3 s for the answer.
func (ws *Workspace) postSigned(path string, header http.Header, body []byte) (int, []byte, http.Header, error) {
	ws.mu.Lock()
	url, client := ws.callback+path, ws.client
	ws.mu.Unlock()
	ctx, cancel := context.WithTimeout(ws.ctx, ackTime)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		return 0, nil, nil, fmt.Errorf("make a callback: %w", err)
	}
	req.Header = header
	ws.Sign(req.Header, body, ws.now())
	resp, err := client.Do(req)
	if err != nil {
		return 0, nil, nil, fmt.Errorf("call the app back: %w", err)
	}
	defer func() { _ = resp.Body.Close() }()
	answered, err := io.ReadAll(io.LimitReader(resp.Body, maxBody))
	if err != nil {
		return 0, nil, nil, fmt.Errorf("read the app's answer: %w", err)
	}
	return resp.StatusCode, answered, resp.Header, nil
}

// Sign adds Slack's signature to a request with this body, sent at that time.
func (ws *Workspace) Sign(h http.Header, body []byte, at time.Time) {
	stamp := strconv.FormatInt(at.Unix(), 10)
	mac := hmac.New(sha256.New, []byte(ws.SigningSecret()))
	_, _ = fmt.Fprintf(mac, "v0:%s:%s", stamp, body) // writing to a hash never fails
	h.Set("X-Slack-Request-Timestamp", stamp)
	h.Set("X-Slack-Signature", "v0="+hex.EncodeToString(mac.Sum(nil)))
}

// VerifyURL does what Slack does when the events URL is saved: it sends a challenge that the app must return.
func (ws *Workspace) VerifyURL() error {
	challenge := "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P"
	body, err := json.Marshal(map[string]string{"token": "", "challenge": challenge, "type": "url_verification"})
	if err != nil {
		return fmt.Errorf("verify the events URL: %w", err)
	}
	header := http.Header{"Content-Type": {"application/json"}}
	status, answered, _, err := ws.postSigned("/slack/events", header, body)
	if err != nil {
		return fmt.Errorf("verify the events URL: %w", err)
	}
	if status != http.StatusOK || !strings.Contains(string(answered), challenge) {
		return fmt.Errorf("verify the events URL: answered %d without the challenge", status)
	}
	return nil
}

// SSLCheck does what Slack does from time to time with a command's URL: it posts an unsigned form and expects status
// 200.
func (ws *Workspace) SSLCheck() error {
	ws.mu.Lock()
	url, client := ws.callback+"/slack/commands", ws.client
	ws.mu.Unlock()
	ctx, cancel := context.WithTimeout(ws.ctx, ackTime)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, strings.NewReader("ssl_check=1&token="))
	if err != nil {
		return fmt.Errorf("check TLS: %w", err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	resp, err := client.Do(req)
	if err != nil {
		return fmt.Errorf("check TLS: %w", err)
	}
	defer func() { _ = resp.Body.Close() }()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("check TLS: answered %d", resp.StatusCode)
	}
	return nil
}
