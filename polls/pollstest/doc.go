// Package pollstest lets tests tell what happened to a poll in people's words:
//
//	s := pollstest.Tell(t, "Go? | quorum: 2", "ana ben(ops) cy").Answers("ana yes, ben no because it is late")
//	s.After(time.Hour).Ticks()
//
// What a step changes is weighed at once, as when few people are asked.
//
// # The files, in reading order
//
//	story.go    a poll, and everything that happens to it
//	opening.go  what a poll is opened with
package pollstest
