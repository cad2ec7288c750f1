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
	Team                 string
	Channel, ChannelName string // ChannelName is "directmessage" in a direct message
	User                 string
	Name                 string // "/quorum"
	Text                 string
	TriggerID            string // opens one form, within 3 s
	ResponseURL          string // can be used 5 times within 30 min
	Key                  string
	// Mute says that the acknowledgement can carry no reply: it is to go to the ResponseURL.
	Mute bool
}

// Surface is where a control was when a person used it.
type Surface string

// The surfaces that a [Click] comes from.
const (
	OnMessage Surface = "message"
	OnModal   Surface = "modal"
	OnHome    Surface = "home"
)

// Click is the use of one control in a message, a form or the App Home. A
// delivery with several actions becomes several clicks.
//
// Deliveries are handled concurrently: of two clicks by one person, the one
// with the later At is the last.
type Click struct {
	Team                   string
	User                   string
	Surface                Surface
	ActionID, BlockID      string
	Value                  string // the value of the button, or the first one selected or typed
	Channel, MessageTS     string // of the message; empty in views
	ViewID, ViewHash       string
	CallbackID             string
	PrivateMetadata        string
	State                  Values // every input of the message or view
	TriggerID, ResponseURL string
	At                     time.Time // when the person acted, by Slack's clock; zero if unknown
}

// Submission is a form sent. Its [Reply] may show errors or close all forms; a
// bare acknowledgement closes this one. Key names the team, the person, the view
// and the values sent: sending the same values again is the same act, sending
// corrected values is another. Remember a key only with what was stored: a
// submission answered with errors may come again unchanged.
type Submission struct {
	Team            string
	User            string
	CallbackID      string
	PrivateMetadata string
	ViewID          string
	State           Values
	ResponseURL     string // of the first conversation input that asked for one
	Key             string
}

// Shortcut is a global shortcut, or a message shortcut when MessageTS is set.
type Shortcut struct {
	Team                 string
	User                 string
	TriggerID            string
	Channel, ChannelName string // message shortcuts only, as is all that follows
	MessageTS            string
	MessageText          string // mrkdwn as Slack keeps it, see [mrkdwn.ParseText]
	ResponseURL          string
}

// Suggestion is a person typing in a menu whose options the app supplies.
// Answer with [Reply].Options; nothing is ever stored for it.
type Suggestion struct {
	Team  string
	Query string
}

// HomeOpened is a person opening the app's Home or Messages tab.
type HomeOpened struct {
	Team string
	User string
	Tab  string // "home" or "messages"
}

// UserChanged is a change of a person's profile, or a person joining.
type UserChanged struct {
	Team     string
	User     string
	Name     string // display name, else real name, else handle
	TZ       string // as Slack names it, mostly of the IANA list; may be empty
	Offset   Offset
	Deleted  bool // deactivated
	Bot      bool
	Stranger bool // of another workspace and sharing no channel with the app
	Invited  bool // has never signed in
	Status   Status
}

// Uninstalled says that the app's bot token is void: the app was uninstalled
// or its token revoked. Reason is Slack's event type.
type Uninstalled struct{ Reason string }

// ChannelIDChanged says that a channel has a new id, as happens when a private
// channel is shared with another organisation.
type ChannelIDChanged struct{ Old, New string }

// Replied says that a person wrote into a thread of a channel that the app is in. The text is not read.
type Replied struct {
	Team            string
	User            string
	Channel, Thread string // where; the thread is named by its first message
}

// Ignored is anything else: acknowledged, and nothing more.
type Ignored struct{}

// challenge is Slack asking whether the events URL is ours. Only HTTP sees it.
type challenge struct{ token string }

// Kind implements [Inbound].
func (Command) Kind() string { return "command" }

// Kind implements [Inbound].
func (Click) Kind() string { return "click" }

// Kind implements [Inbound].
func (Submission) Kind() string { return "submission" }

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
