package slacksim

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// manifest is the part of a Slack app manifest that the workspace uses.
type manifest struct {
	Display struct {
		Name string `json:"name"`
	} `json:"display_information"`
	Features struct {
		Home struct {
			HomeTab     bool `json:"home_tab_enabled"`
			MessagesTab bool `json:"messages_tab_enabled"`
		} `json:"app_home"`
		Shortcuts []struct {
			Name       string `json:"name"`
			CallbackID string `json:"callback_id"`
			Type       string `json:"type"`
		} `json:"shortcuts"`
		Commands []struct {
			Command string `json:"command"`
			URL     string `json:"url"`
			Escape  bool   `json:"should_escape"`
		} `json:"slash_commands"`
	} `json:"features"`
	OAuth struct {
		Scopes struct {
			Bot []string `json:"bot"`
		} `json:"scopes"`
	} `json:"oauth_config"`
	Settings struct {
		Socket bool `json:"socket_mode_enabled"`
		Events struct {
			Bot []string `json:"bot_events"`
		} `json:"event_subscriptions"`
	} `json:"settings"`
}

// readManifest installs the app that the manifest describes.
func (o *Options) readManifest() error {
	var m manifest
	if err := json.Unmarshal(o.Manifest, &m); err != nil {
		return fmt.Errorf("read the app manifest: %w", err)
	}
	if len(m.Features.Commands) == 0 {
		return errors.New("read the app manifest: it has no slash command")
	}
	command := m.Features.Commands[0]
	o.App, o.Command, o.NoEscape = m.Display.Name, command.Command, !command.Escape
	o.NoMessagesTab, o.NoHomeTab = !m.Features.Home.MessagesTab, !m.Features.Home.HomeTab
	o.Scopes, o.Events = m.OAuth.Scopes.Bot, append([]string{}, m.Settings.Events.Bot...)
	o.Shortcuts = []Shortcut{}
	for _, s := range m.Features.Shortcuts {
		o.Shortcuts = append(o.Shortcuts, Shortcut{Name: s.Name, CallbackID: s.CallbackID, OnMessage: s.Type == "message"})
	}
	o.Mode = HTTP
	if m.Settings.Socket {
		o.Mode = Socket
	}
	if base, ok := strings.CutSuffix(command.URL, "/slack/commands"); ok && o.CallbackURL == "" {
		o.CallbackURL = base
	}
	return nil
}
