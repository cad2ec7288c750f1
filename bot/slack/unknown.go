package slack

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"quorum/bot"
	"quorum/polls"
	"quorum/polls/phrase"
)

// People whom a question names in vain: names that did not become mentions, and stand-ins who stand in for nobody.

var (
	quotedCode = regexp.MustCompile("`[^`]*`")
	plainName  = regexp.MustCompile(`^[\[(,;]*@(\pL[\pL\d._-]*[\pL\d]|\pL)(?:['’]s)?[\])”"'.,;:!?]*$`)
)

// unknownNames returns the names in a question that look like mentions and are none: Slack did not know them. An e-mail address,
// code in backticks, a package like @types/node and an annotation like @Override are no names. A word with a capital letter is
// one only where the people asked stand: at the ends of the question.
func unknownNames(question string) []string {
	words := strings.Fields(quotedCode.ReplaceAllString(question, " code "))
	first, last := 0, len(words)
	for first < last && plainName.MatchString(words[first]) {
		first++
	}
	for last > first && plainName.MatchString(words[last-1]) && !strings.HasSuffix(words[last-1], "?") {
		last--
	}
	var all []string
	for i, word := range words {
		m := plainName.FindStringSubmatch(word)
		if m != nil && (i < first || i >= last || unicode.IsLower([]rune(m[1])[0])) {
			all = append(all, "@"+m[1])
		}
	}
	return all
}

// unmentioned returns a sentence for each name that asked nobody.
func unmentioned(question string) []string {
	var all []string
	for _, name := range unknownNames(question) {
		all = append(all, name+" is not a mention that Slack knows, so nobody was asked by that name.")
	}
	return all
}

// unknownName returns the error for a command with names that Slack does not know: perhaps somebody who is meant is not asked. The
// question then comes without the names at its ends.
func unknownName(question string) (string, error) {
	names := unknownNames(question)
	if len(names) == 0 {
		return question, nil
	}
	are := " is not a mention that Slack knows."
	if len(names) > 1 {
		are = " are not mentions that Slack knows."
	}
	return withoutNames(question), &phrase.Error{
		Code: phrase.Invalid, Field: phrase.FieldAsked,
		Text: phrase.List(names) + are + " Choose below who is meant, or press Ask to ask without them.",
	}
}

// withoutNames returns a question without the names and mentions at its ends, unless it has nothing else.
func withoutNames(question string) string {
	words := strings.Fields(question)
	isName := func(word string) bool { return plainName.MatchString(word) || onlyMentions(word) }
	first, last := 0, len(words)
	for first < last && isName(words[first]) {
		first++
	}
	for last > first && isName(words[last-1]) {
		last--
	}
	if first == last || first == 0 && last == len(words) {
		return question
	}
	return strings.Join(words[first:last], " ")
}

// idleDeputies returns a sentence for each stand-in whom the asker named and who will never be asked: the asker, and those for
// people who are not asked.
func (r *Responder) idleDeputies(req bot.Request) []string {
	whose, err := polls.ParseDeputies(req.Draft.Deputies)
	if err != nil {
		return nil // opening the poll reports this
	}
	named, groups := map[string]bool{}, false
	for _, party := range req.Draft.Asked {
		for _, m := range party.Mentions {
			named[m.ID] = true
			groups = groups || m.Group
		}
	}
	for _, in := range req.Asked {
		named[string(in.Person)] = true
	}
	s := r.slack.scene(req.Workspace)
	name := func(who polls.Person) string { return s.Mention(polls.Mention{ID: string(who)}) }
	var all []string
	for of, deputy := range whose {
		switch {
		case deputy == req.Asker:
			all = append(all, "You stand in for nobody, since you ask: nobody is asked in the place of "+name(of)+". Name somebody else, like deputies: @ben for @ana.")
		case !named[string(of)] && !groups:
			all = append(all, name(of)+" is not asked, so nobody can stand in there. Ask "+name(of)+" too.")
		}
	}
	slices.Sort(all)
	return all
}
