// Package mrkdwn is Slack's text: what people wrote made harmless, mentions and links taken apart and put together, and text
// cut so that no mention, link or entity is torn.
//
// In reading order: mention.go takes text apart into pieces and escapes it; mrkdwn.go marks it up; cut.go makes it fit.
package mrkdwn
