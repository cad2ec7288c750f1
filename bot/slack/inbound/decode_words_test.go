package inbound

import "testing"

// An alert is its words, wherever its sender has put them, and whatever stands beside them.
func TestWordsOfAnAlert(t *testing.T) {
	for message, want := range map[string]string{
		`{"text":"Disk full","blocks":[{"type":"section","text":{"type":"mrkdwn","text":"Other"}}]}`: "Disk full",
		`{"text":"","attachments":[{"id":"x","color":7,"fallback":"[FIRING] Disk","pretext":"prod","title":"Disk full","title_link":"https://g",
			"text":"95 % of sda","fields":[{"title":"Host","value":"db1","short":"yes"},{"title":"Load","value":7.5},{"value":"now"},null,"odd"]}]}`: "prod\nDisk full\n95 % of sda\nHost: db1\nLoad: 7.5\nnow",
		`{"text":" ","attachments":[{"fallback":"Build 7 failed"},7,{"fallback":"Build 7 failed"}]}`:                                                                                                                              "Build 7 failed",
		`{"attachments":[{"blocks":[{"type":"section","text":{"type":"mrkdwn","text":"*Deploy* &amp; go"},"fields":[{"type":"plain_text","text":"env"},{"type":"mrkdwn","text":"prod"}]}],"fallback":"[no preview available]"}]}`: "*Deploy* &amp; go\nenv\nprod",
		`{"blocks":[{"type":"header","text":{"type":"plain_text","text":"Alert"}},{"type":"divider"},{"type":"context","elements":[{"type":"mrkdwn","text":"by bot"},{"type":"image","alt_text":"a chart"}]},
			{"type":"actions","elements":[{"type":"button","text":{"type":"plain_text","text":"Silence"}}]},
			{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"a < b"},{"type":"user","user_id":"U7"}]}]},
			{"type":"markdown","text":"**bold**"},{"type":"tomorrow","text":"new"},5,{"type":7,"text":{"text":[1]}}]}`: "Alert\nby bot\na chart\na &lt; b<@U7>\n**bold**\nnew",
		`{"blocks":[{"type":"table","rows":[[{"type":"raw_text","text":"Host"},{"type":"raw_text","text":"Load"}],[{"type":"raw_text","text":"db1"},{"type":"raw_number","value":7,"text":"7"}]]}]}`: "Host Load\ndb1 7",
		`{"text":7,"blocks":"none","attachments":{"odd":true}}`: "",
		`{}`: "",
	} {
		got := one(t, `{"type":"message_action","team":{"id":"T1"},"user":{"id":"U1"},"channel":{"id":"C1"},"message_ts":"5.1","message":`+message+`}`)
		if in, ok := got.(Shortcut); !ok || in.MessageText != want {
			t.Errorf("%s\nis %q, want %q", message, in.MessageText, want)
		}
	}
}
