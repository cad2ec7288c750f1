package inbound

import (
	"errors"
	"fmt"
	"net/http"

	slackgo "github.com/slack-go/slack"
)

// verifier tells requests that Slack signed from all others. While the signing
// secret is being rotated it holds two.
type verifier struct{ secrets []string }

// newVerifier returns a verifier for one or more signing secrets. It errs when
// there is none, or an empty one.
func newVerifier(secrets ...string) (*verifier, error) {
	if len(secrets) == 0 {
		return nil, errors.New("no signing secret")
	}
	for _, secret := range secrets {
		if secret == "" {
			return nil, errors.New("empty signing secret")
		}
	}
	return &verifier{secrets: secrets}, nil
}

// verify is nil when any of the secrets signed this body, at a time within 5
// minutes of now, before or after. It takes constant time per secret and
// parses nothing. A request may be replayed within the 5 minutes; keys take
// care of that.
func (v *verifier) verify(header http.Header, body []byte) error {
	var failure error
	for _, secret := range v.secrets {
		err := verifyOne(header, body, secret)
		if err == nil {
			return nil
		}
		failure = err
	}
	return fmt.Errorf("not signed by Slack: %w", failure)
}

func verifyOne(header http.Header, body []byte, secret string) error {
	sv, err := slackgo.NewSecretsVerifier(header, secret)
	if err != nil {
		return err
	}
	if _, err := sv.Write(body); err != nil {
		return err
	}
	return sv.Ensure()
}
