package slacksim

// appsConnectionsOpen is apps.connections.open. It returns a WebSocket address with a ticket that works once.
func appsConnectionsOpen() method {
	return method{name: "apps.connections.open", app: true, tier: tier3(), run: func(ws *Workspace, a args) (reply, *refusal) {
		if ws.opts.Mode != Socket {
			return nil, refuse("socket_mode_not_enabled")
		}
		ticket, ok := ws.hub.ticket()
		if !ok {
			return nil, refuse("socket_mode_not_enabled")
		}
		return reply{"url": "ws://" + a.host + "/link?ticket=" + ticket + "&app_id=" + ws.app.ID}, nil
	}}
}
