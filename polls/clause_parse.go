package polls

import (
	"strconv"
	"strings"
)

// clauseForms is the table of clauses: the shapes in which each may be written, with # for a number, and what its
// numbers make of it. A new clause is its type and a line here.
func clauseForms() []clauseForm {
	return []clauseForm{
		{[]string{"#", "# answer", "# answers"}, func(n []int) (Clause, error) { return newCount(n[0], 0) }},
		{[]string{"# of #"}, func(n []int) (Clause, error) { return newCount(n[0], n[1]) }},
		{[]string{"#%", "#% of asked"}, func(n []int) (Clause, error) { return newPercent(n[0]) }},
		{[]string{"majority"}, func([]int) (Clause, error) { return answers{majority{}}, nil }},
		{[]string{"all"}, func([]int) (Clause, error) { return answers{all{}}, nil }},
		{
			[]string{"# independent", "# source", "# sources", "# team", "# teams", "# group", "# groups"},
			func(n []int) (Clause, error) { return newIndependent(n[0]) },
		},
		{[]string{"#% sure"}, func(n []int) (Clause, error) { return newSure(n[0]) }},
		{[]string{"decided"}, func([]int) (Clause, error) { return decided{}, nil }},
		{[]string{"no block", "no blocks"}, func([]int) (Clause, error) { return noBlock{}, nil }},
	}
}

type clauseForm struct {
	shapes []string
	make   func(numbers []int) (Clause, error)
}

func parseClause(item string) (Clause, error) {
	shape, numbers, err := shapeOf(item)
	if err != nil {
		return nil, err
	}
	for _, f := range clauseForms() {
		for _, s := range f.shapes {
			if s == shape {
				return f.make(numbers)
			}
		}
	}
	return nil, invalid(FieldRule, "%q is not a quorum rule. Write a number (3), a share (60%%), majority, all, 3 independent or decided; "+
		"then, if you like, 95%% sure, no block, within 2h or by fri 12:00.", clip(item, 40))
}

// shapeOf takes the numbers out of an item: "3 of 5" is "# of #" with 3 and 5. The case of letters means nothing, nor
// does a space before a percent sign.
func shapeOf(item string) (shape string, numbers []int, err error) {
	const maxDigits = 6
	var b strings.Builder
	text := strings.ToLower(item)
	for text != "" {
		rest := strings.TrimLeft(text, "0123456789")
		digits := text[:len(text)-len(rest)]
		switch {
		case len(digits) > maxDigits:
			return "", nil, invalid(FieldRule, "%s is too large a number for a quorum.", clip(digits, 20))
		case digits != "":
			n, _ := strconv.Atoi(digits)
			numbers = append(numbers, n)
			b.WriteByte('#')
		case text[0] == '#': // no number
			b.WriteByte('?')
			rest = text[1:]
		default:
			b.WriteByte(text[0])
			rest = text[1:]
		}
		text = rest
	}
	return strings.ReplaceAll(b.String(), "# %", "#%"), numbers, nil
}

func newCount(n, of int) (Clause, error) {
	if n < 1 {
		return nil, invalid(FieldRule, "A quorum of 0 needs nobody. Ask for at least 1 answer.")
	}
	if of > 0 && n > of {
		return nil, invalid(FieldRule, "%d of %d can never be met. Did you mean %d of %d?", n, of, of, n)
	}
	return answers{count{n, of}}, nil
}

func newPercent(p int) (Clause, error) {
	if p < 1 || p > 100 {
		return nil, invalid(FieldRule, "%d%% is no share of people. Write a number from 1%% to 100%%.", p)
	}
	return answers{percent{p}}, nil
}

func newIndependent(n int) (Clause, error) {
	if n < 1 {
		return nil, invalid(FieldRule, "A quorum of 0 sources needs nobody. Ask for at least 1 independent source.")
	}
	return independent{n}, nil
}
