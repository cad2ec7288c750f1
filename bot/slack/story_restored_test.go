package slack_test

import (
	"path/filepath"
	"testing"
	"time"

	"quorum/bot"
	"quorum/bot/slack/slacksim"
	"quorum/polls"
)

// backup copies the database, as quorum backup does.
func (w *world) backup() (file string) {
	w.t.Helper()
	file = filepath.Join(w.t.TempDir(), "backup.db")
	if err := w.store.Backup(w.t.Context(), file); err != nil {
		w.t.Fatal(err)
	}
	return file
}

// restore puts a copy in the place of the database, a while after the program was stopped.
func (w *world) restore(file string) {
	w.t.Helper()
	w.restart(func() {
		w.file = file
		w.after(5 * time.Minute)
	})
}

// lookups are how often the app has read in conversations.
func (w *world) lookups() int {
	return len(w.Calls("conversations.history")) + len(w.Calls("conversations.replies"))
}

// answerAgain has ben and cy answer once more what a restored database has lost, wherever they do it: their question may show
// that it is over.
func (w *world) answerAgain(what string) {
	w.t.Helper()
	for _, name := range []string{"ben", "cy"} {
		act := bot.Act{Poll: polls.ID{Workspace: w.Team().ID, Number: 1}, By: polls.Person(w.User(name).ID())}
		if _, err := w.bot.Choose(w.t.Context(), act, what); err != nil {
			w.t.Fatal(err)
		}
		w.after(time.Minute)
	}
	w.after(time.Hour)
}

// A backup that is put back posts nothing twice that can be looked up: neither what was to be sent when it was made, nor the
// summary of what is answered once more. What stands there says what is so now.
func TestARestoredBackupPostsNothingTwice(t *testing.T) {
	t.Parallel()
	for _, again := range []string{"Yes", "No"} {
		story(t, func(w *world) {
			f := w.Fail("chat.postMessage", slacksim.Before, slacksim.Unavailable)
			w.User("ada").Slash("#releases", "/quorum Ship? @ben @cy | quorum: all, within 3d")
			w.after(10 * time.Second)
			early := w.backup() // nothing has been sent
			f.Stop()
			w.after(time.Hour)
			late := w.backup() // everybody is asked
			w.bothSay("Yes")
			card := w.Channel("releases").ExpectMessage("Ship?", "Decided: Yes")
			card.ExpectReply("Decided: Yes, 2 of 2 answers")

			for _, file := range []string{early, late} {
				w.restore(file)
				w.after(10 * time.Minute)
				w.answerAgain(again)
				w.Channel("releases").ExpectMessages(1, "Ship?")
				if n := len(card.Replies()); n != 1 {
					t.Errorf("the thread has %d replies: %q", n, readAll(card.Replies()))
				}
				card.ExpectReply("Decided: "+again+", 2 of 2 answers", again+" 2: ben and cy")
				for _, name := range []string{"ben", "cy"} {
					w.User(name).ExpectDMs(1, "Ship?")
					w.User(name).ExpectDM("Ship?", "Your answer: "+again)
				}
				w.User("ada").ExpectNoDM("")
			}
		}, overHTTP)
	}
}

// Where the app may not look, what a restored backup does not know to have been sent is sent: else it might never be.
func TestARestoredBackupThatMayNotLook(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		w.SetScopes(needed()...)
		w.ask("Ship? @ben @cy | quorum: all, within 3d")
		w.after(time.Hour)
		file := w.backup()
		w.bothSay("Yes")
		w.restore(file)
		w.answerAgain("Yes")
		card := w.Channel("releases").ExpectMessage("Ship?", "Decided: Yes")
		if n := len(card.Replies()); n != 2 {
			t.Errorf("the thread has %d replies", n)
		}
		w.User("ada").ExpectNoDM("")
	}, overHTTP)
}

// A restart soon after something was stored, and what is asked after any start, costs no look-up.
func TestARestartLooksForNothing(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		card := w.ask("Ship? @ben @cy | quorum: all, within 3d")
		w.restart(func() { w.after(10 * time.Second) })
		w.bothSay("Yes")
		card.ExpectReply("Decided: Yes")
		w.restart(func() { w.after(24 * time.Hour) })
		w.ask("Again? @ben @cy | quorum: all, within 3d")
		for _, name := range []string{"ben", "cy"} {
			w.User(name).ExpectDM("Again?").Click("No")
		}
		w.after(time.Hour)
		if n := w.lookups(); n > 0 {
			t.Errorf("%d look-ups", n)
		}
	}, overHTTP)
}
