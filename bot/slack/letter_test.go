package slack

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"quorum/bot"
	"quorum/bot/slack/slacksim"
	"quorum/polls"

	"github.com/prometheus/client_golang/prometheus"
	slackgo "github.com/slack-go/slack"
)

func (o *office) to(whom, id string) Address { return Address{Team: o.team(), To: whom, ID: id} }

func (o *office) post(t *testing.T, a Address, m Message) polls.Place {
	t.Helper()
	at, err := o.sender.Post(a, m).Send(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func TestLetterToAPersonIsOneCall(t *testing.T) {
	o := newOffice(t, slacksim.Options{})
	ada := o.ws.AddUser("ada")
	at := o.post(t, o.to(ada.ID, "d1"), said("Ship it?"))
	if !strings.HasPrefix(at.Channel, "D") || at.Message == "" {
		t.Errorf("it stands at %v; want the conversation that was opened", at)
	}
	o.ws.User("ada").ExpectDM("Ship it?")
	calls := o.ws.Calls("")
	if len(calls) != 1 {
		t.Fatalf("it took %d calls", len(calls))
	}
	args := calls[0].Args
	if args["unfurl_links"] != "false" || args["unfurl_media"] != "false" {
		t.Errorf("links unfurl: %v", args)
	}
	var meta slackgo.SlackMetadata
	if err := json.Unmarshal([]byte(args["metadata"]), &meta); err != nil || meta.EventType != "quorum_notice" || meta.EventPayload["delivery_id"] != "d1" {
		t.Errorf("metadata %s", args["metadata"])
	}
	if len(args["metadata"]) > 1024 {
		t.Errorf("metadata of %d bytes", len(args["metadata"]))
	}
}

func TestLetterIntoAThread(t *testing.T) {
	o := newOffice(t, slacksim.Options{})
	o.ws.AddUser("ada")
	c := o.ws.AddChannel("general", "ada").InviteBot()
	registry := prometheus.NewRegistry()
	o.client.meter = NewOutboundMetrics(registry)
	card := o.post(t, o.to(c.ID, "card"), said("The card"))
	reply := o.to(c.ID, "summary")
	reply.Thread = card.Message
	o.post(t, reply, said("Decided"))
	o.ws.User("ada").In("#general").ExpectMessage("The card").ExpectReply("Decided")
	if n := unthreaded(t, registry); n != 0 {
		t.Errorf("%v replies are said to be outside their thread", n)
	}
	reply.Thread, reply.ID = "1.000001", "lost"
	if at := o.post(t, reply, said("Nobody's thread")); at.IsZero() {
		t.Error("a reply whose thread is gone has no place")
	}
	if n := unthreaded(t, registry); n != 1 {
		t.Errorf("%v replies are counted as outside their thread, want 1", n)
	}
}

func unthreaded(t *testing.T, registry *prometheus.Registry) float64 {
	t.Helper()
	families, err := registry.Gather()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range families {
		if f.GetName() == "quorum_slack_unthreaded_total" {
			return f.GetMetric()[0].GetCounter().GetValue()
		}
	}
	t.Fatal("replies outside their thread are not counted")
	return 0
}

// The question reaches people in workspaces where charts are refused.
func TestLetterWithoutTheChartThatSlackRefuses(t *testing.T) {
	o := newOffice(t, slacksim.Options{})
	ada := o.ws.AddUser("ada")
	charted := said("Decided")
	charted.Blocks = append(charted.Blocks, slackgo.NewDataVisualizationBlock("", nil))
	o.ws.Fail(postMessage, slacksim.Before, slacksim.Error("invalid_blocks"), slacksim.When(func(c slacksim.Call) bool {
		return strings.Contains(c.Args["blocks"], "data_visualization")
	}))
	o.post(t, o.to(ada.ID, "d1"), charted)
	o.ws.User("ada").ExpectDM("Decided")
	if n := o.ws.Count(postMessage); n != 2 {
		t.Errorf("%d calls, want 2", n)
	}
}

func TestLetterThatMayHaveArrivedIsFound(t *testing.T) {
	for _, fault := range []slacksim.Kind{slacksim.Reset, slacksim.Unavailable, slacksim.Garbage, slacksim.Fatal, slacksim.Hang} {
		for _, moment := range []slacksim.Moment{slacksim.Before, slacksim.After} {
			t.Run(string(fault)+" "+string(moment), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					o := newOffice(t, slacksim.Options{})
					ada := o.ws.AddUser("ada")
					o.post(t, o.to(ada.ID, "another"), said("Another question"))
					o.ws.Fail(postMessage, moment, fault, slacksim.Times(1))
					began := time.Now()
					letter := o.sender.Post(o.to(ada.ID, "d1"), said("Ship it?"))
					_, err := letter.Send(t.Context())
					if f := asFailure(err); f.Fate != bot.Unknown {
						t.Fatalf("the fate is %+v", f)
					}
					at, found, err := letter.Find(t.Context(), began)
					if err != nil || found != (moment == slacksim.After) {
						t.Fatalf("found %v at %v, %v", found, at, err)
					}
					if found && (!strings.HasPrefix(at.Channel, "D") || at.Message == "") {
						t.Errorf("found at %v", at)
					}
				})
			})
		}
	}
}

func TestFindIsNotDeceived(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := newOffice(t, slacksim.Options{})
		ada := o.ws.AddUser("ada")
		at := o.post(t, o.to(ada.ID, "old"), said("Long ago"))
		if _, err := o.ws.Say("ada", at.Channel, "delivery_id d1", ""); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Hour)
		began := time.Now()
		for range 3 * findPage {
			time.Sleep(2 * time.Second)
			o.post(t, o.to(ada.ID, "chatter"), said("Chatter"))
		}
		for id, want := range map[string]bool{"d1": false, "old": false, "chatter": true} {
			_, found, err := o.sender.Post(o.to(ada.ID, id), said("x")).Find(t.Context(), began)
			if err != nil || found != want {
				t.Errorf("%s: found %v, %v; want %v", id, found, err, want)
			}
		}
		// Slack's clock may be behind ours.
		if _, found, err := o.sender.Post(o.to(at.Channel, "old"), said("x")).Find(t.Context(), began.Add(-time.Hour+time.Minute)); !found || err != nil {
			t.Errorf("a minute before it began to be sent: found %v, %v", found, err)
		}
	})
}

// Metadata is no secret: any app of the workspace can write it.
func TestOnlyItsOwnMessagesAreTaken(t *testing.T) {
	l := &posting{to: Address{ID: "d1"}}
	message := func(botID, kind, id string) *slackgo.Message {
		m := &slackgo.Message{}
		m.BotID = botID
		m.Metadata = slackgo.SlackMetadata{EventType: kind, EventPayload: map[string]any{deliveryKey: id}}
		return m
	}
	for _, c := range []struct {
		m    *slackgo.Message
		want bool
	}{
		{message("B1", metadataType, "d1"), true},
		{message("B2", metadataType, "d1"), false},
		{message("", metadataType, "d1"), false},
		{message("B1", "other", "d1"), false},
		{message("B1", metadataType, "d2"), false},
		{&slackgo.Message{}, false},
	} {
		if got := l.isMine(c.m, Identity{BotID: "B1"}); got != c.want {
			t.Errorf("%q %+v: %v", c.m.BotID, c.m.Metadata, got)
		}
	}
}

func TestFindLooksThroughPages(t *testing.T) {
	o := newOffice(t, slacksim.Options{})
	ada := o.ws.AddUser("ada")
	began := time.Now()
	first := o.post(t, o.to(ada.ID, "first"), said("First"))
	for range 2 * findPage {
		if _, err := o.ws.Say("ada", first.Channel, "hm", ""); err != nil {
			t.Fatal(err)
		}
	}
	at, found, err := o.sender.Post(o.to(ada.ID, "first"), said("x")).Find(t.Context(), began)
	if err != nil || !found || at != first {
		t.Errorf("found %v at %v, %v; want %v", found, at, err, first)
	}
}

// The app does not ask for the scopes that reading channels needs: there what
// is unknown stays unknown, and the failure says that looking again is futile.
func TestFindInChannelsNeedsHistory(t *testing.T) {
	o := newOffice(t, slacksim.Options{})
	o.ws.AddUser("ada")
	c := o.ws.AddChannel("general", "ada").InviteBot()
	began := time.Now()
	card := o.post(t, o.to(c.ID, "card"), said("The card"))
	summary := o.to(c.ID, "summary")
	summary.Thread = card.Message
	posted := o.post(t, summary, said("Decided"))
	for _, a := range []Address{o.to(c.ID, "card"), summary} {
		_, found, err := o.sender.Post(a, said("x")).Find(t.Context(), began)
		if f := asFailure(err); found || f.Fate != bot.Refused || f.Why != whyUnseen {
			t.Errorf("without the scope: found %v, %+v", found, f)
		}
	}
	o.ws.SetScopes("chat:write", "channels:history", "im:history", "im:write")
	for a, want := range map[Address]polls.Place{o.to(c.ID, "card"): card, summary: posted} {
		at, found, err := o.sender.Post(a, said("x")).Find(t.Context(), began)
		if err != nil || !found || at != want {
			t.Errorf("with the scope: %v, %v, %v; want %v", at, found, err, want)
		}
	}
	gone := summary
	gone.Thread = "1.000001" // deleted meanwhile, so that the reply stands outside
	gone.ID = "outside"
	outside := o.post(t, gone, said("Outside"))
	if at, found, err := o.sender.Post(gone, said("x")).Find(t.Context(), began); err != nil || !found || at != outside {
		t.Errorf("outside its thread: %v, %v, %v; want %v", at, found, err, outside)
	}
}

// A search that fails says nothing about the letter: its fate is never
// Unknown, which would count as another try.
func TestFindFailsHonestly(t *testing.T) {
	o := newOffice(t, slacksim.Options{})
	ada := o.ws.AddUser("ada")
	at := o.post(t, o.to(ada.ID, "d1"), said("Ship it?"))
	letter := o.sender.Post(o.to(ada.ID, "d1"), said("Ship it?"))
	for fault, want := range map[slacksim.Kind]bot.Fate{
		slacksim.Unavailable: bot.NotSent, slacksim.Reset: bot.NotSent, slacksim.RateLimitedBody: bot.Limited,
		slacksim.Error("token_revoked"): bot.Barred,
	} {
		f := o.ws.Fail("conversations.history", slacksim.Before, fault)
		_, _, err := o.sender.Post(o.to(at.Channel, "d1"), said("x")).Find(t.Context(), time.Now())
		f.Stop()
		if got := asFailure(err); got.Fate != want {
			t.Errorf("%s: %+v, want fate %v", fault, got, want)
		}
		o.client.limiter = NewLimiter(Limits{}, nil)
	}
	if _, found, err := letter.Find(t.Context(), time.Now()); !found || err != nil {
		t.Errorf("afterwards: %v, %v", found, err)
	}
}

func TestUpdate(t *testing.T) {
	o := newOffice(t, slacksim.Options{})
	ada := o.ws.AddUser("ada")
	at := o.post(t, o.to(ada.ID, "d1"), said("Ship it?"))
	a := o.to(at.Channel, "d2")
	a.Message = at.Message
	got, err := o.sender.Update(a, said("You said Yes")).Send(t.Context())
	if err != nil || got != at {
		t.Fatalf("%v, %v; want %v", got, err, at)
	}
	o.ws.User("ada").ExpectDM("You said Yes")
	if _, err := o.sender.Update(a, said(strings.Repeat("so ", 2000))).Send(t.Context()); asFailure(err).Why == "it is too long for Slack" {
		t.Errorf("a long text was not shortened: %v", err)
	}
	for fault, want := range map[slacksim.Kind]bot.Fate{
		slacksim.Unavailable: bot.NotSent, slacksim.Garbage: bot.NotSent, slacksim.Fatal: bot.NotSent,
		slacksim.Error("message_not_found"): bot.Refused,
	} {
		f := o.ws.Fail("chat.update", slacksim.Before, fault)
		_, err := o.sender.Update(a, said("again")).Send(t.Context())
		f.Stop()
		if got := asFailure(err); got.Fate != want {
			t.Errorf("%s: %+v, want fate %v: an update may be repeated", fault, got, want)
		}
	}
	if _, found, err := o.sender.Update(a, said("x")).Find(t.Context(), time.Now()); found || err != nil {
		t.Errorf("an update was found: %v", err)
	}
}

// Slack takes a message to somebody who has left without a word, so that only
// looking first can tell.
func TestDeactivatedPeopleAreCaughtBeforeSending(t *testing.T) {
	o := newOffice(t, slacksim.Options{})
	gone := o.ws.AddUser("gone", slacksim.Deleted())
	if at := o.post(t, o.to(gone.ID, "d1"), said("Ship it?")); at.IsZero() {
		t.Fatal("the simulated workspace refused, which Slack does not")
	}
	people, err := o.people.Lookup(t.Context(), o.team(), []string{gone.ID})
	if err != nil {
		t.Fatal(err)
	}
	if ok, why := people[0].Askable(); ok || why != "has left the workspace" {
		t.Errorf("askable %v, %q", ok, why)
	}
}

func TestLetterWithADeadContextIsNotSent(t *testing.T) {
	o := newOffice(t, slacksim.Options{})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := o.sender.Post(o.to("U1", "d1"), said("x")).Send(ctx)
	if f := asFailure(err); f.Fate != bot.NotSent || o.ws.Count("") != 0 {
		t.Errorf("%+v after %d calls", f, o.ws.Count(""))
	}
}
