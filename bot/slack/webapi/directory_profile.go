package webapi

import (
	"cmp"

	"quorum/bot/slack/inbound"
	"quorum/polls/worktime"
)

// slackbot is the id of Slackbot in every workspace. Slack does not flag it as
// a bot.
const slackbot = "USLACKBOT"

// Profile is what the directory knows of one person.
type Profile struct {
	ID       string `json:",omitempty"` // U… or W…: opaque, and unique only within the workspace
	Name     string `json:",omitempty"` // display name, else real name, else handle
	TZ       string `json:",omitempty"` // as Slack names it, mostly of the IANA list; may be empty
	Offset   inbound.Offset
	Deleted  bool           `json:",omitempty"` // deactivated
	Bot      bool           `json:",omitempty"`
	Stranger bool           `json:",omitempty"` // of another organization and sharing no channel with the app
	Invited  bool           `json:",omitempty"` // has never signed in
	Status   inbound.Status `json:"-"`          // not kept: it may say that a person is ill
	Hidden   bool           `json:",omitempty"` // Slack does not show them to this app; nothing else is known
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

// Zone returns the name of the person's time zone, for [worktime.LoadZone]. When this program does not know the zone that Slack
// names, it is the present offset from UTC; when there is no offset either, it is what Slack says.
func (p Profile) Zone() string {
	if p.TZ != "" {
		if _, err := worktime.LoadZone(p.TZ); err == nil {
			return p.TZ
		}
	}
	seconds, known := p.Offset.Seconds()
	if !known {
		return p.TZ
	}
	return cmp.Or(worktime.OffsetName(seconds), p.TZ)
}

// user is what is read of a person whom Slack describes.
type user struct {
	ID           string         `json:"id"`
	Name         string         `json:"name"`
	RealName     string         `json:"real_name"`
	TZ           string         `json:"tz"`
	Offset       inbound.Offset `json:"tz_offset"`
	Deleted      bool           `json:"deleted"`
	Bot          bool           `json:"is_bot"`
	WorkflowBot  bool           `json:"is_workflow_bot"`
	ConnectorBot bool           `json:"is_connector_bot"`
	Stranger     bool           `json:"is_stranger"`
	Invited      bool           `json:"is_invited_user"`
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
		ID: u.ID, Name: cmp.Or(u.Profile.DisplayName, u.RealName, u.Profile.RealName, u.Name), TZ: u.TZ, Offset: u.Offset,
		Deleted: u.Deleted, Bot: u.Bot || u.WorkflowBot || u.ConnectorBot,
		Stranger: u.Stranger, Invited: u.Invited,
		Status: inbound.StatusOf(u.Profile.StatusEmoji, u.Profile.StatusText, u.Profile.StatusExpiration),
	}
}
