package slacksim

import (
	"encoding/json"
	"strings"
	"time"
)

// readKey is the content that was read. Tests that wait for a message read all others again and again.
type readKey struct{ blocks, text, zone string }

// readCache caches the texts of contents, until a name changes.
type readCache map[readKey]string

// maxCachedTexts limits the cache, since a workspace may live long.
const maxCachedTexts = 5000

// read returns what a person reads of a message: its blocks, or its text when it has none. ws.mu is held.
func (ws *Workspace) read(blocks json.RawMessage, text string, zone *time.Location) string {
	c := readKey{string(blocks), text, zone.String()}
	said, ok := ws.readings[c]
	if !ok {
		said = ws.readAnew(blocks, text, zone)
		if len(ws.readings) >= maxCachedTexts {
			clear(ws.readings)
		}
		ws.readings[c] = said
	}
	return said
}

// renamed empties the cache, since a name may be in any of its texts. ws.mu is held.
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
