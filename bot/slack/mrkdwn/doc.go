// Package mrkdwn is Slack's text: what people wrote made harmless, mentions and links taken apart and put together, and text
// cut so that no mention, link or entity is torn.
//
// # The files, in reading order
//
//	mention.go                              text taken apart into pieces, and escaped
//	typed.go                                what was typed, from what Slack made of it
//	mrkdwn.go                               markup
//	cut.go                                  text made to fit
package mrkdwn
