package slack

import (
	"strings"

	"quorum/polls"
)

// slash is the command, as the manifest has it.
const slash = ManifestCommand

// hinted adds to a sentence what its reader can do: "/quorum reopen Q12 asks again."
func hinted(text string, hints []polls.Hint) string {
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
func hintWords() map[polls.Verb]string {
	return map[polls.Verb]string{
		polls.ToList: "shows yours", polls.ToSchedules: "shows yours", polls.ToReopen: "asks again", polls.ToClose: "ends it",
		polls.ToAdd: "asks more people", polls.ToLower: "changes its rule", polls.ToResume: "lets it ask again", polls.ToEdit: "changes it",
	}
}
