package slacksim

import "encoding/json"

// SubmitView submits the form on top, with these values merged into what is filled in already, and waits for the
// app's answer. The error is FormErrors when Slack or the app refused a field. It is a *Trouble when the app did not
// answer well; the form then stays open. It is ErrNotShown when the form is not there.
func (ws *Workspace) SubmitView(user, viewID string, values Values) error {
	p, v, payload, err := ws.submission(user, viewID, values)
	if err != nil {
		return err
	}
	ack, code := ws.deliver(parcel{kind: Interactive, payload: payload, answers: true})
	ws.mu.Lock()
	defer ws.mu.Unlock()
	v.busy = false
	if ws.views[v.id] != v { // meanwhile the app closed or replaced it
		return nil
	}
	if code == "" {
		code, err = ws.submitted(p, v, ack)
	}
	if code != "" {
		v.trouble = "We had some trouble connecting. Try again?"
		ws.feed.tell(Change{What: ChangedView, User: p.ID})
		return ws.troubleLocked(p.ID, textOf(v.raw["title"]), code)
	}
	return err
}

// submission checks the fields as Slack does, and returns the payload.
func (ws *Workspace) submission(user, viewID string, values Values) (*person, *view, map[string]any, error) {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	p, v, err := ws.form(user, viewID)
	if err != nil {
		return nil, nil, nil, err
	}
	if v.busy || v.raw["submit"] == nil && hasInput(v) {
		return nil, nil, nil, ErrNotShown
	}
	elements := v.elements()
	for _, e := range elements {
		if in, ok := values[e.BlockID][e.ActionID]; ok {
			if !e.takes(in) {
				return nil, nil, nil, ErrNotShown
			}
			v.values.set(e.BlockID, e.ActionID, in)
		}
	}
	if wrong := checkFilled(elements, v.values); len(wrong) > 0 {
		v.errors = wrong
		ws.feed.tell(Change{What: ChangedView, User: p.ID})
		return nil, nil, nil, wrong
	}
	v.busy, v.errors, v.trouble = true, nil, ""
	payload := ws.interaction("view_submission", p)
	payload["trigger_id"] = ws.newTrigger(p.ID, v.id)
	payload["view"] = ws.viewJSON(v)
	payload["response_urls"] = ws.formURLs(p, v, elements)
	return p, v, payload, nil
}

// form returns the modal on top of a person's screen, if it has this id. ws.mu is held.
func (ws *Workspace) form(user, viewID string) (*person, *view, error) {
	p := ws.findUser(user)
	if p == nil || p.Deleted {
		return nil, nil, ErrNotShown
	}
	v := p.top()
	if v == nil || v.id != viewID {
		return nil, nil, ErrNotShown
	}
	return p, v, nil
}

func hasInput(v *view) bool {
	for _, e := range v.elements() {
		if e.InInput {
			return true
		}
	}
	return false
}

// formURLs returns response URLs for the conversations chosen in fields that ask for them. ws.mu is held.
func (ws *Workspace) formURLs(p *person, v *view, elements []Element) []any {
	urls := []any{}
	for _, e := range elements {
		chosen := v.values[e.BlockID][e.ActionID].Chosen
		if e.raw["response_url_enabled"] != true || len(chosen) == 0 || ws.byChan[chosen[0]] == nil {
			continue
		}
		urls = append(urls, map[string]any{
			"block_id": e.BlockID, "action_id": e.ActionID, "channel_id": chosen[0],
			"response_url": ws.newURL(p.ID, chosen[0], ""),
		})
	}
	return urls
}

// submitted carries out the app's answer to a submission. ws.mu is held.
func (ws *Workspace) submitted(p *person, v *view, ack []byte) (code string, err error) {
	var said struct {
		Action string            `json:"response_action"`
		Errors map[string]string `json:"errors"`
		View   json.RawMessage   `json:"view"`
	}
	if len(ack) > 0 && json.Unmarshal(ack, &said) != nil {
		return troubleConnect, nil
	}
	switch said.Action {
	case "":
		ws.pop(p)
	case "clear":
		ws.clearViews(p)
	case "errors":
		return ws.showErrors(p, v, said.Errors)
	case "update", "push":
		raw, blocks, bad := checkView(said.View, "modal")
		if bad != nil {
			return bad.code, nil
		}
		if said.Action == "push" {
			if _, bad := ws.pushView(p, raw, blocks); bad != nil {
				return bad.code, nil
			}
			return "", nil
		}
		ws.fillView(v, raw, blocks)
		ws.feed.tell(Change{What: ChangedView, User: p.ID})
	default:
		return troubleConnect, nil
	}
	return "", nil
}

// showErrors shows the app's errors at their input blocks. An error for any other block is a trouble.
func (ws *Workspace) showErrors(p *person, v *view, errors map[string]string) (string, error) {
	inputs := make(map[string]bool)
	for _, e := range v.elements() {
		inputs[e.BlockID] = inputs[e.BlockID] || e.InInput
	}
	for block, text := range errors {
		if !inputs[block] || text == "" {
			return troubleConnect, nil
		}
	}
	if len(errors) == 0 {
		return troubleConnect, nil
	}
	v.errors = errors
	ws.feed.tell(Change{What: ChangedView, User: p.ID})
	return "", FormErrors(errors)
}

// CloseView closes the form on top with its close button, or all forms with the X. It tells the app if the view asked
// for that.
func (ws *Workspace) CloseView(user, viewID string, all bool) error {
	payloads, err := ws.closing(user, viewID, all)
	for _, payload := range payloads {
		_, _ = ws.deliver(parcel{kind: Interactive, payload: payload}) // Slack shows no error when this fails
	}
	return err
}

func (ws *Workspace) closing(user, viewID string, all bool) ([]map[string]any, error) {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	p, v, err := ws.form(user, viewID)
	if err != nil {
		return nil, err
	}
	all = all || v.raw["clear_on_close"] == true
	var payloads []map[string]any
	for v := p.top(); v != nil; v = p.top() {
		if v.raw["notify_on_close"] == true {
			payload := ws.interaction("view_closed", p)
			payload["view"], payload["is_cleared"] = ws.viewJSON(v), all
			payloads = append(payloads, payload)
		}
		if ws.pop(p); !all {
			break
		}
	}
	return payloads, nil
}
