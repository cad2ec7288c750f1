package inbound

import (
	"cmp"
	"encoding/json"
)

// eventPayload is the outside of an Events API delivery.
type eventPayload struct {
	Type           string          `json:"type"`
	Challenge      string          `json:"challenge"`
	Team           string          `json:"team_id"`
	Enterprise     string          `json:"enterprise_id"`
	Event          json.RawMessage `json:"event"`
	Authorizations []struct {
		Team       string `json:"team_id"`
		Enterprise string `json:"enterprise_id"`
	} `json:"authorizations"`
}

// innerEvent is what Quorum reads of the events it subscribes to. User is an
// id in some and an object in others.
type innerEvent struct {
	Type    string          `json:"type"`
	Team    string          `json:"team"`
	User    json.RawMessage `json:"user"`
	Tab     string          `json:"tab"`
	Old     string          `json:"old_channel_id"`
	New     string          `json:"new_channel_id"`
	Channel string          `json:"channel"`
	Thread  string          `json:"thread_ts"`
	Subtype string          `json:"subtype"`
	Bot     string          `json:"bot_id"`
	Tokens  struct {
		Bot []string `json:"bot"`
	} `json:"tokens"`
}

// eventFrame is an event and the workspace in which the app got it.
type eventFrame struct {
	team  string
	event innerEvent
}

func decodeEvent(raw json.RawMessage) ([]Inbound, error) {
	var p eventPayload
	if err := decodeLoosely(raw, &p); err != nil {
		return nil, err
	}
	if p.Type == "url_verification" {
		return []Inbound{challenge{token: p.Challenge}}, nil
	}
	frame, enterprise := eventFrame{team: p.Team}, p.Enterprise
	if len(p.Event) == 0 || decodeLoosely(p.Event, &frame.event) != nil {
		return []Inbound{Ignored{}}, nil
	}
	if len(p.Authorizations) > 0 {
		// In a shared channel team_id is where it happened, which may be another
		// company; the first authorization is the installation it is sent to.
		frame.team = cmp.Or(p.Authorizations[0].Team, frame.team)
		enterprise = cmp.Or(p.Authorizations[0].Enterprise, enterprise)
	}
	frame.team = cmp.Or(frame.team, frame.event.Team, enterprise)
	return []Inbound{frame.inbound()}, nil
}

func (f eventFrame) inbound() Inbound {
	e := f.event
	switch e.Type {
	case "app_home_opened":
		user := f.userID()
		if user == "" {
			break
		}
		return HomeOpened{Team: f.team, User: user, Tab: e.Tab}
	case "message":
		user := f.userID()
		if user == "" || e.Thread == "" || e.Subtype != "" || e.Bot != "" {
			break
		}
		return Replied{Team: f.team, User: user, Channel: e.Channel, Thread: e.Thread}
	case "user_change", "team_join":
		if changed, ok := f.userChanged(); ok {
			return changed
		}
	case "tokens_revoked":
		if len(e.Tokens.Bot) > 0 { // a person's own token is none of ours
			return Uninstalled{Reason: e.Type}
		}
	case "app_uninstalled":
		return Uninstalled{Reason: e.Type}
	case "channel_id_changed":
		return ChannelIDChanged{Old: e.Old, New: e.New}
	}
	return Ignored{}
}

func (f eventFrame) userID() string {
	var id string
	if decodeLoosely(f.event.User, &id) != nil {
		return ""
	}
	return id
}

// person is a user object as user_change and team_join carry it.
type person struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	RealName string `json:"real_name"`
	TZ       string `json:"tz"`
	Offset   Offset `json:"tz_offset"`
	Deleted  bool   `json:"deleted"`
	Bot      bool   `json:"is_bot"`
	Stranger bool   `json:"is_stranger"`
	Invited  bool   `json:"is_invited_user"`
	Profile  struct {
		DisplayName string `json:"display_name"`
		RealName    string `json:"real_name"`
		Emoji       string `json:"status_emoji"`
		Status      string `json:"status_text"`
		Expires     int64  `json:"status_expiration"`
	} `json:"profile"`
}

func (f eventFrame) userChanged() (UserChanged, bool) {
	var p person
	if decodeLoosely(f.event.User, &p) != nil || p.ID == "" {
		return UserChanged{}, false
	}
	return UserChanged{
		Team: f.team, User: p.ID,
		Name: cmp.Or(p.Profile.DisplayName, p.Profile.RealName, p.RealName, p.Name),
		TZ:   p.TZ, Offset: p.Offset, Deleted: p.Deleted, Bot: p.Bot, Stranger: p.Stranger, Invited: p.Invited,
		Status: StatusOf(p.Profile.Emoji, p.Profile.Status, p.Profile.Expires),
	}, true
}
