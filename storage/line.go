package storage

import "quorum/polls"

// Viewer is who wants to see the log, and from where.
type Viewer struct {
	Person  polls.Person
	Channel string // the conversation in which it will be shown; empty: none
	Before  int64  // only polls with a lower number, in the log; 0: all
}
