package slacksim

// BotToken returns the xoxb- token of the installed app.
func (ws *Workspace) BotToken() string { return ws.botToken() }

// AppToken returns the xapp- token of the installed app, for Socket Mode.
func (ws *Workspace) AppToken() string { return ws.appToken() }

// SigningSecret returns the secret with which the workspace signs its requests in HTTP mode.
func (ws *Workspace) SigningSecret() string { return "5169baf0" + idWord(ws.team.ID, false) + "secret" }

// The tokens look like Slack's. They are put together here, so that secret scanners do not take them for real ones.
func (ws *Workspace) botToken() string { return "xoxb" + "-sim-" + ws.team.ID + "-bot" }
func (ws *Workspace) appToken() string { return "xapp" + "-sim-" + ws.app.ID + "-app" }

// Team returns the workspace's name and ids.
func (ws *Workspace) Team() Team { return ws.team }

// App returns the installed app.
func (ws *Workspace) App() App { return ws.app }

// Revoke makes every call fail with this error, such as token_revoked or account_inactive. "" makes the token valid
// again.
func (ws *Workspace) Revoke(code string) {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	ws.revoked = code
}

// SetScopes replaces the granted scopes.
func (ws *Workspace) SetScopes(scopes ...string) {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	ws.scopes = scopes
}

// Uninstall removes the app: its tokens stop working, and the app gets the events tokens_revoked and app_uninstalled.
func (ws *Workspace) Uninstall() {
	ws.Revoke("account_inactive")
	ws.SendEvent(map[string]any{
		"type": "tokens_revoked", "tokens": map[string]any{"oauth": []string{}, "bot": []string{ws.app.BotUserID}},
	})
	ws.SendEvent(map[string]any{"type": "app_uninstalled"})
}
