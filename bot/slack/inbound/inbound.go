package inbound

import "time"

// Inbound is one thing that a person, or Slack itself, did. Its dynamic type
// is one of the struct types of this file, never a pointer.
type Inbound interface {
	// Kind names the type in a word, for logs and metrics.
	Kind() string
}

// Command is a slash command. Text is as Slack sends it with escaping on:
// mentions are <@U…>, and &, <, > are entities; see [mrkdwn.ParseText].
// Key names the trigger, which is the same in every redelivery.
type Command struct {
	Team, Enterprise     string
	Channel, ChannelName string // ChannelName is "directmessage" in a DM
	User                 string
	Name                 string // "/quorum"
	Text                 string
	TriggerID            string // opens one form, within 3 s
	ResponseURL          string // 5 uses within 30 min
	Key                  string
}

// Surface says where a control was when somebody used it.
type Surface string

// The surfaces that a [Click] comes from.
const (
	OnMessage Surface = "message"
	OnModal   Surface = "modal"
	OnHome    Surface = "home"
)

// Click is the use of one control in a message, a form or the App Home. A
// delivery with several actions becomes several clicks. Key names team,
// container (message or view), person, block, action and the moment of the
// action; two clicks on the same button are two acts.
//
// Deliveries are handled concurrently: of two clicks by one person, the one
// with the later At is the last.
type Click struct {
	Team, Enterprise, UserTeam string
	User                       string
	Surface                    Surface
	ActionID, BlockID          string
	Value                      string   // the button's value, or the one value selected or typed
	Selected                   []string // every value selected: options, people, conversations
	Channel                    string   // of the message; empty in views
	MessageTS, ThreadTS        string
	Ephemeral                  bool // only ResponseURL can change the message
	ViewID, ViewHash           string
	CallbackID                 string
	PrivateMetadata            string
	State                      Values // every input of the message or view
	TriggerID, ResponseURL     string
	At                         time.Time // when the person acted, by Slack's clock; zero if unknown
	Key                        string
}

// Submission is a form sent. Its [Reply] may show errors or change the form; a
// bare acknowledgement closes it. Key names team, person, view and the values
// sent: sending the same again is the same act, sending corrected values is
// another. Remember a key only with what was stored: a submission answered
// with errors may come again unchanged.
type Submission struct {
	Team, Enterprise, UserTeam string
	User                       string
	CallbackID                 string
	PrivateMetadata            string
	ViewID, ViewHash           string
	State                      Values
	TriggerID                  string
	ResponseURL                string // of the first conversation input that asked for one
	Key                        string
}

// Closed is a form closed without sending it.
type Closed struct {
	Team, Enterprise, UserTeam string
	User                       string
	CallbackID                 string
	PrivateMetadata            string
	ViewID                     string
	Key                        string
}

// Shortcut is a global shortcut, or a message shortcut when MessageTS is set.
// Key names the trigger.
type Shortcut struct {
	Team, Enterprise, UserTeam string
	User                       string
	CallbackID                 string
	TriggerID                  string
	Channel, ChannelName       string // message shortcuts only, as is all that follows
	MessageTS, ThreadTS        string
	MessageText                string // mrkdwn as Slack keeps it, see [mrkdwn.ParseText]
	MessageUser                string // who wrote it: a person, or a bot's id
	ResponseURL                string
	Key                        string
}

// Suggestion is a person typing in a menu whose options the app supplies.
// Answer with [Reply].Options; nothing is ever stored for it.
type Suggestion struct {
	Team, Enterprise, UserTeam string
	User                       string
	ActionID, BlockID          string
	Query                      string
	CallbackID                 string
	PrivateMetadata            string
}

// HomeOpened is a person opening the app's Home or Messages tab.
type HomeOpened struct {
	Team, Enterprise string
	User             string
	Tab              string // "home" or "messages"
	Key              string
}

// UserChanged is a change of somebody's profile, or somebody joining.
type UserChanged struct {
	Team, Enterprise string
	User             string
	Name             string // display name, else real name, else handle
	TZ               string // IANA, may be empty
	TZOffset         time.Duration
	Deleted          bool // deactivated
	Bot              bool
	Guest            bool
	Stranger         bool // of another workspace and sharing no channel with the app
	Invited          bool // has never signed in
	Status           Status
	Key              string
}

// Uninstalled says that the app's bot token is void: the app was uninstalled
// or its token revoked. Reason is Slack's event type.
type Uninstalled struct {
	Team, Enterprise string
	Reason           string
	Key              string
}

// ChannelIDChanged says that a channel has a new id, as happens when a private
// channel is shared with another organisation.
type ChannelIDChanged struct {
	Team, Enterprise string
	Old, New         string
	Key              string
}

// Replied says that a person wrote into a thread of a channel that the app is in. What was written is not read.
type Replied struct {
	Team, Enterprise string
	User             string
	Channel, Thread  string // where; the thread is named by its first message
	Key              string
}

// Ignored is anything else: acknowledged, and nothing more. Type is Slack's
// name for it, empty when there is none.
type Ignored struct{ Type string }

// challenge is Slack asking whether the events URL is ours. Only HTTP sees it.
type challenge struct{ token string }

// Kind implements [Inbound].
func (Command) Kind() string { return "command" }

// Kind implements [Inbound].
func (Click) Kind() string { return "click" }

// Kind implements [Inbound].
func (Submission) Kind() string { return "submission" }

// Kind implements [Inbound].
func (Closed) Kind() string { return "closed" }

// Kind implements [Inbound].
func (Shortcut) Kind() string { return "shortcut" }

// Kind implements [Inbound].
func (Suggestion) Kind() string { return "suggestion" }

// Kind implements [Inbound].
func (HomeOpened) Kind() string { return "home_opened" }

// Kind implements [Inbound].
func (UserChanged) Kind() string { return "user_changed" }

// Kind implements [Inbound].
func (Uninstalled) Kind() string { return "uninstalled" }

// Kind implements [Inbound].
func (ChannelIDChanged) Kind() string { return "channel_id_changed" }

// Kind implements [Inbound].
func (Replied) Kind() string { return "replied" }

// Kind implements [Inbound].
func (Ignored) Kind() string { return "ignored" }

func (challenge) Kind() string { return "url_verification" }
