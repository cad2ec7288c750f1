// Package slacksim is a Slack workspace in memory: people, channels, messages,
// forms and one installed app, behind the Web API, Socket Mode and signed HTTP
// callbacks that a bot meets in Slack. It knows nothing of the bot.
//
// # What it is for
//
// Tests tell stories with it, the demonstration shows it as a web page, and
// benchmarks run against it. It therefore behaves as Slack behaves rather than
// as a bot would like: it refuses what Slack refuses (limits, tokens, scopes,
// spent triggers, other people's messages), it limits rates when asked to, it
// delivers at least once, and it can be told to fail before or after a request
// has taken effect.
//
// # The layers
//
//	Workspace          New, AddUser, AddChannel, AddGroup; the state, behind one lock
//	Web API            api_*.go, one file per method; fault.go and rate.go in front
//	to the bot         deliver.go over socket.go (Socket Mode) or callback.go (HTTP)
//	what people do     act_*.go: Slash, Act, SubmitView, OpenHome, by raw ids
//	what people see    Snapshot(person), and Subscribe for what changes
//	stories            User("ada").ExpectDM("Ship?").Click("Yes"), by words
//
// # Time and network
//
// Only package time tells the time, so that a workspace runs inside a
// testing/synctest bubble, where a day passes at once. HTTPClient and Dialer
// reach the workspace over an in-memory network; Listen opens a real port on
// loopback for a demonstration. Ids and timestamps are unique, increasing and
// the same in every run that does the same things in the same order.
//
// # Example
//
//	ws := slacksim.New(slacksim.Options{TB: t})
//	ws.AddUser("ada")
//	ws.AddUser("ben")
//	ws.AddChannel("releases", "ada", "ben").InviteBot()
//	// start the bot with ws.APIURL(), ws.BotToken(), ws.AppToken(), ws.HTTPClient()
//	ws.User("ada").Slash("#releases", "/quorum Ship? @ben")
//	ws.User("ben").ExpectDM("Ship?").Click("Yes")
//	ws.User("ada").In("#releases").ExpectMessage("Ship?").ExpectReply("Decided")
//
// # The files, in reading order
//
//	workspace.go options.go ids.go people.go channels.go messages.go views.go content.go trigger.go credentials.go manifest.go
//	                                        the workspace and what is in it
//	network.go hub.go feed.go wait.go       its network, and waiting for what changes
//	api.go args.go cursor.go rate.go fault.go calls.go
//	                                        the Web API: arguments, pages, limits, faults
//	api_*.go                                its methods, one file each
//	check.go check_*.go element.go text.go  what Slack refuses in blocks and views
//	deliver.go payload.go callback.go socket.go responseurl.go
//	                                        deliveries to the app
//	act.go act_*.go input.go                what people do
//	snapshot.go reader.go readings.go notified.go state.go
//	                                        what people see
//	story_*.go tb.go                        the same in the words of a story
//	page.go page_*.go                       the web page of the demonstration
package slacksim
