package inbound

import (
	"fmt"
	"testing"
	"time"
)

// handle decodes an interactive payload that holds one thing.
func one(t *testing.T, payload string) Inbound {
	t.Helper()
	all, err := decodeInteraction([]byte(payload))
	if err != nil || len(all) != 1 {
		t.Fatalf("%d inbound, %v", len(all), err)
	}
	return all[0]
}

func event(t *testing.T, body string) Inbound {
	t.Helper()
	all, err := decodeHTTP("application/json", []byte(body))
	if err != nil || len(all) != 1 {
		t.Fatalf("%d inbound, %v", len(all), err)
	}
	return all[0]
}

func TestEachActionIsAClick(t *testing.T) {
	all, err := decodeInteraction([]byte(`{"type":"block_actions","team":{"id":"T1"},"user":{"id":"U1"},
		"container":{"channel_id":"D1","message_ts":"1.1"},
		"actions":[{"action_id":"a","block_id":"b","value":"x","action_ts":"5.1"},
		           {"action_id":"a","block_id":"c","value":"y","action_ts":"5.1"}]}`))
	if err != nil || len(all) != 2 {
		t.Fatalf("%d clicks, %v", len(all), err)
	}
	first, second := all[0].(Click), all[1].(Click)
	if first.Value != "x" || second.Value != "y" {
		t.Errorf("clicks %+v and %+v", first, second)
	}
}

func TestWhatAClickCarries(t *testing.T) {
	cases := []struct {
		name, action string
		value        string
	}{
		{"button", `"value":"yes"`, "yes"},
		{"menu", `"selected_option":{"value":"conflict"}`, "conflict"},
		{"several", `"selected_options":[{"value":"a"},{"value":"b"}]`, "a"},
		{"person", `"selected_user":"U9"`, "U9"},
		{"people", `"selected_users":["U8","U9"]`, "U8"},
		{"conversation", `"selected_conversation":"C9"`, "C9"},
		{"channels", `"selected_channels":["C8","C9"]`, "C8"},
		{"nothing chosen", `"selected_option":null`, ""},
		{"a number where text belongs", `"value":7`, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			click := one(t, `{"type":"block_actions","team":{"id":"T1"},"user":{"id":"U1"},
				"actions":[{"action_id":"a","block_id":"b","action_ts":"5.1",`+c.action+`}]}`).(Click)
			if click.ActionID != "a" || click.Value != c.value {
				t.Errorf("value %q", click.Value)
			}
		})
	}
}

func TestWhereAClickWas(t *testing.T) {
	view := `{"type":"block_actions","team":{"id":"T1"},"user":{"id":"U1"},"container":{"type":"view","view_id":"V1"},
		"view":{"id":"V1","type":%q,"hash":"h","callback_id":"ask","private_metadata":"pm",
			"state":{"values":{"q":{"q":{"type":"plain_text_input","value":"Ship?"}}}}},
		"actions":[{"action_id":"a","block_id":"b","action_ts":"5.1"}]}`
	for surface, kind := range map[Surface]string{OnModal: "modal", OnHome: "home"} {
		click := one(t, fmt.Sprintf(view, kind)).(Click)
		if click.Surface != surface || click.ViewID != "V1" || click.ViewHash != "h" ||
			click.CallbackID != "ask" || click.PrivateMetadata != "pm" {
			t.Errorf("%s: %+v", kind, click)
		}
		if got := click.State.Text("q", "q"); got != "Ship?" {
			t.Errorf("state = %q", got)
		}
	}
}

// TestOneOddValueCostsNoOther: the library refuses a delivery with one block it
// cannot parse; the click in it counts all the same.
func TestOneOddValueCostsNoOther(t *testing.T) {
	click := one(t, `{"type":"block_actions","team":{"id":"T1"},"user":{"id":"U1"},"channel":"general",
		"message":{"ts":"1.1","blocks":[{"type":"section","text":7},[],null]},
		"state":{"values":{"odd":[],"odder":{"x":"text"},"fine":{"x":{"value":"kept"},"y":{"value":[]}}}},
		"actions":[{"action_id":"a","block_id":"b","value":"yes","style":3,"action_ts":"5.1"}]}`).(Click)
	if click.Value != "yes" || click.MessageTS != "1.1" || click.State.Text("fine", "x") != "kept" {
		t.Errorf("click = %+v", click)
	}
	for _, empty := range []string{`[]`, `null`, `""`, `7`} {
		form := one(t, `{"type":"view_submission","user":{"id":"U1"},"view":{"id":"V1","state":{"values":`+empty+`}}}`)
		if got := form.(Submission).State.Text("q", "q"); got != "" {
			t.Errorf("values %s: %q", empty, got)
		}
	}
}

func TestWithoutAPersonNobodyDidIt(t *testing.T) {
	for _, payload := range []string{
		`{"type":"block_actions","actions":[{"value":"yes"}]}`,
		`{"type":"view_submission","user":{"id":""}}`,
		`{"type":"shortcut","user":"U1"}`,
		`{"type":"block_actions","user":{"id":"U1"},"actions":[]}`,
		`{"type":"invented","user":{"id":"U1"}}`,
		`null`, `[]`, `7`,
	} {
		if in, ok := one(t, payload).(Ignored); !ok {
			t.Errorf("%s: %+v", payload, in)
		}
	}
}

// TestSlackConnect: somebody of another company presses a button, and fills in
// a form that was opened across the two.
func TestSlackConnect(t *testing.T) {
	click := one(t, `{"type":"block_actions","team":{"id":"TOTHER"},"user":{"id":"U1","team_id":"TOTHER"},
		"actions":[{"action_id":"a","action_ts":"5.1"}]}`).(Click)
	if click.Team != "TOTHER" {
		t.Errorf("click of %q", click.Team)
	}
	form := one(t, `{"type":"view_submission","team":{"id":"TOTHER"},"user":{"id":"U1","team_id":"TOTHER"},
		"view":{"id":"V1","team_id":"TOTHER","app_installed_team_id":"TOURS"}}`).(Submission)
	if form.Team != "TOURS" {
		t.Errorf("form of %q", form.Team)
	}
	opened := event(t, `{"type":"event_callback","team_id":"TOTHER","event_id":"Ev1",
		"authorizations":[{"team_id":"TOURS","enterprise_id":"E1"}],
		"event":{"type":"app_home_opened","user":"U1","tab":"home","event_ts":"5.1"}}`).(HomeOpened)
	if opened.Team != "TOURS" {
		t.Errorf("opened in %q", opened.Team)
	}
}

func TestUserChanged(t *testing.T) {
	got := event(t, `{"type":"event_callback","team_id":"T1","event_id":"Ev1","event":{"type":"user_change","event_ts":"5.1",
		"user":{"id":"U1","name":"ana","deleted":true,"tz":"Europe/Vienna","tz_offset":3600,"is_ultra_restricted":true,
		"is_bot":true,"is_stranger":true,"is_invited_user":true,"profile":{"display_name":"Ana","real_name":"Ana Lee"}}}}`)
	want := UserChanged{
		Team: "T1", User: "U1", Name: "Ana", TZ: "Europe/Vienna", Offset: "3600",
		Deleted: true, Bot: true, Stranger: true, Invited: true,
	}
	if got != want {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func TestEventsThatEndThings(t *testing.T) {
	frame := `{"type":"event_callback","team_id":"T1","event_id":"Ev1","event":%s}`
	cases := map[string]Inbound{
		`{"type":"app_uninstalled","event_ts":"5.1"}`:                                                Uninstalled{Reason: "app_uninstalled"},
		`{"type":"tokens_revoked","tokens":{"bot":["UBOT"]}}`:                                        Uninstalled{Reason: "tokens_revoked"},
		`{"type":"tokens_revoked","tokens":{"oauth":["U1"],"bot":[]}}`:                               Ignored{},
		`{"type":"channel_id_changed","old_channel_id":"G1","new_channel_id":"C1","event_ts":"5.1"}`: ChannelIDChanged{Old: "G1", New: "C1"},
		`{"type":"invented_tomorrow"}`:                                                               Ignored{},
		`{"type":"user_change","user":"U1"}`:                                                         Ignored{},
		`[]`:                                                                                         Ignored{},
	}
	for inner, want := range cases {
		if got := event(t, fmt.Sprintf(frame, inner)); got != want {
			t.Errorf("%s:\ngot  %+v\nwant %+v", inner, got, want)
		}
	}
}

// TestKeysNameTheAct: equal for every delivery of one act, and for no other.
func TestKeysNameTheAct(t *testing.T) {
	form := `{"type":"view_submission","team":{"id":"T1"},"user":{"id":"U1"},"trigger_id":%q,
		"view":{"id":"V1","state":{"values":{"b":{"x":{"value":%q},"a":{"value":"1"}},"a":{}}}}}`
	submitted := func(trigger, text string) string { return one(t, fmt.Sprintf(form, trigger, text)).(Submission).Key }
	if submitted("1.1", "Yes") != submitted("1.2", "Yes") {
		t.Error("the same values sent twice have two keys")
	}
	if submitted("1.1", "Yes") == submitted("1.1", "No") {
		t.Error("a corrected form has the key of the wrong one")
	}
	if got := actKey("click", "a/b", "c"); got == actKey("click", "a", "b/c") {
		t.Errorf("two acts have the key %q", got)
	}
	if got := actKey("command", "T1", ""); got != "" {
		t.Errorf("what nothing tells apart has the key %q", got)
	}
}

func TestUnreadable(t *testing.T) {
	for _, body := range []string{`{`, `payload=%`, `payload=`, `payload={`, `a;b`} {
		if all, err := decodeHTTP("", []byte(body)); err == nil {
			t.Errorf("%s: %v", body, all)
		}
	}
	envelope, err := decodeEnvelope([]byte(`{"type":"interactive","envelope_id":"e-1"}`))
	if err == nil || envelope.ID != "e-1" {
		t.Errorf("envelope %+v, %v: must be an error, and acknowledged", envelope, err)
	}
}

func TestParseTS(t *testing.T) {
	want := time.Date(2019, 1, 25, 14, 26, 57, 840180000, time.UTC)
	if got := parseTS("1548426417.840180"); !got.Equal(want) {
		t.Errorf("got %v, want %v", got, want)
	}
	for _, bad := range []string{"", "x", "-1.5", "1.-5", "99999999999999999999", "1.1234567890", "0"} {
		if got := parseTS(bad); !got.IsZero() {
			t.Errorf("%q: %v", bad, got)
		}
	}
}
