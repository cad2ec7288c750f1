package kind

import (
	"slices"
	"strings"

	"quorum/polls/phrase"
)

// perChoice reads an answer for each of the choices, "Mon 14:00: yes; Tue 10:00: no", and returns them in the asker's
// order, empty for choices without one. The last colon ends the choice.
func perChoice(choices []string, text string) ([]string, error) {
	said := make([]string, len(choices))
	for _, piece := range strings.Split(text, ";") {
		piece = strings.TrimSpace(piece)
		if piece == "" {
			continue
		}
		colon := strings.LastIndexByte(piece, ':')
		if colon < 0 {
			return nil, phrase.Mistake("", "%q says nothing about an option. Write it like %s: …", phrase.Clip(piece, 40), choices[0])
		}
		choice, err := Match(choices, piece[:colon])
		if err != nil {
			return nil, err
		}
		i := slices.Index(choices, choice)
		if said[i] != "" {
			return nil, phrase.Mistake("", "%q is there twice. Keep one.", phrase.Clip(choice, 40))
		}
		said[i] = strings.TrimSpace(piece[colon+1:])
	}
	return said, nil
}

// checkNoSigns refuses options with characters that answers are written with.
func checkNoSigns(options []string, signs string) error {
	for _, o := range options {
		if i := strings.IndexAny(o, signs); i >= 0 {
			return phrase.Mistake(phrase.FieldOptions, "The option %q has a %q, with which answers are written. Put it in words.", phrase.Clip(o, 40), o[i:i+1])
		}
	}
	return nil
}
