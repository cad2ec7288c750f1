package polls

import (
	"reflect"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"quorum/polls/phrase"
)

// Party is one item of the people to ask, as typed: one mention, or several in brackets, which count as one source.
type Party struct {
	Mentions  []Mention
	OneSource bool `json:"Together"` // in brackets; logs have it under this name
}

// Mention is a person or a group named in a text.
type Mention struct {
	ID    string
	Group bool
}

// String returns the mention in the spelling of the log.
func (m Mention) String() string {
	if m.Group {
		return "<!subteam^" + m.ID + ">"
	}
	return "<@" + m.ID + ">"
}

// String returns the party as it is typed.
func (p Party) String() string {
	words := make([]string, len(p.Mentions))
	for i, m := range p.Mentions {
		words[i] = m.String()
	}
	text := strings.Join(words, " ")
	if p.OneSource {
		return "[" + text + "]"
	}
	return text
}

// The texts of a poll are plain text in which a mention is spelled <@U123> for a person and <!subteam^S123> for a group, with
// or without a label after a bar: <@U123|ana>. An id is of capital letters and digits. This is the spelling of the log: rules,
// drafts and saved questions have it since the first version, so that it is read for good. Only this file knows it. A surface
// whose own spelling is another one writes its mentions this way when a text comes in, and reads them when it goes out.
const (
	mentionPattern = `<(?:@([A-Z0-9]+)|!subteam\^([A-Z0-9]+))(?:\|[^<>|\n]*)?>`
	gapPattern     = `[\s\v\x{85}\p{Z},;:&]*` // between two mentions are spaces, commas and the like, or an "and"
	betweenPattern = gapPattern + `(?:(?i:and)[\s\v\x{85}\p{Z}])?` + gapPattern
	partyPattern   = `(?:` + mentionPattern + `|\[` + gapPattern + mentionPattern + `(?:` + betweenPattern + mentionPattern + `)*` + gapPattern + `\])`
	runPattern     = partyPattern + `(?:` + betweenPattern + partyPattern + `)*`
)

var (
	mentionForm = regexp.MustCompile(mentionPattern)
	partyForm   = regexp.MustCompile(partyPattern)
	leadingRun  = regexp.MustCompile(`^` + gapPattern + runPattern + gapPattern)
	trailingRun = regexp.MustCompile(runPattern + `[\s.,;!]*$`)
	plainName   = regexp.MustCompile(`(?:^|\s)(@[\p{L}\d._-]+)`)
	everybody   = regexp.MustCompile(`(?:^|[\s\pP])@(channel|here|everyone)\b`)
	firstName   = regexp.MustCompile(`(?i)` + mentionPattern + `|@`)
)

// cutMentions takes the people asked off the ends of a question. When nobody is mentioned there, the mentions inside
// it are the people asked.
func cutMentions(text string) (question string, asked []Party) {
	head := leadingRun.FindString(text)
	rest := text[len(head):]
	tail := trailingRun.FindString(rest)
	question = strings.TrimSpace(rest[:len(rest)-len(tail)])
	asked = append(parties(head), parties(tail)...)
	if len(asked) == 0 {
		asked = parties(text)
	}
	return question, asked
}

// halfBracket matches a bracket beside a mention without its other half, in a text without complete parties.
var halfBracket = regexp.MustCompile(`\[` + gapPattern + mentionPattern + `[^\[\]]*(?:\[|$)|(?:^|\])[^\[\]]*` + mentionPattern + gapPattern + `\]`)

// checkBrackets refuses a text with one bracket missing: the people beside it would each be a source, or not be asked
// at all.
func checkBrackets(text string) error {
	if halfBracket.MatchString(partyForm.ReplaceAllStringFunc(text, withoutBrackets)) {
		return phrase.Mistake(phrase.FieldAsked, "One bracket is missing around those who count as one source. Write it like [@ana @ben].")
	}
	return nil
}

func withoutBrackets(party string) string {
	if strings.HasPrefix(party, "[") {
		return ""
	}
	return party
}

// joinMentions is the inverse of [cutMentions]. It puts the people asked after the question or, if they would run
// into a mention in the question, before it, or nowhere if the question mentions them all.
func joinMentions(question string, asked []Party) string {
	words := make([]string, len(asked))
	for i, p := range asked {
		words[i] = p.String()
	}
	names := strings.Join(words, " ")
	usual := strings.TrimSpace(question + " " + names)
	for _, text := range []string{usual, names + " " + question, question} {
		if q, a := cutMentions(text); q == question && reflect.DeepEqual(a, asked) {
			return text
		}
	}
	return usual
}

// ReplaceMentions returns the text with other words in the place of its mentions.
func ReplaceMentions(text string, words func(Mention) string) string {
	return mentionForm.ReplaceAllStringFunc(text, func(m string) string { return words(mentionsIn(m)[0]) })
}

// typedLength returns how many characters of a text a person sees: of a mention the name, as far as it is known here.
func typedLength(text string) int {
	return utf8.RuneCountInString(mentionForm.ReplaceAllStringFunc(text, func(m string) string {
		_, label, _ := strings.Cut(strings.TrimSuffix(m, ">"), "|")
		return "@" + strings.TrimPrefix(label, "@")
	}))
}

// plainMentions removes the labels of mentions, which may contain commas, and puts spaces around the mentions.
func plainMentions(text string) string {
	return ReplaceMentions(text, func(m Mention) string { return " " + m.String() + " " })
}

// beforeNames returns what is before the first name in a text: all of it when there is none, or nothing else.
func beforeNames(text string) string {
	if at := firstName.FindStringIndex(text); at != nil && at[0] > 0 {
		return strings.TrimSpace(text[:at[0]])
	}
	return text
}

// mentionsIn returns the mentions in a text, in order.
func mentionsIn(text string) []Mention {
	var all []Mention
	for _, m := range mentionForm.FindAllStringSubmatch(text, -1) {
		all = append(all, Mention{ID: m[1] + m[2], Group: m[2] != ""})
	}
	return all
}

// uniqueMentions returns the mentions, each once.
func uniqueMentions(mentions []Mention) []Mention {
	var once []Mention
	for _, m := range mentions {
		if !slices.Contains(once, m) {
			once = append(once, m)
		}
	}
	return once
}

func parties(text string) []Party {
	var all []Party
	for _, one := range partyForm.FindAllString(text, -1) {
		p := Party{OneSource: strings.HasPrefix(one, "[")}
		p.Mentions = mentionsIn(one)
		all = append(all, p)
	}
	return all
}

// noMentions returns the error for a question that mentions nobody, which says how to.
func noMentions(question string) *phrase.Error {
	if m := everybody.FindStringSubmatch(question); m != nil {
		return phrase.Mistake(phrase.FieldAsked, "@%s names nobody in particular. Mention the people or groups whose answers count, like @ana @security.", m[1])
	}
	if m := plainName.FindStringSubmatch(question); m != nil {
		return phrase.Mistake(phrase.FieldAsked, "%s did not become a mention. Pick people and groups from the list that appears as you type @.", phrase.Clip(m[1], 40))
	}
	return phrase.Mistake(phrase.FieldAsked, "Say who to ask: mention people or groups, like @ana @security.")
}
