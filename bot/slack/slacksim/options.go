package slacksim

import (
	"net/http"
	"time"
)

// TB is the part of *testing.T that a story needs.
type TB interface {
	Helper()
	Fatalf(format string, args ...any)
	Cleanup(func())
}

// Mode is how the workspace reaches the app. An app uses one of the two.
type Mode string

// The two transports.
const (
	Socket Mode = "socket"
	HTTP   Mode = "http"
)

// Options describe the workspace. The zero value is a workspace of a Socket Mode app with the scopes, events, command
// and shortcuts of Quorum, without rate limits.
type Options struct {
	TB        TB         // the test that a story fails and that closes the workspace at its end; without it, stories panic
	Team      string     // name of the workspace; default "Acme"
	App       string     // name of the app; default "Quorum"
	Command   string     // default "/quorum"
	Shortcuts []Shortcut // default "Ask stakeholders" (ask_global) and, on messages, "Ask about this" (ask_message)
	Scopes    []string   // granted to the bot token; default those of the manifest
	Events    []string   // subscribed bot events; default those of the manifest
	Mode      Mode       // default Socket
	Manifest  []byte     // an app manifest as JSON; it replaces the fields above

	CallbackURL    string       // HTTP mode: base of /slack/commands, /slack/interactions, /slack/events
	CallbackClient *http.Client // HTTP mode: default http.DefaultTransport; Memory.Client stays in memory

	RateLimits     bool          // enforce Slack's limits from the start; see SetRateLimits
	NoEscape       bool          // should_escape is off: commands arrive as they were typed
	NoReplies      bool          // Socket Mode takes no reply with the acknowledgement of a command
	NoMessagesTab  bool          // direct messages are refused with messages_tab_disabled
	NoHomeTab      bool          // views.publish is refused
	FreePlan       bool          // user groups are refused with plan_upgrade_required
	PingEvery      time.Duration // WebSocket pings; default 10 s
	ConnectionLife time.Duration // a Socket Mode connection is refreshed after this; default never
	Patience       time.Duration // how long Expect… waits; default 5 s
	ForgetCalls    bool          // count calls but do not keep them, for long runs
	Seed           uint64        // of the choice among Socket Mode connections
}

func (o Options) withDefaults() (Options, error) {
	if len(o.Manifest) > 0 {
		if err := o.readManifest(); err != nil {
			return o, err
		}
	}
	setDefault(&o.Team, "Acme")
	setDefault(&o.App, "Quorum")
	setDefault(&o.Command, "/quorum")
	setDefault(&o.Mode, Socket)
	setDefault(&o.PingEvery, 10*time.Second)
	setDefault(&o.Patience, 5*time.Second)
	if o.Shortcuts == nil {
		o.Shortcuts = []Shortcut{
			{Name: "Ask stakeholders", CallbackID: "ask_global"},
			{Name: "Ask about this", CallbackID: "ask_message", OnMessage: true},
		}
	}
	if o.Scopes == nil {
		o.Scopes = []string{
			"commands", "chat:write", "chat:write.public", "im:write", "im:history", "users:read",
			"usergroups:read", "channels:read", "groups:read", "dnd:read",
		}
	}
	if o.Events == nil {
		o.Events = []string{"app_home_opened", "app_uninstalled", "tokens_revoked", "user_change", "channel_id_changed"}
	}
	if o.CallbackClient == nil {
		o.CallbackClient = &http.Client{}
	}
	return o, nil
}

func setDefault[T comparable](field *T, value T) {
	var zero T
	if *field == zero {
		*field = value
	}
}
