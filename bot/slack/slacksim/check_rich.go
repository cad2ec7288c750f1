package slacksim

// richText checks an element of a rich_text block and the elements in it.
func (c *checker) richText(e object) {
	switch str(e, "type") {
	case "rich_text_section", "rich_text_quote", "rich_text_preformatted":
		c.each(e, "elements", 0, 1000, c.richLeaf)
	case "rich_text_list":
		c.each(e, "elements", 0, 1000, c.richText)
	default:
		c.complain("type", "unsupported type: %s", str(e, "type"))
	}
}

func (c *checker) richLeaf(e object) {
	switch str(e, "type") {
	case "text", "link":
		c.chars += len([]rune(str(e, "text")))
	case "user", "usergroup", "channel", "emoji", "broadcast", "date", "color", "team":
	default:
		c.complain("type", "unsupported type: %s", str(e, "type"))
	}
}

func checkImageBlock(c *checker, b object) {
	c.image(b)
	c.text(b, "title", false, true, 2000)
}
