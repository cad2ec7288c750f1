package slack_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"quorum/bot/slack/slacksim"
	"quorum/polls"
	"quorum/storage"
)

// locked has another program hold the database until the returned function is called.
func (w *world) locked(number int64) (release func()) {
	w.t.Helper()
	other, err := storage.Open(w.t.Context(), w.file, storage.Options{})
	if err != nil {
		w.t.Fatal(err)
	}
	holds, enough := make(chan struct{}), make(chan struct{})
	var once, ended sync.WaitGroup
	once.Add(1)
	ended.Go(func() {
		first := true
		err := other.Update(context.Background(), polls.ID{Workspace: w.Team().ID, Number: number}, func(*polls.Poll) ([]polls.Event, error) {
			if first {
				first = false
				close(holds)
				<-enough
			}
			return nil, nil
		})
		if err != nil {
			w.t.Error(err)
		}
	})
	<-holds
	return func() {
		close(enough)
		ended.Wait()
		if err := other.Close(); err != nil {
			w.t.Error(err)
		}
	}
}

func impatientStore(l *likeness) { l.store.Wait = 20 * time.Millisecond }

// While the database is locked everybody reads that nothing was saved, wherever they act; nothing typed is lost; and
// when it is free again, everything works.
func TestTheDatabaseIsLocked(t *testing.T) {
	t.Parallel()
	bothWays(t, func(w *world) {
		card := w.ask("Ship? @ben @cy @di | quorum: all")
		ada, ben := w.User("ada"), w.User("ben")
		q := ben.ExpectDM("Ship?")
		w.User("cy").ExpectDM("Ship?").Click("Yes").ExpectUpdate("Your answer: Yes")
		w.User("di").ExpectDM("Ship?")
		w.after(time.Minute)
		ada.Slash("#releases", "/quorum")
		form := ada.ExpectModal("Ask stakeholders").Fill("Question", "Or wait?").Pick("Who to ask", "ben")
		w.after(time.Minute)

		release := w.locked(1)
		q.Click("Yes")
		ben.ExpectEphemeral("nothing was saved")
		w.told("ada", "/quorum And then? @ben", "nothing was saved", "Nobody was asked", "@ben")
		form.Submit().ExpectError("Question", "nothing was saved")
		form.ExpectValue("Question", "Or wait?")
		w.told("ada", "/quorum close Q1", "nothing was saved", "/quorum close Q1")
		ada.Slash("#releases", "/quorum status Q1") // what can be read is read
		ada.ExpectEphemeral("1 of 3 answered")
		release()

		w.after(time.Minute)
		q.Click("Yes").ExpectUpdate("Your answer: Yes")
		form.Submit().ExpectClosed()
		ben.ExpectDM("Or wait?")
		card.ExpectUpdate("2 of 3 answered")
		w.Channel("releases").ExpectMessages(0, "And then?")
	}, impatientStore)
}

// What was sent while the database was locked is neither forgotten nor sent again, nor need it be looked for, which the
// app may not do in a channel.
func TestLockedWhileSending(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		w.SetScopes(needed()...)
		var release func()
		w.Fail("chat.postMessage", slacksim.Before, slacksim.Reset, slacksim.When(func(c slacksim.Call) bool {
			if isSummary(c) && release == nil { // it is on its way, and nothing can be stored from now on
				release = w.locked(1)
			}
			return false
		}))
		card := w.ask("Ship? @ben")
		w.User("ben").ExpectDM("Ship?").Click("Yes")
		card.ExpectReply("Decided: Yes")
		w.after(10 * time.Second)
		release()
		w.after(10 * time.Minute)
		if n := len(card.Replies()); n != 1 {
			t.Errorf("%d replies", n)
		}
		card.ExpectUpdate("Decided: Yes")
		w.User("ada").ExpectNoDM("")
	}, impatientStore)
}

// A program that stops in the middle of a poll goes on where it was.
func TestStoppedAndStartedAgain(t *testing.T) {
	t.Parallel()
	bothWays(t, func(w *world) {
		card := w.ask("Ship? @ben @cy @di @eve | quorum: 3")
		w.User("ben").ExpectDM("Ship?").Click("Yes").ExpectUpdate("Your answer: Yes")
		q := w.User("cy").ExpectDM("Ship?")
		w.restart(nil)
		q.Click("Yes").ExpectUpdate("Your answer: Yes")
		w.User("ben").ExpectDM("Your answer: Yes").Click("Change").ExpectUpdate("Keep it").Click("No").ExpectUpdate("Your answer: No")
		w.restart(nil)
		w.User("di").ExpectDM("Ship?").Click("Yes")
		card.ExpectReply("Leaning: Yes", "Yes 2: cy and di", "No 1: ben", "Not answered: eve")
		w.restart(nil)
		w.User("eve").ExpectDM("Ship?").Click("No").ExpectUpdate("not counted")
		w.after(time.Hour)
		if n := len(card.Replies()); n != 2 { // and the late answers' note
			t.Errorf("in the thread: %q", readAll(card.Replies()))
		}
		for _, name := range []string{"ben", "cy", "di", "eve"} {
			w.User(name).ExpectDMs(1, "Ship?")
		}
	})
}

// A program that dies while it sends leaves nothing out and doubles nothing, whether or not what it sent had arrived.
func TestDiedWhileSending(t *testing.T) {
	t.Parallel()
	for _, moment := range []slacksim.Moment{slacksim.Before, slacksim.After} {
		story(t, func(w *world) {
			f := w.Fail("chat.postMessage", moment, slacksim.Hang)
			w.User("ada").Slash("#releases", "/quorum Ship? @ben @cy @di")
			w.Await("everything is being sent", func() bool { return f.Hits() == 4 })
			w.die()
			f.Stop()
			w.open()
			w.start()
			card := w.Channel("releases").ExpectMessage("Ship?")
			for _, name := range []string{"ben", "cy", "di"} {
				w.User(name).ExpectDM("Ship?")
			}
			w.after(10 * time.Minute)
			for _, name := range []string{"ben", "cy", "di"} {
				w.User(name).ExpectDMs(1, "Ship?")
			}
			w.Channel("releases").ExpectMessages(1, "Ship?")

			f = w.Fail("chat.postMessage", moment, slacksim.Hang, slacksim.When(isSummary))
			w.User("ben").ExpectDM("Ship?").Click("Yes")
			w.User("cy").ExpectDM("Ship?").Click("Yes")
			w.Await("the summary is being sent", func() bool { return f.Hits() == 1 })
			w.die()
			f.Stop()
			w.open()
			w.start()
			card.ExpectReply("Yes")
			w.after(10 * time.Minute)
			if n := len(card.Replies()); n != 1 {
				t.Errorf("in the thread: %q", readAll(card.Replies()))
			}
			w.User("ada").ExpectNoDM("")
		})
	}
}

// die ends the program as if by kill -9: whatever becomes of what it was sending, it cannot store it.
func (w *world) die() {
	w.close()
	w.stop()
}
