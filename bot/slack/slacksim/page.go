package slacksim

import (
	"cmp"
	"embed"
	"encoding/json"
	"io/fs"
	"net/http"
	"strconv"
	"time"
)

//go:embed page/*.html page/*.css page/*.js page/*.svg
var pageFiles embed.FS

// page is the workspace as a web page: what a person sees, and what they do.
type page struct {
	ws    *Workspace
	boot  string // tells this run from an earlier one, whose read marks mean nothing now
	about pageAbout
	seen  func(person string)
}

// Page serves the workspace to a browser: a chat client in which one can be any
// person. It is for a demonstration, so whoever reaches it may act as anybody:
// listen on loopback. Requests of other sites, other hosts' names (when they
// come over loopback) and anything but bounded JSON are refused.
//
// Who is looked at is told to seen, which may be nil.
//
// Its event streams last until the reader goes or the workspace is closed:
// close the workspace before shutting down a server that serves it.
func (ws *Workspace) Page(seen func(person string)) http.Handler {
	p := &page{ws: ws, boot: strconv.FormatInt(time.Now().UnixNano(), 36), about: readAbout(ws.opts.Manifest), seen: seen}
	files, err := fs.Sub(pageFiles, "page")
	if err != nil {
		panic(err) // the folder is part of the program
	}
	mux := http.NewServeMux()
	mux.Handle("GET /", http.FileServerFS(files))
	mux.HandleFunc("GET /sim/state", p.state)
	mux.HandleFunc("GET /sim/events", p.events)
	mux.HandleFunc("POST /sim/{act}", p.act)
	return guard(mux)
}

// state answers with what one person sees now.
func (p *page) state(w http.ResponseWriter, r *http.Request) {
	writePage(w, p.look(p.as(r)))
}

// as is who a request looks as. Only the address says so: nothing of a body is read.
func (p *page) as(r *http.Request) string {
	as := r.URL.Query().Get("as")
	if as != "" && p.seen != nil {
		p.seen(as)
	}
	return as
}

// pageState is a State with what the page needs besides.
type pageState struct {
	State
	Boot  string           `json:"boot"`
	About pageAbout        `json:"about"`
	Inbox map[string]inbox `json:"inbox"` // by person
}

// inbox is the newest thing the app has put into a person's direct message and
// not changed since, as it does when it is dealt with.
type inbox struct {
	Channel string `json:"channel"`
	TS      string `json:"ts"`
}

// look takes a snapshot for a person; for somebody unknown, of the first person.
func (p *page) look(as string) pageState {
	p.ws.mu.Lock()
	who, boxes := p.ws.somebody(as), p.ws.inboxes()
	if u := p.ws.byID[who]; u != nil {
		p.ws.dm(u) // the app stands in everybody's list, whether or not it has written
	}
	p.ws.mu.Unlock()
	return pageState{State: p.ws.Snapshot(who), Boot: p.boot, About: p.about, Inbox: boxes}
}

// pageAbout is what the app's manifest says of it in people's words.
type pageAbout struct {
	Description string `json:"description,omitempty"`
	Hint        string `json:"hint,omitempty"` // of the slash command
}

// readAbout reads it; a workspace made without a manifest says nothing.
func readAbout(raw []byte) pageAbout {
	var m struct {
		Display struct {
			Description string `json:"description"`
		} `json:"display_information"`
		Features struct {
			Commands []struct {
				Hint string `json:"usage_hint"`
			} `json:"slash_commands"`
		} `json:"features"`
	}
	if json.Unmarshal(raw, &m) != nil {
		return pageAbout{}
	}
	about := pageAbout{Description: m.Display.Description}
	if len(m.Features.Commands) > 0 {
		about.Hint = m.Features.Commands[0].Hint
	}
	return about
}

// somebody returns the id of a person, and of the first one when there is no
// such person. ws.mu is held.
func (ws *Workspace) somebody(name string) string {
	first := ""
	for _, u := range ws.people {
		if u.Bot || u.Deleted || u.ID == "USLACKBOT" {
			continue
		}
		if u.ID == name {
			return u.ID
		}
		first = cmp.Or(first, u.ID)
	}
	return first
}

// inboxes are the newest messages of the app in everybody's direct messages.
// ws.mu is held.
func (ws *Workspace) inboxes() map[string]inbox {
	boxes := make(map[string]inbox)
	for _, u := range ws.people {
		c := ws.byChan[u.dm]
		if c == nil {
			continue
		}
		for i := len(c.list) - 1; i >= 0; i-- {
			if m := c.list[i]; m.bot && m.edited == "" && (m.to == "" || m.to == u.ID) {
				boxes[u.ID] = inbox{Channel: c.id, TS: m.ts}
				break
			}
		}
	}
	return boxes
}

// writePage answers with JSON.
func writePage(w http.ResponseWriter, body any) {
	data, err := json.Marshal(body)
	if err != nil {
		http.Error(w, "the answer could not be written as JSON: "+err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	_, _ = w.Write(data) // a reader who has gone needs no answer
}
