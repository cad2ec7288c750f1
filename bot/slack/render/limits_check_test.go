package render

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"quorum/bot/slack/mrkdwn"
	"quorum/bot/slack/webapi"

	slackgo "github.com/slack-go/slack"
)

// More of Slack's limits. Slack refuses what exceeds them, mostly without saying where.
const (
	maxBlocks     = 50
	maxViewBlocks = 100
	maxViewBytes  = 250_000
)

// maxChars are the most characters of a field, by the type of what it is a field of. The field may hold a string or a
// text object.
func maxChars() map[string]map[string]int {
	menu := map[string]int{"placeholder": 150}
	return map[string]map[string]int{
		"":                 {"block_id": 255, "action_id": 255},
		"section":          {"text": maxSection},
		"header":           {"text": 150},
		"input":            {"label": 2000, "hint": 2000},
		"mrkdwn":           {"text": maxSection},
		"plain_text":       {"text": maxSection},
		"button":           {"text": MaxButtonText, "value": 2000, "url": 3000, "accessibility_label": 75},
		"option":           {"text": 75, "value": 150, "description": 75},
		"plain_text_input": {"initial_value": maxInputText, "placeholder": 150},
		"static_select":    menu, "multi_static_select": menu, "multi_users_select": menu, "multi_external_select": menu, "conversations_select": menu,
		"modal":              {"title": 24, "submit": 24, "close": 24, "private_metadata": maxMetadata, "callback_id": 255, "external_id": 255},
		"home":               {"private_metadata": maxMetadata, "callback_id": 255},
		"data_visualization": {"title": 50},
		"axis":               {"x_label": 50, "y_label": 50},
		"series":             {"name": maxChartLabel},
		"segment":            {"label": maxChartLabel},
		"point":              {"label": maxChartLabel},
		"raw_text":           {"text": maxSection},
	}
}

// maxItems are the fewest and the most items of a list, by the type of what it is a list of.
func maxItems() map[string]map[string][2]int {
	return map[string]map[string][2]int{
		"actions":             {"elements": {1, 25}},
		"context":             {"elements": {1, 10}},
		"section":             {"fields": {1, 10}},
		"overflow":            {"options": {1, 5}},
		"radio_buttons":       {"options": {1, maxRadio}},
		"checkboxes":          {"options": {1, maxRadio}},
		"static_select":       {"options": {1, 100}},
		"multi_static_select": {"options": {1, 100}},
		"modal":               {"blocks": {1, maxViewBlocks}},
		"home":                {"blocks": {1, maxViewBlocks}},
		"pie":                 {"segments": {1, 12}},
		"bar":                 {"series": {1, 12}},
		"line":                {"series": {1, 6}},
		"series":              {"data": {1, 20}},
		"axis":                {"categories": {1, 20}},
		"table":               {"rows": {1, 100}, "column_settings": {0, 20}},
	}
}

// requiredFields are the types that Quorum uses, each with the fields without which Slack refuses it. A section has a text or
// fields, and Quorum's always has a text.
func requiredFields() map[string][]string {
	menu, choices := []string{"action_id"}, []string{"action_id", "options"}
	return map[string][]string{
		"plain_text": {"text"}, "mrkdwn": {"text"}, "raw_text": {"text"},
		"section": {"text"}, "header": {"text"}, "divider": nil, "context": {"elements"}, "actions": {"elements"}, "input": {"label", "element"},
		"button": {"text", "action_id"}, "plain_text_input": {"action_id"}, "overflow": choices, "radio_buttons": choices, "checkboxes": choices,
		"static_select": choices, "multi_static_select": choices, "multi_external_select": menu, "users_select": menu,
		"multi_users_select": menu, "conversations_select": menu,
		"modal": {"title", "blocks"}, "home": {"blocks"},
		"data_visualization": {"title", "chart"}, "pie": {"segments"}, "bar": {"series", "axis_config"}, "line": {"series", "axis_config"}, "table": {"rows"},
	}
}

// childTypes name the things that carry no type of their own, by the field they stand in.
func childTypes() map[string]string {
	return map[string]string{
		"options": "option", "initial_option": "option", "initial_options": "option",
		"segments": "segment", "series": "series", "data": "point", "axis_config": "axis",
	}
}

// checkMessage says what Slack would refuse in a message, and in what stands for it where pictures are refused.
func checkMessage(m webapi.Message) error {
	plain, _ := m.WithoutPictures()
	return errors.Join(checkPosted(m), checkPosted(webapi.Message{Text: m.Text, Blocks: m.Plain}), checkPosted(plain))
}

func checkPosted(m webapi.Message) error {
	var problems []error
	if n := mrkdwn.Length(m.Text); n < 1 || n > webapi.MaxText {
		problems = append(problems, fmt.Errorf("the text has %d characters of 1 to %d", n, webapi.MaxText))
	}
	if n := len(m.Blocks); n > maxBlocks {
		problems = append(problems, fmt.Errorf("%d blocks of at most %d", n, maxBlocks))
	}
	c, err := checkJSON(m.Blocks)
	if c.chars > maxMessageChars {
		problems = append(problems, fmt.Errorf("all blocks have %d characters of at most %d", c.chars, maxMessageChars))
	}
	if c.charts > 2 || c.tables > 1 {
		problems = append(problems, errors.New("more than two charts or one table"))
	}
	return errors.Join(append(problems, err)...)
}

// checkModal says what Slack would refuse in a form.
func checkModal(v slackgo.ModalViewRequest) error { return checkView(v) }

// checkHome says what Slack would refuse in the App Home.
func checkHome(v slackgo.HomeTabViewRequest) error { return checkView(v) }

func checkView(v any) error {
	c, err := checkJSON(v)
	if c.bytes > maxViewBytes {
		err = errors.Join(err, fmt.Errorf("the view has %d bytes of at most %d", c.bytes, maxViewBytes))
	}
	if slices.Contains(c.types, "data_visualization") || slices.Contains(c.types, "table") {
		err = errors.Join(err, errors.New("a chart or a table outside a message"))
	}
	return err
}

func checkJSON(v any) (*limitChecker, error) {
	raw, err := json.Marshal(v)
	if err != nil {
		return &limitChecker{}, err
	}
	var tree any
	if err := json.Unmarshal(raw, &tree); err != nil {
		return &limitChecker{}, err
	}
	c := &limitChecker{most: maxChars(), items: maxItems(), childTypes: childTypes(), bytes: len(raw)}
	c.value("", "", tree)
	c.unique(tree)
	return c, errors.Join(c.problems...)
}
