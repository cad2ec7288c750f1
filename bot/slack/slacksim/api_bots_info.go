package slacksim

// botsInfo is bots.info. It describes the bot with a B… id.
func botsInfo() method {
	return method{name: "bots.info", scopes: []string{"users:read"}, tier: tier3(), run: func(ws *Workspace, a args) (reply, *refusal) {
		if a.str("bot") != ws.app.BotID {
			return nil, refuse("bot_not_found")
		}
		return reply{"bot": map[string]any{
			"id": ws.app.BotID, "app_id": ws.app.ID, "user_id": ws.app.BotUserID, "name": ws.app.Name, "deleted": false,
		}}, nil
	}}
}
