package render

import (
	"fmt"
	"strings"

	"quorum/bot/slack/mrkdwn"
)

// limitChecker walks blocks or a view as JSON, as Slack does, and collects what is over a limit.
type limitChecker struct {
	most       map[string]map[string]int
	items      map[string]map[string][2]int
	childTypes map[string]string

	chars, bytes, charts, tables int
	types                        []string
	problems                     []error
}

func (c *limitChecker) wrong(format string, args ...any) {
	c.problems = append(c.problems, fmt.Errorf(format, args...))
}

// value checks one value; inherited is the type of what carries none itself.
func (c *limitChecker) value(path, inherited string, v any) {
	switch v := v.(type) {
	case map[string]any:
		c.object(path, inherited, v)
	case []any:
		for i, item := range v {
			c.value(fmt.Sprintf("%s[%d]", path, i), inherited, item)
		}
	case string:
		c.chars += mrkdwn.Length(v)
	}
}

func (c *limitChecker) object(path, inherited string, o map[string]any) {
	kind, typed := o["type"].(string)
	if typed {
		c.shape(path, kind, o)
	}
	if inherited != "" && kind == "" {
		kind = inherited
	}
	c.types = append(c.types, kind)
	for field, v := range o {
		at := path + "." + field
		if most, ok := c.most[kind][field]; ok {
			c.text(at, v, most)
		}
		if most, ok := c.most[""][field]; ok {
			c.text(at, v, most)
		}
		if limit, ok := c.items[kind][field]; ok {
			if n := len(items(v)); n < limit[0] || n > limit[1] {
				c.wrong("%s has %d items of %d to %d", at, n, limit[0], limit[1])
			}
		}
		c.value(at, c.childTypes[field], v)
	}
	c.special(path, kind, o)
}

// shape checks that a type exists and that its required fields are there.
func (c *limitChecker) shape(path, kind string, o map[string]any) {
	required, ok := requiredFields()[kind]
	if !ok {
		c.wrong("%s: there is no type %q", path, kind)
	}
	for _, field := range required {
		if o[field] == nil {
			c.wrong("%s: the %s has no %s", path, kind, field)
		}
	}
}

// text checks a string, or the text of a text object. An empty one is refused by Slack wherever one is expected.
func (c *limitChecker) text(path string, v any, most int) {
	if o, ok := v.(map[string]any); ok {
		v = o["text"]
	}
	s, _ := v.(string)
	if n := mrkdwn.Length(s); n < 1 || n > most {
		c.wrong("%s has %d characters of 1 to %d", path, n, most)
	}
}

// special checks what is no mere length.
func (c *limitChecker) special(path, kind string, o map[string]any) {
	switch kind {
	case "segment":
		if v, _ := o["value"].(float64); v <= 0 {
			c.wrong("%s: a segment must be greater than 0", path)
		}
	case "data_visualization":
		c.charts++
	case "table":
		c.tables++
		for _, row := range items(o["rows"]) {
			if n := len(items(row)); n < 1 || n > 20 {
				c.wrong("%s has a row of %d cells of 1 to 20", path, n)
			}
		}
	case "bar", "line":
		c.bar(path, o)
	case "plain_text_input":
		most, ok := o["max_length"].(float64)
		text, _ := o["initial_value"].(string)
		if ok && (most > maxInputText || mrkdwn.Length(text) > int(most)) {
			c.wrong("%s: %d characters in a field of %v", path, mrkdwn.Length(text), most)
		}
	case "actions":
		c.distinct(path, "action_id", items(o["elements"]))
	}
	if s, ok := o["text"].(string); ok && strings.TrimSpace(s) == "" {
		c.wrong("%s: a blank text", path)
	}
}

// bar checks that every series has exactly one point for every category, and that no two categories are the same.
func (c *limitChecker) bar(path string, o map[string]any) {
	axis, _ := o["axis_config"].(map[string]any)
	seen := map[any]bool{}
	for _, category := range items(axis["categories"]) {
		name, _ := category.(string)
		if n := mrkdwn.Length(name); n < 1 || n > maxChartLabel || seen[name] {
			c.wrong("%s: the category %q is empty, too long or there twice", path, name)
		}
		seen[name] = true
	}
	for _, series := range items(o["series"]) {
		s, _ := series.(map[string]any)
		points := items(s["data"])
		c.distinct(path, "label", points)
		for _, point := range points {
			if p, _ := point.(map[string]any); !seen[p["label"]] {
				c.wrong("%s: the point %v is in no category", path, p["label"])
			}
		}
		if len(points) != len(seen) {
			c.wrong("%s: %d points in %d categories", path, len(points), len(seen))
		}
	}
}

// unique checks that no block id is there twice.
func (c *limitChecker) unique(tree any) {
	if view, ok := tree.(map[string]any); ok {
		tree = view["blocks"]
	}
	c.distinct("blocks", "block_id", items(tree))
}

func (c *limitChecker) distinct(path, field string, all []any) {
	seen := map[any]bool{}
	for _, one := range all {
		o, _ := one.(map[string]any)
		if id, ok := o[field]; ok && seen[id] {
			c.wrong("%s: the %s %v is there twice", path, field, id)
		}
		seen[o[field]] = true
	}
}

func items(v any) []any {
	list, _ := v.([]any)
	return list
}
