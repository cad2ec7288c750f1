package slacksim

// BotToken is the xoxb- token of the installed app.
func (ws *Workspace) BotToken() string { return ws.botToken() }

// AppToken is its xapp- token, for Socket Mode.
func (ws *Workspace) AppToken() string { return ws.appToken() }

// SigningSecret signs what the workspace sends in HTTP mode.
func (ws *Workspace) SigningSecret() string { return "5169baf0" + idWord(ws.team.ID, false) + "secret" }

// The tokens look like Slack's and are put together here, so that no scanner
// takes them for real ones.
func (ws *Workspace) botToken() string { return "xoxb" + "-sim-" + ws.team.ID + "-bot" }
func (ws *Workspace) appToken() string { return "xapp" + "-sim-" + ws.app.ID + "-app" }

// Team returns the workspace's name and ids.
func (ws *Workspace) Team() Team { return ws.team }

// App returns the installed app.
func (ws *Workspace) App() App { return ws.app }

// Revoke makes every call fail with this error, such as token_revoked or
// account_inactive; "" restores the token.
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

// Uninstall removes the app: its tokens stop working, and it is told so.
func (ws *Workspace) Uninstall() {
	ws.Revoke("account_inactive")
	ws.SendEvent(map[string]any{
		"type": "tokens_revoked", "tokens": map[string]any{"oauth": []string{}, "bot": []string{ws.app.BotUserID}},
	})
	ws.SendEvent(map[string]any{"type": "app_uninstalled"})
}
