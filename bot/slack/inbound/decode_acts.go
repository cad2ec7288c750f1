package inbound

import "cmp"

func (p interaction) clicks() []Inbound {
	out := make([]Inbound, 0, len(p.Actions))
	for _, action := range p.Actions {
		out = append(out, p.click(action))
	}
	if len(out) == 0 {
		out = append(out, Ignored{})
	}
	return out
}

func (p interaction) click(a actionObject) Click {
	c := Click{
		Team: p.team(), User: p.User.ID,
		Surface: p.surface(), ActionID: a.ActionID, BlockID: a.BlockID,
		Value:     a.Value.first(),
		Channel:   cmp.Or(p.Channel.ID, p.Container.ChannelID),
		MessageTS: cmp.Or(p.Container.MessageTS, p.Message.TS),
		ViewID:    cmp.Or(p.View.ID, p.Container.ViewID), ViewHash: p.View.Hash,
		CallbackID: p.View.CallbackID, PrivateMetadata: p.View.PrivateMetadata,
		State:     p.State.Values,
		TriggerID: p.TriggerID, ResponseURL: p.ResponseURL, At: parseTS(a.ActionTS),
	}
	if c.State == nil {
		c.State = p.View.State.Values
	}
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
		Team: p.team(), User: p.User.ID,
		CallbackID: p.View.CallbackID, PrivateMetadata: p.View.PrivateMetadata,
		ViewID: p.View.ID, State: p.View.State.Values,
	}
	if len(p.ResponseURLs) > 0 {
		s.ResponseURL = p.ResponseURLs[0].URL
	}
	s.Key = actKey("submission", s.Team, s.User, s.ViewID, valuesHash(s.State))
	return s
}

func (p interaction) shortcut() Shortcut {
	return Shortcut{
		Team: p.team(), User: p.User.ID,
		TriggerID: p.TriggerID,
		Channel:   p.Channel.ID, ChannelName: p.Channel.Name,
		MessageTS:   cmp.Or(p.MessageTS, p.Message.TS),
		MessageText: p.Message.words(),
		ResponseURL: p.ResponseURL,
	}
}

func (p interaction) suggestion() Suggestion { return Suggestion{Team: p.team(), Query: p.Value} }
