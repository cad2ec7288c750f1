package slacksim

import (
	"sync"
	"time"
)

// Call is one call of the Web API, of a response URL (method "response_url") or of the address for Socket Mode
// (method "link").
type Call struct {
	Seq    int // in the order of arrival, from 1
	Method string
	At     time.Time
	Args   map[string]string // without the token; JSON values as JSON
	Status int               // 0 while the call runs, and when the connection was cut
	Error  string            // Slack's error code; "" on success
	Fault  Kind              // the fault that hit the call, if any
	Took   bool              // whether the call had its effect, whatever was answered

	log *callLog
}

// callLog keeps the calls.
type callLog struct {
	mu     sync.Mutex
	forget bool
	n      int
	counts map[string]int
	calls  []*Call
}

func (l *callLog) begin(method string, a args, at time.Time) *Call {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.n++
	if l.counts == nil {
		l.counts = make(map[string]int)
	}
	l.counts[method]++
	c := &Call{Seq: l.n, Method: method, At: at, Args: a.values, log: l}
	if !l.forget {
		l.calls = append(l.calls, c)
	}
	return c
}

func (c *Call) end(status int, code string) {
	c.log.mu.Lock()
	defer c.log.mu.Unlock()
	c.Status, c.Error = status, code
}

func (c *Call) hit(k Kind) {
	c.log.mu.Lock()
	defer c.log.mu.Unlock()
	c.Fault = k
}

func (c *Call) took() {
	c.log.mu.Lock()
	defer c.log.mu.Unlock()
	c.Took = true
}

// Calls returns the calls of one method in the order they arrived, or of all methods when it is "". With
// Options.ForgetCalls it returns none.
func (ws *Workspace) Calls(method string) []Call {
	l := &ws.calls
	l.mu.Lock()
	defer l.mu.Unlock()
	var out []Call
	for _, c := range l.calls {
		if method == "" || c.Method == method {
			out = append(out, *c)
		}
	}
	return out
}

// Count returns how often a method was called, including failed calls.
func (ws *Workspace) Count(method string) int {
	ws.calls.mu.Lock()
	defer ws.calls.mu.Unlock()
	return ws.calls.counts[method]
}

// LastCall returns the latest call of a method.
func (ws *Workspace) LastCall(method string) (Call, bool) {
	calls := ws.Calls(method)
	if len(calls) == 0 {
		return Call{}, false
	}
	return calls[len(calls)-1], true
}
