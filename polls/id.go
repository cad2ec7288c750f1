package polls

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"quorum/polls/phrase"
)

// Person names one person of a workspace. The domain compares persons and never looks inside.
type Person string

// ID names a poll: its workspace, and its number there, counted from 1. People read and type it as "Q12".
type ID struct {
	Workspace string
	Number    int64
}

// String returns the id as people type it, such as "Q12".
func (id ID) String() string { return "Q" + strconv.FormatInt(id.Number, 10) }

// Key returns a name that is unique among all workspaces, such as "T024BE7LD/12". [ParseKey] reads it.
func (id ID) Key() string { return fmt.Sprintf("%s/%d", id.Workspace, id.Number) }

// ParseKey reads what [ID.Key] printed.
func ParseKey(s string) (ID, error) {
	i := strings.LastIndexByte(s, '/')
	if i <= 0 {
		return ID{}, fmt.Errorf("polls: %q is no poll key", s)
	}
	n, err := strconv.ParseInt(s[i+1:], 10, 64)
	if err != nil || n < 1 {
		return ID{}, fmt.Errorf("polls: %q is no poll key", s)
	}
	return ID{Workspace: s[:i], Number: n}, nil
}

// ParseNumber reads a poll's number as a person types it: "Q12", "q12", "#12" or "12".
func ParseNumber(s string) (int64, error) {
	digits := strings.TrimSpace(s)
	if digits != "" && strings.ContainsRune("Qq#", rune(digits[0])) {
		digits = digits[1:]
	}
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || n < 1 {
		return 0, phrase.Refusal(phrase.NotFound, "%q is not the id of a question. Ids look like Q12.", phrase.Clip(s, 20)).Hint(phrase.ToList, "")
	}
	return n, nil
}

// Place is where a message stands: a conversation and the message in it. The zero Place is nowhere.
type Place struct {
	Channel string `json:"channel,omitempty"`
	Message string `json:"message,omitempty"`
}

// IsZero says that nothing stands there yet.
func (p Place) IsZero() bool { return p.Message == "" }

// ListEntry is what a list says of one poll.
type ListEntry struct {
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
	Late        string // what late answers make of it, see [Poll.LateWords]
	Card        Place
	AskedAgain  int64 // the number of the poll that asks it again; 0: none
	QuestionAt  Place // of the person whose list it is; only the list of what waits for somebody gives it
}
