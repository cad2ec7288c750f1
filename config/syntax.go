package config

import (
	"errors"
	"regexp"
	"strings"

	"github.com/BurntSushi/toml"
)

// syntaxError returns where the file is not TOML, and why.
func (f *tomlFile) syntaxError(err error) (origin, error) {
	var e toml.ParseError
	if !errors.As(err, &e) {
		return origin{where: f.name, line: 1}, newProblem("", "is not a TOML file")
	}
	hint := `write settings as name = "text", name = 5 or name = ["a", "b"]`
	switch {
	case strings.Contains(e.Message, "expected value but found"):
		hint = "put text between double quotes"
	case strings.Contains(e.Message, "already been defined"):
		hint = "remove one of the two"
	}
	return f.lineOrigin(e.Position.Line), newProblem(hint, "is not TOML: %s", withoutQuoted(e.Message))
}

// withoutQuoted removes what the decoder's message repeats from the file, since that may be a part of a token.
func withoutQuoted(message string) string {
	return regexp.MustCompile(`"[^"]{3,}"|[0-9]{8,}`).ReplaceAllString(message, "…")
}

// withoutTokens removes tokens from a message. An operator may have pasted one into another setting.
func withoutTokens(message string) string {
	return regexp.MustCompile(`x(ox[a-z]|app)[-.][0-9A-Za-z.-]{3,}`).ReplaceAllString(message, "…")
}
