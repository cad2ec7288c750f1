package slack_test

import (
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"quorum/bot/slack/slacksim"
)

// Two programs work on one database and for one workspace, which brings each click to one of them. Whatever happens
// happens once.
func TestTwoPrograms(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		second := *w
		second.open()
		second.start()
		defer func() {
			second.stop()
			second.close()
		}()
		names := w.crowd("all", 16)
		card := w.ask("Ship? @all | quorum: 12")
		var questions []*slacksim.Post
		for _, name := range names {
			questions = append(questions, w.User(name).ExpectDM("Ship?"))
		}
		var all sync.WaitGroup
		for _, q := range questions {
			all.Go(func() { q.Click("Yes") })
		}
		all.Wait()
		card.ExpectReply("Decided: Yes")
		w.after(time.Hour)
		if replies := card.Replies(); len(replies) != 1 {
			t.Errorf("in the thread: %q", readAll(replies))
		}
		for _, name := range names {
			w.User(name).ExpectDMs(1, "Ship?")
			w.User(name).ExpectDM("Your answer: Yes")
		}
		w.Channel("releases").ExpectMessages(1, "ada asks")
	})
}

// Slack does not say for a while who a person is, or where a question would stand: it is asked when Slack does, and once.
func TestSlackDoesNotSay(t *testing.T) {
	t.Parallel()
	bothWays(t, func(w *world) {
		for i, method := range []string{"users.info", "conversations.info"} {
			for j, kind := range []slacksim.Kind{slacksim.Unavailable, slacksim.Hang, slacksim.RateLimited, slacksim.Error("fatal_error")} {
				name := "new" + strconv.Itoa(10*i+j)
				w.AddUser(name)
				f := w.Fail(method, slacksim.Before, kind)
				question := "With " + strings.NewReplacer(":", " ", ".", " ", "_", " ").Replace(method+" "+string(kind)) + "?"
				if trouble := w.User("ada").Slash("#releases", "/quorum "+question+" @"+name); trouble != "" {
					t.Errorf("%s %s: ada sees %s", method, kind, trouble)
				}
				w.User("ada").ExpectEphemeral("Asking…")
				w.Channel("releases").ExpectNoMessage(question)
				f.Stop()
				w.after(5 * time.Minute)
				w.Channel("releases").ExpectMessages(1, question)
				w.User(name).ExpectDMs(1, question)
			}
		}
	})
}
