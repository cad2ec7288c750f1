package app

import (
	"errors"
	"net/url"
	"slices"
	"strings"
)

// Mode is how the app in Slack is set up to reach the bot.
type Mode string

// The modes. An app has one of them: in Socket Mode Slack ignores request URLs.
const (
	Socket Mode = "socket"
	HTTP   Mode = "http"
)

// The names under which Slack calls the bot; what comes in is recognised by them.
const (
	Command         = "/quorum"
	GlobalShortcut  = "ask_global"
	MessageShortcut = "ask_message"
)

// The paths at which the bot takes Slack's requests in HTTP mode.
const (
	CommandsPath     = "/slack/commands"
	InteractionsPath = "/slack/interactions"
	EventsPath       = "/slack/events"
)

// Manifest describes the app to Slack, in version 2 of its manifest format. Fields are in the order of Slack's own
// documentation.
type Manifest struct {
	Metadata manifestMetadata `json:"_metadata"`
	Display  manifestDisplay  `json:"display_information"`
	Features manifestFeatures `json:"features"`
	OAuth    manifestOAuth    `json:"oauth_config"`
	Settings manifestSettings `json:"settings"`
}

type manifestMetadata struct {
	Major int `json:"major_version"`
	Minor int `json:"minor_version"`
}

type manifestDisplay struct {
	Name        string `json:"name"`        // at most 35 letters
	Description string `json:"description"` // at most 140
	Background  string `json:"background_color"`
}

type manifestFeatures struct {
	Home      manifestHome       `json:"app_home"`
	Bot       manifestBot        `json:"bot_user"`
	Shortcuts []manifestShortcut `json:"shortcuts"`
	Commands  []manifestCommand  `json:"slash_commands"`
}

type manifestHome struct {
	Home     bool `json:"home_tab_enabled"`
	Messages bool `json:"messages_tab_enabled"` // without it direct messages fail with messages_tab_disabled
	ReadOnly bool `json:"messages_tab_read_only_enabled"`
}

type manifestBot struct {
	Name   string `json:"display_name"` // at most 80
	Online bool   `json:"always_online"`
}

type manifestShortcut struct {
	Name        string `json:"name"` // at most 24
	Callback    string `json:"callback_id"`
	Description string `json:"description"` // at most 150
	Type        string `json:"type"`
}

type manifestCommand struct {
	Command     string `json:"command"`
	URL         string `json:"url,omitempty"`
	Description string `json:"description"`
	Hint        string `json:"usage_hint"`
	Escape      bool   `json:"should_escape"` // mentions arrive as <@U…>, not as names that may be anybody's
}

type manifestOAuth struct {
	Scopes manifestScopes `json:"scopes"`
}

type manifestScopes struct {
	Bot      []string `json:"bot"`
	Optional []string `json:"bot_optional"` // among Bot; the installer may refuse them
}

type manifestSettings struct {
	Events        manifestEvents        `json:"event_subscriptions"`
	Interactivity manifestInteractivity `json:"interactivity"`
	OrgDeploy     bool                  `json:"org_deploy_enabled"`
	SocketMode    bool                  `json:"socket_mode_enabled"`
	TokenRotation bool                  `json:"token_rotation_enabled"` // cannot be switched off again in Slack
}

type manifestEvents struct {
	URL string   `json:"request_url,omitempty"`
	Bot []string `json:"bot_events"`
}

type manifestInteractivity struct {
	Enabled bool   `json:"is_enabled"`
	URL     string `json:"request_url,omitempty"`
	Options string `json:"message_menu_options_url,omitempty"` // where menus load their choices from
}

// NewManifest describes the app for one mode. In HTTP mode base is the https address under which Slack finds the bot;
// in Socket Mode there is none. The error says which of the two was got wrong.
func NewManifest(mode Mode, base string) (Manifest, error) {
	m := socketManifest()
	if mode == Socket {
		if base != "" {
			return Manifest{}, errors.New("in Socket Mode the bot has no address; leave the URL out or choose http")
		}
		return m, nil
	}
	u, err := url.Parse(base)
	if err != nil || u.Scheme != "https" || u.Host == "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil {
		return Manifest{}, errors.New("in http mode Slack needs the bot's https address, and nothing after the path")
	}
	at := func(path string) string { return strings.TrimRight(base, "/") + path }
	m.Settings.SocketMode = false
	m.Settings.Events.URL = at(EventsPath)
	m.Settings.Interactivity.URL = at(InteractionsPath)
	m.Settings.Interactivity.Options = at(InteractionsPath)
	m.Features.Commands[0].URL = at(CommandsPath)
	return m, nil
}

// WithThreads is the manifest of an app that is told what is said in the channels it is in, so that whoever discusses a
// question in its thread can be told that answers are still blind. It then needs to read these channels.
func (m Manifest) WithThreads() Manifest {
	m.Settings.Events.Bot = slices.Sorted(slices.Values(append(slices.Clone(m.Settings.Events.Bot), "message.channels", "message.groups")))
	m.OAuth.Scopes.Optional = slices.DeleteFunc(slices.Clone(m.OAuth.Scopes.Optional), func(s string) bool {
		return s == "channels:history" || s == "groups:history"
	})
	return m
}

func socketManifest() Manifest {
	return Manifest{
		Metadata: manifestMetadata{Major: 2, Minor: 1},
		Display: manifestDisplay{
			Name:        "Quorum",
			Description: "Asks all stakeholders at once, privately, and posts the summary when enough independent answers are in",
			Background:  "#1d3557",
		},
		Features: manifestFeatures{
			Home: manifestHome{Home: true, Messages: true},
			Bot:  manifestBot{Name: "Quorum", Online: true},
			Shortcuts: []manifestShortcut{
				{"Ask stakeholders", GlobalShortcut, "Ask several people the same question, privately and at once", "global"},
				{"Ask about this", MessageShortcut, "Ask several people about this message", "message"},
			},
			Commands: []manifestCommand{{
				Command: Command, Description: "Ask several people the same question, privately and at once",
				Hint: "[question @people | options: … | quorum: …] or help", Escape: true,
			}},
		},
		OAuth: manifestOAuth{manifestScopes{Bot: scopeNames(true, true), Optional: scopeNames(false, true)}},
		Settings: manifestSettings{
			Events: manifestEvents{Bot: []string{
				"app_home_opened", "app_uninstalled", "channel_id_changed", "tokens_revoked", "user_change",
			}},
			Interactivity: manifestInteractivity{Enabled: true},
			SocketMode:    true,
		},
	}
}
