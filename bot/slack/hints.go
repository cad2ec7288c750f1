package slack

import (
	"strings"

	"quorum/bot/slack/app"
	"quorum/polls/phrase"
)

// slash is the slash command, as in the manifest.
const slash = app.Command

// hinted returns the sentence with what its reader can do next: "/quorum reopen Q12 asks again."
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

// hintWords returns what each verb of a hint does.
func hintWords() map[phrase.Verb]string {
	return map[phrase.Verb]string{
		phrase.ToList: "shows yours", phrase.ToSchedules: "shows yours", phrase.ToReopen: "asks again", phrase.ToClose: "ends it",
		phrase.ToAdd: "asks more people", phrase.ToLower: "changes its rule", phrase.ToResume: "lets it ask again", phrase.ToEdit: "changes it",
		phrase.ToDeputy: "names somebody else", phrase.ToForget: "removes one",
	}
}
