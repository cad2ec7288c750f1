package slack_test

import (
	"strings"
	"testing"
	"time"

	"quorum/bot/slack/slacksim"
)

// The summary notifies whoever asked, and nobody else. Whoever asked and is not in the channel has it in a direct message.
func TestTheAskerIsNotified(t *testing.T) {
	t.Parallel()
	bothWays(t, func(w *world) {
		card := w.ask("Ship? @ben @cy | quorum: 2, within 4h")
		w.User("ben").ExpectDM("Ship?").Click("Yes")
		w.User("cy").ExpectDM("Ship?").Click("Yes")
		summary := card.ExpectReply("Decided: Yes")
		if who := summary.Notified(); len(who) != 1 || who[0] != "ada" {
			t.Errorf("the summary notifies %q", who)
		}
		if who := card.Notified(); len(who) > 0 {
			t.Errorf("the card notifies %q", who)
		}
		w.after(time.Hour)
		w.User("ada").ExpectNoDM("Decided")
		w.Channel("releases").Remove("ada")
		w.told("ben", "/quorum Merge? @cy @di | quorum: 1, within 4h", "Asked 2 people")
		w.Channel("releases").Remove("ben")
		w.User("cy").ExpectDM("Merge?").Click("No")
		w.User("ben").ExpectDM("The summary of Q2, which stands in #releases:", "Leaning: No", "No 1: cy")
		w.after(time.Hour)
		w.User("ben").ExpectDMs(1, "The summary of Q2")
		w.User("ada").ExpectNoDM("Decided")
	})
}

// While Slack does not say who is in a channel, the summary is in the thread all the same; when it never does, nothing more is
// sent.
func TestNobodyKnowsWhoIsInTheChannel(t *testing.T) {
	t.Parallel()
	for kind, want := range map[slacksim.Kind]int{slacksim.Unavailable: 1, slacksim.Error("missing_scope"): 0} {
		story(t, func(w *world) {
			card := w.ask("Ship? @ben @cy | quorum: 1, within 4h")
			w.Channel("releases").Remove("ada")
			fault := w.Fail("users.conversations", slacksim.Before, kind)
			w.User("ben").ExpectDM("Ship?").Click("Yes")
			card.ExpectReply("Leaning: Yes")
			w.after(time.Minute)
			fault.Stop()
			w.after(time.Hour)
			w.User("ada").ExpectDMs(want, "Leaning: Yes")
		}, overHTTP)
	}
}

// Slack does not let the card be updated, which is nobody's loss: it stands, and the summary is in its thread.
func TestACardThatCannotBeUpdated(t *testing.T) {
	t.Parallel()
	for _, code := range []string{"message_not_found", "edit_window_closed", "cant_update_message", "is_inactive", "msg_too_long", "invalid_blocks", "channel_not_found", "no_permission", "new_error"} {
		story(t, func(w *world) {
			card := w.ask("Ship? @ben @cy | quorum: 2, within 4h")
			f := w.Fail("chat.update", slacksim.Before, slacksim.Error(code), slacksim.When(func(c slacksim.Call) bool { return c.Args["ts"] == card.TS() }))
			w.User("ben").ExpectDM("Ship?").Click("Yes")
			w.after(time.Minute)
			w.User("cy").ExpectDM("Ship?").Click("Yes")
			card.ExpectReply("Decided: Yes")
			w.after(5 * time.Hour)
			w.User("ada").ExpectNoDM("")
			if f.Hits() < 2 {
				t.Errorf("%s: updated %d times", code, f.Hits())
			}
		}, overHTTP)
	}
}

// An admin deletes the card before the summary. Whoever asked is told, and what they are told is what happens: everybody is
// asked all the same, and the summary comes to them.
func TestTheCardIsDeleted(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		card := w.ask("Ship? @ben @cy @di | quorum: 2, within 4h")
		card.Delete()
		w.User("ben").ExpectDM("Ship?").Click("Yes")
		w.User("ada").ExpectDM("The card of Q1 is no longer in #releases: it was deleted there.", "the summary will come to you, here")
		w.User("cy").ExpectDM("Ship?").Click("No")
		w.after(time.Minute)
		w.User("di").ExpectDM("Ship?").Click("Yes")
		w.User("ada").ExpectDM("Decided: Yes, 2 to 1", "Yes 2: ben and di", "No 1: cy")
		w.User("ben").ExpectDM("Ship?", "Yes, 2 to 1", "Your answer: Yes")
		w.after(5 * time.Hour)
		w.User("ada").ExpectDMs(1, "The card of Q1")
		w.User("ada").ExpectDMs(1, "2 to 1")
		if n := w.posts(w.conversation("releases"), "2 to 1"); n > 0 {
			t.Errorf("%d messages in the channel where it was deleted", n)
		}
		if strings.Contains(w.User("ben").ExpectDM("Ship?").Read(), "Read the summary") {
			t.Error("ben has a link to a summary that he cannot see")
		}
	}, overHTTP)
}

// Of a card with replies Slack keeps a place, and of one that is deleted just before the summary nobody knows. Nobody is told
// what is not so: the summary stands in the channel, and notifies whoever asked.
func TestTheCardIsDeletedAndNobodyKnows(t *testing.T) {
	t.Parallel()
	for _, replied := range []bool{false, true} {
		story(t, func(w *world) {
			card := w.ask("Ship? @ben @cy @di | quorum: 2, within 4h")
			w.User("ben").ExpectDM("Ship?").Click("Yes")
			w.after(time.Minute)
			if replied {
				card.As("eve").Reply("Why?")
			}
			card.Delete()
			w.User("cy").ExpectDM("Ship?").Click("Yes")
			summary := w.Channel("releases").ExpectMessage("Decided: Yes", "Q1: Ship?")
			if who := summary.Notified(); len(who) != 1 || who[0] != "ada" {
				t.Errorf("the summary notifies %q", who)
			}
			w.after(5 * time.Hour)
			w.User("ada").ExpectNoDM("")
		}, overHTTP)
	}
}

// Who asks may have the summary shown in the channel, where nobody opens a thread; again when it is asked again.
func TestTheSummaryIsAnnounced(t *testing.T) {
	t.Parallel()
	bothWays(t, func(w *world) {
		ada := w.User("ada")
		card := w.ask("Ship? @ben @cy | quorum: 1, within 4h | announce")
		w.User("ben").ExpectDM("Ship?").Click("Yes")
		card.ExpectReply("Leaning: Yes")
		w.Channel("releases").ExpectMessages(1, "Leaning: Yes, the only answer so far. One more answer could undo it.\nAsked by")
		w.told("ada", "/quorum reopen Q1", "Q1", "again", "Q2")
		w.User("cy").ExpectDMs(2, "Ship?")[1].Click("No") // the first is about to become what came of it
		w.Channel("releases").ExpectMessages(1, "Leaning: No, the only answer so far. One more answer could undo it.\nAsked by")
		ada.Slash("#releases", "/quorum")
		form := ada.ExpectModal("Ask stakeholders").Fill("Question", "Merge?").Pick("Who to ask", "ben").Choose("Announce", "Show the summary in the channel too")
		form.Submit().ExpectClosed()
		w.User("ben").ExpectDM("Merge?").Click("Yes")
		w.Channel("releases").ExpectMessages(1, "Decided: Yes, the only answer. Nobody is left to answer.\nAsked by")
		quiet := w.ask("Split? @ben | quorum: 1")
		w.User("ben").ExpectDM("Split?").Click("Yes")
		quiet.ExpectReply("Decided: Yes")
		w.Channel("releases").ExpectMessages(1, "Decided: Yes, the only answer. Nobody is left to answer.\nAsked by")
	})
}
