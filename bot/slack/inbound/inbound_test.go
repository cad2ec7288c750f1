package inbound

import (
	"encoding/json"
	"reflect"
	"testing"
)

func TestValues(t *testing.T) {
	var v Values
	if err := json.Unmarshal([]byte(`{
		"question":{"in":{"type":"plain_text_input","value":"Ship <now> & here?"}},
		"none":{"in":{"type":"plain_text_input","value":null}},
		"kind":{"in":{"type":"radio_buttons","selected_option":{"value":"yes/no"}}},
		"ticks":{"in":{"type":"checkboxes","selected_options":[{"value":"a"},{"value":"b"}]}},
		"who":{"in":{"type":"multi_users_select","selected_users":["U1","U2"]}},
		"deputy":{"in":{"type":"users_select","selected_user":"U3"}},
		"where":{"in":{"type":"conversations_select","selected_conversation":"C1"}},
		"rooms":{"in":{"type":"multi_channels_select","selected_channels":["C1","C2"]}}}`), &v); err != nil {
		t.Fatal(err)
	}
	same := func(what string, got, want any) {
		t.Helper()
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s = %#v, want %#v", what, got, want)
		}
	}
	same("question", v.Text("question", "in"), "Ship <now> & here?")
	same("none", v.Text("none", "in"), "")
	same("missing", v.Text("missing", "in"), "")
	same("kind", v.Option("kind", "in"), "yes/no")
	same("no kind", v.Option("question", "in"), "")
	same("ticks", v.Options("ticks", "in"), []string{"a", "b"})
	same("who", v.Users("who", "in"), []string{"U1", "U2"})
	same("deputy", v.Users("deputy", "in"), []string{"U3"})
	same("nobody", v.Users("kind", "in"), []string(nil))
	same("where", v.Conversations("where", "in"), []string{"C1"})
	same("rooms", v.Conversations("rooms", "in"), []string{"C1", "C2"})
	same("has", v.Has("none", "in"), true)
	same("has not", v.Has("none", "out"), false)
}

func TestRichTextReadsAsText(t *testing.T) {
	v := Values{"b": {"a": Value{Rich: json.RawMessage(`{"type":"rich_text","elements":[
		{"type":"rich_text_section","elements":[
			{"type":"text","text":"Ask ","style":{"bold":true}},{"type":"user","user_id":"U1"},
			{"type":"text","text":" & <"},{"type":"usergroup","usergroup_id":"S1"},{"type":"text","text":"> in "},
			{"type":"channel","channel_id":"C1"},{"type":"emoji","name":"tada"}]},
		{"type":"rich_text_list","elements":[
			{"type":"rich_text_section","elements":[{"type":"link","url":"https://x.io/?a=1&b=2","text":"docs"}]},
			{"type":"rich_text_section","elements":[{"type":"broadcast","range":"here"}]}]}]}`)}}}
	want := "Ask <@U1> &amp; &lt;<!subteam^S1>&gt; in <#C1>:tada:\n<https://x.io/?a=1&amp;b=2|docs>\n<!here>"
	if got := v.Text("b", "a"); got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestReplies(t *testing.T) {
	cases := []struct {
		name  string
		in    Inbound
		reply Reply
		want  string
	}{
		{"bare", Command{}, Reply{}, ``},
		{"ephemeral", Command{}, Reply{Text: "Hi", Blocks: []any{1}}, `{"blocks":[1],"response_type":"ephemeral","text":"Hi"}`},
		{"closes the form", Submission{}, Reply{Text: "ignored"}, ``},
		{"errors", Submission{}, Reply{Errors: map[string]string{"q": "Say more."}, Clear: true}, `{"errors":{"q":"Say more."},"response_action":"errors"}`},
		{"clear", Submission{}, Reply{Clear: true}, `{"response_action":"clear"}`},
		{"options", Suggestion{}, Reply{Options: []Choice{{"@sec", "S1"}}}, `{"options":[{"text":{"text":"@sec","type":"plain_text"},"value":"S1"}]}`},
		{"no options", Suggestion{}, Reply{}, `{"options":[]}`},
		{"click", Click{}, Reply{Text: "ignored", Clear: true}, ``},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, err := c.reply.Payload(c.in)
			if err != nil || string(got) != c.want {
				t.Errorf("got  %s (%v)\nwant %s", got, err, c.want)
			}
		})
	}
	many := make([]Choice, 250)
	if got := len(Reply{Options: many}.options()); got != 100 {
		t.Errorf("%d options offered, Slack takes 100", got)
	}
}
