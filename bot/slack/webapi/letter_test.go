package webapi

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"
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
	o.client.meter = NewMetrics(registry)
	card := o.post(t, o.to(c.ID, "card"), said("The card"))
	reply := o.to(c.ID, "summary")
	reply.Thread = card.Message
	o.post(t, reply, said("Decided"))
	o.ws.User("ada").In("#general").ExpectMessage("The card").ExpectReply("Decided")
	if n := counter(t, registry, "quorum_slack_unthreaded_total"); n != 0 {
		t.Errorf("%v replies are said to be outside their thread", n)
	}
	reply.Thread, reply.ID = "1.000001", "lost"
	if at := o.post(t, reply, said("Nobody's thread")); at.IsZero() {
		t.Error("a reply whose thread is gone has no place")
	}
	if n := counter(t, registry, "quorum_slack_unthreaded_total"); n != 1 {
		t.Errorf("%v replies are counted as outside their thread, want 1", n)
	}
}

// A summary reaches people in workspaces where charts or tables are refused.
func TestLetterWithoutThePicturesThatSlackRefuses(t *testing.T) {
	charted, tabled := said("Decided"), said("Decided")
	charted.Blocks = append(charted.Blocks, slackgo.NewDataVisualizationBlock("", nil))
	tabled.Plain = append(slices.Clone(charted.Blocks), said("Mon 14:00 · 2").Blocks...)
	tabled.Blocks = append(tabled.Blocks, grid(1, 1, "Mon 14:00"))
	for name, c := range map[string]struct {
		Message
		block, read string
	}{"a chart": {charted, "data_visualization", "Decided"}, "a table": {tabled, `"table"`, "Mon 14:00 · 2"}} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t, slacksim.Options{})
			ada := o.ws.AddUser("ada")
			o.ws.Fail(postMessage, slacksim.Before, slacksim.Error("invalid_blocks"), slacksim.When(func(call slacksim.Call) bool {
				return strings.Contains(call.Args["blocks"], c.block)
			}))
			o.post(t, o.to(ada.ID, "d1"), c.Message)
			o.ws.User("ada").ExpectDM(c.read)
			if n := o.ws.Count(postMessage); n != 2 {
				t.Errorf("%d calls, want 2", n)
			}
		})
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
