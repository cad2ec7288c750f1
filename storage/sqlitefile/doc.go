// Package sqlitefile is about the file of a SQLite database, not about what is in it: only its owner reads it, and one program
// serves it at a time.
//
// # The files, in reading order
//
//	private.go                              who can read the database and the files beside it
//	alone.go servable.go                    the lock of the program that serves it, and why it cannot be had
//	owner_unix.go owner_other.go            owners and links, which differ between systems
package sqlitefile
