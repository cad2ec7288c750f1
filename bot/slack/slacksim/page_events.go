package slacksim

import (
	"encoding/json"
	"fmt"
	"net/http"
	"time"
)

const (
	pageSettle = 40 * time.Millisecond // changes within this time are shown together
	pageBeat   = 20 * time.Second      // how often an idle stream sends a sign of life
)

// events streams what one person sees, as Server-Sent Events: a whole state at once, then one after every change.
func (p *page) events(w http.ResponseWriter, r *http.Request) {
	changes, stop := p.ws.Subscribe()
	defer stop()
	out := http.NewResponseController(w)
	_ = out.SetWriteDeadline(time.Time{}) // the stream has no time limit; a server without deadlines returns an error here, which does not matter
	w.Header().Set("Content-Type", "text/event-stream")
	as := p.as(r)
	if p.show(w, out, as) != nil {
		return
	}
	beat := time.NewTicker(pageBeat)
	defer beat.Stop()
	for {
		var err error
		select {
		case <-r.Context().Done():
			return
		case <-p.ws.ctx.Done():
			return
		case <-beat.C:
			if _, err = fmt.Fprint(w, ":\n\n"); err == nil {
				err = out.Flush()
			}
		case _, ok := <-changes:
			if !ok || !settle(r, changes) {
				return
			}
			err = p.show(w, out, as)
		}
		if err != nil {
			return // the browser has gone
		}
	}
}

// settle waits a moment and collects the changes that come meanwhile. It reports whether the reader is still there.
func settle(r *http.Request, changes <-chan Change) bool {
	wait := time.NewTimer(pageSettle)
	defer wait.Stop()
	for {
		select {
		case <-wait.C:
			return true
		case <-r.Context().Done():
			return false
		case _, ok := <-changes:
			if !ok {
				return false
			}
		}
	}
}

// show sends one state.
func (p *page) show(w http.ResponseWriter, out *http.ResponseController, as string) error {
	data, err := json.Marshal(p.look(as))
	if err != nil {
		return fmt.Errorf("encode the state: %w", err)
	}
	if _, err := fmt.Fprintf(w, "event: state\ndata: %s\n\n", data); err != nil {
		return fmt.Errorf("send the state: %w", err)
	}
	return out.Flush()
}
