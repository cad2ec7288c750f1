package render

import (
	"regexp"

	"quorum/bot/slack/mrkdwn"
	"quorum/polls"
)

// oneName is a name that can be typed and looked up again.
var oneName = regexp.MustCompile(`^@[\pL\d._-]*[\pL\d]$`)

// mentionToken is a mention as Slack writes it.
var mentionToken = regexp.MustCompile(`<(?:@[UW][A-Z0-9]+|!subteam\^S[A-Z0-9]+)(?:\|[^<>|\n]*)?>`)

// typable writes mentions as the names that people would type; those that could not be read back stay as they are.
func (s Scene) typable(text string) string {
	return mentionToken.ReplaceAllStringFunc(text, func(token string) string {
		name := s.mentionName(mrkdwn.ParseText(token)[0])
		if !oneName.MatchString(name) {
			return token
		}
		return name
	})
}

func (s Scene) briefLines(all []polls.Brief) string {
	shown := make([]polls.Brief, len(all))
	for i, b := range all {
		shown[i] = polls.Brief{To: s.typable(b.To), Text: b.Text}
	}
	return polls.PrintBriefs(shown)
}
