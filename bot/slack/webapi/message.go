package webapi

import slackgo "github.com/slack-go/slack"

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
