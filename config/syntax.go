package config

import (
	"errors"
	"regexp"
	"strings"

	"github.com/BurntSushi/toml"
)

// syntax is where and why the file is not TOML.
func (f *tomlFile) syntax(err error) (origin, error) {
	var e toml.ParseError
	if !errors.As(err, &e) {
		return origin{where: f.name, line: 1}, wrong("", "is not a TOML file")
	}
	hint := `write settings as name = "text", name = 5 or name = ["a", "b"]`
	switch {
	case strings.Contains(e.Message, "expected value but found"):
		hint = "put text between double quotes"
	case strings.Contains(e.Message, "already been defined"):
		hint = "remove one of the two"
	}
	return f.line(e.Position.Line), wrong(hint, "is not TOML: %s", withoutQuoted(e.Message))
}

// withoutQuoted leaves out of the decoder's message what it repeats from the file, since that may be half a token.
func withoutQuoted(message string) string {
	return regexp.MustCompile(`"[^"]{3,}"|[0-9]{8,}`).ReplaceAllString(message, "…")
}

// withoutTokens leaves out tokens that were pasted where another setting belongs.
func withoutTokens(message string) string {
	return regexp.MustCompile(`x(ox[a-z]|app)[-.][0-9A-Za-z.-]{3,}`).ReplaceAllString(message, "…")
}
