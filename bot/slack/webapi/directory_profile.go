package webapi

import (
	"cmp"

	"quorum/bot/slack/inbound"
)

// slackbot is the id of Slackbot in every workspace. Slack does not flag it as
// a bot.
const slackbot = "USLACKBOT"

// Profile is what the directory knows of one person.
type Profile struct {
	ID       string // U… or W…: opaque, and unique only within the workspace
	Name     string // display name, else real name, else handle
	TZ       string // IANA; may be empty
	Deleted  bool   // deactivated
	Bot      bool
	Stranger bool // of another organization and sharing no channel with the app
	Invited  bool // has never signed in
	Status   inbound.Status
	Hidden   bool // Slack does not show them to this app; nothing else is known
}

// Askable says whether a question would reach this person, and if not, why, to
// complete "@ana …". It has to be asked before anything is sent: Slack takes a
// message to a deactivated person without an error, and nobody ever reads it.
// Guests, and people of other organizations who share a channel with the app,
// are askable.
func (p Profile) Askable() (ok bool, why string) {
	switch {
	case p.Hidden:
		return false, "is not visible to this app"
	case p.Deleted:
		return false, "has left the workspace"
	case p.Bot || p.ID == slackbot:
		return false, "is a bot"
	case p.Stranger:
		return false, "is in another organization and shares no channel with this app"
	case p.Invited:
		return false, "was invited but has never signed in"
	}
	return true, ""
}

// user is what is read of a person whom Slack describes.
type user struct {
	ID           string `json:"id"`
	Name         string `json:"name"`
	RealName     string `json:"real_name"`
	TZ           string `json:"tz"`
	Deleted      bool   `json:"deleted"`
	Bot          bool   `json:"is_bot"`
	WorkflowBot  bool   `json:"is_workflow_bot"`
	ConnectorBot bool   `json:"is_connector_bot"`
	Stranger     bool   `json:"is_stranger"`
	Invited      bool   `json:"is_invited_user"`
	Profile      struct {
		DisplayName      string `json:"display_name"`
		RealName         string `json:"real_name"`
		StatusEmoji      string `json:"status_emoji"`
		StatusText       string `json:"status_text"`
		StatusExpiration int64  `json:"status_expiration"`
	} `json:"profile"`
}

func (u user) profile() Profile {
	return Profile{
		ID: u.ID, Name: cmp.Or(u.Profile.DisplayName, u.RealName, u.Profile.RealName, u.Name), TZ: u.TZ,
		Deleted: u.Deleted, Bot: u.Bot || u.WorkflowBot || u.ConnectorBot,
		Stranger: u.Stranger, Invited: u.Invited,
		Status: inbound.StatusOf(u.Profile.StatusEmoji, u.Profile.StatusText, u.Profile.StatusExpiration),
	}
}
