package webapi

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptrace"
	"strconv"
	"sync/atomic"
	"time"
)

// maxAnswer bounds an answer that is kept: a page of a thousand people has about 2 MB.
const maxAnswer = 32 << 20

// exchange is what was seen of one HTTP exchange, whatever the error says.
type exchange struct {
	left   atomic.Bool // some of the request may have left this machine
	status int         // of the answer; 0: there was none
	header http.Header
	after  time.Duration
	body   []byte // of the answer; nil: it did not arrive whole
}

type exchangeKey struct{}

// watch returns a context whose next request is seen. Only one request may be
// under way with it.
//
// net/http reports headers as written before it hands a byte to the network,
// so a request that has not got so far has certainly not arrived.
func (s *exchange) watch(ctx context.Context) context.Context {
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{WroteHeaders: func() { s.left.Store(true) }})
	return context.WithValue(ctx, exchangeKey{}, s)
}

// observer notes the answers to watched requests.
type observer struct{ next http.RoundTripper }

// RoundTrip implements [http.RoundTripper].
func (t observer) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := t.next.RoundTrip(r)
	if s, ok := r.Context().Value(exchangeKey{}).(*exchange); ok && err == nil {
		s.status, s.header = answer.StatusCode, answer.Header
		if n, err := strconv.Atoi(answer.Header.Get("Retry-After")); err == nil && n >= 0 {
			s.after = time.Duration(n) * time.Second
		}
		s.keep(answer)
	}
	return answer, err
}

// store reads the body of an answer, and leaves it to be read again.
func (s *exchange) keep(answer *http.Response) {
	body, err := io.ReadAll(io.LimitReader(answer.Body, maxAnswer))
	if err == nil {
		s.body = body
	}
	answer.Body = struct {
		io.Reader
		io.Closer
	}{io.MultiReader(bytes.NewReader(body), failing{err}, answer.Body), answer.Body}
}

// next is the part of an answer that says where the next page begins.
type next struct {
	Metadata struct {
		Cursor string `json:"next_cursor"`
	} `json:"response_metadata"`
}

// cursor returns where the next page begins; empty after the last one.
func (n next) cursor() string { return n.Metadata.Cursor }

// failing is a reader that fails with an error, or is at its end when there is none.
type failing struct{ err error }

// Read implements [io.Reader].
func (f failing) Read([]byte) (int, error) {
	if f.err != nil {
		return 0, f.err
	}
	return 0, io.EOF
}

// read reads into the fields of an answer that are needed. err is what the library made of the answer, which refuses one that
// Slack has accepted when a field of it has an unexpected type, whether anything depends on that field or not. Such a field
// stays at its zero value here.
func (s *exchange) read(err error, into any) error {
	var answer struct {
		OK bool `json:"ok"`
	}
	if s.status != http.StatusOK || json.Unmarshal(s.body, &answer) != nil || !answer.OK {
		return err
	}
	if into == nil {
		return nil
	}
	err = json.Unmarshal(s.body, into)
	if _, mismatch := errors.AsType[*json.UnmarshalTypeError](err); mismatch {
		return nil
	}
	return err
}

// CloseIdleConnections passes on what [http.Client] asks of a transport.
func (t observer) CloseIdleConnections() {
	if c, ok := t.next.(interface{ CloseIdleConnections() }); ok {
		c.CloseIdleConnections()
	}
}
