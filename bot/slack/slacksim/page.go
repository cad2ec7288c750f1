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

// page is the web page of the workspace: it shows what a person sees, and does what they do.
type page struct {
	ws    *Workspace
	boot  string // identifies this run, so that the browser forgets the read marks of earlier runs
	about pageAbout
	seen  func(person string)
}

// Page returns a handler that shows the workspace in a browser, as a chat client in which the user can be any person.
// It is for demonstrations. Everybody who reaches it may act as anybody, so listen on loopback only. It refuses
// requests from other sites, requests for other host names when they come over loopback, and any body but JSON of
// limited size.
//
// The page calls seen with the person whose screen is looked at; seen may be nil.
//
// Event streams last until the browser goes or the workspace is closed. Close the workspace before the server that
// serves the page is shut down.
func (ws *Workspace) Page(seen func(person string)) http.Handler {
	p := &page{ws: ws, boot: strconv.FormatInt(time.Now().UnixNano(), 36), about: readAbout(ws.opts.Manifest), seen: seen}
	files, err := fs.Sub(pageFiles, "page")
	if err != nil {
		panic(err) // the folder is embedded in the program
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

// as returns the person of a request. Only the URL names the person, never the body.
func (p *page) as(r *http.Request) string {
	as := r.URL.Query().Get("as")
	if as != "" && p.seen != nil {
		p.seen(as)
	}
	return as
}

// pageState is a State with what the page needs in addition.
type pageState struct {
	State
	Boot  string           `json:"boot"`
	About pageAbout        `json:"about"`
	Inbox map[string]inbox `json:"inbox"` // by person id
}

// inbox is the newest message of the app in a person's direct message that the app has not changed since. The app
// changes a message when the person has dealt with it.
type inbox struct {
	Channel string `json:"channel"`
	TS      string `json:"ts"`
}

// look takes a snapshot for a person, or for the first person when there is no such person.
func (p *page) look(as string) pageState {
	p.ws.mu.Lock()
	who, boxes := p.ws.personOrFirst(as), p.ws.inboxes()
	if u := p.ws.byID[who]; u != nil {
		p.ws.dm(u) // the app is in everybody's list, even before it has written
	}
	p.ws.mu.Unlock()
	return pageState{State: p.ws.Snapshot(who), Boot: p.boot, About: p.about, Inbox: boxes}
}

// pageAbout is how the app's manifest describes the app.
type pageAbout struct {
	Description string `json:"description,omitempty"`
	Hint        string `json:"hint,omitempty"` // of the slash command
}

// readAbout reads the manifest. Without a manifest everything is empty.
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

// personOrFirst returns the id of a person, or of the first person when there is no such person. ws.mu is held.
func (ws *Workspace) personOrFirst(name string) string {
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

// inboxes returns the inbox of everybody's direct message. ws.mu is held.
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
	_, _ = w.Write(data) // the browser may have gone, which does not matter
}
