package slacksim

// viewsOpen is views.open. It opens a modal for the person a fresh trigger came from. The trigger is used up even
// when the view is refused. If the trigger came from a modal, the new modal opens on top of it.
func viewsOpen() method {
	return method{name: "views.open", tier: tier4(), run: func(ws *Workspace, a args) (reply, *refusal) {
		raw, blocks, bad := checkView(a.raw("view"), "modal")
		ws.mu.Lock()
		defer ws.mu.Unlock()
		t, badTrigger := ws.spend(a.str("trigger_id"))
		if badTrigger != nil {
			return nil, badTrigger
		}
		if bad != nil {
			return nil, bad
		}
		p := ws.byID[t.user]
		if ws.views[t.view] == nil || ws.views[t.view].kind != "modal" {
			ws.clearViews(p)
		}
		v, bad := ws.pushView(p, raw, blocks)
		if bad != nil {
			return nil, bad
		}
		return reply{"view": ws.viewJSON(v)}, nil
	}}
}
