package webapi

import (
	"context"
	"fmt"
	"slices"

	slackgo "github.com/slack-go/slack"
)

// Conversation is what the app can see of a conversation.
type Conversation struct {
	Direct   bool // between the app and one person
	Private  bool
	Member   bool // the app is in it
	Archived bool
	ReadOnly bool
	Hidden   bool // it is private, or a conversation of others: Slack shows nothing of it
	Public   bool // the app may post in public channels without being in them
}

// Postable says whether the app can post there, and if not, why and what to do
// about it, in a whole sentence. bot is the handle by which people invite it.
func (c Conversation) Postable(bot string) (ok bool, why string) {
	switch {
	case c.Hidden:
		return false, "I cannot see this conversation. In a channel, type /invite @" + bot + " and ask again; in a direct message, ask in our own conversation."
	case c.Archived:
		return false, "This channel is archived. Ask in another one."
	case c.Direct:
		return true, ""
	case !c.Member && (c.Private || !c.Public):
		return false, "I am not in this channel. Type /invite @" + bot + " and ask again."
	case c.ReadOnly:
		return false, "This channel does not let me post. Ask in another one."
	}
	return true, ""
}

// Conversation returns what the app can see of a conversation now. What was seen
// within the last minute is taken for that if the app could post there; a person
// who is told to invite the app will have done so the next time. Direct messages
// are Hidden, the app's own too, unless it has the scope im:read, for which it
// does not ask.
func (d *Directory) Conversation(ctx context.Context, team, id string) (Conversation, error) {
	key := inWorkspace{team, id}
	found, err := load(ctx, &d.channels, key, func(ctx context.Context) (Conversation, error) { return d.lookAt(ctx, team, id) })
	if ok, _ := found.Postable(""); !ok {
		d.channels.Remove(key)
	}
	return found, err
}

func (d *Directory) lookAt(ctx context.Context, team, id string) (Conversation, error) {
	who, err := d.client.Identify(ctx)
	if err != nil {
		return Conversation{}, err
	}
	var answer struct {
		Channel struct {
			Direct   bool `json:"is_im"`
			Private  bool `json:"is_private"`
			Several  bool `json:"is_mpim"`
			Member   bool `json:"is_member"`
			Archived bool `json:"is_archived"`
			ReadOnly bool `json:"is_read_only"`
		} `json:"channel"`
	}
	err = d.client.read(ctx, turn{Team: team, Method: "conversations.info"}, &answer, func(ctx context.Context) error {
		_, err := d.client.api.GetConversationInfoContext(ctx, &slackgo.GetConversationInfoInput{ChannelID: id})
		return err
	})
	found := answer.Channel
	switch ErrorCode(err) {
	case "channel_not_found", "not_in_channel", "method_not_supported_for_channel_type", "missing_scope":
		return Conversation{Hidden: true}, nil
	}
	if err != nil {
		return Conversation{}, fmt.Errorf("look at conversation %s: %w", id, err)
	}
	return Conversation{
		Direct:  found.Direct,
		Private: found.Private || found.Several, Member: found.Member, Archived: found.Archived, ReadOnly: found.ReadOnly,
		Public: slices.Contains(who.Scopes, "chat:write.public"),
	}, nil
}
