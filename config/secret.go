package config

import "log/slog"

// redacted is printed instead of a secret.
const redacted = "[secret]"

// Secret is a token or key. Printing it, alone or inside another value, prints a placeholder; only [Secret.Reveal]
// returns the text. The zero value is a secret that is not set.
type Secret struct {
	// text is a pointer, so that printing an enclosing struct by reflection shows an address instead of the secret.
	text *string
}

// NewSecret returns a secret with this text. An empty text makes a secret that is not set.
func NewSecret(text string) Secret {
	if text == "" {
		return Secret{}
	}
	return Secret{&text}
}

// Reveal returns the text of the secret, or "" when it is not set.
func (s Secret) Reveal() string {
	if s.text == nil {
		return ""
	}
	return *s.text
}

// IsSet reports whether the secret is set.
func (s Secret) IsSet() bool { return s.text != nil }

// String returns a placeholder, or "" when the secret is not set.
func (s Secret) String() string {
	if s.text == nil {
		return ""
	}
	return redacted
}

// LogValue returns the placeholder.
func (s Secret) LogValue() slog.Value { return slog.StringValue(s.String()) }

// MarshalText returns the placeholder. JSON and other encodings of text use it.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }
