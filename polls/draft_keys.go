package polls

import (
	"regexp"
	"slices"
	"strings"

	"quorum/polls/phrase"
)

// People leave out the bar before a key, or write each key on a line of its own. A key is taken for one after the people asked and
// at the beginning of a line. Inside the question before any mention it may be a word of the question, see [Draft.Doubted].

var (
	keyForm  = regexp.MustCompile(`(?:^|[\s>\](,;])((\pL+)(\\*)[ \t]?:|(?i:brief)[ \t]+` + runPattern + `[ \t]*:)`)
	flagForm = regexp.MustCompile(`(?:[>\]][ \t]*|\n[ \t]*)((?i:anonymous|announce))[ \t]*(?:\n|$)`)
)

// timeKeys are words for a deadline that people take for keys, each with how the rule begins that says it.
func timeKeys() map[string]string {
	return map[string]string{"within": "within", "by": "by", "deadline": "by", "due": "by", "until": "by"}
}

// allKeys are the words that may stand before a colon.
func allKeys() []string { return append(keyOrder(), "rule", "brief", "anonymous", "announce") }

// isKey reports whether a word is a key.
func isKey(word string) bool { return slices.Contains(allKeys(), strings.ToLower(word)) }

// isTime reports whether a word is taken for the key of a deadline.
func isTime(word string) bool { return timeKeys()[strings.ToLower(word)] != "" }

// isKeyTyped reports whether a word right after the people asked was meant as a key.
func isKeyTyped(word string) bool {
	word = strings.ToLower(word)
	if isTime(word) || isKey(word) {
		return true
	}
	_, near := phrase.Meant(word, allKeys())
	return near && len(word) > 3
}

// segmentsOf cuts a command's text at its bars and at the keys that stand without one: first the question with the people, then
// the keys with their values.
func segmentsOf(text string) []string {
	all := phrase.Split(phrase.Clean(text), '|')
	head, keyed := cutKeys(all[0])
	keyed = append([]string{head}, keyed...)
	for _, s := range all[1:] {
		keyed = append(keyed, cutLines(s)...)
	}
	return keyed
}

// cutKeys cuts the keys off the question and its people. People who stand after a value go to the others.
func cutKeys(text string) (head string, keyed []string) {
	cuts := keyStarts(text)
	if len(cuts) == 0 {
		return bareKeys(text), nil
	}
	head = strings.TrimSpace(text[:cuts[0]])
	if endsWithNames(head) {
		head = strings.TrimRight(head, ": ")
	}
	head = bareKeys(head)
	for i, at := range cuts {
		end := len(text)
		if i+1 < len(cuts) {
			end = cuts[i+1]
		}
		value, names := cutNames(strings.TrimSpace(text[at:end]))
		if keyed = append(keyed, value); names != "" {
			head += " " + names
		}
	}
	return head, keyed
}

// keyStarts returns where in a text the keys begin that stand without a bar.
func keyStarts(text string) []int {
	var cuts []int
	free := false // the value of the last key may be any text
	for _, m := range keyForm.FindAllStringSubmatchIndex(text, -1) {
		word := "brief"
		if m[4] >= 0 {
			word = strings.ToLower(text[m[4]:m[5]])
		}
		before := text[:m[2]]
		line := strings.HasSuffix(strings.TrimRight(before, " \t"), "\n")
		switch {
		case m[6] < m[7]: // a backslash before the colon
			continue
		case line && (isKey(word) || len(cuts) > 0 && isTime(word)), len(cuts) == 0 && isKeyTyped(word) && endsWithNames(before), len(cuts) > 0 && !free && isKey(word):
			cuts = append(cuts, m[2])
			free = word == "brief"
		}
	}
	for _, m := range flagForm.FindAllStringSubmatchIndex(text, -1) {
		if before := text[:m[2]]; endsWithNames(before) || strings.HasSuffix(strings.TrimRight(before, " \t"), "\n") {
			cuts = append(cuts, m[2])
		}
	}
	slices.Sort(cuts)
	return slices.Compact(cuts)
}

// guardKeys writes a question so that [cutKeys] cuts nothing off it: with a backslash before the colon of a key. [cutKeys] takes
// it away.
func guardKeys(text string) string {
	cut := len(keyStarts(text)) > 0
	return eachKey(text, func(slashes string) string {
		if cut || slashes != "" {
			return slashes + `\`
		}
		return slashes
	})
}

func bareKeys(text string) string {
	return eachKey(text, func(slashes string) string { return strings.TrimPrefix(slashes, `\`) })
}

// eachKey replaces the backslashes before the colons of what may be keys.
func eachKey(text string, slashes func(string) string) string {
	var b strings.Builder
	done := 0
	for _, m := range keyForm.FindAllStringSubmatchIndex(text, -1) {
		if m[4] >= 0 && isKeyTyped(text[m[4]:m[5]]) {
			b.WriteString(text[done:m[6]] + slashes(text[m[6]:m[7]]))
			done = m[7]
		}
	}
	return b.String() + text[done:]
}

// endsWithNames reports whether a text is a question with the people asked after it.
func endsWithNames(text string) bool {
	text = strings.TrimRight(text, ": \t\n")
	tail := trailingRun.FindString(text)
	return tail != "" && strings.TrimSpace(mentionForm.ReplaceAllString(text[:len(text)-len(tail)], "")) != ""
}

// cutNames cuts people off the end of a value. In values that may themselves end with names, they are on a line of their own.
func cutNames(segment string) (value, names string) {
	tail := trailingRun.FindString(segment)
	rest := segment[:len(segment)-len(tail)]
	word, _, _ := strings.Cut(rest, ":")
	own := strings.HasSuffix(strings.TrimRight(rest, " \t"), "\n")
	plain := slices.Contains([]string{"options", "kind", "pass", "every", "anonymous", "announce"}, strings.ToLower(strings.TrimSpace(word)))
	if tail == "" || strings.TrimSpace(rest) == "" || !own && !plain {
		return segment, ""
	}
	return strings.TrimSpace(rest), strings.TrimSpace(tail)
}

// cutLines cuts a segment at the keys that begin its lines. Context and briefs keep theirs.
func cutLines(segment string) []string {
	word, _, _ := strings.Cut(strings.TrimSpace(segment), ":")
	if word = strings.ToLower(word); word == "context" || strings.HasPrefix(word, "brief") {
		return []string{segment}
	}
	all := []string{""}
	for line := range strings.SplitAfterSeq(segment, "\n") {
		key, _, ok := strings.Cut(strings.TrimSpace(line), ":")
		if ok && (isKey(key) || isTime(key)) && strings.TrimSpace(all[len(all)-1]) != "" {
			all = append(all, "")
		}
		all[len(all)-1] += line
	}
	return all
}

// setTime notes the deadline that was written as a key of its own, and returns the error that says how it is written.
func (d *Draft) setTime(key, value string) error {
	clause := timeKeys()[key] + " " + value
	if _, err := ParseRule(clause); err != nil {
		if _, err := ParseRule("within " + value); err == nil {
			clause = "within " + value
		}
	}
	d.Rule = joinRule(d.Rule, clause)
	return phrase.Mistake(phrase.FieldRule, "There is no %q here. Until when it goes on is a part of the rule: quorum: %s.", key, phrase.Clip(d.Rule, 60))
}

// joinRule puts two parts of a rule together.
func joinRule(one, other string) string {
	if one == "" || other == "" {
		return one + other
	}
	return one + ", " + other
}

// Doubted returns the draft of a command in which something is plainly malformed, with what can be understood of it in its fields,
// and the error that says what: a key inside the question, or half a quotation. The error is nil for any other draft.
func (d Draft) Doubted() (Draft, error) {
	for _, m := range keyForm.FindAllStringSubmatchIndex(d.Question, -1) {
		word := strings.ToLower(strings.TrimRight(d.Question[m[2]:m[3]], " \t:\\"))
		if word, _, _ = strings.Cut(word, " "); !isKey(word) {
			continue
		}
		if before := strings.TrimSpace(d.Question[:m[2]]); strings.HasSuffix(before, "?") {
			segment := d.Question[m[2]:]
			d.Question = before
			seen := map[string]bool{}
			for _, s := range cutLines(segment) {
				_ = d.set(s, seen) // what is wrong with it stands in the form
			}
		}
		return d, phrase.Mistake(phrase.FieldQuestion, "%s: stands inside the question. In a command, write a bar before it, like | %s: … As it is here, it is asked when you press Ask.", word, word)
	}
	if halfQuoted(d.Question) {
		return d, phrase.Mistake(phrase.FieldQuestion, "One quotation mark is missing in the question. As it is here, it is asked when you press Ask.")
	}
	return d, nil
}

var inches = regexp.MustCompile(`\d"`)

// halfQuoted reports whether a text has an odd number of quotation marks. After a number, one may stand for inches.
func halfQuoted(text string) bool {
	straight := strings.Count(text, `"`)
	if straight%2 == 1 {
		straight -= len(inches.FindAllString(text, -1))
	}
	curly := strings.Count(text, "“") + strings.Count(text, "”") + strings.Count(text, "„")
	return straight > 0 && straight%2 == 1 || curly%2 == 1
}
