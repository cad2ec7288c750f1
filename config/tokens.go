package config

import "strings"

const (
	botTokenPlace = `copy the "Bot User OAuth Token" (xoxb-…) from "OAuth & Permissions" in the app's settings`
	appTokenPlace = `create one with the scope connections:write under "Basic Information", "App-Level Tokens"`
	signingPlace  = `copy the "Signing Secret" from "Basic Information" in the app's settings`
)

// tokenKind returns what kind of Slack token s is, by its first characters, or "" when it is no token of Slack's.
func tokenKind(s string) string {
	for _, k := range []struct{ prefix, name string }{
		{"xoxb-", "a bot token"},
		{"xapp-", "an app-level token"},
		{"xoxp-", "a user token"},
		{"xoxe.", "a token of an app with token rotation"},
		{"xoxe-", "a refresh token"},
		{"xoxc-", "a browser's session token"},
		{"xoxd-", "a browser's session cookie"},
		{"xoxa-", "a legacy workspace token"},
		{"xoxs-", "a browser's session token"},
		{"xoxr-", "a refresh token"},
	} {
		if strings.HasPrefix(s, k.prefix) {
			return k.name
		}
	}
	return ""
}

func setBotToken(c *Config, s string) error {
	if err := tokenText(s, "xoxb-", botTokenPlace); err != nil {
		return err
	}
	c.Slack.BotToken = NewSecret(s)
	return nil
}

func setAppToken(c *Config, s string) error {
	if err := tokenText(s, "xapp-", appTokenPlace); err != nil {
		return err
	}
	c.Slack.AppToken = NewSecret(s)
	return nil
}

// tokenText checks the form of a token. Whether Slack accepts it, `quorum check` finds out. No message repeats a part
// of the token.
func tokenText(s, prefix, place string) error {
	kind := tokenKind(s)
	switch {
	case s == "":
		return newProblem(place, "is empty")
	case strings.HasPrefix(s, `"`) || strings.HasPrefix(s, "'"):
		return newProblem("remove the quotes; an env file does not need them", "begins with a quotation mark")
	case strings.ContainsAny(s, " \t\r\n"):
		return newProblem("paste the token again, on one line", "has a space or a line break in it")
	case strings.HasPrefix(kind, "a token of an app with token rotation"):
		return newProblem("Quorum needs an app without token rotation; it cannot be switched off again, so create a new app "+
			"from `quorum manifest`", "is %s", kind)
	case !strings.HasPrefix(s, prefix) && kind != "":
		return newProblem(swapHint(s, place), "is %s, which begins with %s, not %s", kind, s[:5], prefix)
	case !strings.HasPrefix(s, prefix):
		return newProblem(place, "is not a Slack token; it has to begin with %s", prefix)
	case strings.Trim(s[len(prefix):], ".…-*x") == "" || strings.Contains(s, "your-"):
		return newProblem(place, "is a placeholder")
	}
	return nil
}

// swapHint returns the hint for a token that was set in the place of another kind of token.
func swapHint(s, place string) string {
	switch {
	case strings.HasPrefix(s, "xapp-"):
		return "the two tokens are swapped: xapp- belongs in SLACK_APP_TOKEN, xoxb- in SLACK_BOT_TOKEN"
	case strings.HasPrefix(s, "xoxb-"):
		return "the two tokens are swapped: xoxb- belongs in SLACK_BOT_TOKEN, xapp- in SLACK_APP_TOKEN"
	}
	return place
}

func setSigningSecrets(c *Config, items []string) error {
	if len(items) > 2 {
		return newProblem("keep the current one and the one it replaces", "has %d secrets; there may be two", len(items))
	}
	var secrets []Secret
	for _, s := range items {
		switch {
		case s == "":
			return newProblem(signingPlace, "has an empty secret in it")
		case tokenKind(s) != "":
			return newProblem(signingPlace, "is %s, not a signing secret", tokenKind(s))
		case strings.ContainsAny(s, " \t\r\n\"'"):
			return newProblem("paste the secret again, without spaces or quotation marks", "has a space or a quotation mark in it")
		}
		secrets = append(secrets, NewSecret(s))
	}
	c.Slack.SigningSecrets = secrets
	return nil
}
