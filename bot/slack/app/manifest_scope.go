package app

// Scope is one permission that the app asks for.
type Scope struct {
	Name     string
	Why      string // what the bot does with it, to complete "needed to …"
	Optional bool   // the bot works without it, minus what Why says
}

// Scopes lists every permission the app asks for. Nothing that the bot does not use is in it.
func Scopes() []Scope {
	return []Scope{
		{"commands", "receive /quorum and the shortcuts", false},
		{"chat:write", "send questions, cards and summaries", false},
		{"users:read", "leave out people who have left, and bots; know time zones", false},
		{"im:write", "find the direct message of a question whose sending was interrupted", false},
		{"im:history", "see whether that question arrived, so that nobody is asked twice", false},
		{"channels:read", "see before asking whether it may post in a public channel, and later whether the person who asked is in it", false},
		{"groups:read", "see before asking whether it may post in a private channel, and later whether the person who asked is in it", false},
		{"channels:history", "see whether a card or summary arrived in a public channel when its sending was interrupted", true},
		{"groups:history", "see the same in a private channel", true},
		{"dnd:read", "remind nobody at the hours in which their notification schedule pauses notifications (a snooze of somebody else's is shown to no app)", true},
		{"usergroups:read", "ask a user group such as @security", true},
		{"chat:write.public", "post in public channels without being invited first", true},
	}
}

// scopeNames lists the names of needed scopes, optional ones, or both.
func scopeNames(needed, optional bool) []string {
	var names []string
	for _, s := range Scopes() {
		if s.Optional && optional || !s.Optional && needed {
			names = append(names, s.Name)
		}
	}
	return names
}
