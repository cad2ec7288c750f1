package kind

import (
	"regexp"
	"slices"
	"strings"

	"quorum/polls/phrase"
)

var (
	aboutForm   = regexp.MustCompile(`(?i)^(?:[~≈]|(?:about|around|approx\.?|approximately|roughly|circa|ca\.?) )\s*`)
	groupedForm = regexp.MustCompile(`^[+−-]?[1-9]\d{0,2}(?:[ '’]\d{3})+(?:[.,]\d+)?$`)
	commasForm  = regexp.MustCompile(`^[+−-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?$`)
	pointsForm  = regexp.MustCompile(`^[+−-]?[1-9]\d{0,2}(?:\.\d{3})+,\d+$`)
	commaForm   = regexp.MustCompile(`^[+−-]?\d*,\d+$`)
	thousand    = regexp.MustCompile(`^[+−-]?[1-9]\d{0,2},\d{3}$`)
	unitForm    = regexp.MustCompile(`^(.*[0-9.,])\s*([^0-9.,\s][^0-9]*)$`)
)

// readNumber reads a number as people type it: "3.5", "1,5", "~3", "about 3", "1,500,000", "1 500", and with its unit when that is
// asked for: "3 days". ok is false for text that is no number, or that may be several.
func readNumber(text, unit string) (kept string, ok bool) {
	text = aboutForm.ReplaceAllString(phrase.Line(text), "")
	if m := unitForm.FindStringSubmatch(text); m != nil && sameUnit(m[2], unit) {
		text = m[1]
	}
	switch {
	case thousand.MatchString(text):
		return "", false
	case groupedForm.MatchString(text):
		text = strings.NewReplacer(" ", "", "'", "", "’", "", ",", ".").Replace(text)
	case commasForm.MatchString(text):
		text = strings.ReplaceAll(text, ",", "")
	case pointsForm.MatchString(text):
		text = strings.NewReplacer(".", "", ",", ".").Replace(text)
	case commaForm.MatchString(text):
		text = strings.Replace(text, ",", ".", 1)
	}
	return parseNumber(text)
}

// sameUnit reports whether a unit was meant: in any case, in the plural or not, or by the sign that everybody knows.
func sameUnit(typed, unit string) bool {
	if unit == "" {
		return false
	}
	known := [][]string{
		{"second", "sec", "s"},
		{"minute", "min"},
		{"hour", "hr", "h"},
		{"day", "d"},
		{"week", "wk", "w"},
		{"month", "mo"},
		{"year", "yr", "y"},
		{"percent", "per cent", "%"},
		{"euro", "eur", "€"},
		{"dollar", "usd", "$"},
		{"pound", "gbp", "£"},
	}
	a, b := singular(typed), singular(unit)
	return a == b || slices.ContainsFunc(known, func(names []string) bool {
		return slices.Contains(names, a) && slices.Contains(names, b)
	})
}

func singular(unit string) string {
	unit = strings.TrimSuffix(strings.ToLower(strings.TrimSpace(unit)), ".")
	if len(unit) < 2 {
		return unit
	}
	return strings.TrimSuffix(unit, "s")
}

// notANumber says what is wrong with text that [readNumber] does not read.
func notANumber(text, unit string) *phrase.Error {
	if bare := aboutForm.ReplaceAllString(text, ""); thousand.MatchString(bare) {
		return phrase.Mistake("", "%q may mean %s or %s. Write it with a point or with digits alone.", phrase.Clip(text, 30),
			exactly(toNumber(strings.Replace(bare, ",", ".", 1))), strings.ReplaceAll(bare, ",", ""))
	}
	m := unitForm.FindStringSubmatch(phrase.Line(text))
	if m == nil {
		return phrase.Mistake("", "%q is not a number of at most 15 digits. Write one like 42 or 3.5.", phrase.Clip(text, 30))
	}
	kept, ok := readNumber(m[1], "")
	switch {
	case !ok || strings.EqualFold(m[2], "k"):
		return phrase.Mistake("", "%q is not a number of at most 15 digits. Write one like 42 or 3.5.", phrase.Clip(text, 30))
	case unit != "":
		return phrase.Mistake("", "%q is more than a number of %s. Write the number alone, like 42 or 3.5.", phrase.Clip(text, 30), unit)
	}
	return phrase.Mistake("", "%q is more than a number. Write it without the unit: %s.", phrase.Clip(text, 30), kept)
}
