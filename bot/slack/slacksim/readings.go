package slacksim

import (
	"encoding/json"
	"strings"
	"time"
)

// legible is what is read: whoever waits for a message reads all others again and again.
type legible struct{ blocks, text, zone string }

// readings are what contents read as, until somebody or something has another name.
type readings map[legible]string

// mostReadings are kept at once; a workspace may live long.
const mostReadings = 5000

// read is what a person reads of a message: its blocks, or its text when there
// are none. ws.mu is held.
func (ws *Workspace) read(blocks json.RawMessage, text string, zone *time.Location) string {
	c := legible{string(blocks), text, zone.String()}
	said, ok := ws.readings[c]
	if !ok {
		said = ws.readAnew(blocks, text, zone)
		if len(ws.readings) >= mostReadings {
			clear(ws.readings)
		}
		ws.readings[c] = said
	}
	return said
}

// renamed forgets the readings, in which names may stand. ws.mu is held.
func (ws *Workspace) renamed() { clear(ws.readings) }

func (ws *Workspace) readAnew(blocks json.RawMessage, text string, zone *time.Location) string {
	if len(blocks) == 0 {
		return ws.plain(text, zone)
	}
	decoded, err := decodeBlocks(blocks)
	if err != nil {
		return ws.plain(text, zone)
	}
	r := reader{mrkdwn: func(s string) string { return ws.plain(s, zone) }, name: ws.unlink, zone: zone}
	for _, b := range decoded {
		r.block(b)
	}
	return strings.Join(r.lines, "\n")
}
