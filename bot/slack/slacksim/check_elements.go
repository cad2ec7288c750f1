package slacksim

import "slices"

// place is where an element stands.
type place string

const (
	inSection place = "section"
	inActions place = "actions"
	inInput   place = "input"
)

// allowedIn returns where a type of element may stand, or nothing when the type does not exist.
func allowedIn(kind string) []place {
	switch kind {
	case "button", "overflow", "workflow_button":
		return []place{inSection, inActions}
	case "static_select", "external_select", "users_select", "conversations_select", "channels_select",
		"multi_static_select", "multi_external_select", "multi_users_select", "multi_conversations_select",
		"multi_channels_select", "checkboxes", "radio_buttons", "datepicker", "timepicker":
		return []place{inSection, inActions, inInput}
	case "datetimepicker", "rich_text_input":
		return []place{inActions, inInput}
	case "image":
		return []place{inSection}
	case "plain_text_input", "number_input", "email_text_input", "url_text_input", "file_input":
		return []place{inInput}
	}
	return nil
}

// element checks one element.
func (c *checker) element(e object, at place) {
	kind := str(e, "type")
	if !slices.Contains(allowedIn(kind), at) {
		c.complain("type", "unsupported type: %s", kind)
		return
	}
	if kind == "image" {
		c.image(e)
		return
	}
	c.actionID(e)
	c.child(e, "confirm", false, c.confirm)
	c.text(e, "placeholder", false, true, 150)
	switch kind {
	case "button":
		c.button(e)
	case "overflow":
		c.each(e, "options", 1, 5, func(o object) { c.option(o, true) })
	case "checkboxes", "radio_buttons":
		c.each(e, "options", 1, 10, func(o object) { c.option(o, false) })
		c.initialAmongOptions(e)
	case "static_select", "multi_static_select":
		c.menu(e)
		c.initialAmongOptions(e)
	case "plain_text_input":
		c.plainInput(e)
	case "number_input":
		if _, ok := e["is_decimal_allowed"].(bool); !ok {
			c.complain("", "missing required field: is_decimal_allowed")
		}
	}
}

func (c *checker) actionID(e object) {
	id := str(e, "action_id")
	if id == "" {
		return
	}
	if len([]rune(id)) > 255 {
		c.complain("action_id", "must be less than 256 characters")
	}
	if c.actions[id] {
		c.complain("action_id", "`action_id` %q already exists", id)
	}
	if c.actions != nil {
		c.actions[id] = true
	}
}

func (c *checker) button(e object) {
	c.text(e, "text", true, true, 75)
	before := c.chars
	c.str(e, "value", 0, 2000)
	c.str(e, "url", 0, 3000)
	c.str(e, "accessibility_label", 0, 75)
	c.chars = before
	if s, ok := e["style"]; ok && s != "primary" && s != "danger" {
		c.complain("style", "must be a valid enum value")
	}
}

func (c *checker) confirm(o object) {
	c.text(o, "title", true, true, 100)
	c.text(o, "text", true, false, 300)
	c.text(o, "confirm", true, true, 30)
	c.text(o, "deny", true, true, 30)
}

// option checks one entry of a menu.
func (c *checker) option(o object, plain bool) {
	c.text(o, "text", true, plain, 75)
	c.text(o, "description", false, plain, 75)
	before := c.chars
	c.str(o, "value", 1, 150)
	c.chars = before
}

// menu checks a static menu: options or groups of them.
func (c *checker) menu(e object) {
	option := func(o object) { c.option(o, true) }
	if e["option_groups"] == nil {
		c.each(e, "options", 1, 100, option)
		return
	}
	c.each(e, "option_groups", 1, 100, func(g object) {
		c.text(g, "label", true, true, 75)
		c.each(g, "options", 1, 100, option)
	})
}

// initialAmongOptions checks that the initial choice is one of the options.
func (c *checker) initialAmongOptions(e object) {
	values := optionsOf(e)
	among := func(o object) {
		if !slices.ContainsFunc(values, func(v Option) bool { return v.Value == str(o, "value") }) {
			c.complain("value", "must be one of the provided options")
		}
	}
	c.child(e, "initial_option", false, among)
	if e["initial_options"] != nil {
		c.each(e, "initial_options", 1, 100, among)
	}
}

func (c *checker) plainInput(e object) {
	least, _ := number(e, "min_length")
	most, ok := number(e, "max_length")
	if least < 0 || least > 3000 {
		c.complain("min_length", "must be between 0 and 3000")
	}
	if ok && (most < 1 || most > 3000) {
		c.complain("max_length", "must be between 1 and 3000")
	}
	if ok && least > most {
		c.complain("min_length", "must not be greater than max_length")
	}
	c.str(e, "initial_value", 0, 3000)
}

func (c *checker) image(e object) {
	if e["slack_file"] == nil {
		c.str(e, "image_url", 1, 3000)
	}
	c.str(e, "alt_text", 1, 2000)
}
