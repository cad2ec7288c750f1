package slacksim

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
)

// method is one method of the Web API.
type method struct {
	name   string
	scopes []string // one of them is needed; if empty, any token will do
	app    bool     // whether it takes the app-level token
	tier   tier
	run    func(*Workspace, args) (reply, *refusal)
}

// reply is the body of a successful answer, without "ok".
type reply map[string]any

// refusal is the body of an answer with an error.
type refusal struct {
	code             string
	messages         []string // in response_metadata.messages
	needed, provided string
}

func refuse(code string, messages ...string) *refusal {
	return &refusal{code: code, messages: messages}
}

// methodTable returns the methods of the simulated Web API. A new method is a file and an entry here.
func methodTable() map[string]method {
	table := make(map[string]method)
	for _, m := range []method{
		appsConnectionsOpen(), authTest(), blocksValidate(), botsInfo(),
		chatDelete(), chatGetPermalink(), chatPostEphemeral(), chatPostMessage(), chatUpdate(),
		conversationsHistory(), conversationsInfo(), conversationsJoin(), conversationsList(),
		conversationsMembers(), conversationsOpen(), conversationsReplies(),
		dndInfo(), dndTeamInfo(), teamInfo(), usergroupsList(), usergroupsUsersList(), usersConversations(), usersInfo(), usersList(),
		viewsOpen(), viewsPublish(), viewsPush(), viewsUpdate(),
	} {
		table[m.name] = m
	}
	return table
}

// serveAPI answers one call. It logs the call, fails it if a fault says so before it has an effect, runs the method,
// and fails the call if a fault says so after its effect.
func (ws *Workspace) serveAPI(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("method")
	a, bad := readArgs(r)
	call := ws.calls.begin(name, a, ws.now())
	defer ws.feed.poke()
	if ws.fail(w, r, call, Before) {
		return
	}
	m, known := ws.methods[name]
	switch {
	case bad != nil:
	case !known:
		bad = refuse("unknown_method")
	default:
		bad = ws.authorize(w.Header(), m, a)
	}
	if bad == nil {
		if wait := ws.rates.take(m.name, a, ws.now()); wait > 0 {
			call.end(http.StatusTooManyRequests, "ratelimited")
			writeTooMany(w, wait)
			return
		}
	}
	var out reply
	if bad == nil {
		out, bad = m.run(ws, a)
	}
	if bad == nil {
		call.took()
	}
	if bad == nil && ws.fail(w, r, call, After) {
		return
	}
	writeAnswer(w, call, out, bad)
}

func writeAnswer(w http.ResponseWriter, call *Call, out reply, bad *refusal) {
	if bad == nil {
		call.end(http.StatusOK, "")
		if out == nil {
			out = reply{}
		}
		out["ok"] = true
		writeJSON(w, http.StatusOK, out)
		return
	}
	call.end(http.StatusOK, bad.code)
	body := reply{"ok": false, "error": bad.code}
	if bad.needed != "" {
		body["needed"], body["provided"] = bad.needed, bad.provided
	}
	if len(bad.messages) > 0 {
		body["response_metadata"] = map[string]any{"messages": bad.messages}
	}
	writeJSON(w, http.StatusOK, body)
}

func writeJSON(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body) // the client may have gone, which does not matter
}

// authorize checks the token and the scopes, and sets the headers that say what was granted.
func (ws *Workspace) authorize(h http.Header, m method, a args) *refusal {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	want := ws.botToken()
	if m.app {
		want = ws.appToken()
	}
	switch {
	case a.token == "":
		return refuse("not_authed")
	case ws.revoked != "":
		return refuse(ws.revoked)
	case a.token == want:
	case a.token == ws.botToken(), a.token == ws.appToken():
		return refuse("not_allowed_token_type")
	default:
		return refuse("invalid_auth")
	}
	if m.app {
		return nil
	}
	h.Set("X-OAuth-Scopes", strings.Join(ws.scopes, ","))
	h.Set("X-Accepted-OAuth-Scopes", strings.Join(m.scopes, ","))
	return ws.needScope(m.scopes...)
}

// needScope returns a refusal when none of the scopes was granted. ws.mu is held.
func (ws *Workspace) needScope(scopes ...string) *refusal {
	for _, s := range scopes {
		if slices.Contains(ws.scopes, s) {
			return nil
		}
	}
	if len(scopes) == 0 {
		return nil
	}
	return &refusal{code: "missing_scope", needed: strings.Join(scopes, ","), provided: strings.Join(ws.scopes, ",")}
}
