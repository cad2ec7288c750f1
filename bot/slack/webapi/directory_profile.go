package webapi

import (
	"cmp"

	"quorum/bot/slack/inbound"

	slackgo "github.com/slack-go/slack"
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
	Unseen   bool // Slack does not show them to this app; nothing else is known
}

// Askable says whether a question would reach this person, and if not, why, to
// complete "@ana …". It has to be asked before anything is sent: Slack takes a
// message to somebody deactivated without a word, and nobody ever reads it.
// Guests, and people of other organizations who share a channel with the app,
// are askable.
func (p Profile) Askable() (ok bool, why string) {
	switch {
	case p.Unseen:
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

func profileOf(u *slackgo.User) Profile {
	return Profile{
		ID: u.ID, Name: cmp.Or(u.Profile.DisplayName, u.RealName, u.Profile.RealName, u.Name), TZ: u.TZ,
		Deleted: u.Deleted, Bot: u.IsBot || u.IsWorkflowBot || u.IsConnectorBot,
		Stranger: u.IsStranger, Invited: u.IsInvitedUser,
		Status: inbound.StatusOf(u.Profile.StatusEmoji, u.Profile.StatusText, int64(u.Profile.StatusExpiration)),
	}
}
