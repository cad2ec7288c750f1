package inbound

import (
	"bufio"
	"encoding/json"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// sample is one line of payloads.jsonl: a body as Slack's own SDKs test with.
type sample struct {
	Src, Type, Ctype, Body string
}

// published reads the payloads that Slack publishes with its SDKs, which lie beside the repository where they are at all:
// then there are none, and the test says so.
func published(tb testing.TB) []sample {
	tb.Helper()
	const path = "../../../../shared/data/slack/payloads.jsonl"
	file, err := os.Open(path)
	if os.IsNotExist(err) {
		tb.Logf("%s is missing: tried with payloads written by hand alone", path)
		return nil
	}
	if err != nil {
		tb.Fatal(err)
	}
	defer file.Close()
	var out []sample
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var s sample
		if err := json.Unmarshal(lines.Bytes(), &s); err != nil {
			tb.Fatal(err)
		}
		out = append(out, s)
	}
	if err := lines.Err(); err != nil {
		tb.Fatal(err)
	}
	if len(out) < 141 {
		tb.Fatalf("%d payloads, want 141", len(out))
	}
	return out
}

// envelope is the same payload as Socket Mode delivers it.
func (s sample) envelope(tb testing.TB) []byte {
	tb.Helper()
	kind, payload := "events_api", json.RawMessage(s.Body)
	switch {
	case s.Ctype == "ws":
		return []byte(s.Body)
	case strings.HasPrefix(s.Type, "interactive"):
		kind, payload = "interactive", json.RawMessage(formOf(tb, s.Body).Get("payload"))
	case s.Type == "slash":
		fields := map[string]string{}
		for name, values := range formOf(tb, s.Body) {
			fields[name] = values[0]
		}
		kind, payload = "slash_commands", mustJSON(tb, fields)
	}
	return mustJSON(tb, map[string]any{
		"type": kind, "envelope_id": "e-1", "accepts_response_payload": true, "payload": payload,
	})
}

func formOf(tb testing.TB, body string) url.Values {
	tb.Helper()
	form, err := url.ParseQuery(body)
	if err != nil {
		tb.Fatal(err)
	}
	return form
}

func mustJSON(tb testing.TB, v any) []byte {
	tb.Helper()
	raw, err := json.Marshal(v)
	if err != nil {
		tb.Fatal(err)
	}
	return raw
}

// Both transports' decoders read every payload, and agree on it.
func TestBothDecodersReadEveryPayload(t *testing.T) {
	all := published(t)
	for _, p := range payloads(t) {
		all = append(all, p.sample)
	}
	for _, s := range all {
		t.Run(s.Src, func(t *testing.T) {
			envelope, err := decodeEnvelope(s.envelope(t))
			if err != nil {
				t.Fatalf("envelope: %v", err)
			}
			if envelope.ID == "" {
				t.Error("no envelope id: it cannot be acknowledged")
			}
			if s.Ctype == "ws" {
				return
			}
			posted, err := decodeHTTP(s.Ctype, []byte(s.Body))
			if err != nil {
				t.Fatalf("request: %v", err)
			}
			if diff := cmp.Diff(posted, envelope.Inbound, cmp.AllowUnexported(challenge{})); diff != "" {
				t.Errorf("the transports disagree (-http +socket):\n%s", diff)
			}
		})
	}
}

// decodeSample decodes the samples whose source contains src and returns the nth.
func decodeSample(t *testing.T, src string, n int) Inbound {
	t.Helper()
	all := published(t)
	if all == nil {
		t.Skip("the published payloads are missing")
	}
	for _, s := range all {
		if !strings.Contains(s.Src, src) {
			continue
		}
		if n--; n >= 0 {
			continue
		}
		envelope, err := decodeEnvelope(s.envelope(t))
		if err != nil || len(envelope.Inbound) != 1 {
			t.Fatalf("%s: %d inbound, %v", s.Src, len(envelope.Inbound), err)
		}
		return envelope.Inbound[0]
	}
	t.Fatalf("no sample %s", src)
	return nil
}

// TestRealPayloads reads payloads of Slack's SDKs field by field.
func TestRealPayloads(t *testing.T) {
	const trigger = "111.222.xxx"
	cases := []struct {
		src  string
		n    int
		want Inbound
	}{
		{"SlashCommandPayloadTest.java:body1", 0, Command{
			Team: "T0001", Channel: "C2147483705", ChannelName: "test",
			User: "U2147483697", Name: "/weather", Text: "94070",
			TriggerID:   "13345224609.738474920.8088930838d88f008e0",
			ResponseURL: "https://hooks.slack.com/commands/1234/5678",
			Key:         "command/T0001/U2147483697/13345224609.738474920.8088930838d88f008e0",
		}},
		{"SlashCommandPayloadTest.java:orgLevelApp", 0, Command{
			Team: "T111", Channel: "C111", ChannelName: "dev", User: "W111",
			Name: "/org-level-command", Text: "test", TriggerID: trigger,
			ResponseURL: "https://hooks.slack.com/commands/T111/111/xxx", Key: "command/T111/W111/" + trigger,
		}},
		{"socket_mode_envelopes[0]", 0, Command{
			Team: "T111", Channel: "C111", ChannelName: "random", User: "U111",
			Name: "/hello-socket-mode", TriggerID: trigger,
			ResponseURL: "https://hooks.slack.com/commands/T111/111/xxx", Key: "command/T111/U111/" + trigger,
		}},
		{"BlockActionPayloadTest.java:jsonInThread", 0, Click{
			Team: "T111", User: "U111", Surface: OnMessage,
			ActionID: "save", BlockID: "block_1", Value: "1",
			Channel: "C111", MessageTS: "1693635296.000500",
			State: Values{"block_1": {"action_1": {
				Option: &valueOption{Value: "schedule"},
			}}},
			TriggerID: trigger, ResponseURL: "https://hooks.slack.com/actions/T111/111/xxx",
			At: parseTS("1606455407.603639"),
		}},
		{"test_authorize.py:194:block_actions_body", 0, Click{
			Team: "T111", User: "W99999", Surface: OnMessage,
			ActionID: "a", BlockID: "b", Value: "click_me_123", Channel: "C111", MessageTS: "111.222",
			TriggerID:   "111.222.valid",
			ResponseURL: "https://hooks.slack.com/actions/T111/111/random-value",
			At:          parseTS("1596530385.194939"),
		}},
		{"BlockActionPayloadTest.java:jsonInteractionsFromRemoteFunction", 0, Click{
			Team: "T03E94MJU", User: "U03E94MK0", Surface: OnMessage,
			ActionID: "a", BlockID: "b", Value: "clicked", Channel: "D065ZJQQQAE",
			MessageTS: "1700455285.968429", State: Values{}, At: parseTS("1700455293.945608"),
		}},
		{"GlobalShortcutPayloadTest.java:json", 0, Shortcut{ // team is null in an org-wide install
			Team: "T111", User: "W111",
			TriggerID: trigger,
		}},
		{"socket_mode_envelopes[2]", 0, Shortcut{
			Team: "T111", User: "U111",
			TriggerID: trigger,
		}},
		{"test_app_using_methods_in_class.py", 0, Shortcut{
			Team: "T111", User: "W111",
			TriggerID: trigger, Channel: "C111",
			ChannelName: "dev", MessageTS: "1583636382.000300", MessageText: "<@W222> test",
			ResponseURL: "https://hooks.slack.com/app/T111/111/xxx",
		}},
		{"test_block_suggestion.py", 0, Suggestion{
			Team: "T111", Query: "search word",
		}},
		{"ViewClosedPayloadTest.java:json", 0, Ignored{}},
		{"JsonPayloadExtractorTest.java", 0, HomeOpened{
			Team: "T12345678", User: "U12345678", Tab: "home",
		}},
		{"AppUninstalledPayload.json", 0, Uninstalled{Reason: "app_uninstalled"}},
		{"TokensRevokedPayload.json", 0, Uninstalled{Reason: "tokens_revoked"}},
		{"ChannelIdChangedPayload.json", 0, ChannelIDChanged{}},
		{"UrlVerificationPayloadTest.java", 0, challenge{token: "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P"}},
		{"socket_mode_envelopes[1]", 0, Ignored{}},
		{"ResourcesAddedPayload.json", 0, Ignored{}},
		{"DialogSubmissionPayloadTest.java", 0, Ignored{}},
		{"AttachmentActionPayloadTest.java", 0, Ignored{}},
	}
	for _, c := range cases {
		t.Run(c.src, func(t *testing.T) {
			got := decodeSample(t, c.src, c.n)
			if diff := cmp.Diff(c.want, got, cmp.AllowUnexported(challenge{})); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestRealSubmissions reads forms, one of them from an org-wide install whose
// view names an enterprise where a team would be.
func TestRealSubmissions(t *testing.T) {
	form := decodeSample(t, "ViewSubmissionPayloadTest.java:json", 0).(Submission)
	if form.CallbackID != "modal-callback-id" || form.User != "U12345678" {
		t.Errorf("form = %+v", form)
	}
	if got := form.State.Text("comment", "single_action"); got != "Just amazing!" {
		t.Errorf("comment = %q", got)
	}
	if got := form.State.Option("rating", "single_action"); got != "3" {
		t.Errorf("rating = %q", got)
	}
	org := decodeSample(t, "ViewSubmissionPayloadTest.java:orgAppPayload", 0).(Submission)
	if org.Team != "T111" {
		t.Errorf("org form belongs to %q", org.Team)
	}
	if org.Key == form.Key || !strings.HasPrefix(org.Key, "submission/T111/W111/V111/") {
		t.Errorf("key = %q", org.Key)
	}
}
