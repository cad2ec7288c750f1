package webapi

import "strings"

// toPerson reports whether a message goes to a person's id rather than to a
// conversation.
func (t turn) toPerson() bool { return isPerson(t.Channel) }

// isPerson reports whether an id is a person's (U…, or W… in an Enterprise organization) and not
// a conversation's.
func isPerson(id string) bool { return strings.HasPrefix(id, "U") || strings.HasPrefix(id, "W") }

// whyRefused completes "they were not asked: …" or "it was not posted: …" for
// the asker, from the code of a refusal.
func whyRefused(code string, person bool) string {
	if person {
		if why := whyPersonRefused(code); why != "" {
			return why
		}
	}
	for _, family := range refusalFamilies() {
		if strings.HasPrefix(code, family.prefix) && strings.HasSuffix(code, family.suffix) {
			return family.why
		}
	}
	if why := refusals()[code]; why != "" {
		return why
	}
	return "Slack refused it (" + code + ")"
}

func whyPersonRefused(code string) string {
	switch code {
	case "channel_not_found", "user_not_found", "user_not_visible", "invalid_user_combination", "not_in_channel":
		return "they are not visible to this app"
	case "user_disabled", "is_archived":
		return "they no longer use this workspace"
	case "messages_tab_disabled":
		return "this app may not send direct messages; an administrator can switch its Messages tab on"
	}
	return ""
}

type refusalFamily struct{ prefix, suffix, why string }

// refusalFamilies returns the refusals that come in several spellings.
func refusalFamilies() []refusalFamily {
	return []refusalFamily{
		{"restricted_action", "", "the workspace does not let this app post there"},
		{"posting_to_", "_denied", "the workspace does not let this app post there"},
		{"msg_", "too_long", "it is too long for Slack"},
		{"invalid_blocks", "", "Slack did not accept how it is laid out"},
		{"metadata_", "", "Slack did not accept how it is marked"},
	}
}

// refusals returns in a person's words what each of Slack's codes means.
func refusals() map[string]string {
	const (
		invite   = "this app is not in that channel; type /invite there and choose it"
		archived = "that channel is archived"
		left     = "they no longer use this workspace"
		unseen   = "they are not visible to this app"
		gone     = "the message is no longer there"
		forbids  = "the workspace does not let this app post there"
		layout   = "Slack did not accept how it is laid out"
		slow     = "the form could not be opened in time; click again"
	)
	return map[string]string{
		"channel_not_found": "that channel does not exist, or it is private and this app is not in it; type /invite there and choose the app",
		"not_in_channel":    invite, "channel_is_archived": archived, "is_archived": archived,
		"user_not_found": unseen, "user_not_visible": unseen, "users_not_found": unseen, "invalid_user_combination": unseen,
		"user_disabled": left, "cannot_dm_bot": "they are a bot", "user_is_bot": "they are a bot",
		"messages_tab_disabled": "this app may not send direct messages; an administrator can switch its Messages tab on",
		"message_not_found":     gone, "cant_update_message": "the message is not this app's", "is_inactive": gone,
		"edit_window_closed": "the workspace no longer lets that message be changed",
		"thread_not_found":   "the thread is no longer there", "cannot_reply_to_message": "nobody can reply to that message",
		"app_access_restricted": forbids, "ekm_access_denied": forbids, "access_denied": forbids, "no_permission": forbids,
		"enterprise_is_restricted": forbids, "not_allowed_for_channel": forbids, "team_not_found": forbids,
		"only_one_table_allowed": layout, "too_many_attachments": layout, "no_text": "it is empty",
		"view_too_large": "the form is too large for Slack", "invalid_arguments": layout,
		"message_limit_exceeded": "the workspace has used up the messages of its plan",
		"plan_upgrade_required":  "the workspace's plan does not include it",
		"expired_trigger_id":     slow, "exchanged_trigger_id": slow, "invalid_trigger_id": slow, "trigger_expired": slow,
		"hash_conflict": "the form has changed meanwhile", "not_found": "the form is no longer open",
		"push_limit_reached": "too many forms are open on top of each other",
	}
}
