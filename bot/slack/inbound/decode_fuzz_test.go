package inbound

import (
	"testing"

	"quorum/bot/slack/mrkdwn"
)

// FuzzHTTP: no body breaks the decoder, and what it lets through to a handler
// that acts for a person names that person.
func FuzzHTTP(f *testing.F) {
	for _, s := range seeds(f) {
		f.Add(s.Ctype, []byte(s.Body))
	}
	f.Fuzz(func(t *testing.T, ctype string, body []byte) {
		all, err := decodeHTTP(ctype, body)
		checkDecoded(t, all, err)
	})
}

// FuzzEnvelope: the same for Socket Mode.
func FuzzEnvelope(f *testing.F) {
	for _, s := range seeds(f) {
		f.Add(s.envelope(f))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		envelope, err := decodeEnvelope(raw)
		if envelope.Type == "hello" || envelope.Type == "disconnect" {
			return
		}
		checkDecoded(t, envelope.Inbound, err)
	})
}

// seeds are all payloads at hand.
func seeds(f *testing.F) []sample {
	all := published(f)
	for _, p := range payloads(f) {
		all = append(all, p.sample)
	}
	return all
}

func checkDecoded(t *testing.T, all []Inbound, err error) {
	if err == nil && len(all) == 0 {
		t.Fatal("neither an error nor anything to acknowledge")
	}
	for _, in := range all {
		if user, acts := actor(in); acts && user == "" {
			t.Fatalf("nobody did %#v", in)
		}
		if _, err := (Reply{Text: "x", Clear: true}).Payload(in); err != nil {
			t.Fatal(err)
		}
		if form, ok := in.(Submission); ok {
			readAll(form.State)
		}
	}
}

func actor(in Inbound) (user string, acts bool) {
	switch in := in.(type) {
	case Command:
		return in.User, true
	case Click:
		return in.User, true
	case Submission:
		return in.User, true
	case Shortcut:
		return in.User, true
	case HomeOpened:
		return in.User, true
	case UserChanged:
		return in.User, true
	}
	return "", false
}

func readAll(v Values) {
	for block, actions := range v {
		for action := range actions {
			mrkdwn.ParseText(v.Text(block, action))
			v.Option(block, action)
			v.Options(block, action)
			v.Users(block, action)
			v.Conversations(block, action)
		}
	}
}
