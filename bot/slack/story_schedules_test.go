package slack_test

import (
	"testing"
	"testing/synctest"
	"time"

	"quorum/bot/slack/slacksim"
	"quorum/polls"
	"quorum/polls/saidtest"
)

// words has what commands were answered, in full.
var words = saidtest.Open("testdata/said.txtar")

// told has a person type a command, and checks what the answer, which only they read, is about.
func (w *world) told(who, typed string, about ...string) {
	w.t.Helper()
	if trouble := w.User(who).Slash("#releases", typed); trouble != "" {
		w.t.Fatalf("%s sees %s", who, trouble)
	}
	synctest.Wait()
	answer := w.User(who).ExpectEphemeral(about...)
	for range 100 { // until it is none that was read before
		if !w.read[answer.TS()] {
			break
		}
		time.Sleep(time.Millisecond)
		answer = w.User(who).ExpectEphemeral(about...)
	}
	if w.read == nil {
		w.read = map[string]bool{}
	}
	w.read[answer.TS()] = true
	words.Said(w.t, who+": "+typed+"\n"+answer.Read()+"\n")
}

func TestLookingAfterSchedules(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		w.told("ada", "/quorum schedules", "Nothing is asked")
		w.told("ada", "/quorum Fine? @ben @cy | every: mon, thu 10:00", "S1", "10:00", "Jan 3, 2000 at 10:00 AM")
		w.told("ada", "/quorum schedules", "S1 Fine?", "10:00", "Jan 3, 2000")
		w.told("ada", "/quorum skip S1", "S1", "Jan 3", "10:00", "Jan 6")
		w.told("ada", "/quorum skip s1", "S1", "Jan 3", "10:00", "Jan 6")
		w.told("ada", "/quorum schedules", "not on Jan 3, 2000", "next on Jan 6, 2000")
		w.told("ada", "/quorum resume S1", "Jan 3", "10:00")
		w.told("ada", "/quorum pause 1", "S1", "paused")
		w.told("ada", "/quorum pause S1", "S1", "paused")
		w.told("ada", "/quorum skip S1", "S1", "paused")
		w.told("ada", "/quorum resume S1", "Jan 3", "10:00")
		w.told("ada", "/quorum edit S1 | every: weekday 9:30", "S1", "09:30", "Jan 3, 2000 at 9:30 AM", "ben and cy")
		w.told("ada", "/quorum edit S1 All fine? @di | quorum: 1", "S1", "09:30", "1 person today: di")
		w.told("ada", "/quorum edit S1", "to change", "/quorum edit S1", "10:00")
		w.told("ada", "/quorum edit S1 | every: mon", "time of day", "You wrote:")
		w.told("ada", "/quorum edit S1 | quorum: 3", "never be met")
		w.told("ada", "/quorum run S1", "Asked 1 person: di")
		w.told("ada", "/quorum run S1", "S1", "Q1", "01:00", "again", "02:00")
		w.Channel("releases").ExpectMessages(1, "All fine?")
		w.User("di").ExpectDM("All fine?").Click("No")
		w.sleepUntil(january(3, 9, 29))
		w.after(2 * time.Minute)
		w.Channel("releases").ExpectMessage("All fine?", "Asked before", "Q1", "Sat 1 Jan")
		w.told("ada", "/quorum schedules", "last as Q2")
		w.told("ada", "/quorum delete S1", "S1", "deleted")
		w.told("ada", "/quorum delete S1", "S1", "deleted")
		w.told("ada", "/quorum resume S1", "S1 is deleted.")
		w.told("ada", "/quorum schedules", "Nothing is asked")
		w.told("ada", "/quorum Next? @ben | every: day 9:00", "S2 asks this")
		w.sleepUntil(january(4, 9, 29))
		w.after(2 * time.Minute)
		w.Channel("releases").ExpectMessages(2, "All fine?")
	}, calmly)
}

// Only the asker and admins look after a schedule; for others there is none.
func TestWhoseScheduleItIs(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		w.told("ada", "/quorum Secret plan? @ben @cy | every: mon 09:00", "S1 asks this")
		for _, verb := range []string{"pause", "resume", "skip", "run", "delete"} {
			w.told("ben", "/quorum "+verb+" S1", "no schedule", "S1")
			w.told("ben", "/quorum "+verb+" S7", "no schedule", "S7")
			w.told("ben", "/quorum "+verb, "Say which: /quorum "+verb+" S2.")
			w.told("ben", "/quorum "+verb+" x", `"x"`, "not the id")
		}
		w.told("ben", "/quorum edit S1 | every: day 9:00", "no schedule", "S1")
		w.told("ben", "/quorum schedules", "S1 Secret plan?", "by ada") // it asks in this channel
		w.User("ben").Slash("", "/quorum schedules")
		w.User("ben").ExpectEphemeral("Nothing is asked")
		w.restart(func() { w.like.bot.Admins = []polls.Person{polls.Person(w.User("eve").ID())} })
		w.told("eve", "/quorum pause S1", "S1 is paused")
		w.told("ada", "/quorum pauze S1", "Did you mean", "/quorum pause S1")
	}, calmly)
}

// What cannot be meant opens the form with a sentence that says how to write it, and nothing that was typed is lost.
func TestASchedulesMistakes(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		ada := w.User("ada")
		for typed, want := range map[string]string{
			"every: mon":          "Every mon needs a time of day. Write it like every: mon 09:00.",
			"every: mon 25:00":    "There is no 25:00 on the clock.",
			"every: moonday 9:00": `There is no day called "moonday". Did you mean "monday"?`,
			"every: * * * * *":    "asks more often than once an hour",
			"every: 0 9 30 2 *":   "never comes",
			"every:":              "Say when to ask again.",
			"every: day 9:00 | quorum: 2, by 2000-02-01": "By 2000-02-01 comes once, and this is asked again and again.",
		} {
			ada.Slash("#releases", "/quorum Fine? @ben @cy | "+typed)
			form := ada.ExpectModal("Ask stakeholders").Expect(want)
			form.ExpectValue("Question", "Fine?")
			form.Close()
		}
		ada.Slash("#releases", "/quorum Fine? @ben | quorum: 2 | every: mon 09:00")
		form := ada.ExpectModal("Ask stakeholders").ExpectValue("Repeat", "mon 09:00")
		form.Fill("Repeat", "mon").Fill("Quorum rule", "1").Submit()
		form.ExpectError("Repeat", "Every mon needs a time of day.")
		form.Fill("Repeat", "weekday 16:30").Submit().ExpectClosed()
		ada.ExpectEphemeral("S1 asks this every weekday at 16:30")
		w.sleepUntil(january(3, 16, 29))
		w.after(2 * time.Minute)
		w.Channel("releases").ExpectMessage("Fine?", "ada asks ben")
	}, calmly)
}

// An anonymous question with few answers shows nothing of them the next time either.
func TestARoundOfAnonymousAnswers(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		w.AddUser("fay")
		w.told("ada", "/quorum Fine? @ben @cy @di @eve @fay | anonymous | quorum: 5, within 2h | every: day 09:00", "S1 asks this")
		w.until(january(1, 9, 1))
		w.User("ben").ExpectDM("Fine?").Click("Answer")
		w.User("ben").ExpectModal("Your answer").Choose("Your answer", "No").Submit().ExpectClosed()
		w.until(january(1, 11, 2))
		w.Channel("releases").ExpectMessage("Fine?", "No quorum")
		w.sleepUntil(january(2, 8, 59))
		w.after(2 * time.Minute)
		for _, name := range []string{"ben", "cy", "di", "eve", "fay"} {
			w.User(name).ExpectDM("Fine?").Click("Answer")
			w.User(name).ExpectModal("Your answer").Choose("Your answer", "Yes").Submit().ExpectClosed()
		}
		w.Channel("releases").ExpectMessage("Fine?", "Q2", "Asked before as Q1 on Sat 1 Jan: no quorum. Now: Yes, 5 of 5 answers.")
	}, calmly)
}

func TestTemplates(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		w.AddGroup("platform", "ben", "cy")
		releases := w.Channel("releases")
		w.told("ada", "/quorum templates", "no questions")
		w.told("ada", "/quorum save standup", "asked nothing")
		w.ask("How is the release? @platform | quorum: all, within 2h | context: see the board")
		w.told("ada", "/quorum save Standup", "standup", "How is the release?")
		w.told("ada", "/quorum save ship Ship … on Friday? @ben @cy | quorum: 2", "ship", "Ship … on Friday?")
		w.told("ada", "/quorum templates", "ship Ship … on Friday?", "standup How is the release?")

		w.ChangeGroup("platform", "cy", "di")
		w.after(2 * time.Minute) // who is in a group is known for a minute
		w.told("ada", "/quorum use standup", "Asked", "2 people", "cy and di")
		releases.ExpectMessage("How is the release?", "see the board", "Q2")
		w.told("ada", "/quorum use STANDUP And the docs? @eve | quorum: 1", "Asked 1 person: eve", "It takes the one answer")
		releases.ExpectMessage("And the docs?", "see the board", "ada asks eve")

		w.told("ada", "/quorum use ship 4.2", "Asked", "2 people", "ben and cy")
		releases.ExpectMessage("Ship 4.2 on Friday?", "It takes both answers")
		w.told("ada", "/quorum use ship 4.3 @ben @cy @di | kind: choice | options: now, later", "Asked 3 people", "2 of 3")
		releases.ExpectMessage("Ship 4.3 on Friday?", "ada asks ben, cy and di")

		w.User("ada").Slash("#releases", "/quorum use ship")
		form := w.User("ada").ExpectModal("Ask stakeholders").Expect("Say what stands in the place of … in the question.")
		form.ExpectValue("Question", "Ship … on Friday?").Fill("Question", "Ship 5 on Friday?").Submit().ExpectClosed()
		releases.ExpectMessage("Ship 5 on Friday?", "ada asks ben and cy")
		w.User("ada").Slash("#releases", "/quorum use ship 6 | quorum: 3")
		w.User("ada").ExpectModal("Ask stakeholders").Expect("can never be met").ExpectValue("Question", "Ship 6 on Friday?").Close()

		w.told("ada", "/quorum use standup | every: mon 09:00", "S1", "09:00")
		w.told("ada", "/quorum save late Q1", "Saved as late")
		w.ask("Who deploys? @ben @cy | quorum: 1 | deputies: @di for @ben")
		w.told("ada", "/quorum save deploy", "Saved as deploy")
		w.User("ada").Slash("#releases", "/quorum use deploy | quorum: 3") // refused, to look at what was kept
		w.User("ada").ExpectModal("Ask stakeholders").Expect("Stand-ins: @di for @ben").Close()
		w.told("ada", "/quorum forget ship", "ship is forgotten.")
		w.told("ada", "/quorum use ship 7", "ship", "/quorum templates")
		w.told("ada", "/quorum use standap", "standap", "standup")
		w.told("ben", "/quorum use standup", "standup", "/quorum save")
	}, calmly)
}

// What is wrong with a name or with what is to be saved is said in a sentence, and a question that happens to begin with
// such a word is asked.
func TestTemplatesThatAreNone(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		w.ask("Ship? @ben | quorum: 1, within 2h")
		for typed, want := range map[string]string{
			"save":                        "Say which: /quorum save standup.",
			"use":                         "Say which: /quorum use standup.",
			"forget":                      "Say which: /quorum forget standup.",
			"save stand/up":               "A name has letters, digits and dashes, at most 40 of them, like /quorum save standup.",
			"save x Q99":                  "There is no Q99 here.",
			"save x @ben":                 "Write the question to save after its name",
			"save x Fine? | quorum: lots": `"lots" is not a quorum rule.`,
			"save x Fine? | kind: choise": `Did you mean "choice"?`,
			"forget x":                    "You have saved nothing as x.",
		} {
			w.told("ada", "/quorum "+typed, want)
		}
		w.told("ben", "/quorum save x Q1", "Only the person", "Q1")
		for _, question := range []string{"Use kafka or nats?", "Use kafka?", "Save the date?", "Run the migration?", "Edit it again?", "Skip it?", "Delete all of it?", "Pause it for now?"} {
			w.told("ada", "/quorum "+question+" @ben", "Asked 1 person: ben")
			w.Channel("releases").ExpectMessage(question)
		}
	}, calmly)
}

// An admin elsewhere says when a schedule asks: it is the clock of whoever it belongs to.
func TestAnAdminElsewhereEditsASchedule(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		w.ChangeUser("eve", slacksim.TZ("Asia/Tokyo"))
		w.restart(func() { w.like.bot.Admins = []polls.Person{polls.Person(w.User("eve").ID())} })
		w.told("ada", "/quorum Fine? @ben @cy | every: tue 09:00", "S1", "09:00")
		w.told("eve", "/quorum edit S1 | every: mon 12:00", "S1", "12:00")
		w.after(2*time.Hour + 59*time.Minute)
		w.Channel("releases").ExpectMessages(0, "Fine?")
		w.after(2 * time.Minute)
		w.Channel("releases").ExpectMessage("ada asks ben and cy", "Fine?")
	}, onMonday)
}

// A schedule of a channel that the bot may no longer write in asks nobody, and its asker reads what to do.
func TestAScheduleOfAChannelWithoutTheBot(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		w.SetScopes(needed()...)
		w.told("ada", "/quorum Fine? @ben @cy | every: mon 09:00", "S1", "09:00")
		w.Channel("releases").RemoveBot()
		w.after(57 * time.Hour)
		w.User("ada").ExpectDM("S1", "could not be asked", "Mon 3 Jan", "09:00", "/invite @quorum")
		w.User("ben").ExpectNoDM("Fine?")
		w.Channel("releases").ExpectMessages(0, "Fine?")
	})
}
