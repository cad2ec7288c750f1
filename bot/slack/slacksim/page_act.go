package slacksim

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
)

// pageAct is what the page sends when its user does something.
type pageAct struct {
	As         string `json:"as"`
	Channel    string `json:"channel"`
	Thread     string `json:"thread"`
	TS         string `json:"ts"`
	Text       string `json:"text"`
	Action     Action `json:"action"`
	Query      string `json:"query"`
	Values     Values `json:"values"`
	View       string `json:"view"`
	All        bool   `json:"all"`
	CallbackID string `json:"callback_id"`
}

// pageDone is the answer to the page. Error is Slack's short code, Text is a sentence, and Errors are the errors by
// block_id.
type pageDone struct {
	OK      bool       `json:"ok"`
	Error   string     `json:"error,omitempty"`
	Text    string     `json:"text,omitempty"`
	Errors  FormErrors `json:"errors,omitempty"`
	Options []Option   `json:"options,omitempty"`
}

// pageActs returns the acts, by the last word of their path.
func (p *page) pageActs() map[string]func(pageAct) ([]Option, error) {
	quiet := func(act func(pageAct) error) func(pageAct) ([]Option, error) {
		return func(a pageAct) ([]Option, error) { return nil, act(a) }
	}
	ws := p.ws
	return map[string]func(pageAct) ([]Option, error){
		"say":     quiet(func(a pageAct) error { _, err := ws.Say(a.As, a.Channel, a.Text, a.Thread); return err }),
		"slash":   quiet(p.slash),
		"join":    quiet(func(a pageAct) error { return ws.invite(a.As, a.Channel, a.As) }),
		"click":   quiet(p.click),
		"submit":  quiet(func(a pageAct) error { return ws.SubmitView(a.As, a.View, a.Values) }),
		"close":   quiet(func(a pageAct) error { return ws.CloseView(a.As, a.View, a.All) }),
		"home":    quiet(func(a pageAct) error { return ws.OpenHome(a.As) }),
		"suggest": func(a pageAct) ([]Option, error) { return ws.Suggest(a.As, a.Action, a.Query) },
		"shortcut": quiet(func(a pageAct) error {
			if a.TS != "" {
				return ws.MessageShortcut(a.As, a.Channel, a.TS, a.CallbackID)
			}
			return ws.Shortcut(a.As, a.CallbackID)
		}),
	}
}

// act does what the user did on the page. What Slack would refuse is a normal answer. Only what our page never sends
// is an HTTP error.
func (p *page) act(w http.ResponseWriter, r *http.Request) {
	act, ok := p.pageActs()[r.PathValue("act")]
	if !ok {
		http.NotFound(w, r)
		return
	}
	var a pageAct
	if err := json.NewDecoder(r.Body).Decode(&a); err != nil {
		http.Error(w, "The request could not be read: "+err.Error(), http.StatusBadRequest)
		return
	}
	options, err := act(a)
	done := pageDone{OK: err == nil, Options: options}
	done.explain(err)
	writePage(w, done)
}

// explain returns what went wrong, in the words of Slack or of the app.
func (d *pageDone) explain(err error) {
	var trouble *Trouble
	switch {
	case err == nil:
	case errors.As(err, &d.Errors):
		d.Error = "form_errors"
	case errors.As(err, &trouble):
		d.Error = trouble.Code
	case errors.Is(err, ErrNotShown):
		d.Error, d.Text = "not_shown", "it is not on the screen any more"
	default:
		d.Error, d.Text = "refused", err.Error()
	}
}

// slash runs the app's command, or /invite, which is a command of Slack itself.
func (p *page) slash(a pageAct) error {
	command, rest, _ := strings.Cut(a.Text, " ")
	if command != "/invite" {
		return p.ws.Slash(a.As, a.Channel, a.Text)
	}
	for name := range strings.FieldsSeq(rest) {
		if err := p.ws.invite(a.As, a.Channel, strings.TrimPrefix(name, "@")); err != nil {
			return err
		}
	}
	return nil
}

// invite makes a person or the app a member of a channel that the inviting person can see.
func (ws *Workspace) invite(as, place, who string) error {
	ws.mu.Lock()
	_, c, err := ws.where(as, place)
	guest := ws.findUser(who)
	ws.mu.Unlock()
	switch {
	case err != nil:
		return err
	case guest == nil:
		return fmt.Errorf("nobody is called @%s", who)
	case c.kind == IM:
		return errors.New("nobody can be added to a direct message")
	}
	Channel{ID: c.id, ws: ws}.change(func(c *channel) { c.join(guest.ID) })
	return nil
}

// click first fills in what the user has typed in the same place, since the app gets it with the click, and then
// acts.
func (p *page) click(a pageAct) error {
	p.ws.fill(a.As, a.Action, a.Values)
	return p.ws.Act(a.As, a.Action)
}

// fill sets values in the message or view of an action, without telling the app. It leaves out what is not there or
// cannot be chosen.
func (ws *Workspace) fill(user string, at Action, values Values) {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	person := ws.findUser(user)
	if person == nil {
		return
	}
	s, err := ws.scene(person, at)
	if err != nil {
		return // Act reports the error
	}
	for _, e := range s.elements {
		if in, ok := values[e.BlockID][e.ActionID]; ok && e.stateful() && e.takes(in) {
			s.values.set(e.BlockID, e.ActionID, in)
		}
	}
}
