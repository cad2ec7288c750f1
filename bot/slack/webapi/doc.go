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
// # The files, in reading order
//
//	client.go client_views.go client_ping.go client_barred.go client_exchange.go client_metrics.go
//	                                        calls, and what was seen of them
//	limiter.go limiter_queue.go limiter_pace.go limiter_tiers.go
//	                                        Slack's rate limits
//	outcome.go outcome_words.go             what became of a call
//	message.go letter.go letter_find.go responseurl.go
//	                                        messages: sent, looked for, answered by a response URL
//	directory.go directory_list.go directory_profile.go directory_member.go directory_groups.go directory_memory.go
//	                                        people, groups and members
//	directory_channel.go directory_away.go directory_dnd.go
//	                                        channels, and whether a person may be disturbed
package webapi
