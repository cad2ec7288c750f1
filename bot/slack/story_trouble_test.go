package slack_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"quorum/bot/slack/slacksim"
)

// posts is what the app has put into a conversation that reads this, replies included.
func (w *world) posts(c slacksim.Conversation, text string) (n int) {
	for _, m := range c.Messages {
		for _, one := range append([]slacksim.Message{m}, m.Replies...) {
			if !one.Ephemeral && one.BotID != "" && strings.Contains(one.Read, text) {
				n++
			}
		}
	}
	return n
}

// conversation is a channel or, of a person, the conversation with the app.
func (w *world) conversation(name string) slacksim.Conversation {
	state := w.Snapshot(w.User("ada").ID())
	if id, direct := strings.CutPrefix(name, "@"); direct {
		return w.Snapshot(w.User(id).ID()).DMs[0]
	}
	i := slices.IndexFunc(state.Channels, func(c slacksim.Conversation) bool { return c.Name == name })
	return state.Channels[i]
}

// troubles are what may go wrong with one call, before or after it has had its effect.
func troubles() map[string]func(w *world, when slacksim.FaultOption) {
	all := map[string]func(*world, slacksim.FaultOption){}
	for _, moment := range []slacksim.Moment{slacksim.Before, slacksim.After} {
		for _, kind := range []slacksim.Kind{
			slacksim.Unavailable, slacksim.Internal, slacksim.Reset, slacksim.Hang, slacksim.Garbage,
			slacksim.Error("internal_error"),
		} {
			all[string(kind)+" "+string(moment)] = func(w *world, when slacksim.FaultOption) {
				w.Fail("chat.postMessage", moment, kind, slacksim.Times(1), when)
			}
		}
	}
	for kind, times := range map[slacksim.Kind]int{slacksim.RateLimited: 3, slacksim.RateLimitedBare: 3, slacksim.RateLimitedBody: 1} {
		all[string(kind)] = func(w *world, when slacksim.FaultOption) {
			w.Fail("chat.postMessage", slacksim.Before, kind, slacksim.Times(times), when)
		}
	}
	return all
}

// Whatever meets trouble on its way arrives, and arrives once, be it a question, a card or a summary, as long as the app
// may look into the channel.
func TestTrouble(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		i := 0
		for what, happens := range troubles() {
			i++
			question := "Number " + strconv.Itoa(i) + "?"
			ben := w.User("ben")
			for _, met := range []func(slacksim.Call) bool{isQuestion, isCard, isSummary} {
				happens(w, slacksim.When(func(c slacksim.Call) bool { return met(c) && strings.Contains(c.Args["text"], question) }))
			}
			card := w.ask(question + " @ben")
			ben.ExpectDM(question).Click("Yes").ExpectUpdate("Your answer: Yes")
			w.after(10 * time.Minute)
			if n := w.posts(w.conversation("@ben"), question); n != 1 {
				t.Errorf("%s: ben has %d questions", what, n)
			}
			if cards := w.posts(w.conversation("releases"), "ada asks ben · Q"+strconv.Itoa(i)+"\n"); cards != 1 {
				t.Errorf("%s: %d cards", what, cards)
			}
			if replies := card.Replies(); len(replies) != 1 || !strings.Contains(replies[0].Read(), "Decided: Yes") {
				t.Errorf("%s: in the thread: %q", what, readAll(replies))
			}
			card.ExpectUpdate("Decided: Yes")
		}
		w.User("ada").ExpectNoDM("")
	}, overHTTP)
}

func isCard(c slacksim.Call) bool {
	return strings.HasPrefix(c.Args["channel"], "C") && c.Args["thread_ts"] == ""
}

func isSummary(c slacksim.Call) bool {
	return strings.HasPrefix(c.Args["channel"], "C") && c.Args["thread_ts"] != ""
}

// When the workspace does not let the app look, nobody can know, and nothing is doubled: the asker is told, and has the
// summary.
func TestASummaryThatNobodyCanLookUp(t *testing.T) {
	t.Parallel()
	for _, moment := range []slacksim.Moment{slacksim.Before, slacksim.After} {
		story(t, func(w *world) {
			w.SetScopes("commands", "chat:write", "users:read", "im:write", "im:history", "channels:read", "groups:read") // those needed
			w.SetScopes(needed()...)
			w.Fail("chat.postMessage", moment, slacksim.Reset, slacksim.Times(1), slacksim.When(isSummary))
			card := w.ask("Ship? @ben @cy")
			w.User("ben").ExpectDM("Ship?").Click("Yes")
			w.User("cy").ExpectDM("Ship?").Click("Yes")
			w.User("ada").ExpectDM("Slack did not say whether the summary of Q1 arrived in #releases, and this app may not look", "Decided: Yes")
			w.after(time.Hour)
			if n, most := len(card.Replies()), map[slacksim.Moment]int{slacksim.After: 1}[moment]; n != most {
				t.Errorf("%d replies, after trouble %s", n, moment)
			}
			w.User("ada").ExpectDMs(1, "the summary of Q1")
		}, overHTTP)
	}
}

// A card that never arrives keeps nobody from answering, and the asker gets the summary.
func TestACardThatIsRefused(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		w.Fail("chat.postMessage", slacksim.Before, slacksim.Error("restricted_action"), slacksim.When(isCard))
		w.User("ada").Slash("#releases", "/quorum Ship? @ben @cy | quorum: all")
		w.User("ada").ExpectDM("Q1", "could not be posted", "the workspace does not let this app post there", "Everybody is asked all the same")
		w.User("ben").ExpectDM("Ship?").Click("Yes")
		w.after(time.Minute)
		w.User("cy").ExpectDM("Ship?").Click("No")
		w.User("ada").ExpectDM("Tied", "Yes 1: ben", "No 1: cy")
		w.after(time.Minute)
		w.User("ada").ExpectDMs(1, "The card of Q1 could not be posted")
	})
}

// Whoever cannot be reached is said to the asker and not waited for. The others are asked all the same.
func TestSomebodyCannotBeReached(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		ben := w.User("ben").ID()
		w.Fail("chat.postMessage", slacksim.Before, slacksim.Error("user_disabled"), slacksim.When(func(c slacksim.Call) bool {
			return c.Args["channel"] == ben
		}))
		card := w.ask("Ship? @ben @cy @di | quorum: all")
		w.User("ada").ExpectDM("1 person could not be asked Q1", "ben: they no longer use this workspace", "both answers")
		w.User("cy").ExpectDM("Ship?").Click("Yes")
		w.User("di").ExpectDM("Ship?").Click("Yes")
		card.ExpectReply("Decided: Yes", "Could not answer, as if not asked: ben")
	})
}

// A question that is still on its way when all is over reaches nobody: there is nothing left to answer.
func TestNobodyIsAskedWhatIsOver(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		ben := w.User("ben").ID()
		f := w.Fail("chat.postMessage", slacksim.Before, slacksim.Unavailable, slacksim.When(func(c slacksim.Call) bool {
			return c.Args["channel"] == ben
		}))
		for _, verb := range []string{"close", "cancel"} {
			w.ask("Ship, then " + verb + "? @ben @cy | quorum: all")
			w.User("cy").ExpectDM("then " + verb)
		}
		w.User("ada").Slash("#releases", "/quorum close Q1")
		w.User("ada").Slash("#releases", "/quorum cancel Q2")
		f.Stop()
		w.after(10 * time.Minute)
		w.User("ben").ExpectNoDM("Ship")
	}, overHTTP)
}

// After five tries of which nobody knows the end, the question is parked, and the asker is told.
func TestParkedAfterFiveUnknowns(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		ben := w.User("ben").ID()
		f := w.Fail("chat.postMessage", slacksim.Before, slacksim.Reset, slacksim.When(func(c slacksim.Call) bool {
			return c.Args["channel"] == ben
		}))
		card := w.ask("Ship? @ben @cy | quorum: 1")
		w.User("ada").ExpectDM("1 person could not be asked Q1", "ben: nobody could say whether it arrived")
		if f.Hits() != 5 {
			t.Errorf("tried %d times", f.Hits())
		}
		var looks []time.Duration
		for _, c := range w.Calls("conversations.history") {
			looks = append(looks, c.At.Sub(w.Calls("chat.postMessage")[0].At).Round(time.Second))
		}
		if len(looks) != 6 || looks[0] < 3*time.Second || looks[0] > 5*time.Second || looks[1] < 10*time.Second || looks[1] > 16*time.Second {
			t.Errorf("looked after %v", looks)
		}
		w.User("cy").ExpectDM("Ship?").Click("Yes")
		card.ExpectReply("Yes", "Could not answer, as if not asked: ben")
	}, overHTTP)
}

// Slack is dead for an hour. What was accepted before is delivered afterwards, to everybody, once.
func TestSlackIsDeadForAnHour(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		early := w.ask("Early? @ben @cy | quorum: all, within 5h")
		q := w.User("ben").ExpectDM("Early?")
		w.User("cy").ExpectDM("Early?").Click("No").ExpectUpdate("Your answer: No")
		dead := w.Fail("chat.postMessage", slacksim.Before, slacksim.Unavailable)
		deaf := []*slacksim.Fault{
			w.Fail("chat.update", slacksim.Before, slacksim.Unavailable), w.Fail("response_url", slacksim.Before, slacksim.Unavailable),
			w.Fail("conversations.history", slacksim.Before, slacksim.Unavailable), w.Fail("conversations.replies", slacksim.Before, slacksim.Unavailable),
			w.Fail("conversations.open", slacksim.Before, slacksim.Unavailable),
		}
		w.User("ada").Slash("#releases", "/quorum Late? @ben @di")
		q.Click("No")
		w.after(time.Hour)
		dead.Stop()
		for _, f := range deaf {
			f.Stop()
		}
		back := time.Now()
		for _, name := range []string{"ben", "di"} {
			w.User(name).ExpectDMs(1, "Late?")
		}
		w.Channel("releases").ExpectMessages(1, "Late?")
		early.ExpectReply("Decided: No, 2 of 2 answers")
		q.ExpectUpdate("Your answer: No")
		if took := time.Since(back); took > 3*time.Minute {
			t.Errorf("it took %s", took)
		}
		w.after(time.Hour)
		w.User("ben").ExpectDMs(1, "Late?")
		if n := len(early.Replies()); n != 1 {
			t.Errorf("%d replies", n)
		}
		w.User("ada").ExpectNoDM("")
	}, overHTTP)
}

// The token is revoked, and mended hours later. Meanwhile Slack is asked now and then, not by every letter.
func TestTheTokenIsRevokedAndMended(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		card := w.ask("Ship? @ben @cy @di @eve | quorum: all, within 3d")
		for _, name := range []string{"ben", "cy", "di", "eve"} {
			w.User(name).ExpectDM("Ship?")
		}
		w.Revoke("token_revoked")
		before := len(w.Calls(""))
		for _, name := range []string{"ben", "cy", "di", "eve"} {
			w.User(name).ExpectDM("Ship?").ClickAsSeen("Yes")
		}
		w.after(time.Hour)
		if n := len(w.Calls("")) - before; n > 300 {
			t.Errorf("%d calls in an hour", n)
		}
		w.Revoke("")
		card.ExpectReply("Decided: Yes, 4 of 4 answers")
		card.ExpectUpdate("4 of 4 answered")
		w.after(time.Hour)
		if n := len(card.Replies()); n != 1 {
			t.Errorf("%d replies", n)
		}
	}, overHTTP)
}

// The app is uninstalled in the middle, which loses nothing once it is there again.
func TestUninstalled(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		card := w.ask("Ship? @ben @cy | quorum: all, within 3d")
		q := w.User("ben").ExpectDM("Ship?")
		w.User("cy").ExpectDM("Ship?")
		w.Uninstall()
		w.after(time.Hour)
		w.Revoke("")
		q.Click("Yes").ExpectUpdate("Your answer: Yes")
		w.User("cy").ExpectDM("Ship?").Click("Yes")
		card.ExpectReply("Decided: Yes")
	}, overHTTP)
}
