package slacksim

import (
	"encoding/json"
	"time"
)

// State is everything that one person can see at one moment, ready for JSON. It is a copy; changing it changes
// nothing in the workspace.
type State struct {
	Seq      int64          `json:"seq"` // the last Change that is included
	Now      time.Time      `json:"now"`
	Team     Team           `json:"team"`
	App      App            `json:"app"`
	Me       Person         `json:"me"`
	People   []Person       `json:"people"`
	Groups   []Group        `json:"groups"`
	Channels []Conversation `json:"channels"` // all public ones, and the private ones that Me is in
	DMs      []Conversation `json:"dms"`      // Me's direct messages, the one with the app first
	Views    []View         `json:"views"`    // Me's open modals; the last one is on top
	Home     *View          `json:"home,omitempty"`
	Troubles []Trouble      `json:"troubles"` // Slack's own errors shown to Me, newest last
}

// Team is the workspace.
type Team struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Domain string `json:"domain"`
}

// App is the one installed app.
type App struct {
	ID        string     `json:"id"`
	Name      string     `json:"name"`
	BotID     string     `json:"bot_id"`      // B…, on messages
	BotUserID string     `json:"bot_user_id"` // U…
	Command   string     `json:"command"`     // with its slash
	Shortcuts []Shortcut `json:"shortcuts"`
}

// Shortcut is a global shortcut, or an entry of a message's menu.
type Shortcut struct {
	Name       string `json:"name"`
	CallbackID string `json:"callback_id"`
	OnMessage  bool   `json:"on_message"`
}

// Person is a member of the workspace, human or not.
type Person struct {
	ID              string `json:"id"`
	Name            string `json:"name"` // the handle after the @
	RealName        string `json:"real_name"`
	TZ              string `json:"tz"` // IANA name
	Deleted         bool   `json:"deleted,omitempty"`
	Bot             bool   `json:"bot,omitempty"`
	Restricted      bool   `json:"restricted,omitempty"`       // a guest of several channels
	UltraRestricted bool   `json:"ultra_restricted,omitempty"` // a guest of one channel
	Stranger        bool   `json:"stranger,omitempty"`         // a member of another workspace who shares no channel with the bot
	Invited         bool   `json:"invited,omitempty"`          // has never signed in
	DND             bool   `json:"dnd,omitempty"`              // notifications are paused now
	Status          Status `json:"status,omitzero"`            // shown beside the name

	ahead    time.Duration // of UTC, in a time zone of which only Slack knows
	dndFrom  time.Time     // when notifications are paused; zero: from an hour before the call
	dndUntil time.Time     // when the pause ends; zero: nine hours after the call
}

// Status is what a person shows beside their name.
type Status struct {
	Emoji string    `json:"emoji,omitempty"` // ":palm_tree:"
	Text  string    `json:"text,omitempty"`
	Until time.Time `json:"until,omitzero"` // zero: without an end
}

// Group is a user group.
type Group struct {
	ID       string   `json:"id"`
	Handle   string   `json:"handle"`
	Name     string   `json:"name"`
	Members  []string `json:"members"`
	Disabled bool     `json:"disabled,omitempty"`
}

// Kinds of conversation.
const (
	Public  = "public"
	Private = "private"
	IM      = "im"
	MPIM    = "mpim"
)

// Conversation is a channel or a direct message, as one person sees it.
type Conversation struct {
	ID       string    `json:"id"`
	Name     string    `json:"name"` // without #; for a direct message, the other person's name
	Kind     string    `json:"kind"` // Public, Private, IM or MPIM
	Archived bool      `json:"archived,omitempty"`
	Joined   bool      `json:"joined"` // whether the viewer is a member
	BotIn    bool      `json:"bot_in"`
	With     string    `json:"with,omitempty"` // in an IM, the other person's user id
	Members  []string  `json:"members"`
	Messages []Message `json:"messages"` // oldest first; replies are under their root
}

// Message is a message as one person sees it.
type Message struct {
	Channel   string          `json:"channel"`
	TS        string          `json:"ts"`
	ThreadTS  string          `json:"thread_ts,omitempty"`
	User      string          `json:"user"`
	Name      string          `json:"name"`
	BotID     string          `json:"bot_id,omitempty"`
	Time      time.Time       `json:"time"`
	Text      string          `json:"text"`             // with blocks, only notifications show it
	Blocks    json.RawMessage `json:"blocks,omitempty"` // every block with its block_id, elements with action_id
	Read      string          `json:"read"`             // what a person reads on the screen, as plain text
	Ephemeral bool            `json:"ephemeral,omitempty"`
	Edited    string          `json:"edited,omitempty"`    // ts of the last edit
	Tombstone bool            `json:"tombstone,omitempty"` // deleted, but kept because of its replies
	Metadata  json.RawMessage `json:"metadata,omitempty"`
	Values    Values          `json:"values,omitempty"` // what the viewer has chosen in it
	Replies   []Message       `json:"replies,omitempty"`
}

// View is a modal or a Home tab.
type View struct {
	ID              string            `json:"id"`
	Type            string            `json:"type"` // "modal" or "home"
	Title           string            `json:"title,omitempty"`
	Submit          string            `json:"submit,omitempty"`
	Close           string            `json:"close,omitempty"`
	Blocks          json.RawMessage   `json:"blocks"`
	Read            string            `json:"read"`
	CallbackID      string            `json:"callback_id,omitempty"`
	PrivateMetadata string            `json:"private_metadata,omitempty"`
	ExternalID      string            `json:"external_id,omitempty"`
	Hash            string            `json:"hash"`
	RootID          string            `json:"root_id"`
	PreviousID      string            `json:"previous_id,omitempty"`
	NotifyOnClose   bool              `json:"notify_on_close,omitempty"`
	ClearOnClose    bool              `json:"clear_on_close,omitempty"`
	Values          Values            `json:"values"`            // what is filled in, initial values included
	Errors          map[string]string `json:"errors,omitempty"`  // by block_id, from the last submission
	Trouble         string            `json:"trouble,omitempty"` // Slack's own error, such as a timeout
}

// Values are what a person has filled in, by block_id and action_id.
type Values map[string]map[string]Input

// Input is the content of one field. Text is for what is typed, dates
// (2026-12-01), times (14:00) and date-times (unix seconds); Chosen has the
// values of the chosen options, or the ids of the chosen people or channels.
type Input struct {
	Text   string   `json:"text,omitempty"`
	Chosen []string `json:"chosen,omitempty"`
}

// Empty reports whether nothing is filled in.
func (in Input) Empty() bool { return in.Text == "" && len(in.Chosen) == 0 }

// Trouble is the error that Slack itself shows a person when the app did not answer as it should.
type Trouble struct {
	At    time.Time `json:"at"`
	Code  string    `json:"code"`  // operation_timeout, dispatch_failed, http_service_error, …
	About string    `json:"about"` // what the person did
}

// Error returns the code and the text of the trouble.
func (t *Trouble) Error() string { return t.About + " failed with the error " + t.Code }
