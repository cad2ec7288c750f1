package webapi

import (
	"context"
	"net/http"
	"net/http/httptrace"
	"strconv"
	"sync/atomic"
	"time"
)

// sighting is what was seen of one HTTP exchange, whatever the error says.
type sighting struct {
	left   atomic.Bool // some of the request may have left this machine
	status int         // of the answer; 0: there was none
	after  time.Duration
}

type sightingKey struct{}

// watch returns a context whose next request is seen. Only one request may be
// under way with it.
//
// net/http reports headers as written before it hands a byte to the network,
// so a request that has not got so far has certainly not arrived.
func (s *sighting) watch(ctx context.Context) context.Context {
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{WroteHeaders: func() { s.left.Store(true) }})
	return context.WithValue(ctx, sightingKey{}, s)
}

// sightseer notes the answers to watched requests.
type sightseer struct{ next http.RoundTripper }

// RoundTrip implements [http.RoundTripper].
func (t sightseer) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := t.next.RoundTrip(r)
	if s, ok := r.Context().Value(sightingKey{}).(*sighting); ok && err == nil {
		s.status = answer.StatusCode
		if n, err := strconv.Atoi(answer.Header.Get("Retry-After")); err == nil && n >= 0 {
			s.after = time.Duration(n) * time.Second
		}
	}
	return answer, err
}

// CloseIdleConnections passes on what [http.Client] asks of a transport.
func (t sightseer) CloseIdleConnections() {
	if c, ok := t.next.(interface{ CloseIdleConnections() }); ok {
		c.CloseIdleConnections()
	}
}
