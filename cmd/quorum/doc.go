// Command quorum asks all stakeholders the same question at once, privately, and posts the summary when enough
// independent answers have arrived.
//
// Each command is one file and one row of [commands]. A command gets a [program], which is everything it may touch of
// the world around it, and returns an error; what that error prints and which exit code it makes is in output.go.
//
// # The files, in reading order
//
//	main.go run.go output.go log.go         from the arguments to a command; what is printed and logged
//	assemble.go running.go                  the bot put together, started and stopped
//	serve.go server.go door.go health.go ready.go metrics.go
//	                                        serving a real workspace
//	check.go check_database.go manifest.go version.go backup.go
//	                                        commands for operators
//	export.go export_*.go                   the decision log for others
//	demo.go demo_*.go                       the demonstration
//	replay.go replay_*.go                   recorded votes, played again
package main
