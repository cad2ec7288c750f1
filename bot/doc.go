// Package bot runs polls on any surface, such as Slack.
//
// A [Bot] has the use cases ([Bot.Ask], [Bot.Answer], [Bot.Close], …): each is one change of one poll, stored with its notices before
// the call returns. [Bot.Run] does the rest in the background: couriers lease notices from the outbox, have the [Surface] render each
// from its topic as it is then, send it, and store the result; one loop does what is due: deadlines, reminders, schedules, digests.
//
// Asking, answering and delivering never wait for each other. A notice that cannot be delivered now is delivered later.
//
// # What is done once
//
// People's acts come more than once and in any order: an [Act] that was done, or overtaken by a later one, changes nothing. A notice
// is sent once: a letter whose outcome is unknown is looked for, twice, before it is sent again under the same delivery id; after
// several unknown outcomes it is given up, and the asker is told. The same holds for letters that were being sent when the program
// ended.
//
// # What waits for what
//
// Each lane of the outbox has couriers of its own: an urgent notice never waits for a thousand questions. A letter that did not arrive
// is tried again with a growing backoff, a minute at most; when Slack limits the rate, its answer says how long to wait. While the credentials are
// refused, all letters wait at one gate.
//
// # The files, in reading order
//
//	bot.go                                  the bot and its loops
//	surface.go                              what a surface (Slack) has to do
//	ask.go act.go answer.go manage.go       use cases: ask, answer, close and change a poll
//	accept.go                               what people ask for, kept until it is done
//	remember.go                             what the surface knows of people, kept for the next start
//	courier.go fate.go recover.go           deliver notices; what became of a letter; look for a lost one
//	purge.go                                delete what was sent long ago
//	gate.go retry.go meter.go guard.go    hold letters back, retry later, count, survive a panic
//	weigh.go                                weigh large polls outside of the writer
//	timers.go remind.go copies.go           what time brings: deadlines, reminders, other messages about a poll
//	digests.go habits.go                    what a person has set: a daily list, working hours
//	schedule.go repeat.go                  polls that are asked again and again
//	template.go sources.go                  what a workspace keeps: templates, its list of sources
//	listing.go history.go stats.go          lists of polls, and figures
//	cache.go worked.go forecast.go          what is kept in memory for a while; what is computed in the background
package bot
