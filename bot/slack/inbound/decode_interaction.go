package inbound

import (
	"cmp"
	"encoding/json"
	"strings"
)

// interaction is what Quorum reads of an interactive payload, of any type.
type interaction struct {
	Type         string     `json:"type"`
	Enterprise   idObject   `json:"enterprise"`
	Team         teamObject `json:"team"`
	User         userObject `json:"user"`
	Channel      idObject   `json:"channel"`
	TriggerID    string     `json:"trigger_id"`
	ResponseURL  string     `json:"response_url"`
	ResponseURLs []struct {
		URL string `json:"response_url"`
	} `json:"response_urls"`
	MessageTS string          `json:"message_ts"`
	Message   messageObject   `json:"message"`
	Container containerObject `json:"container"`
	View      *viewObject     `json:"view"`
	State     stateObject     `json:"state"`
	Actions   []actionObject  `json:"actions"`
	Value     string          `json:"value"` // of a suggestion
}

type idObject struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

type teamObject struct {
	ID         string `json:"id"`
	Enterprise string `json:"enterprise_id"`
}

type userObject struct {
	ID   string `json:"id"`
	Team string `json:"team_id"`
}

type messageObject struct {
	Text        string          `json:"text"`
	TS          string          `json:"ts"`
	Blocks      json.RawMessage `json:"blocks"`
	Attachments json.RawMessage `json:"attachments"`
}

type containerObject struct {
	MessageTS string `json:"message_ts"`
	ChannelID string `json:"channel_id"`
	ViewID    string `json:"view_id"`
}

type viewObject struct {
	ID              string      `json:"id"`
	Team            string      `json:"team_id"`
	Type            string      `json:"type"`
	Hash            string      `json:"hash"`
	CallbackID      string      `json:"callback_id"`
	PrivateMetadata string      `json:"private_metadata"`
	State           stateObject `json:"state"`
	InstalledTeam   string      `json:"app_installed_team_id"`
}

type stateObject struct {
	Values Values `json:"values"`
}

// actionObject is the head of an action; its value has the same fields as an
// input's and is read from the same bytes.
type actionObject struct {
	ActionID string `json:"action_id"`
	BlockID  string `json:"block_id"`
	ActionTS string `json:"action_ts"`
	Value    Value  `json:"-"`
}

// UnmarshalJSON reads an action, leaving out what is not as expected.
func (a *actionObject) UnmarshalJSON(raw []byte) error {
	type head actionObject
	if err := decodeLoosely(raw, (*head)(a)); err != nil {
		return err
	}
	return decodeLoosely(raw, &a.Value)
}

// decodeInteraction reads the payload of the interactions URL or of an
// interactive envelope. What has no person in it, nobody did: it is [Ignored].
func decodeInteraction(raw json.RawMessage) ([]Inbound, error) {
	var p interaction
	if err := decodeLoosely(raw, &p); err != nil {
		return nil, err
	}
	if p.View == nil {
		p.View = &viewObject{}
	}
	if p.User.ID == "" {
		return []Inbound{Ignored{}}, nil
	}
	switch p.Type {
	case "block_actions":
		return p.clicks(), nil
	case "view_submission":
		return []Inbound{p.submission()}, nil
	case "shortcut", "message_action":
		return []Inbound{p.shortcut()}, nil
	case "block_suggestion":
		return []Inbound{p.suggestion()}, nil
	}
	return []Inbound{Ignored{}}, nil
}

// team is the workspace the app is installed in; see the package doc.
func (p interaction) team() string {
	if installed := p.View.InstalledTeam; strings.HasPrefix(installed, "T") {
		return installed
	}
	return cmp.Or(p.Team.ID, p.User.Team, p.View.Team, p.Enterprise.ID, p.Team.Enterprise)
}
