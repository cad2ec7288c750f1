package slack_test

import (
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"quorum/bot/slack/slacksim"
	"quorum/polls"
)

// choose is a click on an option of a poll as it is sent, whatever the screen shows.
func (w *world) choose(p *slacksim.Post, number, position string) slacksim.Action {
	key := w.Team().ID + "/" + number
	return slacksim.Action{Channel: p.Channel(), TS: p.TS(), BlockID: "b", ActionID: "choose/0", Value: key + "|" + position}
}

// A click that somebody made up changes nothing, and says why.
func TestForgedClicks(t *testing.T) {
	t.Parallel()
	bothWays(t, func(w *world) {
		card := w.ask("Ship? @ben @cy @di | quorum: all")
		q := w.User("ben").ExpectDM("Ship?")
		forged := []slacksim.Action{
			w.choose(q, "1", "Yes"),
			{Channel: q.Channel(), TS: q.TS(), BlockID: "b", ActionID: "menu", Input: slacksim.Input{Chosen: []string{w.Team().ID + "/1|not me"}}},
			{Channel: q.Channel(), TS: q.TS(), BlockID: "b", ActionID: "change", Value: w.Team().ID + "/1"},
			{Channel: q.Channel(), TS: q.TS(), BlockID: "b", ActionID: "back", Value: w.Team().ID + "/1"},
			{Channel: q.Channel(), TS: q.TS(), BlockID: "b", ActionID: "answer", Value: w.Team().ID + "/1"},
		}
		for _, name := range []string{"eve", "ada"} { // who asked was not asked either
			stranger := w.User(name)
			for _, a := range forged {
				stranger.ClickForged(a)
				if a.ActionID != "answer" {
					stranger.ExpectEphemeral("Only the people", "Q1")
				}
			}
			stranger.ExpectModal("Your answer").Expect("Only the people", "Q1")
		}
		ben := w.User("ben")
		ben.ClickForged(w.choose(q, "1", "Perhaps"))
		ben.ExpectEphemeral("Yes")
		ben.ClickForged(w.choose(q, "77", "Yes"))
		ben.ExpectEphemeral("Q77")
		for _, value := range []string{"", "|", "x/1|Yes", w.Team().ID + "/1|", w.Team().ID + "/-1|Yes", strings.Repeat("9", 2000)} {
			ben.ClickForged(slacksim.Action{Channel: q.Channel(), TS: q.TS(), BlockID: "b", ActionID: "choose/0", Value: value})
		}
		w.after(time.Minute)
		card.ExpectUpdate("0 of 3 answered")
	})
}

// Nobody closes, cancels, reminds or reads what is somebody else's.
func TestSomebodyElsesPoll(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		w.AddPrivateChannel("board", "ada", "ben").InviteBot()
		w.User("ada").Slash("#board", "/quorum Sell the company? @ben")
		card := w.Channel("board").ExpectMessage("Sell the company?")
		eve := w.User("eve")
		for _, verb := range []string{"status", "close", "cancel", "remind"} {
			eve.Slash("#releases", "/quorum "+verb+" Q1")
			w.after(time.Minute)
		}
		eve.Slash("#releases", "/quorum list")
		eve.Slash("#releases", "/quorum log company")
		w.after(time.Minute)
		if read := w.screen("eve"); strings.Contains(read, "Sell") {
			t.Errorf("eve reads what is none of hers:\n%s", read)
		}
		card.ExpectUpdate("0 of 1 answered")
		w.told("ben", "/quorum status Q1", "Sell the company?", "0 of 1 answered")
		w.told("ben", "/quorum cancel Q1", "Only the person", "Q1")
	})
}

// An administrator looks after everybody's polls.
func TestAnAdministrator(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		card := w.ask("Ship? @ben @cy")
		w.AddUser("root", slacksim.ID("U0ROOT"))
		w.told("root", "/quorum cancel Q1", "Q1 is cancelled")
		card.ExpectUpdate("Cancelled")
	}, func(l *likeness) { l.bot.Admins = []polls.Person{"U0ROOT"} })
}

// Four fast clicks by one person are one answer, the last one.
func TestFourFastClicks(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		card := w.ask("Ship? @ben @cy @di | quorum: all")
		q := w.User("ben").ExpectDM("Ship?")
		for _, label := range []string{"Yes", "No", "Yes", "No"} {
			q.ClickAsSeen(label)
		}
		q.ExpectUpdate("Your answer: No")
		w.after(time.Minute)
		card.ExpectUpdate("1 of 3 answered")
		var all sync.WaitGroup
		for _, label := range []string{"Yes", "Yes", "Yes", "Yes"} {
			all.Go(func() { q.ClickAsSeen(label) })
		}
		all.Wait()
		q.ExpectUpdate("Your answer: Yes")
		w.after(time.Minute)
		card.ExpectUpdate("1 of 3 answered")
	}, overHTTP)
}

// A click that Slack brings again, later and under a new id, does not undo what the person has done since.
func TestDeliveredAgainAfterAChangeOfMind(t *testing.T) {
	t.Parallel()
	bothWays(t, func(w *world) {
		card := w.ask("Ship? @ben @cy @di | quorum: all")
		q := w.User("ben").ExpectDM("Ship?")
		payload := w.click("ben", q, "Yes")
		if _, err := w.Deliver(slacksim.Interactive, payload); err != nil {
			t.Fatal(err)
		}
		q.ExpectUpdate("Your answer: Yes")
		w.after(time.Second)
		q.Click("Change").ExpectUpdate("Keep it").Click("No").ExpectUpdate("Your answer: No")
		for range 11 {
			if _, err := w.Deliver(slacksim.Interactive, payload); err != nil {
				t.Fatal(err)
			}
		}
		w.after(time.Minute)
		q.ExpectUpdate("Your answer: No")
		q.Menu("Take it back").ExpectUpdate("[Yes] [No]")
		if _, err := w.Deliver(slacksim.Interactive, payload); err != nil {
			t.Fatal(err)
		}
		w.after(time.Minute)
		q.ExpectUpdate("[Yes] [No]")
		card.ExpectUpdate("0 of 3 answered")
	})
}

// click is what Slack sends when somebody presses a button of a message.
func (w *world) click(name string, p *slacksim.Post, label string) map[string]any {
	a := w.choose(p, "1", label)
	return map[string]any{
		"type": "block_actions", "team": map[string]any{"id": w.Team().ID}, "user": map[string]any{"id": w.User(name).ID()},
		"channel":   map[string]any{"id": p.Channel(), "name": "directmessage"},
		"container": map[string]any{"type": "message", "message_ts": p.TS(), "channel_id": p.Channel()},
		"actions": []any{map[string]any{
			"type": "button", "action_id": a.ActionID, "block_id": a.BlockID, "value": a.Value,
			"action_ts": slacktime(time.Now()),
		}},
		"trigger_id": "t", "response_url": "http://slack.test/response/none",
	}
}

func slacktime(t time.Time) string { return strconv.FormatInt(t.Unix(), 10) + ".000100" }
