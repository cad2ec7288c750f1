package slacksim

import (
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

// Moment is when a fault happens: before a call has its effect, or after.
type Moment string

// The two moments.
const (
	Before Moment = "before" // the call has no effect
	After  Moment = "after"  // the call has its effect, but the answer says otherwise
)

// Kind is the kind of a fault.
type Kind string

// The kinds of fault. Error returns more.
const (
	Unavailable     Kind = "503"                // HTTP 503 with a page
	Internal        Kind = "500"                // HTTP 500, internal_error
	Reset           Kind = "reset"              // the connection is cut without an answer
	Hang            Kind = "hang"               // no answer until the caller gives up
	RateLimited     Kind = "429"                // with Retry-After
	RateLimitedBare Kind = "429 bare"           // with HTTP 429 and without Retry-After
	RateLimitedBody Kind = "error:ratelimited"  // HTTP 200, error ratelimited
	Fatal           Kind = "error:fatal_error"  // HTTP 200, error fatal_error
	Garbage         Kind = "garbage"            // HTTP 200 with a body that is not JSON
	Truncated       Kind = "truncated"          // HTTP 200 with a body that breaks off
	Slow            Kind = "slow"               // the call runs after a delay, see Delay
	errorPrefix          = "error:"             // HTTP 200 with the error code that follows
	anyMethod            = "*"                  // matches every method
	unavailablePage      = "<html>503</html>\n" // a proxy's error page
)

// Error returns the kind of fault that answers HTTP 200 with this error code.
func Error(code string) Kind { return Kind(errorPrefix + code) }

// FaultOption limits or changes a fault.
type FaultOption func(*Fault)

// Times makes the fault happen n times only.
func Times(n int) FaultOption { return func(f *Fault) { f.left = n } }

// Chance makes the fault happen with this probability. The same seed gives the same sequence.
func Chance(p float64, seed uint64) FaultOption {
	return func(f *Fault) { f.chance, f.rand = p, rand.New(rand.NewPCG(seed, 0)) }
}

// When makes the fault happen only for calls for which want returns true.
func When(want func(Call) bool) FaultOption { return func(f *Fault) { f.want = want } }

// RetryAfter sets the time that RateLimited announces; the default is 1 s.
func RetryAfter(d time.Duration) FaultOption { return func(f *Fault) { f.retryAfter = d } }

// Delay sets how long a Slow call takes; the default is 1 s.
func Delay(d time.Duration) FaultOption { return func(f *Fault) { f.delay = d } }

// Fault is a fault that a test has ordered.
type Fault struct {
	all        *faults
	method     string
	moment     Moment
	kind       Kind
	left       int // how often it still happens; negative for no limit
	chance     float64
	rand       *rand.Rand
	want       func(Call) bool
	retryAfter time.Duration
	delay      time.Duration
	hits       int
}

type faults struct {
	mu   sync.Mutex
	list []*Fault
}

// Fail makes calls of a method fail from now on. The method may be "*", "response_url" for response URLs, or "link"
// for the address of Socket Mode. If several faults match a call, the one that was ordered first happens.
func (ws *Workspace) Fail(method string, moment Moment, kind Kind, options ...FaultOption) *Fault {
	f := &Fault{all: &ws.fault, method: method, moment: moment, kind: kind, left: -1, retryAfter: time.Second, delay: time.Second}
	for _, o := range options {
		o(f)
	}
	ws.fault.mu.Lock()
	defer ws.fault.mu.Unlock()
	ws.fault.list = append(ws.fault.list, f)
	return f
}

// Stop ends the fault.
func (f *Fault) Stop() {
	f.all.mu.Lock()
	defer f.all.mu.Unlock()
	f.all.list = slices.DeleteFunc(f.all.list, func(other *Fault) bool { return other == f })
}

// Hits returns how often the fault has happened.
func (f *Fault) Hits() int {
	f.all.mu.Lock()
	defer f.all.mu.Unlock()
	return f.hits
}

// pick returns the fault that happens to this call, or nil.
func (s *faults) pick(call *Call, at Moment) *Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range s.list {
		if f.moment == at && f.strikes(call) {
			f.hits++
			f.left--
			return f
		}
	}
	return nil
}

func (f *Fault) strikes(call *Call) bool {
	return f.left != 0 && (f.method == anyMethod || f.method == call.Method) &&
		(f.want == nil || f.want(*call)) &&
		(f.rand == nil || f.rand.Float64() < f.chance)
}

// fail answers a call in place of its method when a fault happens. It reports whether it did.
func (ws *Workspace) fail(w http.ResponseWriter, r *http.Request, call *Call, at Moment) bool {
	f := ws.fault.pick(call, at)
	if f == nil {
		return false
	}
	call.hit(f.kind)
	switch code, isError := strings.CutPrefix(string(f.kind), errorPrefix); {
	case isError:
		call.end(http.StatusOK, code)
		writeJSON(w, http.StatusOK, reply{"ok": false, "error": code})
	case f.kind == Slow:
		select {
		case <-time.After(f.delay):
			return false
		case <-r.Context().Done():
		case <-ws.ctx.Done():
		}
		cut(w)
	case f.kind == Hang:
		select {
		case <-r.Context().Done():
		case <-ws.ctx.Done():
		}
		cut(w)
	case f.kind == Reset:
		cut(w)
	default:
		ws.failStatus(w, call, f)
	}
	return true
}

func (ws *Workspace) failStatus(w http.ResponseWriter, call *Call, f *Fault) {
	switch f.kind {
	case RateLimited:
		call.end(http.StatusTooManyRequests, "ratelimited")
		writeTooMany(w, f.retryAfter)
	case RateLimitedBare:
		call.end(http.StatusTooManyRequests, "ratelimited")
		writeJSON(w, http.StatusTooManyRequests, reply{"ok": false, "error": "ratelimited"})
	case Internal:
		call.end(http.StatusInternalServerError, "internal_error")
		writeJSON(w, http.StatusInternalServerError, reply{"ok": false, "error": "internal_error"})
	case Truncated:
		call.end(http.StatusOK, "")
		w.Header().Set("Content-Length", "100")
		_, _ = w.Write([]byte(`{"ok": tr`))
		cut(w)
	case Garbage:
		call.end(http.StatusOK, "")
		_, _ = w.Write([]byte("<html>"))
	default:
		call.end(http.StatusServiceUnavailable, "")
		w.WriteHeader(http.StatusServiceUnavailable)
		_, _ = w.Write([]byte(unavailablePage))
	}
}

// cut ends the connection without an answer. net/http does so on this panic.
func cut(http.ResponseWriter) { panic(http.ErrAbortHandler) }
