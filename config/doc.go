// Package config reads what an operator can set: environment variables and, when QUORUM_CONFIG names one, a TOML
// file. The environment wins over the file.
//
// [Load] reports every mistake at once, because an operator who has to start a program five times to learn of five
// mistakes has been badly served. Each [Mistake] says where it stands, what is wrong, and what to write instead.
//
// A setting is one field of [Config] and one row of the table in settings.go. Secrets are of type [Secret] and cannot
// be printed by accident.
//
// # The files, in reading order
//
//	config.go secret.go                     the settings as the program has them
//	load.go file.go syntax.go               reading the environment and the file
//	settings.go setters.go value.go         the table of settings, and how each value is read
//	tokens.go together.go                   tokens, and what follows from several settings
//	mistake.go                              what is wrong, and what to write instead
package config
