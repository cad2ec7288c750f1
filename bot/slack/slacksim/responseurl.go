package slacksim

import (
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"time"
)

// A response URL works five times, and for half an hour.
const (
	urlUses = 5
	urlLife = 30 * time.Minute
)

// responseURL lets the app answer in the place where a person did something.
type responseURL struct {
	user, channel string
	ts            string // the message that it can replace; "" for none
	made          time.Time
	uses          int
}

// newURL returns a new response URL. ws.mu is held.
func (ws *Workspace) newURL(user, channel, ts string) string {
	ws.ids.n++
	id := ws.team.ID + strconv.FormatInt(ws.ids.n, 36)
	ws.urls[id] = &responseURL{user: user, channel: channel, ts: ts, made: ws.now()}
	return ws.base + "/response/" + id
}

// urlAnswer is what the app sends to a response URL, or as the answer to a command.
type urlAnswer struct {
	Text            string          `json:"text"`
	Blocks          json.RawMessage `json:"blocks"`
	ResponseType    string          `json:"response_type"`
	ReplaceOriginal bool            `json:"replace_original"`
	DeleteOriginal  bool            `json:"delete_original"`
	ThreadTS        string          `json:"thread_ts"`
	Metadata        json.RawMessage `json:"metadata"`
}

// serveResponseURL receives one answer.
func (ws *Workspace) serveResponseURL(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(io.LimitReader(r.Body, maxBody))
	id := r.PathValue("id")
	call := ws.calls.begin("response_url", args{values: map[string]string{"id": id, "body": string(body)}}, ws.now())
	if ws.fail(w, r, call, Before) {
		return
	}
	if wait := ws.rates.take("response_url", args{}, ws.now()); wait > 0 {
		call.end(http.StatusTooManyRequests, "ratelimited")
		writeTooMany(w, wait)
		return
	}
	code, status := ws.takeAnswer(id, body)
	if code == "" {
		call.took()
		if ws.fail(w, r, call, After) {
			return
		}
		call.end(http.StatusOK, "")
		writeJSON(w, http.StatusOK, reply{"ok": true})
		return
	}
	call.end(status, code)
	w.Header().Set("Content-Type", "text/plain")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, code)
}

// takeAnswer posts or changes what the answer says, or returns why it does not.
func (ws *Workspace) takeAnswer(id string, body []byte) (code string, status int) {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	u := ws.urls[id]
	switch {
	case u == nil:
		return "no_such_url", http.StatusNotFound
	case u.uses >= urlUses:
		return "used_url", http.StatusNotFound
	case ws.now().Sub(u.made) > urlLife:
		return "expired_url", http.StatusNotFound
	}
	var said urlAnswer
	if json.Unmarshal(body, &said) != nil {
		return "invalid_payload", http.StatusBadRequest
	}
	if bad := ws.postAnswer(u, said); bad != nil {
		return bad.code, http.StatusBadRequest
	}
	u.uses++
	return "", http.StatusOK
}

// say carries out an answer. An ephemeral message stays ephemeral. ws.mu is held.
func (ws *Workspace) postAnswer(u *responseURL, said urlAnswer) *refusal {
	c := ws.byChan[u.channel]
	original := c.byTS[u.ts]
	if said.DeleteOriginal {
		if original != nil && original.bot {
			ws.remove(c, original)
		}
		return nil
	}
	what, bad := ws.answerContent(said)
	if bad != nil {
		return bad
	}
	if said.ReplaceOriginal && original != nil && original.bot {
		ws.edit(c, original, what)
		return nil
	}
	m := &message{
		thread: said.ThreadTS, user: ws.app.BotUserID, bot: true, to: u.user,
		text: what.text, blocks: what.blocks, metadata: what.metadata,
	}
	if said.ResponseType == "in_channel" {
		m.to = ""
	}
	if ws.post(c, m); u.ts == "" {
		u.ts = m.ts
	}
	return nil
}

func (ws *Workspace) answerContent(said urlAnswer) (content, *refusal) {
	a := args{values: map[string]string{"text": said.Text}}
	if len(said.Blocks) > 0 && string(said.Blocks) != "null" {
		a.values["blocks"] = string(said.Blocks)
	}
	if m := string(said.Metadata); m != "" && m != "null" && m != `{"event_type":"","event_payload":null}` {
		a.values["metadata"] = m
	}
	return ws.readContent(a)
}
