package slacksim

import (
	"encoding/json"
	"unicode/utf8"
)

// Limits of the content of a message. Slack does not document the limit of all blocks together. In practice it
// refused somewhere between 12,000 and 13,200 characters.
const (
	maxText      = 40_000
	maxEditText  = 4_000
	maxBlocksSum = 13_000
	maxMetadata  = 8_000 // Slack does not document it
)

// content is what a message contains.
type content struct {
	text     string
	blocks   json.RawMessage // nil for none
	metadata json.RawMessage // nil for none
}

// readContent reads and checks the text, blocks and metadata of a call.
func (ws *Workspace) readContent(a args) (content, *refusal) {
	c := content{text: a.str("text")}
	if runes := []rune(c.text); len(c.text) > maxText && len(runes) > maxText {
		c.text = string(runes[:maxText])
	}
	var bad *refusal
	if raw := a.raw("blocks"); len(raw) > 0 {
		if c.blocks, bad = ws.messageBlocks(raw); bad != nil {
			return c, bad
		}
	}
	if raw := a.raw("metadata"); len(raw) > 0 {
		if c.metadata, bad = readMetadata(raw); bad != nil {
			return c, bad
		}
	}
	if c.text == "" && c.blocks == nil && a.str("attachments") == "" {
		return c, refuse("no_text")
	}
	return c, nil
}

// messageBlocks checks the blocks of a message and gives ids to those without one.
func (ws *Workspace) messageBlocks(raw json.RawMessage) (json.RawMessage, *refusal) {
	blocks, err := decodeBlocks(raw)
	if err != nil {
		return nil, refuse("invalid_blocks_format")
	}
	if len(blocks) == 0 {
		return nil, nil
	}
	c := newChecker(inMessage, "/blocks")
	c.blocks(blocks, 50)
	switch {
	case c.count["table"] > 1:
		return nil, refuse("only_one_table_allowed")
	case len(c.problems) > 0:
		return nil, refuse("invalid_blocks", c.problems...)
	case c.chars > maxBlocksSum, c.markdown > 12_000:
		return nil, refuse("msg_blocks_too_long")
	}
	return ws.nameBlocks(raw, blocks), nil
}

// readMetadata checks that the metadata has an event type and a flat payload of limited size.
func readMetadata(raw json.RawMessage) (json.RawMessage, *refusal) {
	var m struct {
		EventType    string                     `json:"event_type"`
		EventPayload map[string]json.RawMessage `json:"event_payload"`
	}
	switch {
	case len(raw) > maxMetadata:
		return nil, refuse("metadata_too_large")
	case json.Unmarshal(raw, &m) != nil:
		return nil, refuse("invalid_metadata_format")
	case m.EventType == "" || m.EventPayload == nil:
		return nil, refuse("invalid_metadata_schema")
	}
	return raw, nil
}

func tooLongToEdit(text string) bool {
	return len(text) > maxEditText && utf8.RuneCountInString(text) > maxEditText
}
