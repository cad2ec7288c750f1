package slacksim

// viewsPush is views.push. It puts one more modal on the stack that a trigger came from, up to three.
func viewsPush() method {
	return method{name: "views.push", tier: tier4(), run: func(ws *Workspace, a args) (reply, *refusal) {
		raw, blocks, bad := checkView(a.raw("view"), "modal")
		if bad != nil {
			return nil, bad
		}
		ws.mu.Lock()
		defer ws.mu.Unlock()
		t, bad := ws.spend(a.str("trigger_id"))
		if bad != nil {
			return nil, bad
		}
		p := ws.byID[t.user]
		if from := ws.views[t.view]; from == nil || from.kind != "modal" {
			return nil, refuse("not_found")
		}
		v, bad := ws.pushView(p, raw, blocks)
		if bad != nil {
			return nil, bad
		}
		return reply{"view": ws.viewJSON(v)}, nil
	}}
}
