package inbound

import (
	"strconv"
	"strings"
)

// Offset is how many seconds a person's clock is ahead of UTC, as Slack writes it; empty when Slack does not say.
type Offset string

// UnmarshalJSON reads a number, also one in quotes. What is neither is left out.
func (o *Offset) UnmarshalJSON(raw []byte) error {
	text := strings.Trim(string(raw), `"`)
	if _, err := strconv.Atoi(text); err == nil {
		*o = Offset(text)
	}
	return nil
}

// Seconds returns the offset; known is false when Slack does not say.
func (o Offset) Seconds() (seconds int, known bool) {
	seconds, err := strconv.Atoi(string(o))
	return seconds, err == nil
}
