package polls

import (
	"strconv"
	"strings"
)

// typed is an item of a rule: its shape, in which # stands for a number and @ for one or several mentions with "or"
// between them, and what these were.
type typed struct {
	shape    string
	numbers  []int
	mentions []Mention
}

// shapeOf takes the numbers and mentions out of an item: "3 of 5" is "# of #" with 3 and 5. The case of letters means
// nothing, nor does a space before a percent sign.
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

// words adds to the shape what stands before, between and after mentions.
func (t *typed) words(b *strings.Builder, text string) error {
	const maxDigits = 6
	for text = strings.ToLower(text); text != ""; {
		rest := strings.TrimLeft(text, "0123456789")
		digits := text[:len(text)-len(rest)]
		switch {
		case len(digits) > maxDigits:
			return invalid(FieldRule, "%s is too large a number for a quorum.", clip(digits, 20))
		case digits != "":
			n, _ := strconv.Atoi(digits)
			t.numbers = append(t.numbers, n)
			b.WriteByte('#')
		case text[0] == '#' || text[0] == '@': // neither a number nor a mention
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
