// Package bot runs polls, whatever the surface people meet them on.
//
// A [Bot] has the use cases ([Bot.Ask], [Bot.Answer], [Bot.Close], …): each is one change of one poll, stored with the
// notices it brings before the call returns. [Bot.Run] does the rest in the background: couriers take notices from the
// outbox, have the [Surface] render each from the poll as it is then, send it, and note where it went or what became
// of it; a ticker closes polls at their deadlines.
//
// Asking, answering and telling never wait for each other. What was stored is told later if it cannot be told now.
package bot
