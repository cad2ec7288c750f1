// Package slack is what the bot does in Slack. It joins the packages beside it: what comes in (inbound) is acted on by the
// [Responder], which asks the bot; what people must be told is turned by the [Composer] into letters that render writes and
// webapi sends. No package outside of this folder writes or reads Slack's messages.
//
// Four rules hold for everything here:
//
//   - Something is acknowledged when it is stored, and not before.
//   - Deliveries repeat, so that everything may happen twice.
//   - Typed text is never lost: what cannot be asked comes back, in a form or as text.
//   - A notice waits until everything that it needs from Slack has been looked up.
//
// # The files, in reading order
//
//	responder.go errands.go                 takes in what people do, and shows them something after the acknowledgement
//	verbs.go usage.go                       the table of verbs, and what may follow each
//	sentence.go                             whether a text is a verb's or a question that begins with the same word
//	commands.go hints.go                    commands as they come, and commands to type
//	accepting.go                            what is accepted before anything is looked up
//	asking.go resolve.go templates.go       ask a question: the text, the people, saved questions
//	unknown.go                              who is named in vain
//	briefs.go roles.go presence.go presence_channel.go
//	                                        what is known of the people asked
//	clicks.go screens.go answering.go managing.go
//	                                        buttons, what messages show after them, and forms
//	schedules.go habits.go sources.go statistics.go forecast.go
//	                                        the other verbs
//	homes.go thread.go                      the App Home, and what is said in threads
//	composer.go composer_after.go           write notices
//	reminders.go names.go recipients.go moved.go
//	                                        several notices at once; names; who is told instead; channels with new ids
package slack
