package slacksim

import (
	"encoding/json"
	"fmt"
)

const maxStack = 3

// view is an open modal or a published Home tab.
type view struct {
	id, kind, owner string
	raw             object // as the app sent it
	blocks          json.RawMessage
	values          Values
	errors          map[string]string
	trouble         string
	hash            string
	root, previous  string
	busy            bool // submitted, and not answered yet
	suggested       map[spot][]Option
}

// newView returns a view with what the app sent. ws.mu is held.
func (ws *Workspace) newView(kind, owner string, raw object, blocks []object) *view {
	v := &view{id: ws.ids.next("V", ""), kind: kind, owner: owner}
	v.root = v.id
	ws.fillView(v, raw, blocks)
	ws.views[v.id] = v
	return v
}

// fillView replaces a view's content. The input of a field is kept when its block_id, action_id and type are the
// same. ws.mu is held.
func (ws *Workspace) fillView(v *view, raw object, blocks []object) {
	list := make([]any, len(blocks))
	for i, b := range blocks {
		list[i] = b
	}
	ws.nameAll(list, true)
	raw["blocks"] = list
	v.blocks, _ = json.Marshal(list) // it was decoded before
	old, oldTypes := v.values, typesOf(v.raw)
	v.raw, v.values, v.errors, v.trouble = raw, initialValues(v.blocks), nil, ""
	for place, kind := range typesOf(raw) {
		if in, ok := old[place.block][place.action]; ok && oldTypes[place] == kind {
			v.values.set(place.block, place.action, in)
		}
	}
	ws.ids.n++
	v.hash = fmt.Sprintf("%d.%08x", ws.now().Unix(), uint32(ws.ids.n*2654435761))
}

// spot is where an element stands in a view.
type spot struct{ block, action string }

func typesOf(raw object) map[spot]string {
	types := make(map[spot]string)
	if raw == nil {
		return types
	}
	for _, b := range list(raw, "blocks") {
		if b, ok := b.(object); ok {
			for _, e := range collect(nil, b, Element{}) {
				types[spot{e.BlockID, e.ActionID}] = e.Type
			}
		}
	}
	return types
}

// elements returns the view's elements, with the options that the app suggested.
func (v *view) elements() []Element {
	elements := Elements(v.blocks)
	for i, e := range elements {
		elements[i].Options = append(e.Options, v.suggested[spot{e.BlockID, e.ActionID}]...)
	}
	return elements
}

// top returns the modal that a person sees, or nil.
func (p *person) top() *view {
	if len(p.views) == 0 {
		return nil
	}
	return p.views[len(p.views)-1]
}

// pop closes the modal on top. ws.mu is held.
func (ws *Workspace) pop(p *person) {
	if v := p.top(); v != nil {
		delete(ws.views, v.id)
		p.views = p.views[:len(p.views)-1]
	}
	ws.feed.tell(Change{What: ChangedView, User: p.ID})
}

// clearViews closes all modals. ws.mu is held.
func (ws *Workspace) clearViews(p *person) {
	for len(p.views) > 0 {
		ws.pop(p)
	}
}

// pushView puts a new modal on top. ws.mu is held.
func (ws *Workspace) pushView(p *person, raw object, blocks []object) (*view, *refusal) {
	if len(p.views) >= maxStack {
		return nil, refuse("push_limit_reached")
	}
	if ws.externalTaken(str(raw, "external_id"), nil) {
		return nil, refuse("duplicate_external_id")
	}
	v := ws.newView("modal", p.ID, raw, blocks)
	if below := p.top(); below != nil {
		v.root, v.previous = below.root, below.id
	}
	p.views = append(p.views, v)
	ws.feed.tell(Change{What: ChangedView, User: p.ID})
	return v, nil
}

// externalTaken reports whether another view has this external id. ws.mu is held.
func (ws *Workspace) externalTaken(external string, but *view) bool {
	v := ws.byExternal(external)
	return v != nil && v != but
}

func (ws *Workspace) byExternal(external string) *view {
	for _, v := range ws.views {
		if external != "" && str(v.raw, "external_id") == external {
			return v
		}
	}
	return nil
}

// viewJSON returns a view in the form of the Web API and of payloads. ws.mu is held.
func (ws *Workspace) viewJSON(v *view) map[string]any {
	out := map[string]any{
		"id": v.id, "team_id": ws.team.ID, "type": v.kind, "blocks": v.blocks,
		"private_metadata": str(v.raw, "private_metadata"), "callback_id": str(v.raw, "callback_id"),
		"external_id": str(v.raw, "external_id"), "hash": v.hash, "root_view_id": v.root,
		"state": map[string]any{"values": stateJSON(v.elements(), v.values)},
		"title": v.raw["title"], "submit": v.raw["submit"], "close": v.raw["close"],
		"clear_on_close": v.raw["clear_on_close"] == true, "notify_on_close": v.raw["notify_on_close"] == true,
		"previous_view_id": nil, "app_id": ws.app.ID, "app_installed_team_id": ws.team.ID, "bot_id": ws.app.BotID,
	}
	if v.previous != "" {
		out["previous_view_id"] = v.previous
	}
	return out
}
