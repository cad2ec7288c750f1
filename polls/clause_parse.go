package polls

import (
	"strconv"
	"strings"

	"quorum/polls/phrase"
)

// clauseForms returns the table of clauses: the shapes in which a clause may be typed, where # stands for a number
// and @ for mentions, and the function that makes the clause. A new clause is a type and a line here.
func clauseForms() []clauseForm {
	return []clauseForm{
		{[]string{"#", "# answer", "# answers"}, func(t typed) (Clause, error) { return newCount(t.numbers[0], 0) }},
		{[]string{"# of #"}, func(t typed) (Clause, error) { return newCount(t.numbers[0], t.numbers[1]) }},
		{[]string{"#%", "#% of asked"}, func(t typed) (Clause, error) { return newPercent(t.numbers[0]) }},
		{[]string{"majority"}, func(typed) (Clause, error) { return answers{majority{}}, nil }},
		{[]string{"all"}, func(typed) (Clause, error) { return answers{everyone{}}, nil }},
		{
			[]string{"# independent", "# source", "# sources", "# team", "# teams", "# group", "# groups"},
			func(t typed) (Clause, error) { return newIndependent(t.numbers[0]) },
		},
		{[]string{"# firm or # independent"}, func(t typed) (Clause, error) { return newFirmOr(t.numbers[0], t.numbers[1]) }},
		{[]string{"# from @"}, func(t typed) (Clause, error) { return newRole(t.numbers[0], t.mentions) }},
		{[]string{"all from @"}, func(t typed) (Clause, error) { return roles{{From: uniqueMentions(t.mentions)}}, nil }},
		{[]string{"with @"}, func(t typed) (Clause, error) { return newWith(t.mentions) }},
		{[]string{"#% sure"}, func(t typed) (Clause, error) { return newSure(t.numbers[0]) }},
		{[]string{"decided"}, func(typed) (Clause, error) { return decided{}, nil }},
		{[]string{"no block", "no blocks"}, func(typed) (Clause, error) { return noBlock{}, nil }},
	}
}

type clauseForm struct {
	shapes []string
	make   func(typed) (Clause, error)
}

func parseClause(item string) (Clause, error) {
	t, err := shapeOf(item)
	if err != nil {
		return nil, err
	}
	for _, f := range clauseForms() {
		for _, s := range f.shapes {
			if s == t.shape {
				return f.make(t)
			}
		}
	}
	if err := roleMistake(t.shape); err != nil {
		return nil, err
	}
	return nil, phrase.Mistake(phrase.FieldRule, "%q is not a quorum rule. Write a number (3), a share (60%%), majority, all, 3 independent or decided; "+
		"then, if you like, 1 from @security, 95%% sure, no block, within 2h or by fri 12:00.", phrase.Clip(item, 40))
}

func newCount(n, of int) (Clause, error) {
	if n < 1 {
		return nil, phrase.Mistake(phrase.FieldRule, "A quorum of 0 needs nobody. Ask for at least 1 answer.")
	}
	if of > 0 && n > of {
		return nil, phrase.Mistake(phrase.FieldRule, "%d of %d can never be met. Did you mean %d of %d?", n, of, of, n)
	}
	return answers{count{n, of}}, nil
}

func newPercent(p int) (Clause, error) {
	if p < 1 || p > 100 {
		return nil, phrase.Mistake(phrase.FieldRule, "%d%% is no share of people. Write a number from 1%% to 100%%.", p)
	}
	return answers{percent{p}}, nil
}

func newIndependent(n int) (Clause, error) {
	if n < 1 {
		return nil, phrase.Mistake(phrase.FieldRule, "A quorum of 0 sources needs nobody. Ask for at least 1 independent source.")
	}
	return independent{n}, nil
}

func newRole(n int, from []Mention) (Clause, error) {
	if n < 1 {
		return nil, phrase.Mistake(phrase.FieldRule, "0 from somebody needs nobody. Ask for at least 1.")
	}
	return roles{{N: n, From: uniqueMentions(from)}}, nil
}

func newWith(who []Mention) (Clause, error) {
	if len(who) > 1 || who[0].Group {
		return nil, phrase.Mistake(phrase.FieldRule, "\"with\" names one person. For one of several people or of a group write: 1 from @ana or @security.")
	}
	return roles{{N: 1, From: who, With: true}}, nil
}

// roleMistake returns the error for an item that was meant to name people; nil when it was not.
func roleMistake(shape string) error {
	named := strings.HasPrefix(shape, "with ") || strings.HasPrefix(shape, "# from ") || strings.HasPrefix(shape, "all from ")
	switch {
	case !named:
		return nil
	case !strings.Contains(shape, "@"):
		return phrase.Mistake(phrase.FieldRule, "Pick who is meant from the list that appears as you type @, like 1 from @security.")
	case strings.HasSuffix(shape, " or"):
		return phrase.Mistake(phrase.FieldRule, "Nobody is named after the last \"or\". Write it like: 1 from @legal or @security.")
	}
	return phrase.Mistake(phrase.FieldRule, "Write \"or\" between those of whom any will do, and one part for each who is needed: 1 from @legal, 1 from @security or @risk.")
}

// typed is an item of a rule as it was typed: its shape, in which # stands for a number and @ for mentions with "or"
// between them, and these numbers and mentions.
type typed struct {
	shape    string
	numbers  []int
	mentions []Mention
}

// shapeOf replaces the numbers and mentions of an item: "3 of 5" is "# of #" with 3 and 5. Case is ignored, and so is
// a space before a percent sign.
func shapeOf(item string) (typed, error) {
	var t typed
	var b strings.Builder
	for {
		at := mentionForm.FindStringSubmatchIndex(item)
		if at == nil {
			break
		}
		if err := t.words(&b, item[:at[0]]); err != nil {
			return t, err
		}
		t.mentions = append(t.mentions, mentionsIn(item[at[0]:at[1]])...)
		b.WriteByte('@')
		item = item[at[1]:]
	}
	err := t.words(&b, item)
	t.shape = strings.ReplaceAll(b.String(), "# %", "#%")
	for strings.Contains(t.shape, "@ or @") {
		t.shape = strings.ReplaceAll(t.shape, "@ or @", "@")
	}
	return t, err
}

// words adds text without mentions to the shape.
func (t *typed) words(b *strings.Builder, text string) error {
	const maxDigits = 6
	for text = strings.ToLower(text); text != ""; {
		rest := strings.TrimLeft(text, "0123456789")
		digits := text[:len(text)-len(rest)]
		switch {
		case len(digits) > maxDigits:
			return phrase.Mistake(phrase.FieldRule, "%s is too large a number for a quorum.", phrase.Clip(digits, 20))
		case digits != "":
			n, _ := strconv.Atoi(digits)
			t.numbers = append(t.numbers, n)
			b.WriteByte('#')
		case text[0] == '#' || text[0] == '@': // it would be taken for a number or a mention
			b.WriteByte('?')
			rest = text[1:]
		default:
			b.WriteByte(text[0])
			rest = text[1:]
		}
		text = rest
	}
	return nil
}
