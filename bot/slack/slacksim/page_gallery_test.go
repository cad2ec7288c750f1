package slacksim

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

func jsonOf(v any) string {
	raw, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return string(raw)
}

// gallery has most kinds of block. A table comes last, since a message may have only one.
func gallery() []any {
	raw := []string{
		`{"type":"header","text":{"type":"plain_text","text":"Everything at once"}}`,
		`{"type":"section","text":{"type":"mrkdwn","text":"*bold* _italic_ ~gone~ ` + "`code`" + ` &amp; &lt;tag&gt;\n> quoted\n• first\n• second"},"accessory":{"type":"button","text":{"type":"plain_text","text":"Aside"},"action_id":"aside","value":"1"}}`,
		`{"type":"section","fields":[{"type":"mrkdwn","text":"*Rule*\n2 of 3"},{"type":"mrkdwn","text":"*Until*\n<!date^1764601200^{date_num} {time}|then>"}]}`,
		`{"type":"divider"}`,
		`{"type":"context","elements":[{"type":"mrkdwn","text":"2 answers in 40 min"}]}`,
		`{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"rich","style":{"bold":true}}]},{"type":"rich_text_list","style":"ordered","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"one"}]}]}]}`,
		`{"type":"markdown","text":"### Heading\n**strong** and [link](https://example.com)"}`,
		`{"type":"data_visualization","title":"Answers","chart":{"type":"bar","series":[{"name":"Answers","data":[{"label":"Yes","value":2},{"label":"No","value":1}]}],"axis_config":{"categories":["Yes","No"]}}}`,
		`{"type":"data_visualization","title":"Shares","chart":{"type":"pie","segments":[{"label":"nats","value":3},{"label":"sqs","value":1}]}}`,
		`{"type":"actions","block_id":"choose","elements":[
			{"type":"static_select","action_id":"one","placeholder":{"type":"plain_text","text":"Pick one"},"options":[{"text":{"type":"plain_text","text":"First"},"value":"1"},{"text":{"type":"plain_text","text":"Second"},"value":"2"}]},
			{"type":"users_select","action_id":"who","placeholder":{"type":"plain_text","text":"Pick somebody"}},
			{"type":"checkboxes","action_id":"some","options":[{"text":{"type":"mrkdwn","text":"*Loud*"},"value":"loud"}]},
			{"type":"datetimepicker","action_id":"when","initial_date_time":1764601200}]}`,
		`{"type":"table","column_settings":[{"align":"left","is_wrapped":true},{"align":"right"}],"rows":[[{"type":"raw_text","text":"Person"},{"type":"raw_text","text":"Answer"}],[{"type":"raw_text","text":"Ben"},{"type":"raw_text","text":"Yes"}]]}`,
	}
	blocks := make([]any, len(raw))
	for i, r := range raw {
		if err := json.Unmarshal([]byte(r), &blocks[i]); err != nil {
			panic(fmt.Sprint(r, err))
		}
	}
	return blocks
}

func everyBlock(t *testing.T, s *pageTest) {
	ana := s.ws.AddUser("ana", RealName("Ana Ruiz"), TZ("Asia/Tokyo"))
	general := s.ws.AddChannel("general", "ana").InviteBot()
	s.call("chat.postMessage", map[string]any{"channel": general.ID, "text": "x", "blocks": gallery()})
	s.call("chat.postEphemeral", map[string]any{"channel": general.ID, "user": ana.ID, "text": "Between us: :white_check_mark:"})
	tab := s.open(1280, 800, ana.ID+"/"+general.ID)
	tab.see(".ephemeral", "Only visible to you")
	tab.see(".ephemeral", "Between us: ✅")
	for what, expression := range map[string]string{
		"bold":                 `document.querySelector(".b-section strong").innerText === "bold"`,
		"italics":              `document.querySelector(".b-section em").innerText === "italic"`,
		"strike":               `document.querySelector(".b-section s").innerText === "gone"`,
		"code":                 `document.querySelector(".b-section code").innerText === "code"`,
		"escapes":              `document.querySelector(".b-section").innerText.includes("& <tag>")`,
		"a quote":              `document.querySelector(".b-section blockquote").innerText === "quoted"`,
		"a list":               `document.querySelectorAll(".b-section li").length === 2`,
		"dates in Tokyo":       `document.querySelector(".fields time").innerText === "02/12/2025 00:00"`,
		"a date to choose":     `document.querySelector("input[type=datetime-local]").value === "2025-12-02T00:00"`,
		"rich text":            `document.querySelector(".b-rich_text strong").innerText === "rich" && document.querySelector(".b-rich_text ol li")`,
		"markdown":             `document.querySelector(".b-markdown h5").innerText === "Heading" && document.querySelector(".b-markdown a").href === "https://example.com/"`,
		"bars":                 `document.querySelectorAll(".plot rect").length === 2`,
		"bars as a table":      `document.querySelector(".chart table").innerText.replace(/\s+/g, " ").includes("Yes 2")`,
		"slices":               `document.querySelectorAll(".pie circle").length === 2 && document.querySelector(".legend").innerText.includes("75%")`,
		"a column that wraps":  `getComputedStyle(document.querySelector(".b-table td")).whiteSpace === "normal"`,
		"a column that is not": `getComputedStyle(document.querySelector(".b-table td + td")).whiteSpace === "nowrap"`,
		"a table":              `document.querySelector(".b-table th").innerText === "Person" && document.querySelector(".b-table td").innerText === "Ben"`,
		"nothing left undrawn": `!document.querySelector("#main").innerText.includes("does not draw")`,
		"every control named": `[...document.querySelectorAll("button, input, textarea, a[href], [role=listbox]")].every((e) =>
			e.innerText?.trim() || e.ariaLabel || e.labels?.length || e.getAttribute("aria-labelledby"))`,
	} {
		if got := tab.eval("Boolean(" + expression + ")"); got != "true" {
			t.Errorf("%s: not so: %s", what, expression)
		}
	}

	tab.click("Pick one")
	tab.click("Second")
	if action := jsonOf(s.expect("block_actions")["actions"]); !strings.Contains(action, `"value":"2"`) {
		t.Errorf("choosing in a menu sent %s", action)
	}
	tab.click("Loud")
	payload := s.expect("block_actions")
	if sent := jsonOf(payload); !strings.Contains(jsonOf(payload["actions"]), `"value":"loud"`) || !strings.Contains(jsonOf(payload["state"]), `"value":"2"`) {
		t.Errorf("ticking a box sent %s", sent)
	}
	tab.click("Dismiss message")
	tab.wait(`!document.querySelector(".ephemeral")`)
}
