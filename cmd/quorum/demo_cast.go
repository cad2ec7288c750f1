package main

import (
	"context"
	"time"

	"quorum/bot/slack/slacksim"
)

// newCast returns who and what is in the demo's workspace.
func newCast() func(*slacksim.Workspace) {
	return func(ws *slacksim.Workspace) {
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
		}
		everybody := []string{"ada", "ben", "cy", "di", "eve", "finn", "gia"}
		ws.AddChannel("releases", everybody...).InviteBot()
		ws.AddChannel("architecture", everybody...).InviteBot()
		ws.AddChannel("lunch", everybody...)
		ws.AddGroup("platform", "cy", "finn", "gia")
		ws.AddGroup("security", "di", "eve")
	}
}

// firstQuestion is what is asked when the demo begins, so that there is something to see.
const (
	firstAsker    = "ben"
	firstChannel  = "#releases"
	firstQuestion = "/quorum Ship 4.2 on Friday? @ada @cy @di @eve @finn | quorum: 3 of 5, within 2h | context: The last blocker was fixed yesterday; the docs are not proofread yet."
)

// openingScene asks the first question, after a moment to look around.
func openingScene(ctx context.Context, ws *slacksim.Workspace) error {
	select {
	case <-ctx.Done():
		return nil
	case <-time.After(2 * time.Second):
	}
	return ws.Slash(userNamed(ws, firstAsker), channelNamed(ws, firstChannel), firstQuestion)
}

// userNamed returns the id of a person by the handle.
func userNamed(ws *slacksim.Workspace, handle string) string { return ws.User(handle).ID() }

// channelNamed returns the id of a channel by its name.
func channelNamed(ws *slacksim.Workspace, name string) string { return ws.Channel(name).ID }

// everybody lists the people of the workspace, as its first asker sees them.
func everybody(ws *slacksim.Workspace) []slacksim.Person {
	return ws.Snapshot(userNamed(ws, firstAsker)).People
}
