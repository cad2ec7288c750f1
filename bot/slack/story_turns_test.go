package slack_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"quorum/bot"
	"quorum/bot/slack/webapi"
	"quorum/polls"
)

// One channel is asked forty things at once. Its own cards come one a second; nothing else waits for that.
func TestABusyChannelHoldsUpNobodyElse(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		w.AddChannel("quiet", "ada", "ben", "cy", "di").InviteBot()
		w.crowd("all", 120)
		if trouble := w.User("ada").Slash("#quiet", "/quorum Ship? @ben @cy @di | quorum: 2"); trouble != "" {
			t.Fatal(trouble)
		}
		small := w.Channel("quiet").ExpectMessage("Ship?", "answered")
		w.User("ben").ExpectDM("Ship?").Click("Yes")
		last := w.User("cy").ExpectDM("Ship?")
		w.User("di").ExpectDM("Ship?")
		w.after(time.Minute)

		began := time.Now()
		var all sync.WaitGroup
		for i := range 40 {
			all.Go(func() { w.askBy(fmt.Sprint("q", i), "releases", 3*i, 3) })
		}
		all.Wait()
		w.after(5 * time.Second)
		before := time.Now()
		last.Click("Yes")
		small.ExpectReply("Decided: Yes")
		if took := time.Since(before); took > time.Second {
			t.Errorf("the summary of another channel came after %s", took)
		}
		for i := range 120 {
			w.User(fmt.Sprint("all", i)).ExpectDM("Lunch?")
		}
		if took := time.Since(began); took > 35*time.Second {
			t.Errorf("120 people were asked in %s; a workspace takes five a second and thirty at once", took)
		}
		for i := range 40 {
			w.Channel("releases").ExpectMessage(fmt.Sprintf("Lunch? q%d", i))
		}
		if took := time.Since(began); took > 90*time.Second { // nobody's name is known yet, and Slack tells a hundred a minute
			t.Errorf("forty cards stand after %s", took)
		}
	}, asInSlack, func(l *likeness) { l.limits = webapi.Limits{Start: 5, Cap: 5, Burst: 20} })
}

// askBy asks some of the crowd, straight into the store.
func (w *world) askBy(key, channel string, first, n int) {
	r := bot.Request{
		Workspace: w.Team().ID, Key: key, Asker: polls.Person(w.User("ada").ID()), Channel: w.Channel(channel).ID,
		Draft: polls.Draft{Question: "Lunch? " + key, Rule: "all, within 7d", Asked: []polls.Party{{Mentions: []polls.Mention{{ID: "U0"}}}}},
	}
	for i := range n {
		r.Asked = append(r.Asked, polls.Invite{Person: polls.Person(w.User(fmt.Sprint("all", first+i)).ID())})
	}
	if _, err := w.bot.Ask(w.t.Context(), r); err != nil {
		w.t.Error(err)
	}
}
