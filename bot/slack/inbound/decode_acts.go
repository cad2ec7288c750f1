package inbound

import "cmp"

func (p interaction) clicks() []Inbound {
	out := make([]Inbound, 0, len(p.Actions))
	for _, action := range p.Actions {
		out = append(out, p.click(action))
	}
	if len(out) == 0 {
		out = append(out, Ignored{Type: p.Type})
	}
	return out
}

func (p interaction) click(a actionObject) Click {
	c := Click{
		Team: p.team(), Enterprise: p.enterprise(), UserTeam: p.userTeam(), User: p.User.ID,
		Surface: p.surface(), ActionID: a.ActionID, BlockID: a.BlockID,
		Value: a.Value.first(), Selected: a.Value.selected(),
		Channel:   cmp.Or(p.Channel.ID, p.Container.ChannelID),
		MessageTS: cmp.Or(p.Container.MessageTS, p.Message.TS),
		ThreadTS:  cmp.Or(p.Container.ThreadTS, p.Message.ThreadTS),
		Ephemeral: p.Container.Ephemeral,
		ViewID:    cmp.Or(p.View.ID, p.Container.ViewID), ViewHash: p.View.Hash,
		CallbackID: p.View.CallbackID, PrivateMetadata: p.View.PrivateMetadata,
		State:     p.State.Values,
		TriggerID: p.TriggerID, ResponseURL: p.ResponseURL, At: parseTS(a.ActionTS),
	}
	if c.State == nil {
		c.State = p.View.State.Values
	}
	container := cmp.Or(c.ViewID, c.Channel+":"+c.MessageTS)
	c.Key = actKey("click", c.Team, container, c.User, c.BlockID, c.ActionID, a.ActionTS)
	return c
}

func (p interaction) surface() Surface {
	switch {
	case p.View.Type == "home":
		return OnHome
	case p.View.ID != "" || p.Container.ViewID != "":
		return OnModal
	}
	return OnMessage
}

func (p interaction) submission() Submission {
	s := Submission{
		Team: p.team(), Enterprise: p.enterprise(), UserTeam: p.userTeam(), User: p.User.ID,
		CallbackID: p.View.CallbackID, PrivateMetadata: p.View.PrivateMetadata,
		ViewID: p.View.ID, ViewHash: p.View.Hash, State: p.View.State.Values,
		TriggerID: p.TriggerID,
	}
	if len(p.ResponseURLs) > 0 {
		s.ResponseURL = p.ResponseURLs[0].URL
	}
	s.Key = actKey("submission", s.Team, s.User, s.ViewID, digest(s.State))
	return s
}

func (p interaction) closed() Closed {
	return Closed{
		Team: p.team(), Enterprise: p.enterprise(), UserTeam: p.userTeam(), User: p.User.ID,
		CallbackID: p.View.CallbackID, PrivateMetadata: p.View.PrivateMetadata, ViewID: p.View.ID,
		Key: actKey("closed", p.team(), p.User.ID, p.View.ID),
	}
}

func (p interaction) shortcut() Shortcut {
	return Shortcut{
		Team: p.team(), Enterprise: p.enterprise(), UserTeam: p.userTeam(), User: p.User.ID,
		CallbackID: p.CallbackID, TriggerID: p.TriggerID,
		Channel: p.Channel.ID, ChannelName: p.Channel.Name,
		MessageTS:   cmp.Or(p.MessageTS, p.Message.TS),
		ThreadTS:    p.Message.ThreadTS,
		MessageText: p.Message.Text,
		MessageUser: cmp.Or(p.Message.User, p.Message.BotID),
		ResponseURL: p.ResponseURL,
		Key:         actKey("shortcut", p.team(), p.User.ID, p.TriggerID),
	}
}

func (p interaction) suggestion() Suggestion {
	return Suggestion{
		Team: p.team(), Enterprise: p.enterprise(), UserTeam: p.userTeam(), User: p.User.ID,
		ActionID: p.ActionID, BlockID: p.BlockID, Query: p.Value,
		CallbackID: p.View.CallbackID, PrivateMetadata: p.View.PrivateMetadata,
	}
}
