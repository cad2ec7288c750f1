package inbound

import (
	"cmp"
	"encoding/json"
	"time"
)

// eventPayload is the outside of an Events API delivery.
type eventPayload struct {
	Type           string          `json:"type"`
	Challenge      string          `json:"challenge"`
	Team           string          `json:"team_id"`
	Enterprise     string          `json:"enterprise_id"`
	EventID        string          `json:"event_id"`
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
	TS      string          `json:"event_ts"`
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

// eventFrame is the payload and the event in it, with where it belongs.
type eventFrame struct {
	id, team, enterprise string
	event                innerEvent
}

func decodeEvent(raw json.RawMessage) ([]Inbound, error) {
	var p eventPayload
	if err := decodeLoosely(raw, &p); err != nil {
		return nil, err
	}
	if p.Type == "url_verification" {
		return []Inbound{challenge{token: p.Challenge}}, nil
	}
	frame := eventFrame{id: p.EventID, team: p.Team, enterprise: p.Enterprise}
	if len(p.Event) == 0 || decodeLoosely(p.Event, &frame.event) != nil {
		return []Inbound{Ignored{Type: p.Type}}, nil
	}
	if len(p.Authorizations) > 0 {
		// In a shared channel team_id is where it happened, which may be another
		// company; the first authorization is the installation it is sent to.
		frame.team = cmp.Or(p.Authorizations[0].Team, frame.team)
		frame.enterprise = cmp.Or(p.Authorizations[0].Enterprise, frame.enterprise)
	}
	frame.team = cmp.Or(frame.team, frame.event.Team, frame.enterprise)
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
		return HomeOpened{Team: f.team, Enterprise: f.enterprise, User: user, Tab: e.Tab, Key: f.key(user)}
	case "message":
		user := f.userID()
		if user == "" || e.Thread == "" || e.Subtype != "" || e.Bot != "" {
			break
		}
		return Replied{Team: f.team, Enterprise: f.enterprise, User: user, Channel: e.Channel, Thread: e.Thread, Key: f.key(user)}
	case "user_change", "team_join":
		if changed, ok := f.userChanged(); ok {
			return changed
		}
	case "tokens_revoked":
		if len(e.Tokens.Bot) > 0 { // a person's own token is none of ours
			return f.uninstalled()
		}
	case "app_uninstalled":
		return f.uninstalled()
	case "channel_id_changed":
		return ChannelIDChanged{
			Team: f.team, Enterprise: f.enterprise, Old: e.Old, New: e.New, Key: f.key(e.Old),
		}
	}
	return Ignored{Type: e.Type}
}

func (f eventFrame) uninstalled() Inbound {
	return Uninstalled{Team: f.team, Enterprise: f.enterprise, Reason: f.event.Type, Key: f.key("")}
}

// key prefers the moment of the event to its id: one event has been seen to
// come under many ids. Without either there is no key.
func (f eventFrame) key(about string) string {
	return actKey("event", f.team, f.event.Type, about, cmp.Or(f.event.TS, f.id))
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
	ID            string `json:"id"`
	Name          string `json:"name"`
	RealName      string `json:"real_name"`
	TZ            string `json:"tz"`
	TZOffset      int    `json:"tz_offset"`
	Deleted       bool   `json:"deleted"`
	Bot           bool   `json:"is_bot"`
	Restricted    bool   `json:"is_restricted"`
	SingleChannel bool   `json:"is_ultra_restricted"`
	Stranger      bool   `json:"is_stranger"`
	Invited       bool   `json:"is_invited_user"`
	Profile       struct {
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
		Team: f.team, Enterprise: f.enterprise, User: p.ID,
		Name: cmp.Or(p.Profile.DisplayName, p.Profile.RealName, p.RealName, p.Name),
		TZ:   p.TZ, TZOffset: time.Duration(p.TZOffset) * time.Second,
		Deleted: p.Deleted, Bot: p.Bot, Guest: p.Restricted || p.SingleChannel,
		Stranger: p.Stranger, Invited: p.Invited,
		Status: StatusOf(p.Profile.Emoji, p.Profile.Status, p.Profile.Expires),
		Key:    f.key(p.ID),
	}, true
}
