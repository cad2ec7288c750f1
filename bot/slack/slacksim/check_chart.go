package slacksim

import "slices"

// checkChart checks a data_visualization block.
func checkChart(c *checker, b object) {
	c.str(b, "title", 1, 50)
	c.child(b, "chart", true, func(chart object) {
		switch str(chart, "type") {
		case "pie":
			c.each(chart, "segments", 1, 12, c.segment)
		case "bar", "line", "area":
			c.axes(chart)
		default:
			c.complain("type", "unsupported type: %s", str(chart, "type"))
		}
	})
}

func (c *checker) segment(s object) {
	c.str(s, "label", 1, 20)
	if v, ok := number(s, "value"); !ok || v <= 0 {
		c.complain("value", "must be greater than 0")
	}
}

// axes checks that each series of a chart has one point for each category.
func (c *checker) axes(chart object) {
	var categories []string
	c.child(chart, "axis_config", true, func(axis object) {
		list, _ := axis["categories"].([]any)
		if len(list) < 1 || len(list) > 20 {
			c.complain("categories", "must have 1 to 20 items")
		}
		for _, item := range list {
			label, _ := item.(string)
			c.length("categories", label, 1, 20)
			categories = append(categories, label)
		}
		c.str(axis, "x_label", 0, 50)
		c.str(axis, "y_label", 0, 50)
	})
	names := make(map[string]bool)
	c.each(chart, "series", 1, 12, func(s object) {
		c.str(s, "name", 1, 20)
		if names[str(s, "name")] {
			c.complain("name", "must be unique")
		}
		names[str(s, "name")] = true
		c.points(s, categories)
	})
}

func (c *checker) points(series object, categories []string) {
	var labels []string
	c.each(series, "data", 1, 20, func(p object) {
		labels = append(labels, str(p, "label"))
		if _, ok := number(p, "value"); !ok {
			c.complain("value", "must be a number")
		}
	})
	if len(labels) != len(categories) {
		c.complain("data", "must have one point for every category")
	}
	seen := make(map[string]bool)
	for _, l := range labels {
		if seen[l] || !slices.Contains(categories, l) {
			c.complain("data", "label %q must be a category, once", l)
		}
		seen[l] = true
	}
}
