package slacksim

import "encoding/json"

const maxView = 250_000 // bytes

// checkView checks a view as views.open and the other methods for views receive it.
func checkView(raw json.RawMessage, kind string) (object, []object, *refusal) {
	var v object
	if json.Unmarshal(raw, &v) != nil || v == nil {
		return nil, nil, refuse("invalid_arguments", "[ERROR] missing required field: view [json-pointer:/view]")
	}
	if len(raw) > maxView {
		return nil, nil, refuse("view_too_large")
	}
	c := newChecker(surface(kind), "/view")
	if str(v, "type") != kind {
		c.complain("type", "must be %q", kind)
	}
	if kind == "modal" {
		c.modalHead(v)
	}
	c.str(v, "private_metadata", 0, 3000)
	c.str(v, "callback_id", 0, 255)
	c.str(v, "external_id", 0, 255)
	var blocks []object
	c.each(v, "blocks", 0, 100, func(b object) {
		blocks = append(blocks, b)
		c.block(b)
	})
	if v["blocks"] == nil {
		c.complain("", "missing required field: blocks")
	}
	if kind == "modal" && c.count["input"] > 0 && v["submit"] == nil {
		c.complain("", "missing required field: submit")
	}
	if len(c.problems) > 0 {
		return nil, nil, refuse("invalid_arguments", c.problems...)
	}
	return v, blocks, nil
}

func (c *checker) modalHead(v object) {
	c.text(v, "title", true, true, 24)
	c.text(v, "submit", false, true, 24)
	c.text(v, "close", false, true, 24)
}
