// Package slack is what the bot does in Slack. It joins the rooms beside it: what comes in (inbound) is acted on by the
// [Responder], which asks the bot; what people must be told is turned by the [Composer] into letters that render writes and
// webapi sends. Nothing outside of this folder knows Slack's words.
//
// Four rules hold for everything here:
//
//   - Something is acknowledged when it is stored, and not before.
//   - Deliveries repeat, so that everything may happen twice.
//   - Typed text is never lost: what cannot be asked comes back, in a form or as text.
//   - What is looked up in Slack is known before a notice is written, or the notice waits.
//
// In reading order: responder.go takes in what people do; commands.go and the files of its verbs (schedules.go, habits.go,
// templates.go, sources.go, statistics.go); asking.go and resolve.go ask, with briefs.go, roles.go and presence.go for
// what is known of the people asked; clicks.go, answering.go and managing.go act on buttons and forms; homes.go is the App
// Home, hush.go what is said in threads. composer.go writes notices, reminders.go several of them at once, names.go looks
// up who is named in them, moved.go follows channels.
package slack
