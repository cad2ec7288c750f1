package slack

import (
	"strings"

	"quorum/bot/slack/app"
	"quorum/polls/phrase"
)

// slash is the command, as the manifest has it.
const slash = app.Command

// hinted adds to a sentence what its reader can do: "/quorum reopen Q12 asks again."
func hinted(text string, hints []phrase.Hint) string {
	if len(hints) == 0 {
		return text
	}
	var all []string
	for _, h := range hints {
		all = append(all, strings.TrimSpace(slash+" "+string(h.Verb)+" "+h.Of)+" "+hintWords()[h.Verb])
	}
	return text + " " + strings.Join(all, ", ") + "."
}

// hintWords say what each verb does.
func hintWords() map[phrase.Verb]string {
	return map[phrase.Verb]string{
		phrase.ToList: "shows yours", phrase.ToSchedules: "shows yours", phrase.ToReopen: "asks again", phrase.ToClose: "ends it",
		phrase.ToAdd: "asks more people", phrase.ToLower: "changes its rule", phrase.ToResume: "lets it ask again", phrase.ToEdit: "changes it",
	}
}
