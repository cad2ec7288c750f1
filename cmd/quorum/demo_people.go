package main

import (
	"context"
	"slices"
	"time"

	"quorum/bot/slack/slacksim"
)

// addDemoPeople adds the people, channels and groups of the demonstration to a workspace.
func addDemoPeople(ws *slacksim.Workspace) {
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

// The first question of the demonstration.
const (
	firstAsker   = "ben"
	firstViewer  = "ada" // the transcript shows this person's direct message
	firstChannel = "releases"
	firstCommand = "/quorum Ship 4.2 on Friday? @ada @cy @di @eve @finn | quorum: 4 of 5, within 2h" +
		" | context: The last blocker was fixed yesterday; the docs are not proofread yet."
)

func askFirst(ws *slacksim.Workspace) error {
	return ws.Slash(idOf(ws, firstAsker), ws.Channel(firstChannel).ID, firstCommand)
}

// askFirstLater asks the first question after two seconds, so that a viewer can look around before.
func askFirstLater(ctx context.Context, ws *slacksim.Workspace) error {
	if !sleep(ctx, 2*time.Second) {
		return nil
	}
	return askFirst(ws)
}

// idOf returns the user id of the person with this handle.
func idOf(ws *slacksim.Workspace, handle string) string { return ws.User(handle).ID() }

// humans returns the people of the workspace that viewer can see, without bots. Slack does not mark Slackbot as a
// bot.
func humans(ws *slacksim.Workspace, viewer string) []slacksim.Person {
	return slices.DeleteFunc(ws.Snapshot(idOf(ws, viewer)).People, func(p slacksim.Person) bool {
		return p.Bot || p.ID == "USLACKBOT"
	})
}
