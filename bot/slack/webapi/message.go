package webapi

import (
	"encoding/json"

	slackgo "github.com/slack-go/slack"
)

const MaxText = 4_000 // of the top-level text, so that it can be updated as well as posted

// Message is a message as it is sent. Text is what notifications show and screen readers read, so it says everything
// that matters; Blocks are what the eye sees. A renderer's message passes checkMessage whatever people wrote.
type Message struct {
	Text   string
	Blocks []slackgo.Block
	// Plain says the same without a table, for a workspace that refuses one; nil when there is none.
	Plain []slackgo.Block
}

// WithoutPictures is the message for a workspace that refuses charts or tables; ok is false when it has none. What a chart
// shows is said beside it anyway.
func (m Message) WithoutPictures() (plain Message, ok bool) {
	from := m.Blocks
	if m.Plain != nil {
		from = m.Plain
	}
	plain.Text = m.Text
	for _, b := range from {
		if b.BlockType() != slackgo.MBTDataVisualization {
			plain.Blocks = append(plain.Blocks, b)
		}
	}
	return plain, m.Plain != nil || len(plain.Blocks) < len(from)
}

// wire is a message as it is kept.
type wire struct {
	Text   string         `json:"text"`
	Blocks slackgo.Blocks `json:"blocks"`
}

// Encode returns the message as [DecodeMessage] reads it, without pictures.
func (m Message) Encode() (string, error) {
	if plain, ok := m.WithoutPictures(); ok {
		m = plain
	}
	raw, err := json.Marshal(wire{m.Text, slackgo.Blocks{BlockSet: m.Blocks}})
	return string(raw), err
}

// DecodeMessage reads what [Message.Encode] wrote.
func DecodeMessage(kept string) (Message, error) {
	var w wire
	err := json.Unmarshal([]byte(kept), &w)
	return Message{Text: w.Text, Blocks: w.Blocks.BlockSet}, err
}
