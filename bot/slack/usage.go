package slack

import (
	"regexp"
	"slices"
	"strings"

	"quorum/polls"
	"quorum/polls/phrase"
)

// argument is something that a usage names.
type argument struct {
	example string // as one types it; empty when the help shows the command without it
	listed  string // the verb that shows what could be named
	// fits reports whether this may be all that follows a verb.
	fits func(rest string) bool
	// begins reports whether these are this argument and the one after it. It is nil for what is never followed by another.
	begins func(first, more string) bool
	// follows reports whether this may be all that follows the argument before it. It is nil for what stands first.
	follows func(more string) bool
	// nearly reports whether this, which does not fit, may be this argument with a slip in it. Nil: one word may be.
	nearly func(more string) bool
	names  bool // it may name people
}

// arguments is the table of what a usage may name.
func arguments() map[string]argument {
	return map[string]argument{
		"ID":       {example: "Q12", listed: "list", fits: fitsID, begins: beginsWithID},
		"SCHEDULE": {example: "S2", listed: "schedules", fits: fitsWord, begins: beginsWithSchedule},
		"NAME":     {example: "standup", listed: "templates", fits: fitsWord, begins: beginsWithName},
		"@PEOPLE":  {example: "@dan", names: true, follows: onlyNames},
		"RULE":     {example: "2 of 3", names: true, follows: followsAsRule, nearly: beginsAsRule},
		"CHANGES":  {example: "| every: mon 10:00", names: true, follows: followsAsQuestion, nearly: isStatement},
		"QUESTION": {example: "How is … going? @ana @ben", follows: followsAsQuestion, nearly: anything},
		"INSTEAD":  {example: "the release @cy | quorum: 2", follows: anything},
		"PAGE":     {fits: fitsWord},
		"PERIOD":   {example: "quarter", fits: fitsWord},
		"WORDS":    {example: "queue", fits: fitsWords},
		"HOURS":    {example: "9-17 mon-fri", fits: fitsPhrase, nearly: fitsPhrase},
		"UNTIL":    {example: "until mon", fits: fitsPhrase, nearly: fitsPhrase},
		"REGION":   {example: "DE-BY", fits: fitsPhrase, nearly: fitsPhrase},
		"TIME":     {example: "9:00", fits: fitsPhrase, nearly: fitsPhrase},
		"@PERSON":  {example: "@ben", fits: func(rest string) bool { return fitsWord(rest) || onlyMentions(rest) }},
		"@GROUPS":  {example: "@platform @security", fits: fitsGroups},
	}
}

// arguments returns what the usage names, in order.
func (v verb) arguments() []argument {
	var all []argument
	for word := range strings.FieldsSeq(v.usage) {
		all = append(all, arguments()[strings.Trim(word, "[]")])
	}
	return all
}

// example returns the verb with arguments, as one types it.
func (v verb) example() string {
	words := []string{v.name}
	for _, a := range v.arguments() {
		words = append(words, a.example)
	}
	return strings.TrimSpace(strings.Join(words, " "))
}

// takesID reports whether the verb is about a question or a schedule, whose id follows it.
func (v verb) takesID() bool {
	return strings.HasPrefix(v.usage, "ID") || strings.HasPrefix(v.usage, "SCHEDULE")
}

// which returns the sentence for a command that does not say what it is about.
func (c call) which() error {
	a := c.verb.arguments()[0]
	return &phrase.Error{Code: phrase.Invalid, Text: "Say which: " + c.typed(a.example) + ". " + c.Name + " " + a.listed + " shows yours."}
}

// takesNoNames returns the sentence for a verb with people after it whose usage has none.
func (c call) takesNoNames() error {
	return &phrase.Error{Code: phrase.Invalid, Text: c.Name + " " + c.verb.name +
		" takes no names, so leave them out. To ask it as a question, end it with a question mark."}
}

// fitsWords reports whether rest has no mentions and no bars.
func fitsWords(rest string) bool {
	return !strings.Contains(rest, "<@") && !strings.Contains(rest, "<!subteam^") && !strings.Contains(rest, "|")
}

// fitsWord reports whether rest is nothing or one word that asks nothing.
func fitsWord(rest string) bool {
	return fitsWords(rest) && len(strings.Fields(rest)) < 2 && !strings.HasSuffix(rest, "?")
}

// fitsPhrase reports whether rest is a few words and no question: "9-17 mon-fri", "until mon 9:00".
func fitsPhrase(rest string) bool {
	const most = 6
	return fitsWords(rest) && len(strings.Fields(rest)) <= most && !strings.HasSuffix(rest, "?")
}

func fitsID(rest string) bool { return beginsWithID(rest, "") || fitsWord(rest) }

func beginsWithID(first, _ string) bool {
	_, err := polls.ParseNumber(first)
	return err == nil
}

var scheduleWord = regexp.MustCompile(`^[Ss]\d+$`)

func beginsWithSchedule(first, _ string) bool { return scheduleWord.MatchString(first) }

var templateName = regexp.MustCompile(`^[\pL\d-]{1,40}$`)

// beginsWithName reports whether the word is the name of a saved question. An article with more words after it is not one: "use
// the new API?" is a question.
func beginsWithName(name, more string) bool {
	articles := []string{"the", "a", "an", "this", "that", "these", "those", "our", "my", "your", "it", "all"}
	return templateName.MatchString(name) && (more == "" || !slices.Contains(articles, strings.ToLower(name)))
}

// fitsGroups reports whether rest is nothing, "none", or groups.
func fitsGroups(rest string) bool {
	for _, word := range strings.Fields(rest) {
		if !strings.EqualFold(word, "none") && !strings.HasPrefix(word, "@") && !strings.HasPrefix(word, "<") {
			return false
		}
	}
	return !strings.Contains(rest, "|") || !strings.Contains(rest, " | ")
}
