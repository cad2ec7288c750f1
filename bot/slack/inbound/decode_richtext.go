package inbound

import (
	"encoding/json"
	"strings"

	"quorum/bot/slack/mrkdwn"
)

// richElement is any node of a rich text value.
type richElement struct {
	Type      string        `json:"type"`
	Elements  []richElement `json:"elements"`
	Text      string        `json:"text"`
	URL       string        `json:"url"`
	UserID    string        `json:"user_id"`
	GroupID   string        `json:"usergroup_id"`
	ChannelID string        `json:"channel_id"`
	Range     string        `json:"range"`
	Name      string        `json:"name"`
	Fallback  string        `json:"fallback"`
}

// flattenRichText writes a rich text value as Slack text that [mrkdwn.ParseText]
// reads: styles are dropped, mentions and links stay, blocks end in newlines.
func flattenRichText(raw json.RawMessage) string {
	var root richElement
	if decodeLoosely(raw, &root) != nil {
		return ""
	}
	var out strings.Builder
	root.writeTo(&out)
	return strings.TrimRight(out.String(), "\n")
}

func (e richElement) writeTo(out *strings.Builder) {
	switch e.Type {
	case "text":
		out.WriteString(mrkdwn.Escape(e.Text))
	case "link":
		out.WriteString(mrkdwn.Piece{Kind: mrkdwn.Link, ID: e.URL, Text: e.Text}.String())
	case "user":
		out.WriteString(mrkdwn.Piece{Kind: mrkdwn.Person, ID: e.UserID}.String())
	case "usergroup":
		out.WriteString(mrkdwn.Piece{Kind: mrkdwn.Group, ID: e.GroupID}.String())
	case "channel":
		out.WriteString(mrkdwn.Piece{Kind: mrkdwn.Channel, ID: e.ChannelID}.String())
	case "broadcast":
		out.WriteString(mrkdwn.Piece{Kind: mrkdwn.Broadcast, ID: e.Range}.String())
	case "emoji":
		out.WriteString(":" + mrkdwn.Escape(e.Name) + ":")
	case "date":
		out.WriteString(mrkdwn.Escape(e.Fallback))
	default:
		e.writeBlock(out)
	}
}

// writeBlock writes a container. The leaves of a section run on; sections,
// quotes and preformatted text end in a newline of their own.
func (e richElement) writeBlock(out *strings.Builder) {
	for _, child := range e.Elements {
		child.writeTo(out)
	}
	switch e.Type {
	case "rich_text_section", "rich_text_quote", "rich_text_preformatted":
		if !strings.HasSuffix(out.String(), "\n") && out.Len() > 0 {
			out.WriteByte('\n')
		}
	}
}
