package slack_test

import (
	"strings"
	"testing"
	"time"

	"quorum/bot/slack/slacksim"
)

// Slack may take no reply with the acknowledgement of a command: what the person is told goes to the response URL.
func TestNothingGoesWithAnAcknowledgement(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		ada := w.User("ada")
		for _, one := range []struct{ typed, told string }{
			{"/quorum Ship? @ben", "Asked"},
			{"/quorum help", "/quorum"},
			{"/quorum status Q77", "Q77"},
			{"/quorum staus Q1", "Did you mean"},
			{"/quorum list", "Ship?"},
		} {
			if trouble := ada.Slash("#releases", one.typed); trouble != "" {
				t.Errorf("%s: ada sees %s", one.typed, trouble)
			}
			ada.ExpectEphemeral(one.told)
		}
		w.Fail("views.open", slacksim.Before, slacksim.Error("expired_trigger_id"))
		ada.Slash("#releases", "/quorum")
		ada.ExpectEphemeral("did not open")
	}, func(l *likeness) { l.sim.NoReplies = true })
}

// A time zone that this program does not know is the offset that Slack gives with it, also after a change of the profile.
func TestATimeZoneOfWhichOnlySlackKnows(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		gus := w.User(w.AddUser("gus", slacksim.UnknownTZ("Asia/Newtown", 3*time.Hour)).Name)
		gus.Slash("#releases", "/quorum Ship? @ben | quorum: by 2000-01-03 17:00")
		w.Channel("releases").ExpectMessage("Ship?", "Jan 3, 2000 at 2:00 PM") // in UTC, as the story reads a channel
		w.ChangeUser("gus", slacksim.UnknownTZ("Asia/Newertown", -4*time.Hour-30*time.Minute))
		w.after(time.Second)
		gus.Slash("#releases", "/quorum Sail? @ben | quorum: by 2000-01-03 09:00")
		w.Channel("releases").ExpectMessage("Sail?", "Jan 3, 2000 at 1:30 PM")
		w.ChangeUser("gus", slacksim.UnknownTZ("", 3*time.Hour))
		w.after(time.Second)
		gus.Slash("#releases", "/quorum Swim? @ben | quorum: by 2000-01-03 17:00")
		w.Channel("releases").ExpectMessage("Swim?", "Jan 3, 2000 at 2:00 PM")
	})
}

// While Slack accepts no token of the bot's, nobody is told to try again: they are told to ask the person who runs it, and no
// question is taken that would not arrive. It goes on as soon as Slack accepts the token.
func TestTheTokenIsRefused(t *testing.T) {
	t.Parallel()
	for _, code := range []string{"token_revoked", "account_inactive", "invalid_auth", "token_expired"} {
		t.Run(code, func(t *testing.T) {
			t.Parallel()
			story(t, func(w *world) {
				ada := w.User("ada")
				w.ask("Ship? @ben")
				w.Fail("*", slacksim.Before, slacksim.Error(code), slacksim.When(func(c slacksim.Call) bool {
					return c.Method != "response_url" && c.Method != "link" && c.Method != "apps.connections.open"
				}))
				for _, typed := range []string{"Sail? @cy", "Ride? @di", "Swim? @cy @ben"} {
					ada.Slash("#releases", "/quorum "+typed)
					ada.ExpectEphemeral("please tell the person who runs Quorum", "Nobody was asked", typed)
				}
				ada.Slash("#releases", "/quorum")
				ada.ExpectEphemeral("please tell the person who runs Quorum")
			})
		})
	}
	story(t, func(w *world) {
		ada := w.User("ada")
		w.ask("Ship? @ben")
		fault := w.Fail("*", slacksim.Before, slacksim.Error("account_inactive"), slacksim.When(func(c slacksim.Call) bool { return c.Method != "response_url" && c.Method != "link" }))
		w.SendEvent(map[string]any{"type": "tokens_revoked", "tokens": map[string]any{"bot": []string{"U1"}}})
		w.after(time.Second)
		ada.Slash("#releases", "/quorum Sail? @ben")
		ada.ExpectEphemeral("please tell the person who runs Quorum", "Nobody was asked")
		fault.Stop()
		w.after(2 * time.Minute)
		w.ask("Swim? @ben")
		w.User("ben").ExpectDM("Swim?")
	})
}

// What a notification says of time is in the zone of the person who gets it, and names this zone; in a channel it names the
// asker's.
func TestNotificationsInOtherZones(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		w.AddUser("fay", slacksim.TZ("Asia/Tokyo"))
		w.AddUser("gus", slacksim.UnknownTZ("Asia/Newtown", 3*time.Hour))
		w.ask("Ship? @fay @gus @ben | quorum: all, by 2000-01-03 12:00")
		for _, who := range []string{"fay", "gus", "ben"} {
			w.User(who).ExpectDM("Ship?")
		}
		texts := map[string]string{}
		for _, c := range w.Calls("chat.postMessage") {
			texts[c.Args["channel"]] = c.Args["text"]
		}
		for who, want := range map[string]string{"fay": "Until Mon 3 Jan 20:00 JST.", "gus": "Until Mon 3 Jan 14:00 UTC+03:00.", "ben": "Until Mon 3 Jan 12:00 CET."} {
			if got := texts[w.User(who).ID()]; !strings.Contains(got, want) {
				t.Errorf("%s is notified: %q, want %q", who, got, want)
			}
		}
		if got := texts[w.Channel("releases").ID]; !strings.Contains(got, "Mon 3 Jan 12:00 CET") {
			t.Errorf("the channel is notified: %q", got)
		}
	})
}
