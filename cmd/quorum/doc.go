// Command quorum asks all stakeholders the same question at once, privately, and posts the summary when enough
// independent answers have arrived.
//
// Each command is one file and one row of [commands]. A command gets a [program], which has everything outside the program
// that the command may use, and returns an error. output.go prints the error and chooses the exit code.
//
// # The files, in reading order
//
//	main.go run.go output.go log.go         from the arguments to a command; printing and logging
//	assemble.go running.go                  building, starting and stopping the bot
//	serve.go server.go conn_limiter.go health.go ready.go metrics.go
//	                                        serving a real workspace
//	check.go check_database.go manifest.go version.go backup.go
//	                                        commands for operators
//	export.go export_*.go                   the decision log for other programs
//	demo.go demo_*.go                       the demonstration
//	replay.go replay_*.go                   recorded votes, replayed
package main
