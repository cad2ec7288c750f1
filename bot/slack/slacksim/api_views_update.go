package slacksim

// viewsUpdate is views.update. It replaces the content of an open modal, unless the hash says that the modal has
// changed since.
func viewsUpdate() method {
	return method{name: "views.update", tier: tier4(), run: func(ws *Workspace, a args) (reply, *refusal) {
		raw, blocks, bad := checkView(a.raw("view"), "modal")
		if bad != nil {
			return nil, bad
		}
		ws.mu.Lock()
		defer ws.mu.Unlock()
		v := ws.views[a.str("view_id")]
		if v == nil {
			v = ws.byExternal(a.str("external_id"))
		}
		switch {
		case v == nil || v.kind != "modal":
			return nil, refuse("not_found")
		case a.str("hash") != "" && a.str("hash") != v.hash:
			return nil, refuse("hash_conflict")
		case ws.externalTaken(str(raw, "external_id"), v):
			return nil, refuse("duplicate_external_id")
		}
		ws.fillView(v, raw, blocks)
		ws.feed.tell(Change{What: ChangedView, User: v.owner})
		return reply{"view": ws.viewJSON(v)}, nil
	}}
}
