package slacksim

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// surface is a place where blocks are shown.
type surface string

const (
	inMessage surface = "message"
	inModal   surface = "modal"
	inHome    surface = "home"
)

// object is a decoded JSON object.
type object = map[string]any

// checker walks through blocks and collects what Slack would complain about, in Slack's words as far as they are
// known.
type checker struct {
	on       surface
	path     []string
	problems []string
	chars    int             // text in all blocks
	markdown int             // text in markdown blocks
	count    map[string]int  // number of blocks by type
	blockIDs map[string]bool // seen
	actions  map[string]bool // action_ids seen in this block
}

func newChecker(on surface, root string) *checker {
	return &checker{on: on, path: []string{root}, count: make(map[string]int), blockIDs: make(map[string]bool)}
}

// complain adds a problem at the current place, or at a field of it.
func (c *checker) complain(field, format string, args ...any) {
	path := strings.Join(c.path, "/")
	if field != "" {
		path += "/" + field
	}
	c.problems = append(c.problems, "[ERROR] "+fmt.Sprintf(format, args...)+" [json-pointer:"+path+"]")
}

// in runs a check with the field as the current place.
func (c *checker) in(field string, check func()) {
	c.path = append(c.path, field)
	check()
	c.path = c.path[:len(c.path)-1]
}

// child checks the object in a field, if there is one.
func (c *checker) child(o object, field string, required bool, check func(object)) {
	switch v := o[field].(type) {
	case nil:
		if required {
			c.complain("", "missing required field: %s", field)
		}
	case object:
		c.in(field, func() { check(v) })
	default:
		c.complain(field, "must be an object")
	}
}

// each checks the objects of a list field, which must have from least to most entries.
func (c *checker) each(o object, field string, least, most int, check func(object)) {
	list, ok := o[field].([]any)
	switch {
	case !ok && least > 0:
		c.complain("", "missing required field: %s", field)
	case len(list) < least:
		c.complain(field, "no fewer than %d items allowed", least)
	case len(list) > most:
		c.complain(field, "no more than %d items allowed", most)
	}
	for i, item := range list {
		c.in(field+"/"+strconv.Itoa(i), func() {
			if item, ok := item.(object); ok {
				check(item)
			} else {
				c.complain("", "must be an object")
			}
		})
	}
}

// str checks the length of a string field, in characters.
func (c *checker) str(o object, field string, least, most int) {
	switch v := o[field].(type) {
	case nil:
		if least > 0 {
			c.complain("", "missing required field: %s", field)
		}
	case string:
		c.length(field, v, least, most)
	default:
		c.complain(field, "must be a string")
	}
}

func (c *checker) length(field, s string, least, most int) {
	n := utf8.RuneCountInString(s)
	c.chars += n
	switch {
	case n < least:
		c.complain(field, "must be more than %d characters", least-1)
	case n > most:
		c.complain(field, "must be less than %d characters", most+1)
	}
}

// text checks a text object. It must be plain_text, unless mrkdwn is allowed too.
func (c *checker) text(o object, field string, required, plain bool, most int) {
	c.child(o, field, required, func(t object) { c.textObject(t, plain, most) })
}

func (c *checker) textObject(t object, plain bool, most int) {
	switch kind := t["type"]; {
	case kind == "plain_text", kind == "mrkdwn" && !plain:
	case kind == "mrkdwn":
		c.complain("type", "must be plain_text")
	default:
		c.complain("type", "unsupported type: %v", kind)
	}
	c.str(t, "text", 1, most)
}

// number returns a numeric field.
func number(o object, field string) (float64, bool) {
	n, ok := o[field].(float64)
	return n, ok
}

func str(o object, field string) string {
	s, _ := o[field].(string)
	return s
}

// decodeBlocks reads the blocks of a message or view.
func decodeBlocks(raw json.RawMessage) ([]object, error) {
	var blocks []object
	if err := json.Unmarshal(raw, &blocks); err != nil {
		return nil, fmt.Errorf("decode blocks: %w", err)
	}
	return blocks, nil
}
