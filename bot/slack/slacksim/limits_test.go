package slacksim_test

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"
)

// long returns a text of n characters.
func long(n int) string { return strings.Repeat("é", n) }

// repeat returns a JSON list of n equal entries.
func repeat(n int, item string) string {
	return "[" + strings.TrimSuffix(strings.Repeat(item+",", n), ",") + "]"
}

func button(text, value string) string {
	return `{"type":"button","text":{"type":"plain_text","text":"` + text + `"},"value":"` + value + `"}`
}

func sectionJSON(n int) string {
	return `{"type":"section","text":{"type":"mrkdwn","text":"` + long(n) + `"}}`
}

func pie(segments int, label string) string {
	return `{"type":"data_visualization","title":"t","chart":{"type":"pie","segments":` +
		repeat(segments, `{"label":"`+label+`","value":1}`) + `}}`
}

func table(rows, cells int) string {
	return `{"type":"table","rows":` + repeat(rows, repeat(cells, `{"type":"raw_text","text":"x"}`)) + `}`
}

func overflow(options int, text, value string) string {
	return `{"type":"overflow","options":` + repeat(options, `{"text":{"type":"plain_text","text":"`+text+`"},"value":"`+value+`"}`) + `}`
}

func actions(elements string) string { return `[{"type":"actions","elements":` + elements + `}]` }

// TestLimitsOfMessages tries the largest value that each limit allows, and one more.
func TestLimitsOfMessages(t *testing.T) {
	ws := office(t)
	cases := []struct {
		name, within, beyond, code string
	}{
		{"blocks", repeat(50, sectionJSON(1)), repeat(51, sectionJSON(1)), "invalid_blocks"},
		{"section", "[" + sectionJSON(3000) + "]", "[" + sectionJSON(3001) + "]", "invalid_blocks"},
		{"empty section", "[" + sectionJSON(1) + "]", "[" + sectionJSON(0) + "]", "invalid_blocks"},
		{"sum of text", repeat(4, sectionJSON(3000)), repeat(5, sectionJSON(2900)), "msg_blocks_too_long"},
		{"header", head(150), head(151), "invalid_blocks"},
		{"button text", actions("[" + button(long(75), "v") + "]"), actions("[" + button(long(76), "v") + "]"), "invalid_blocks"},
		{"button value", actions("[" + button("b", long(2000)) + "]"), actions("[" + button("b", long(2001)) + "]"), "invalid_blocks"},
		{"actions", actions(repeat(25, button("b", "v"))), actions(repeat(26, button("b", "v"))), "invalid_blocks"},
		{"overflow", actions("[" + overflow(5, "o", "v") + "]"), actions("[" + overflow(6, "o", "v") + "]"), "invalid_blocks"},
		{"option text", actions("[" + overflow(1, long(75), "v") + "]"), actions("[" + overflow(1, long(76), "v") + "]"), "invalid_blocks"},
		{"option value", actions("[" + overflow(1, "o", long(150)) + "]"), actions("[" + overflow(1, "o", long(151)) + "]"), "invalid_blocks"},
		{"context", contextJSON(10), contextJSON(11), "invalid_blocks"},
		{"charts", "[" + pie(2, "a") + "," + pie(2, "a") + "]", repeat(3, pie(2, "a")), "invalid_blocks"},
		{"segments", "[" + pie(12, "a") + "]", "[" + pie(13, "a") + "]", "invalid_blocks"},
		{"chart label", "[" + pie(1, long(20)) + "]", "[" + pie(1, long(21)) + "]", "invalid_blocks"},
		{"tables", "[" + table(100, 20) + "]", repeat(2, table(1, 1)), "only_one_table_allowed"},
		{"table rows", "[" + table(100, 1) + "]", "[" + table(101, 1) + "]", "invalid_blocks"},
		{"table cells", "[" + table(1, 20) + "]", "[" + table(1, 21) + "]", "invalid_blocks"},
		{"unknown type", `[{"type":"divider"}]`, `[{"type":"slider"}]`, "invalid_blocks"},
		{
			"same block_id", `[{"type":"divider","block_id":"a"},{"type":"divider","block_id":"b"}]`,
			`[{"type":"divider","block_id":"a"},{"type":"divider","block_id":"a"}]`, "invalid_blocks",
		},
		{"modal only", `[{"type":"divider"}]`, `[{"type":"alert","text":{"type":"plain_text","text":"x"}}]`, "invalid_blocks"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			post := func(blocks string) map[string]any {
				return call(t, ws, "chat.postMessage", url.Values{"channel": {id(ws, "ada")}, "text": {"t"}, "blocks": {blocks}})
			}
			if out := post(c.within); out["ok"] != true {
				t.Errorf("within: %v", out)
			}
			out := post(c.beyond)
			if out["error"] != c.code {
				t.Errorf("beyond: %v, want %s", out, c.code)
			}
			if meta, _ := out["response_metadata"].(map[string]any); c.code == "invalid_blocks" && len(meta) == 0 {
				t.Error("the refusal does not say why")
			}
		})
	}
}

func head(n int) string {
	return `[{"type":"header","text":{"type":"plain_text","text":"` + long(n) + `"}}]`
}

func contextJSON(n int) string {
	return `[{"type":"context","elements":` + repeat(n, `{"type":"mrkdwn","text":"x"}`) + `}]`
}

// TestLimitsOfViews does the same for forms. Each try has its own trigger, since a refused form uses its trigger up.
func TestLimitsOfViews(t *testing.T) {
	ws := office(t, httpMode)
	a := serve(t, ws)
	view := func(change func(v map[string]any)) map[string]any {
		v := map[string]any{"type": "modal", "title": plainText("t"), "submit": plainText("Go"), "blocks": []any{}}
		change(v)
		return v
	}
	set := func(field string, value any) func(map[string]any) {
		return func(v map[string]any) { v[field] = value }
	}
	input := map[string]any{
		"type": "input", "label": plainText("l"), "element": map[string]any{"type": "plain_text_input", "max_length": 3001},
	}
	cases := []struct {
		name string
		view map[string]any
		want string
	}{
		{"plain", view(func(map[string]any) {}), ""},
		{"title 24", view(set("title", plainText(long(24)))), ""},
		{"title 25", view(set("title", plainText(long(25)))), "invalid_arguments"},
		{"submit 25", view(set("submit", plainText(long(25)))), "invalid_arguments"},
		{"private_metadata 3000", view(set("private_metadata", long(3000))), ""},
		{"private_metadata 3001", view(set("private_metadata", long(3001))), "invalid_arguments"},
		{"101 blocks", view(set("blocks", dividers(101))), "invalid_arguments"},
		{"100 blocks", view(set("blocks", dividers(100))), ""},
		{"too large", view(set("extra", long(200_000))), "view_too_large"},
		{"max_length", view(set("blocks", []any{input})), "invalid_arguments"},
		{"no submit", view(func(v map[string]any) { delete(v, "submit"); v["blocks"] = []any{field()} }), "invalid_arguments"},
		{"a chart", view(set("blocks", []any{map[string]any{"type": "data_visualization"}})), "invalid_arguments"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			raw, _ := json.Marshal(c.view)
			trigger := a.freshTrigger()
			out := call(t, ws, "views.open", url.Values{"trigger_id": {trigger}, "view": {string(raw)}})
			if got, _ := out["error"].(string); got != c.want {
				t.Errorf("%v, want %q", out, c.want)
			}
		})
	}
}

func plainText(s string) map[string]any { return map[string]any{"type": "plain_text", "text": s} }

func field() map[string]any {
	return map[string]any{
		"type": "input", "block_id": "b", "label": plainText("Question"),
		"element": map[string]any{"type": "plain_text_input", "action_id": "a"},
	}
}

func dividers(n int) []any {
	out := make([]any, n)
	for i := range out {
		out[i] = map[string]any{"type": "divider"}
	}
	return out
}
