package polls

import (
	"strings"

	"quorum/polls/phrase"
)

// joinBars puts a question together again that was cut at a bar which people meant as part of it: where a doubled bar stands
// before a segment without a key, or where nobody is asked yet. The error names the bar, and says how to write one.
func joinBars(segments []string) (joined []string, err error) {
	joined = segments
	for n := len(segments) - 1; n > 0; n-- {
		if !barInQuestion(segments, n) {
			continue
		}
		joined = append([]string{strings.Join(segments[:n+1], "|")}, segments[n+1:]...)
		question, _ := cutMentions(strings.TrimSpace(joined[0]))
		return joined, phrase.Mistake(phrase.FieldQuestion, "A bar | ends the question, and a part like options: red, green begins. A bar in the question has a backslash before it, like “%s”.",
			phrase.Clip(phrase.Escape(question, '|'), 100))
	}
	return joined, nil
}

// barInQuestion reports whether the bar before the segment n seems to be part of the question.
func barInQuestion(segments []string, n int) bool {
	key, _, ok := strings.Cut(strings.TrimSpace(segments[n]), ":")
	if key = strings.TrimSpace(key); key == "" || isKey(key) || ok && (isKeyTyped(key) || briefTo(key) != "") {
		return false
	}
	for _, before := range segments[1:n] {
		word, _, keyed := strings.Cut(strings.TrimSpace(before), ":")
		if keyed && isKeyTyped(strings.TrimSpace(word)) || briefTo(word) != "" || isKey(strings.TrimSpace(word)) {
			return false
		}
	}
	doubled := n > 1 && segments[n-1] == ""
	return doubled || len(mentionsIn(segments[0])) == 0 && len(mentionsIn(segments[n])) > 0
}
