package webapi

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"testing"
	"time"

	"quorum/bot/slack/slacksim"
	"quorum/polls"

	slackgo "github.com/slack-go/slack"
)

// strange is Slack as it answers one day: each object in an answer has fields of unexpected types, as somebody's app, a new
// feature or an old workspace writes them.
type strange struct{ next http.RoundTripper }

// RoundTrip implements [http.RoundTripper].
func (s strange) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := s.next.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	var body any
	if err := json.NewDecoder(answer.Body).Decode(&body); err != nil {
		return nil, err
	}
	raw, err := json.Marshal(estrange(body))
	answer.Body, answer.ContentLength = io.NopCloser(bytes.NewReader(raw)), int64(len(raw))
	answer.Header.Del("Content-Length")
	return answer, err
}

// estrange spoils what is not needed, wherever it stands.
func estrange(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for name, field := range v {
			v[name] = estrange(field)
		}
		for name, odd := range map[string]any{
			"user_count": "2", "updated": "yesterday", "created": []int{1}, "topic": "flat", "purpose": 7, "edited": "yes", "num_members": "many",
			"blocks": "none", "attachments": map[string]any{"odd": true}, "reactions": "some", "locale": 5, "tz_offset": "3 hours", "date_create": "once",
			"prefs": "all", "state": "none", "response_metadata_new": 1, "files": 3, "icons": []int{}, "snooze_enabled": "no", "previous_names": "x",
		} {
			v[name] = odd
		}
	case []any:
		for i := range v {
			v[i] = estrange(v[i])
		}
	}
	return v
}

// Nothing depends on what is not needed: an answer with fields of unexpected types is as good as any.
func TestAnswersAreReadLeniently(t *testing.T) {
	ws := slacksim.New(slacksim.Options{TB: t})
	client := NewClient(ClientOptions{Token: ws.BotToken(), APIURL: ws.APIURL(), Transport: strange{ws.HTTPClient().Transport}})
	o := &office{ws: ws, client: client, sender: NewSender(client, nil), people: NewDirectory(client, nil)}
	ctx, began := t.Context(), time.Now()
	ada, ben := ws.AddUser("ada"), ws.AddUser("ben")
	group := ws.AddGroup("security", "ada", "ben")
	channel := ws.AddChannel("releases", "ada", "ben").InviteBot()
	must := func(what string, ok bool, err error) {
		t.Helper()
		if err != nil || !ok {
			t.Errorf("%s: %v, %v", what, ok, err)
		}
	}
	who, err := client.Identify(ctx)
	must("who the token is for", who.Team == o.team() && len(who.Scopes) > 3, err)
	one, err := o.people.Lookup(ctx, o.team(), []string{ada.ID})
	must("a person", len(one) == 1 && one[0].Name == "ada", err)
	must("the list of people", true, o.people.Refresh(ctx, o.team()))
	must("a person of the list", o.people.Name(o.team(), ben.ID) == "ben", nil)
	groups, err := o.people.Groups(ctx, o.team())
	must("the user groups", len(groups) == 1 && groups[0].Handle == "security", err)
	members, err := o.people.Members(ctx, o.team(), group.ID)
	must("the members", len(members) == 2, err)
	place, err := o.people.Conversation(ctx, o.team(), channel.ID)
	ok, _ := place.Postable("quorum")
	must("the channel", ok, err)
	in, err := o.people.InChannel(ctx, o.team(), ada.ID, channel.ID)
	must("who is in it", in, err)
	must("paused notifications", true, o.people.LearnDND(ctx, o.team(), []string{ada.ID}))

	at, err := o.sender.Post(o.to(ada.ID, "d1"), said("Ship?")).Send(ctx)
	must("a message", !at.IsZero(), err)
	found, ok, err := o.sender.Post(o.to(ada.ID, "d1"), said("Ship?")).Find(ctx, began)
	must("a message that is looked for", ok && found == at, err)
	threaded := o.to(at.Channel, "d2")
	threaded.Thread = at.Message
	reply, err := o.sender.Post(threaded, said("Yes")).Send(ctx)
	must("a reply", !reply.IsZero(), err)
	found, ok, err = o.sender.Post(threaded, said("Yes")).Find(ctx, began)
	must("a reply that is looked for", ok && found == reply, err)
	_, err = o.sender.Update(Address{Team: o.team(), To: at.Channel, Message: at.Message, Lane: polls.LaneAck}, said("Shipped")).Send(ctx)
	must("an update", true, err)
	must("a whisper", true, client.Whisper(ctx, channel.ID, ada.ID, "psst"))
	must("the home", true, client.PublishHome(ctx, ada.ID, func(context.Context) (slackgo.HomeTabViewRequest, error) {
		return slackgo.HomeTabViewRequest{Type: slackgo.VTHomeTab, Blocks: slackgo.Blocks{BlockSet: said("Welcome").Blocks}}, nil
	}))
}
