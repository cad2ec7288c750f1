package slack

import (
	"regexp"
	"strings"
	"unicode"

	"quorum/bot/slack/inbound"
	"quorum/bot/slack/mrkdwn"
	"quorum/bot/slack/render"
	"quorum/polls"
	"quorum/polls/phrase"
)

// Many sentences begin with the name of a verb: "Add Q1 numbers to the deck? @ben". A text is a verb's when all of it fits the
// verb's usage. Words left over, or a question mark, make it a question. When it may be either, the form opens.

// reading is what a text that begins with the name of a verb is taken for.
type reading int

const (
	isQuestion reading = iota // a sentence that people are asked
	isCommand                 // the verb with its arguments
	inDoubt                   // it may be either, so that the asker sees it in the form before anybody is asked
)

// readVerb returns the verb with which a text begins, and what the text is taken for.
func readVerb(word, rest string) (verb, reading) {
	for _, v := range verbs() {
		if strings.EqualFold(v.name, word) {
			return v, v.read(word, rest)
		}
	}
	return verb{}, isQuestion
}

// verbIn returns the verb of a text; ok is false when the text is no command.
func verbIn(word, rest string) (v verb, ok bool) {
	v, is := readVerb(word, rest)
	return v, is == isCommand
}

// cutWord returns the first word of a text and what follows it.
func cutWord(text string) (word, rest string) {
	text = strings.TrimSpace(text)
	if at := strings.IndexFunc(text, unicode.IsSpace); at >= 0 {
		return text[:at], strings.TrimSpace(text[at:])
	}
	return text, ""
}

// fits reports whether rest may follow the verb. One word fits nearly always: an id or a name that was mistyped.
func (v verb) fits(rest string) bool {
	args := v.arguments()
	switch len(args) {
	case 0:
		return fitsWord(rest)
	case 1:
		return args[0].fits(rest)
	}
	first, more := cutWord(rest)
	if args[0].begins(first, more) {
		return more == "" || args[1].follows(more)
	}
	return fitsWord(rest) || args[1].names && onlyMentions(rest)
}

// read returns what a text is taken for that begins with the verb as it was typed. A verb with nothing but names after it is
// meant as a verb, even if it takes no names.
func (v verb) read(typed, rest string) reading {
	args := v.arguments()
	takesNames := len(args) == 2 && args[1].names
	switch {
	case v.fits(rest):
		if typed != v.name && len(args) == 2 && args[1].nearly != nil && namesPeople(rest) && asks(rest) { // "Edit S1 Slides for Friday? @ben"
			return inDoubt
		}
		return isCommand
	case onlyMentions(rest) && !takesNames:
		return isCommand
	case v.nearly(rest):
		return inDoubt
	}
	return isQuestion
}

// nearly reports whether a text that does not fit may be the verb with a slip in its arguments, and not a question.
func (v verb) nearly(rest string) bool {
	args := v.arguments()
	if len(args) == 0 {
		return false
	}
	first, more := cutWord(rest)
	if v.takesID() {
		first = strings.TrimRight(first, "?")
	}
	last, begun := args[len(args)-1], false
	switch {
	case args[0].begins == nil:
		more = rest
	case args[0].begins(first, more):
		begun = true
	case len(args) == 2:
		return false
	default:
		more = rest
	}
	words := wordsOf(more)
	switch {
	case begun && (len(words) == 0 || !namesPeople(rest)):
		return true
	case last.nearly != nil && begun == (len(args) == 2) && last.nearly(strings.Join(words, " ")):
		return true
	}
	return len(words) <= 1 && !asks(rest)
}

// asks reports whether a word before the first bar ends with a question mark.
func asks(text string) bool {
	for _, word := range wordsOf(text) {
		if strings.HasSuffix(strings.TrimRight(word, `"'”’)!.,`), "?") {
			return true
		}
	}
	return false
}

var (
	mentionSpan   = regexp.MustCompile(`<[@!][^<>]*>`)
	mentionsAlone = regexp.MustCompile(`^(?i:[QS#]?\d+\b|(?:and|about|for|of|to)\b|<[@!][^<>]*>|[\s,&\[\]])+$`)
	namesAlone    = regexp.MustCompile(`^(?i:and\b|<[@!][^<>]*>|@[\pL\d._-]+|[\s,;&\[\]])+$`)
)

// wordsOf returns the words before the first bar that name nobody.
func wordsOf(text string) []string {
	text = phrase.Split(text, '|')[0]
	return strings.FieldsFunc(mentionSpan.ReplaceAllString(text, " "), func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("[],;&", r) })
}

// namesPeople reports whether a text names people or groups.
func namesPeople(text string) bool {
	return strings.Contains(text, "<@") || strings.Contains(text, "<!subteam^")
}

// onlyMentions reports whether rest names people, and perhaps an id, and has no other words: "Q12 @ben" after "remind" is no
// question to ben.
func onlyMentions(rest string) bool {
	return strings.Contains(rest, "<") && mentionsAlone.MatchString(rest)
}

// onlyNames reports whether the words are people and groups, and nothing else.
func onlyNames(more string) bool { return namesAlone.MatchString(more) }

func anything(string) bool { return true }

// followsAsRule reports whether the words are a rule, or can only be a rule with a mistake in it, since they name nobody to ask.
func followsAsRule(more string) bool {
	if !namesPeople(more) {
		return !asks(more)
	}
	_, err := polls.ParseRule(mrkdwn.Unescape(handleForm.ReplaceAllString(render.Typed(more), "$1<@U1>")))
	return err == nil || onlyNames(more)
}

// beginsAsRule reports whether the first words are a rule: "2 off 3, 1 from @security" is nearly one.
func beginsAsRule(more string) bool {
	first, _ := cutWord(more)
	_, err := polls.ParseRule(strings.Trim(first, ",;"))
	return err == nil && !asks(more)
}

// followsAsQuestion reports whether the words are what a stored question is changed to: people, what stands after bars, or a
// question that begins as a question does or has an ellipsis in it.
func followsAsQuestion(more string) bool {
	if strings.HasPrefix(more, "|") || onlyNames(more) || !namesPeople(more) && !asks(more) {
		return true
	}
	if words := phrase.Split(more, '|')[0]; strings.Contains(words, "…") || strings.Contains(words, "...") {
		return true
	}
	for _, r := range mentionSpan.ReplaceAllString(more, "") {
		if !unicode.IsSpace(r) && r != '[' && r != ']' {
			return !unicode.IsLower(r)
		}
	}
	return true
}

// isStatement reports whether the words do not ask.
func isStatement(more string) bool { return !asks(more) }

// doubt is the error for a text that may be a question or a command.
func doubt(in inbound.Command, v verb) error {
	return &phrase.Error{Code: phrase.Invalid, Text: "This may be a question or a command. As a question, it is asked when you press Ask. The command is written like " +
		in.Name + " " + v.example() + ", with nothing else."}
}
