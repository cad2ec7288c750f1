package slacksim

// viewsPublish is views.publish. It sets a person's Home tab.
func viewsPublish() method {
	return method{name: "views.publish", tier: tier4(), run: func(ws *Workspace, a args) (reply, *refusal) {
		raw, blocks, bad := checkView(a.raw("view"), "home")
		if bad != nil {
			return nil, bad
		}
		ws.mu.Lock()
		defer ws.mu.Unlock()
		p := ws.byID[a.str("user_id")]
		switch {
		case ws.opts.NoHomeTab:
			return nil, refuse("not_enabled")
		case p == nil || p.ID != a.str("user_id"):
			return nil, refuse("invalid_arguments", "[ERROR] user_id: no such user [json-pointer:/user_id]")
		case p.home != nil && a.str("hash") != "" && a.str("hash") != p.home.hash:
			return nil, refuse("hash_conflict")
		}
		if p.home == nil {
			p.home = ws.newView("home", p.ID, raw, blocks)
		} else {
			ws.fillView(p.home, raw, blocks)
		}
		ws.feed.tell(Change{What: ChangedHome, User: p.ID})
		return reply{"view": ws.viewJSON(p.home)}, nil
	}}
}
