package slacksim

// authTest is auth.test. It says who the token belongs to.
func authTest() method {
	return method{name: "auth.test", tier: special(), run: func(ws *Workspace, _ args) (reply, *refusal) {
		return reply{
			"url": "https://" + ws.team.Domain + ".slack.com/", "team": ws.team.Name, "team_id": ws.team.ID,
			"user": idWord(ws.app.Name, false), "user_id": ws.app.BotUserID, "bot_id": ws.app.BotID,
			"is_enterprise_install": false,
		}, nil
	}}
}
