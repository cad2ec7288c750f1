package config

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"
)

// TestSecretsAreNotPrinted prints a secret in many ways: with verbs, by reflection, in logs and in JSON. None may
// show it.
func TestSecretsAreNotPrinted(t *testing.T) {
	const text = "xoxb-do-not-print"
	c := Defaults()
	c.Slack.BotToken = NewSecret(text)
	c.Slack.SigningSecrets = []Secret{NewSecret(text)}
	hidden := struct{ secret Secret }{NewSecret(text)}

	var out bytes.Buffer
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d", "%t"} {
		fmt.Fprintf(&out, verb+"\n", c.Slack.BotToken)
		fmt.Fprintf(&out, verb+"\n", c)
		fmt.Fprintf(&out, verb+"\n", &c)
		fmt.Fprintf(&out, verb+"\n", hidden)
	}
	for _, handler := range []slog.Handler{slog.NewTextHandler(&out, nil), slog.NewJSONHandler(&out, nil)} {
		slog.New(handler).Info("started", "token", c.Slack.BotToken, "config", c, "hidden", hidden)
	}
	if err := json.NewEncoder(&out).Encode(c); err != nil {
		t.Fatal(err)
	}
	if text, err := json.Marshal(c.Slack.BotToken); err != nil || string(text) != `"`+redacted+`"` {
		t.Errorf("in JSON it is %s, %v", text, err)
	}
	if resolved := slog.AnyValue(c.Slack.BotToken).Resolve(); resolved.String() != redacted || resolved.Kind() != slog.KindString {
		t.Errorf("a log handler gets %v", resolved)
	}
	if strings.Contains(out.String(), text) || strings.Contains(out.String(), fmt.Sprintf("%x", text)) {
		t.Errorf("the secret is in:\n%s", out.String())
	}
	if !strings.Contains(out.String(), redacted) {
		t.Error("nothing shows that a secret was there")
	}
}

func TestUnsetSecret(t *testing.T) {
	var s Secret
	if s.IsSet() || s.Reveal() != "" || s.String() != "" || NewSecret("").IsSet() {
		t.Error("a secret that was not set looks set")
	}
}
