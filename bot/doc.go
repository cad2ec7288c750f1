// Package bot runs polls, whatever the surface people meet them on.
//
// A [Bot] has the use cases ([Bot.Ask], [Bot.Answer], [Bot.Close], …): each is one change of one poll, stored with the
// notices it brings before the call returns. [Bot.Run] does the rest in the background: couriers take notices from the
// outbox, have the [Surface] render each from the poll as it is then, send it, and note where it went or what became
// of it; one loop does what is due: deadlines, reminders, schedules, digests.
//
// Asking, answering and telling never wait for each other. What was stored is told later if it cannot be told now.
//
// # What is done once
//
// People's acts come more than once and in any order: an [Act] that was done, or overtaken by a later one, changes
// nothing. A notice goes out once: a letter of which nobody knows whether it arrived is looked for, twice, before it is
// sent again under the same delivery id; when that is not known either it is given up, and the asker is told. The same
// holds for what was under way when the program ended.
//
// # What waits for what
//
// Each lane of the outbox has couriers of its own: what somebody waits for is never behind a thousand questions. What
// cannot arrive is tried again with a growing backoff, a minute at most; a rate limit says itself how long. While the
// credentials are refused everything waits at one gate.
//
// # The files, in reading order
//
//	bot.go                                  the bot and its loops
//	surface.go                              what a surface (Slack) has to do
//	ask.go act.go answer.go manage.go       use cases: ask, answer, close and change a poll
//	courier.go fate.go recover.go           deliver notices; what became of a letter; look for a lost one
//	gate.go retry.go meter.go guard.go    hold letters back, retry later, count, survive a panic
//	weigh.go                                weigh large polls outside of the writer
//	timers.go remind.go copies.go           what time brings: deadlines, reminders, other messages about a poll
//	digests.go habits.go                    what a person has set: a daily list, working hours
//	schedule.go repeat.go                  polls that are asked again and again
//	template.go sources.go                  what a workspace keeps: templates, its list of sources
//	listing.go history.go stats.go          lists of polls, and figures
//	cache.go worked.go forecast.go          what is kept in memory for a while; what is computed now and then
package bot
