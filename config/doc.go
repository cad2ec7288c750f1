// Package config reads what an operator can set: environment variables and, when QUORUM_CONFIG names one, a TOML
// file. A variable wins over the file.
//
// [Load] reports all mistakes at once, so that an operator need not start the program once per mistake. Each
// [Mistake] says where it is, what is wrong, and what to write instead.
//
// A setting is one field of [Config] and one row of the table in settings.go. Secrets have the type [Secret] and
// cannot be printed by accident.
//
// # The files, in reading order
//
//	config.go secret.go                     the settings in the program
//	load.go file.go syntax.go               reading the environment and the file
//	settings.go setters.go value.go         the table of settings, and how each value is read
//	tokens.go check.go                      tokens, and checks of several settings together
//	mistake.go                              what is wrong, and what to write instead
package config
