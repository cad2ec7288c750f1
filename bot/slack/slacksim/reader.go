package slacksim

import (
	"strconv"
	"strings"
	"time"
)

// reader writes blocks as the text that a person reads, line by line.
type reader struct {
	mrkdwn func(string) string
	name   func(string, *time.Location) string
	zone   *time.Location
	lines  []string
}

func (r *reader) line(s string) {
	if s != "" {
		r.lines = append(r.lines, s)
	}
}

// text reads a text object.
func (r *reader) text(v any) string {
	o, _ := v.(object)
	if str(o, "type") == "mrkdwn" {
		return r.mrkdwn(str(o, "text"))
	}
	return str(o, "text")
}

func (r *reader) block(b object) {
	switch str(b, "type") {
	case "context":
		r.line(r.join(list(b, "elements"), " "))
	case "actions", "context_actions":
		r.line(r.join(list(b, "elements"), " "))
	case "rich_text":
		r.line(r.rich(b))
	case "data_visualization":
		r.chart(b)
	case "table", "data_table":
		r.table(b)
	case "image":
		r.line(strings.TrimSpace(r.text(b["title"]) + " [" + str(b, "alt_text") + "]"))
	case "markdown":
		r.line(str(b, "text"))
	case "input":
		r.line(r.text(b["label"]))
		r.line(r.element(b["element"]))
		r.line(r.text(b["hint"]))
	default:
		r.rest(b)
	}
}

// rest reads the texts of blocks that consist of texts.
func (r *reader) rest(b object) {
	for _, field := range []string{"title", "subtitle", "text", "body"} {
		r.line(r.text(b[field]))
	}
	for _, field := range []string{"fields", "actions"} {
		for _, item := range list(b, field) {
			r.line(r.element(item))
		}
	}
	r.line(r.element(b["accessory"]))
	for _, field := range []string{"child_blocks", "elements"} {
		for _, item := range list(b, field) {
			if child, ok := item.(object); ok {
				r.block(child)
			}
		}
	}
}

// join reads elements on one line.
func (r *reader) join(items []any, sep string) string {
	var words []string
	for _, item := range items {
		if s := r.element(item); s != "" {
			words = append(words, s)
		}
	}
	return strings.Join(words, sep)
}

// element reads a text, an image, a button as [label], or a menu as [label ▾].
func (r *reader) element(v any) string {
	o, _ := v.(object)
	switch kind := str(o, "type"); kind {
	case "":
		return ""
	case "plain_text", "mrkdwn":
		return r.text(o)
	case "image":
		return "[" + str(o, "alt_text") + "]"
	case "button", "workflow_button":
		return "[" + r.text(o["text"]) + "]"
	case "radio_buttons", "checkboxes":
		var labels []string
		for _, item := range list(o, "options") {
			if option, ok := item.(object); ok {
				labels = append(labels, r.text(option["text"]))
			}
		}
		return "( " + strings.Join(labels, " | ") + " )"
	case "overflow":
		return "[⋯]"
	default:
		return "[" + r.text(o["placeholder"]) + " ▾]"
	}
}

// rich reads rich text.
func (r *reader) rich(o object) string {
	var out strings.Builder
	for _, item := range list(o, "elements") {
		e, _ := item.(object)
		switch str(e, "type") {
		case "text", "link":
			if text := str(e, "text"); text != "" {
				out.WriteString(text)
			} else {
				out.WriteString(str(e, "url"))
			}
		case "user":
			out.WriteString(r.name("@"+str(e, "user_id"), r.zone))
		case "usergroup":
			out.WriteString(r.name("!subteam^"+str(e, "usergroup_id"), r.zone))
		case "channel":
			out.WriteString(r.name("#"+str(e, "channel_id"), r.zone))
		case "emoji":
			out.WriteString(":" + str(e, "name") + ":")
		default:
			out.WriteString(r.rich(e) + "\n")
		}
	}
	return strings.TrimRight(out.String(), "\n")
}

// chart reads the title and all numbers of a chart.
func (r *reader) chart(b object) {
	r.line(str(b, "title"))
	chart, _ := b["chart"].(object)
	r.points("", list(chart, "segments"))
	for _, item := range list(chart, "series") {
		if series, ok := item.(object); ok {
			r.points(str(series, "name")+" ", list(series, "data"))
		}
	}
}

func (r *reader) points(prefix string, points []any) {
	for _, item := range points {
		if p, ok := item.(object); ok {
			v, _ := number(p, "value")
			r.line(prefix + str(p, "label") + ": " + strconv.FormatFloat(v, 'f', -1, 64))
		}
	}
}

func (r *reader) table(b object) {
	r.line(str(b, "caption"))
	for _, row := range list(b, "rows") {
		cells, _ := row.([]any)
		words := make([]string, 0, len(cells))
		for _, cell := range cells {
			o, _ := cell.(object)
			switch v, ok := number(o, "value"); {
			case str(o, "type") == "rich_text":
				words = append(words, r.rich(o))
			case str(o, "text") == "" && ok:
				words = append(words, strconv.FormatFloat(v, 'f', -1, 64))
			default:
				words = append(words, str(o, "text"))
			}
		}
		r.line(strings.Join(words, " | "))
	}
}
