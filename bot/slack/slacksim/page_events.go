package slacksim

import (
	"encoding/json"
	"fmt"
	"net/http"
	"time"
)

const (
	pageSettle = 40 * time.Millisecond // changes so close together are shown as one
	pageBeat   = 20 * time.Second      // how often an idle stream shows that it lives
)

// events streams what one person sees, as Server-Sent Events: a whole state at
// once, then one after every change.
func (p *page) events(w http.ResponseWriter, r *http.Request) {
	changes, stop := p.ws.Subscribe()
	defer stop()
	out := http.NewResponseController(w)
	_ = out.SetWriteDeadline(time.Time{}) // the stream outlives any deadline of the server; one that has none need not know
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
			return // the reader has gone
		}
	}
}

// settle waits a moment and takes the changes that came meanwhile along. It
// tells whether the reader is still there.
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
