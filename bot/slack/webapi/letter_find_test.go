package webapi

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"quorum/bot"
	"quorum/bot/slack/slacksim"
	"quorum/polls"
)

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
	l := &postLetter{to: Address{ID: "d1"}}
	message := func(botID, kind, id string) foundMessage {
		m := foundMessage{BotID: botID}
		m.Metadata.Type, m.Metadata.Payload = kind, map[string]any{deliveryKey: id}
		return m
	}
	for _, c := range []struct {
		m    foundMessage
		want bool
	}{
		{message("B1", metadataType, "d1"), true},
		{message("B2", metadataType, "d1"), false},
		{message("", metadataType, "d1"), false},
		{message("B1", "other", "d1"), false},
		{message("B1", metadataType, "d2"), false},
		{foundMessage{}, false},
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
		if f := asFailure(err); found || f.Fate != bot.Refused || f.Why != WhyUnseen {
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
		_, _, err := o.sender.Post(o.to(at.Channel, "d1"), said("x")).Find(bot.ComingBack(t.Context()), time.Now())
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
