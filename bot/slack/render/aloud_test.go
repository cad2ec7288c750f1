package render

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"quorum/bot/slack/webapi"

	slackgo "github.com/slack-go/slack"
)

// aloud writes blocks as a person would read them, with controls in brackets, so that the sentences can be judged.
func aloud(t *testing.T, v any) string {
	t.Helper()
	var b strings.Builder
	switch v := v.(type) {
	case webapi.Message:
		b.WriteString("text: " + v.Text + "\n\n")
		writeBlocks(&b, v.Blocks)
	case slackgo.ModalViewRequest:
		b.WriteString("# " + v.Title.Text + "\n\n")
		writeBlocks(&b, v.Blocks.BlockSet)
		if v.Submit != nil {
			b.WriteString("[" + v.Submit.Text + "] ")
		}
		b.WriteString("[" + v.Close.Text + "]\n")
		if v.PrivateMetadata != "" {
			b.WriteString("remembers: " + v.PrivateMetadata + "\n")
		}
	case slackgo.HomeTabViewRequest:
		writeBlocks(&b, v.Blocks.BlockSet)
	default:
		t.Fatalf("nobody can read a %T aloud", v)
	}
	date := regexp.MustCompile(`<!date\^\d+\^[^|]*\|([^>]*)>`)
	return date.ReplaceAllString(b.String(), "⟨$1⟩")
}

func writeBlocks(b *strings.Builder, blocks []slackgo.Block) {
	for _, block := range blocks {
		switch block := block.(type) {
		case *slackgo.SectionBlock:
			b.WriteString(block.Text.Text + "\n")
			if block.Accessory != nil {
				b.WriteString(control(block.Accessory.ButtonElement) + "\n")
			}
		case *slackgo.ContextBlock:
			for _, e := range block.ContextElements.Elements {
				b.WriteString("  " + strings.ReplaceAll(e.(*slackgo.TextBlockObject).Text, "\n", "\n  ") + "\n")
			}
		case *slackgo.HeaderBlock:
			b.WriteString("## " + block.Text.Text + "\n")
		case *slackgo.DividerBlock:
			b.WriteString("----\n")
		case *slackgo.ActionBlock:
			var row []string
			for _, e := range block.Elements.ElementSet {
				row = append(row, control(e))
			}
			b.WriteString(strings.Join(row, " ") + "\n")
		case *slackgo.InputBlock:
			b.WriteString(input(block))
		case *slackgo.DataVisualizationBlock:
			raw, _ := json.Marshal(block.Chart)
			b.WriteString("(chart: " + block.Title + " " + string(raw) + ")\n")
		case *slackgo.TableBlock:
			for _, row := range block.Rows {
				var cells []string
				for _, cell := range row {
					cells = append(cells, cell.(*slackgo.TableRawTextCell).Text)
				}
				b.WriteString("| " + strings.Join(cells, " | ") + " |\n")
			}
		default:
			fmt.Fprintf(b, "?? %T\n", block)
		}
		b.WriteString("\n")
	}
}

func control(e slackgo.BlockElement) string {
	switch e := e.(type) {
	case *slackgo.ButtonBlockElement:
		return "[" + e.Text.Text + "]"
	case *slackgo.OverflowBlockElement:
		return "[⋯ " + optionTexts(e.Options) + "]"
	}
	return fmt.Sprintf("?? %T", e)
}

func optionTexts(options []*slackgo.OptionBlockObject) string {
	var texts []string
	for _, o := range options {
		texts = append(texts, o.Text.Text)
	}
	return strings.Join(texts, " / ")
}

func input(block *slackgo.InputBlock) string {
	var value string
	switch e := block.Element.(type) {
	case *slackgo.PlainTextInputBlockElement:
		value = fmt.Sprintf("%q", e.InitialValue)
	case *slackgo.MultiSelectBlockElement:
		value = strings.Join(e.InitialUsers, ", ") + optionTexts(e.InitialOptions)
		if len(e.Options) > 0 {
			value = optionTexts(e.Options) + " → " + value
		}
	case *slackgo.CheckboxGroupsBlockElement:
		value = optionTexts(e.Options) + " → " + optionTexts(e.InitialOptions)
	case *slackgo.SelectBlockElement:
		value = e.InitialConversation + optionTexts(e.Options) + chosenText(e.InitialOption)
	case *slackgo.RadioButtonsBlockElement:
		value = optionTexts(e.Options) + chosenText(e.InitialOption)
	}
	text := block.Label.Text
	if block.Optional {
		text += " (optional)"
	}
	text += ": " + value + "\n"
	if block.Hint != nil {
		text += "    " + block.Hint.Text + "\n"
	}
	return text
}

func chosenText(o *slackgo.OptionBlockObject) string {
	if o == nil {
		return ""
	}
	return " → " + o.Text.Text
}

// carried is what a control sends when it is used.
type carried struct{ action, value string }

// controlsOf are all controls of a message or the App Home, each option of a menu by itself.
func controlsOf(t *testing.T, v any) []carried {
	t.Helper()
	var blocks []slackgo.Block
	switch v := v.(type) {
	case webapi.Message:
		blocks = v.Blocks
	case slackgo.HomeTabViewRequest:
		blocks = v.Blocks.BlockSet
	}
	var all []carried
	for _, b := range blocks {
		switch b := b.(type) {
		case *slackgo.ActionBlock:
			for _, e := range b.Elements.ElementSet {
				all = append(all, carriedBy(e)...)
			}
		case *slackgo.SectionBlock:
			if b.Accessory != nil {
				all = append(all, carriedBy(b.Accessory.ButtonElement)...)
			}
		}
	}
	return all
}

func carriedBy(e slackgo.BlockElement) []carried {
	switch e := e.(type) {
	case *slackgo.ButtonBlockElement:
		return []carried{{e.ActionID, e.Value}}
	case *slackgo.OverflowBlockElement:
		var all []carried
		for _, o := range e.Options {
			all = append(all, carried{e.ActionID, o.Value})
		}
		return all
	}
	return nil
}
