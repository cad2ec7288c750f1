package slacksim

import (
	"slices"
	"strconv"
)

// blockRule says where a type of block may stand, and checks its fields.
type blockRule struct {
	on    []surface // empty: everywhere
	most  int       // how many of this type one message may have; 0 for any number
	check func(*checker, object)
}

// ruleOf returns the rule for a type of block.
func ruleOf(kind string) (blockRule, bool) {
	switch kind {
	case "section":
		return blockRule{check: checkSection}, true
	case "actions":
		return blockRule{check: checkActions}, true
	case "context":
		return blockRule{check: checkContext}, true
	case "input":
		return blockRule{check: checkInput}, true
	case "header":
		return blockRule{check: func(c *checker, b object) { c.text(b, "text", true, true, 150) }}, true
	case "divider":
		return blockRule{check: func(*checker, object) {}}, true
	case "image":
		return blockRule{check: checkImageBlock}, true
	case "data_visualization":
		return blockRule{on: []surface{inMessage}, most: 2, check: checkChart}, true
	case "table":
		return blockRule{on: []surface{inMessage}, most: 1, check: checkTable}, true
	case "data_table":
		return blockRule{on: []surface{inMessage}, check: checkDataTable}, true
	}
	return rareRuleOf(kind)
}

func rareRuleOf(kind string) (blockRule, bool) {
	switch kind {
	case "rich_text":
		return blockRule{check: func(c *checker, b object) { c.each(b, "elements", 1, 1000, c.richText) }}, true
	case "markdown":
		return blockRule{on: []surface{inMessage}, check: func(c *checker, b object) {
			c.str(b, "text", 1, 12000)
			c.markdown += len([]rune(str(b, "text")))
		}}, true
	case "alert":
		return blockRule{on: []surface{inModal}, check: func(c *checker, b object) { c.text(b, "text", true, false, 3000) }}, true
	case "container":
		return blockRule{on: []surface{inMessage}, check: checkContainer}, true
	case "card":
		return blockRule{check: checkCard}, true
	case "carousel":
		return blockRule{on: []surface{inMessage, inHome}, check: func(c *checker, b object) {
			c.each(b, "elements", 1, 10, func(card object) { checkCard(c, card) })
		}}, true
	case "context_actions", "video", "file", "call", "task_card", "plan":
		return blockRule{check: func(*checker, object) {}}, true
	}
	return blockRule{}, false
}

// blocks checks the list of blocks of a surface.
func (c *checker) blocks(blocks []object, most int) {
	if len(blocks) > most {
		c.complain("", "no more than %d items allowed", most)
	}
	for i, b := range blocks {
		c.in(strconv.Itoa(i), func() { c.block(b) })
	}
}

func (c *checker) block(b object) {
	kind := str(b, "type")
	rule, ok := ruleOf(kind)
	if !ok || rule.on != nil && !slices.Contains(rule.on, c.on) {
		c.complain("type", "unsupported type: %s", kind)
		return
	}
	if c.count[kind]++; rule.most > 0 && c.count[kind] > rule.most {
		c.complain("", "no more than %d %s blocks allowed", rule.most, kind)
	}
	if id := str(b, "block_id"); id != "" {
		if c.blockIDs[id] {
			c.complain("block_id", "`block_id` %q already exists", id)
		}
		c.blockIDs[id] = true
		if len([]rune(id)) > 255 {
			c.complain("block_id", "must be less than 256 characters")
		}
	}
	c.actions = make(map[string]bool)
	rule.check(c, b)
}

func checkSection(c *checker, b object) {
	if b["text"] == nil && b["fields"] == nil {
		c.complain("", "either text or fields must be provided")
	}
	c.text(b, "text", false, false, 3000)
	if b["fields"] != nil {
		c.each(b, "fields", 1, 10, func(t object) { c.textObject(t, false, 2000) })
	}
	c.child(b, "accessory", false, func(e object) { c.element(e, inSection) })
}

func checkActions(c *checker, b object) {
	c.each(b, "elements", 1, 25, func(e object) { c.element(e, inActions) })
}

func checkContext(c *checker, b object) {
	c.each(b, "elements", 1, 10, func(e object) {
		if e["type"] == "image" {
			c.image(e)
			return
		}
		c.textObject(e, false, 2000)
	})
}

func checkInput(c *checker, b object) {
	c.text(b, "label", true, true, 2000)
	c.text(b, "hint", false, true, 2000)
	c.child(b, "element", true, func(e object) { c.element(e, inInput) })
}

func checkContainer(c *checker, b object) {
	c.text(b, "title", b["rich_text_title"] == nil, true, 150)
	c.text(b, "subtitle", false, false, 150)
	c.each(b, "child_blocks", 1, 10, c.block)
}

func checkCard(c *checker, b object) {
	c.text(b, "title", false, false, 150)
	c.text(b, "subtitle", false, false, 150)
	c.text(b, "body", false, false, 200)
	if b["actions"] != nil {
		c.each(b, "actions", 1, 5, func(e object) { c.element(e, inActions) })
	}
}
