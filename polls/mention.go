package polls

import (
	"reflect"
	"regexp"
	"slices"
	"strings"

	"quorum/polls/phrase"
)

// Party is somebody to ask, as typed: one mention, or several in brackets, which make one source.
type Party struct {
	Mentions []Mention
	Together bool // in brackets
}

// Mention is a person or a group as the surface writes it: <@U123> or <!subteam^S123>.
type Mention struct {
	ID    string
	Group bool
}

// String writes the mention as the surface does.
func (m Mention) String() string {
	if m.Group {
		return "<!subteam^" + m.ID + ">"
	}
	return "<@" + m.ID + ">"
}

// String writes the party as it is typed.
func (p Party) String() string {
	words := make([]string, len(p.Mentions))
	for i, m := range p.Mentions {
		words[i] = m.String()
	}
	text := strings.Join(words, " ")
	if p.Together {
		return "[" + text + "]"
	}
	return text
}

// The forms in which people are named. Between two mentions stand spaces, commas and the like, or an "and".
const (
	mentionPattern = `<(?:@([UW][A-Z0-9]+)|!subteam\^(S[A-Z0-9]+))(?:\|[^<>|\n]*)?>`
	gapPattern     = `[\s\v\x{85}\p{Z},;:&]*`
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
	everybody   = regexp.MustCompile(`<!(channel|here|everyone)(?:\|[^<>]*)?>|(?:^|\s)@(channel|here|everyone)\b`)
)

// cutMentions takes who is asked off the ends of a question; if nobody is named there, who is asked is named inside it.
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

// half finds a bracket beside a mention whose other half is missing, in a text without the parties that are whole.
var half = regexp.MustCompile(`\[` + gapPattern + mentionPattern + `[^\[\]]*(?:\[|$)|(?:^|\])[^\[\]]*` + mentionPattern + gapPattern + `\]`)

// checkBrackets refuses a bracket that was forgotten: those beside it would each be a source, or not be asked at all.
func checkBrackets(text string) error {
	if half.MatchString(partyForm.ReplaceAllStringFunc(text, withoutTogether)) {
		return phrase.Mistake(phrase.FieldAsked, "One bracket is missing around those who count as one source. Write it like [@ana @ben].")
	}
	return nil
}

func withoutTogether(party string) string {
	if strings.HasPrefix(party, "[") {
		return ""
	}
	return party
}

// joinMentions is the inverse of [cutMentions]: the question and then who is asked, unless a mention inside the question
// would run into those after it; then the other way round, or the question alone when it names them all.
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

// mentionsIn returns the mentions in a text, in order.
func mentionsIn(text string) []Mention {
	var all []Mention
	for _, m := range mentionForm.FindAllStringSubmatch(text, -1) {
		all = append(all, Mention{ID: m[1] + m[2], Group: m[2] != ""})
	}
	return all
}

// unique drops what was named before.
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
		p := Party{Together: strings.HasPrefix(one, "[")}
		p.Mentions = mentionsIn(one)
		all = append(all, p)
	}
	return all
}

// nobody says how to name people to somebody whose question names none.
func nobody(question string) *phrase.Error {
	if m := everybody.FindStringSubmatch(question); m != nil {
		return phrase.Mistake(phrase.FieldAsked, "@%s names nobody in particular. Mention the people or groups whose answers count, like @ana @security.", m[1]+m[2])
	}
	if m := plainName.FindStringSubmatch(question); m != nil {
		return phrase.Mistake(phrase.FieldAsked, "%s did not become a mention. Pick people and groups from the list that appears as you type @.", phrase.Clip(m[1], 40))
	}
	return phrase.Mistake(phrase.FieldAsked, "Say who to ask: mention people or groups, like @ana @security.")
}
