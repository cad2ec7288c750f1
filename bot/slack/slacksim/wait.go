package slacksim

import (
	"fmt"
	"strings"
	"time"
)

// await waits until look returns true, up to Options.Patience. It calls look again after every change, with ws.mu
// held.
func (ws *Workspace) await(look func() bool) bool {
	timer := time.NewTimer(ws.opts.Patience)
	defer timer.Stop()
	locked := func() bool {
		ws.mu.Lock()
		defer ws.mu.Unlock()
		return look()
	}
	for {
		next := ws.feed.next()
		if locked() {
			return true
		}
		select {
		case <-next:
		case <-timer.C:
			return locked()
		}
	}
}

// Await waits until a condition of the caller holds. It checks again after every change in the workspace, every call
// and every delivery, and fails the test after Options.Patience.
func (ws *Workspace) Await(what string, holds func() bool) {
	tb := ws.tb()
	tb.Helper()
	timer := time.NewTimer(ws.opts.Patience)
	defer timer.Stop()
	for {
		next := ws.feed.next()
		if holds() {
			return
		}
		select {
		case <-next:
		case <-timer.C:
			if !holds() {
				tb.Fatalf("waited in vain for %s\n%s", what, ws.Describe(""))
			}
			return
		}
	}
}

// quiet is how long a story waits to see that something does not happen.
const quiet = 100 * time.Millisecond

// never waits a moment and reports whether look stayed false. It calls look with ws.mu held.
func (ws *Workspace) never(look func() bool) bool {
	end := time.After(quiet)
	for {
		next := ws.feed.next()
		ws.mu.Lock()
		seen := look()
		ws.mu.Unlock()
		if seen {
			return false
		}
		select {
		case <-next:
		case <-end:
			return true
		}
	}
}

// Describe returns everything that a person sees, to explain why a story failed. For "" it returns every
// conversation.
func (ws *Workspace) Describe(user string) string {
	var b strings.Builder
	ws.mu.Lock()
	p := ws.findUser(user)
	for _, c := range ws.channels {
		if p == nil || c.visibleTo(p.ID) {
			ws.describeChannel(&b, c, p)
		}
	}
	if p != nil {
		ws.describeScreen(&b, p)
	}
	ws.mu.Unlock()
	ws.describeCalls(&b)
	return b.String()
}

func (ws *Workspace) describeChannel(b *strings.Builder, c *channel, p *person) {
	name := "#" + c.name
	if c.kind == IM {
		name = "DM " + ws.byID[c.order[0]].Name + ", " + ws.byID[c.with(c.order[0])].Name
	}
	if len(c.list) == 0 {
		return
	}
	fmt.Fprintf(b, "== %s\n", name)
	for _, m := range c.list {
		if p != nil && m.to != "" && m.to != p.ID {
			continue
		}
		mark := "  "
		if m.thread != "" {
			mark = "    ↳ "
		}
		if m.to != "" {
			mark += "(only to " + ws.byID[m.to].Name + ") "
		}
		zone := time.UTC
		if p != nil {
			zone = p.zone
		}
		text := strings.ReplaceAll(ws.read(m.blocks, m.text, zone), "\n", "\n"+mark+"  ")
		fmt.Fprintf(b, "%s%s: %s\n", mark, ws.byID[m.user].Name, text)
	}
}

func (ws *Workspace) describeScreen(b *strings.Builder, p *person) {
	for _, v := range p.views {
		fmt.Fprintf(b, "== form %q, errors %v %s\n%s\n", textOf(v.raw["title"]), v.errors, v.trouble, ws.read(v.blocks, "", p.zone))
	}
	if p.home != nil {
		fmt.Fprintf(b, "== Home\n%s\n", ws.read(p.home.blocks, "", p.zone))
	}
	for _, t := range p.troubles {
		fmt.Fprintf(b, "!! %s\n", t.Error())
	}
}

// describeCalls returns the last calls and deliveries that went wrong.
func (ws *Workspace) describeCalls(b *strings.Builder) {
	calls := ws.Calls("")
	for _, c := range calls[max(0, len(calls)-20):] {
		fmt.Fprintf(b, "-> %d %s %d %s %s\n", c.Seq, c.Method, c.Status, c.Error, c.Fault)
	}
	for _, d := range ws.Deliveries() {
		if d.Code != "" {
			fmt.Fprintf(b, "<- %s %s attempt %d: %s\n", d.Kind, d.Type, d.Attempt, d.Code)
		}
	}
}
