package config

import "log/slog"

// redacted is what is shown in place of a secret.
const redacted = "[secret]"

// Secret is a token or key. Whatever prints it, as a value or inside another value, gets a placeholder; only
// [Secret.Reveal] gives the text. The zero value is a secret that was not set.
type Secret struct {
	// text is a pointer so that printing an enclosing struct by reflection shows an address and not the secret.
	text *string
}

// NewSecret wraps text. An empty text makes an unset secret.
func NewSecret(text string) Secret {
	if text == "" {
		return Secret{}
	}
	return Secret{&text}
}

// Reveal returns the secret itself, or "" when it is not set. Its callers are few and easy to find.
func (s Secret) Reveal() string {
	if s.text == nil {
		return ""
	}
	return *s.text
}

// IsSet reports whether there is a secret.
func (s Secret) IsSet() bool { return s.text != nil }

// String returns a placeholder, or "" when the secret is not set.
func (s Secret) String() string {
	if s.text == nil {
		return ""
	}
	return redacted
}

// LogValue logs the placeholder.
func (s Secret) LogValue() slog.Value { return slog.StringValue(s.String()) }

// MarshalText encodes the placeholder, in JSON as in every other encoding of text.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }
