package main

import (
	"context"
	"slices"
	"time"

	"quorum/bot/slack/slacksim"
)

// cast puts the people and the channels of the demonstration into its workspace.
func cast(ws *slacksim.Workspace) {
	var everybody []string
	for _, one := range []struct{ handle, name, zone string }{
		{"ada", "Ada Okafor", "Europe/London"},
		{"ben", "Ben Ortiz", "America/New_York"},
		{"cy", "Cy Tanaka", "Asia/Tokyo"},
		{"di", "Di Nguyen", "Europe/Berlin"},
		{"eve", "Eve Lindqvist", "Europe/Stockholm"},
		{"finn", "Finn Adeyemi", "Africa/Lagos"},
		{"gia", "Gia Rossi", "Europe/Rome"},
	} {
		ws.AddUser(one.handle, slacksim.RealName(one.name), slacksim.TZ(one.zone))
		everybody = append(everybody, one.handle)
	}
	ws.AddChannel("releases", everybody...).InviteBot()
	ws.AddChannel("architecture", everybody...).InviteBot()
	ws.AddChannel("lunch", everybody...)
	ws.AddGroup("platform", "cy", "finn", "gia")
	ws.AddGroup("security", "di", "eve")
}

// What is asked when the demonstration begins, so that there is something to see.
const (
	firstAsker    = "ben"
	firstReader   = "ada" // whose screen is shown of those who are asked
	firstChannel  = "releases"
	firstQuestion = "/quorum Ship 4.2 on Friday? @ada @cy @di @eve @finn | quorum: 4 of 5, within 2h" +
		" | context: The last blocker was fixed yesterday; the docs are not proofread yet."
)

// askFirst asks the first question.
func askFirst(ws *slacksim.Workspace) error {
	return ws.Slash(idOf(ws, firstAsker), ws.Channel(firstChannel).ID, firstQuestion)
}

// openingScene asks the first question after a moment to look around.
func openingScene(ctx context.Context, ws *slacksim.Workspace) error {
	if !after(ctx, 2*time.Second) {
		return nil
	}
	return askFirst(ws)
}

// idOf returns the id of a person by the handle.
func idOf(ws *slacksim.Workspace, handle string) string { return ws.User(handle).ID() }

// people lists the workspace's humans as one of them sees them. Slackbot is not flagged as a bot.
func people(ws *slacksim.Workspace, anybody string) []slacksim.Person {
	return slices.DeleteFunc(ws.Snapshot(idOf(ws, anybody)).People, func(p slacksim.Person) bool {
		return p.Bot || p.ID == "USLACKBOT"
	})
}
