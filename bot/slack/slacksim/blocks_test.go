package slacksim_test

import (
	"net/url"
	"strings"
	"testing"
)

// TestBlocksThatSlackTakesAndRefuses checks every type of block: one that Slack accepts, and some that it refuses.
func TestBlocksThatSlackTakesAndRefuses(t *testing.T) {
	ws := office(t)
	const mrk = `{"type":"mrkdwn","text":"x"}`
	const plain = `{"type":"plain_text","text":"x"}`
	bar := func(points, kind string) string {
		return `{"type":"data_visualization","title":"t","chart":{"type":"` + kind + `","axis_config":{"categories":["a","b"]},` +
			`"series":[{"name":"s","data":[` + points + `]}]}}`
	}
	confirm := func(title string) string {
		return `{"type":"button","text":` + plain + `,"confirm":{"title":{"type":"plain_text","text":"` + title + `"},"text":` + mrk + `,"confirm":` + plain + `,"deny":` + plain + `}}`
	}
	cases := []struct{ name, good, bad, says string }{
		{"section", `{"type":"section","fields":[` + mrk + `]}`, `{"type":"section"}`, "text or fields"},
		{"field", `{"type":"section","fields":` + repeat(10, mrk) + `}`, `{"type":"section","fields":` + repeat(11, mrk) + `}`, "no more than 10"},
		{
			"accessory", `{"type":"section","text":` + mrk + `,"accessory":{"type":"image","image_url":"https://x.y","alt_text":"a"}}`,
			`{"type":"section","text":` + mrk + `,"accessory":{"type":"plain_text_input"}}`, "unsupported type",
		},
		{"button", actions("[" + confirm("sure?") + "]")[1:], actions("[" + confirm(long(101)) + "]")[1:], "less than 101"},
		{
			"style", strings.TrimSuffix(actions(`[{"type":"button","style":"primary","text":` + plain + `}]`)[1:], "]"),
			strings.TrimSuffix(actions(`[{"type":"button","style":"blue","text":` + plain + `}]`)[1:], "]"), "valid enum",
		},
		{
			"plain button", strings.TrimSuffix(actions(`[{"type":"button","text":` + plain + `}]`)[1:], "]"),
			strings.TrimSuffix(actions(`[{"type":"button","text":` + mrk + `}]`)[1:], "]"), "must be plain_text",
		},
		{
			"same action", `{"type":"actions","elements":[{"type":"button","action_id":"a","text":` + plain + `}]}`,
			`{"type":"actions","elements":` + repeat(2, `{"type":"button","action_id":"a","text":`+plain+`}`) + `}`, "already exists",
		},
		{
			"select", `{"type":"actions","elements":[{"type":"static_select",` + twoOptions + `}]}`,
			`{"type":"actions","elements":[{"type":"static_select","options":[]}]}`, "no fewer than 1",
		},
		{
			"groups", `{"type":"actions","elements":[{"type":"static_select","option_groups":[{"label":` + plain + `,` + twoOptions + `}]}]}`,
			`{"type":"actions","elements":[{"type":"static_select","option_groups":[{"label":` + plain + `}]}]}`, "missing required field: options",
		},
		{
			"initial", `{"type":"actions","elements":[{"type":"radio_buttons",` + twoOptions + `,"initial_option":{"text":` + plain + `,"value":"1"}}]}`,
			`{"type":"actions","elements":[{"type":"radio_buttons",` + twoOptions + `,"initial_option":{"text":` + plain + `,"value":"9"}}]}`, "one of the provided",
		},
		{"header", `{"type":"header","text":` + plain + `}`, `{"type":"header","text":` + mrk + `}`, "must be plain_text"},
		{
			"context", `{"type":"context","elements":[{"type":"image","image_url":"https://x.y","alt_text":"a"}]}`,
			`{"type":"context","elements":[{"type":"image","image_url":"https://x.y"}]}`, "alt_text",
		},
		{"image", `{"type":"image","image_url":"https://x.y","alt_text":"a","title":` + plain + `}`, `{"type":"image","alt_text":"a"}`, "image_url"},
		{
			"rich_text", `{"type":"rich_text","elements":[{"type":"rich_text_list","style":"bullet","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"a"}]}]}]}`,
			`{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"blink"}]}]}`, "unsupported type: blink",
		},
		{"markdown", `{"type":"markdown","text":"# x"}`, `{"type":"markdown"}`, "missing required field: text"},
		{
			"container", `{"type":"container","title":` + plain + `,"child_blocks":[{"type":"divider"}]}`,
			`{"type":"container","child_blocks":[{"type":"divider"}]}`, "missing required field: title",
		},
		{
			"card", `{"type":"card","title":` + mrk + `,"actions":[{"type":"button","text":` + plain + `}]}`,
			`{"type":"card","body":{"type":"mrkdwn","text":"` + long(201) + `"}}`, "less than 201",
		},
		{"carousel", `{"type":"carousel","elements":[{"type":"card","title":` + mrk + `}]}`, `{"type":"carousel","elements":[]}`, "no fewer than 1"},
		{"bar", bar(`{"label":"a","value":1},{"label":"b","value":-2}`, "bar"), bar(`{"label":"a","value":1}`, "bar"), "every category"},
		{"line", bar(`{"label":"a","value":1},{"label":"b","value":2}`, "line"), bar(`{"label":"a","value":1},{"label":"c","value":1}`, "line"), "must be a category"},
		{"twice", bar(`{"label":"a","value":1},{"label":"b","value":2}`, "area"), bar(`{"label":"a","value":1},{"label":"a","value":1}`, "area"), "must be a category"},
		{"pie", pie(1, "a"), `{"type":"data_visualization","title":"t","chart":{"type":"pie","segments":[{"label":"a","value":0}]}}`, "greater than 0"},
		{"chart", pie(1, "b"), `{"type":"data_visualization","title":"t","chart":{"type":"donut"}}`, "unsupported type"},
		{
			"table", `{"type":"table","rows":[[{"type":"raw_number","value":1},{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[]}]},null]]}`,
			`{"type":"table","rows":[[{"type":"formula"}]]}`, "unsupported type: formula",
		},
		{
			"data_table", `{"type":"data_table","caption":"c","rows":[[{"type":"raw_text","text":"x"}]]}`,
			`{"type":"data_table","rows":[[{"type":"raw_text","text":"x"}]]}`, "caption",
		},
		{"list", `{"type":"divider"}`, `{"type":"actions","elements":["button"]}`, "must be an object"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			post := func(block string) map[string]any {
				block = strings.TrimSuffix(block, "]")
				return call(t, ws, "chat.postMessage", url.Values{"channel": {id(ws, "ada")}, "text": {"t"}, "blocks": {"[" + block + "]"}})
			}
			if out := post(c.good); out["ok"] != true {
				t.Errorf("good: %v", out)
			}
			out := post(c.bad)
			meta, _ := out["response_metadata"].(map[string]any)
			messages, _ := meta["messages"].([]any)
			if out["error"] != "invalid_blocks" || len(messages) == 0 || !strings.Contains(messages[0].(string), c.says) {
				t.Errorf("bad: %v, want %q", out, c.says)
			}
		})
	}
}
