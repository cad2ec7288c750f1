// Package webapi is what the bot asks of Slack: calls of the Web API, held to Slack's limits, and what became of them.
//
// A [Client] calls in the name of one workspace. Before each call it waits its turn with the [Limiter], for Slack rations
// calls per workspace and method, and posting per channel too. What became of a call is one of few fates: it was
// accepted, refused, limited, not sent, or nobody knows; see outcome.go, which is the whole table. A call of unknown
// fate may have worked.
//
// The [Directory] knows the people, groups and channels of a workspace, kept fresh by what Slack tells. A letter is a message
// on its way ([Sender]): it can be sent, and looked for when nobody knows whether it arrived. [ResponseURLs] spare the
// limits where an interaction allows that.
//
// In reading order: client.go; limiter.go, limiter_pace.go, limiter_tiers.go; outcome.go, outcome_words.go; message.go,
// letter.go, letter_find.go, responseurl.go; directory.go and the files beside it.
package webapi
