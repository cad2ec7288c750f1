package slacksim

const dataTableChars = 20000

// checkTable checks a table block.
func checkTable(c *checker, b object) {
	if n := len(list(b, "column_settings")); n > 20 {
		c.complain("column_settings", "no more than 20 items allowed")
	}
	c.rows(b, 100)
}

// checkDataTable checks a data_table block.
func checkDataTable(c *checker, b object) {
	before := c.chars
	c.str(b, "caption", 1, 2000)
	c.rows(b, 201)
	if c.chars-before > dataTableChars {
		c.complain("", "no more than %d characters allowed", dataTableChars)
	}
}

func list(o object, field string) []any {
	l, _ := o[field].([]any)
	return l
}

// rows checks the cells of a table, which has at most 20 in a row.
func (c *checker) rows(b object, most int) {
	rows := list(b, "rows")
	if len(rows) < 1 || len(rows) > most {
		c.complain("rows", "must have 1 to %d items", most)
	}
	for _, row := range rows {
		cells, _ := row.([]any)
		if len(cells) < 1 || len(cells) > 20 {
			c.complain("rows", "a row must have 1 to 20 cells")
		}
		for _, cell := range cells {
			c.cell(cell)
		}
	}
}

func (c *checker) cell(cell any) {
	o, ok := cell.(object)
	if !ok {
		if cell != nil {
			c.complain("rows", "a cell must be an object")
		}
		return
	}
	switch str(o, "type") {
	case "raw_text":
		c.str(o, "text", 1, 3000)
	case "raw_number":
		if _, ok := number(o, "value"); !ok {
			c.complain("rows", "missing required field: value")
		}
	case "rich_text":
		c.each(o, "elements", 1, 100, c.richText)
	default:
		c.complain("rows", "unsupported type: %s", str(o, "type"))
	}
}
