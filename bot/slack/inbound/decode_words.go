package inbound

import (
	"encoding/json"
	"slices"
	"strings"
)

// words returns the text of a message. Many alerts have none of their own: what people read then stands in blocks or
// attachments.
func (m messageObject) words() string {
	if strings.TrimSpace(m.Text) != "" {
		return m.Text
	}
	var w words
	w.blocks(m.Blocks)
	for _, a := range rawList(m.Attachments) {
		w.attachment(a)
	}
	return strings.Join(w.lines, "\n")
}

// words gathers the lines of a message of whatever shape. What is not as expected is left out.
type words struct{ lines []string }

func (w *words) add(lines ...string) {
	for _, line := range lines {
		if line = strings.TrimSpace(line); line != "" && !slices.Contains(w.lines, line) {
			w.lines = append(w.lines, line)
		}
	}
}

// attachment reads one attachment. Its fallback says the same again, for clients that cannot show it.
func (w *words) attachment(raw json.RawMessage) {
	part := rawFields(raw)
	before := len(w.lines)
	w.add(rawText(part["pretext"]), rawText(part["title"]), rawText(part["text"]))
	for _, one := range rawList(part["fields"]) {
		field := rawFields(one)
		w.add(strings.Trim(rawText(field["title"])+": "+rawText(field["value"]), ": "))
	}
	w.blocks(part["blocks"])
	if len(w.lines) == before {
		w.add(rawText(part["fallback"]))
	}
}

func (w *words) blocks(raw json.RawMessage) {
	for _, block := range rawList(raw) {
		w.block(block)
	}
}

// block reads a block, or an element in it. Controls, whose words are not the message's, are left out.
func (w *words) block(raw json.RawMessage) {
	part := rawFields(raw)
	switch kind := rawText(part["type"]); kind {
	case "rich_text":
		w.add(flattenRichText(raw))
	case "actions", "context_actions", "input":
	case "image", "video":
		w.add(rawText(part["title"]), rawText(part["alt_text"]))
	case "table":
		for _, row := range rawList(part["rows"]) {
			w.row(row)
		}
	default: // section, header, context, markdown, alert, and those that come tomorrow
		w.add(rawText(part["title"]), rawText(part["text"]))
		for _, inside := range []string{"fields", "elements", "blocks"} {
			w.blocks(part[inside])
		}
	}
}

// row reads a row of a table, on a line.
func (w *words) row(raw json.RawMessage) {
	var cells []string
	for _, cell := range rawList(raw) {
		var inside words
		inside.block(cell)
		cells = append(cells, inside.lines...)
	}
	w.add(strings.Join(cells, " "))
}

// rawList returns the items of a list; nothing when it is none.
func rawList(raw json.RawMessage) []json.RawMessage {
	var all []json.RawMessage
	if json.Unmarshal(raw, &all) != nil {
		return nil
	}
	return all
}

// rawFields returns the fields of an object; nothing when it is none.
func rawFields(raw json.RawMessage) map[string]json.RawMessage {
	var all map[string]json.RawMessage
	if json.Unmarshal(raw, &all) != nil {
		return nil
	}
	return all
}

// rawText returns what a text says: a string, a number, or the object in which blocks have their texts.
func rawText(raw json.RawMessage) string {
	var text string
	var number json.Number
	switch {
	case len(raw) == 0:
		return ""
	case json.Unmarshal(raw, &text) == nil:
		return text
	case json.Unmarshal(raw, &number) == nil:
		return number.String()
	}
	return rawText(rawFields(raw)["text"])
}
