package polls

import "time"

// Line is what a list says of one poll.
type Line struct {
	ID          ID
	Question    string
	Asker       Person
	Channel     string // where it was asked; empty: the asker's own conversation
	Phase       Phase
	Deadline    time.Time
	OpenedAt    time.Time
	PublishedAt time.Time // zero: not yet
	ClosedAt    time.Time // zero: not yet; also the time of cancelling
	Answered    int
	Asked       int
	Label       Label  // once published
	Leader      string // once published: what leads or was adopted by default; empty when nothing does
	Late        string // what late answers make of it, see [Poll.Lately]
	Card        Place
	AskedAgain  int64 // the number of the poll that asks it again; 0: none
	QuestionAt  Place // of the person whose list it is; only the list of what waits for somebody gives it
}
