package storage

import (
	"time"

	"quorum/polls"
)

// Line is what a list says of one poll.
type Line struct {
	ID          polls.ID
	Question    string
	Asker       polls.Person
	Channel     string // where it was asked; empty: the asker's own conversation
	Phase       polls.Phase
	Deadline    time.Time
	OpenedAt    time.Time
	PublishedAt time.Time // zero: not yet
	ClosedAt    time.Time // zero: not yet; also the time of cancelling
	Answered    int
	Asked       int
	Label       polls.Label // once published
	Leader      string      // once published: what leads or was adopted by default; empty when nothing does
	Card        polls.Place
	AskedAgain  int64       // the number of the poll that asks it again; 0: none
	QuestionAt  polls.Place // of the person whose list it is; only [Store.Waiting] gives it
}

// Viewer is who wants to see the log, and from where.
type Viewer struct {
	Person  polls.Person
	Channel string // the conversation in which it will be shown; empty: none
}
