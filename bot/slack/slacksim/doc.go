// Package slacksim is a Slack workspace in memory: people, channels, messages, forms and one installed app, behind the Web API,
// Socket Mode and signed HTTP requests, as a bot meets them in Slack. It knows nothing about the bot.
//
// # What it is for
//
// Tests tell stories with it, the demonstration shows it as a web page, and benchmarks run against it. It behaves like Slack,
// also where that is inconvenient. It refuses what Slack refuses: exceeded limits, wrong tokens, missing scopes, used triggers,
// other people's messages. It limits rates when it is told to. It delivers at least once, so sometimes twice. And a test can
// make a request fail before or after it has had its effect.
//
// # The layers
//
//	Workspace          New, AddUser, AddChannel, AddGroup; the state, behind one lock
//	Web API            api_*.go, one file per method; fault.go and rate.go in front
//	to the bot         deliver.go over socket.go (Socket Mode) or callback.go (HTTP)
//	what people do     act_*.go: Slash, Act, SubmitView, OpenHome, by raw ids
//	what people see    Snapshot(person), and Subscribe for what changes
//	stories            User("ada").ExpectDM("Ship?").Click("Yes"), by the words on the screen
//
// # Time and network
//
// Package time is its only clock. So a workspace runs inside a testing/synctest bubble, where a day passes at once. HTTPClient
// and Dialer reach the workspace over an in-memory network; Listen opens a real port on loopback for a demonstration. Ids and
// timestamps are unique and increasing. Runs that do the same things in the same order get the same ids.
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
//	snapshot.go reader.go read_cache.go notified.go state.go
//	                                        what people see
//	story_*.go tb.go                        the same in the words of a story
//	page.go page_*.go                       the web page of the demonstration
package slacksim
