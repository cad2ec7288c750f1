package app

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
)

// layouts has Slack look at one message and one view, which it does not post or open.
func (c Check) layouts(ctx context.Context) []Finding {
	var findings []Finding
	for _, one := range []struct {
		name string
		what any
	}{{"message", c.Message}, {"view", c.View}} {
		if one.what != nil {
			findings = append(findings, c.layout(ctx, one.name, one.what))
		}
	}
	return findings
}

// layout tries one message or view. Only Slack's word that it is wrong is a failure: a Slack that does not know the method, or does
// not answer it, says nothing about the layout.
func (c Check) layout(ctx context.Context, name string, what any) Finding {
	answer, err := c.validate(ctx, name, what)
	const untried = "Slack did not look at a "
	switch {
	case err != nil:
		return Finding{Note, untried + name + ": its answer cannot be read", "nothing needs to be done"}
	case answer.OK:
		return Finding{OK, "Slack accepts how a " + name + " is laid out", ""}
	case len(answer.Errors) == 0:
		return Finding{Note, untried + name + " (" + answer.Error + ")", "nothing needs to be done"}
	}
	wrong := answer.Errors[0]
	return Finding{Fail, "Slack does not accept how a " + name + " is laid out: " + strings.TrimSpace(wrong.Pointer+" "+wrong.Message), "report this with the version of Quorum"}
}

// validated is the answer of blocks.validate.
type validated struct {
	OK     bool   `json:"ok"`
	Error  string `json:"error"`
	Errors []struct {
		Pointer string `json:"pointer"`
		Message string `json:"message"`
	} `json:"errors"`
}

// validate calls blocks.validate, which the library does not have.
func (c Check) validate(ctx context.Context, name string, what any) (answer validated, err error) {
	raw, err := json.Marshal(what)
	if err != nil {
		return answer, err
	}
	form := url.Values{name: {string(raw)}}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, c.APIURL+"blocks.validate", strings.NewReader(form.Encode()))
	if err != nil {
		return answer, err
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Authorization", "Bearer "+c.BotToken)
	got, err := c.Client.Do(r)
	if err != nil {
		return answer, err
	}
	defer got.Body.Close()
	body, err := io.ReadAll(io.LimitReader(got.Body, 1<<20))
	if err != nil {
		return answer, err
	}
	return answer, json.Unmarshal(body, &answer)
}
