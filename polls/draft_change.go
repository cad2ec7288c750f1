package polls

import (
	"strings"

	"quorum/polls/phrase"
)

// Changes are what somebody types to ask something that is kept a little differently: a command's text of which anything
// may be missing.
type Changes struct {
	Draft Draft // what was said
	said  map[string]bool
}

// ParseChanges reads a command's text like [ParseDraft], and misses nothing in it. The changes hold all that could be read
// even when the error says what could not.
func ParseChanges(text string) (Changes, error) {
	segments := phrase.Split(phrase.Clean(text), '|')
	c := Changes{said: map[string]bool{}}
	c.Draft.Question, c.Draft.Asked = cutMentions(strings.TrimSpace(segments[0]))
	var first error
	for _, s := range segments[1:] {
		if err := c.Draft.set(s, c.said); err != nil && first == nil {
			first = err
		}
	}
	return c, first
}

// IsZero says that nothing was said.
func (c Changes) IsZero() bool {
	return c.Draft.Question == "" && len(c.Draft.Asked) == 0 && len(c.said) == 0
}

// To returns the draft with these changes: a key that was said replaces the draft's, people who were named replace its
// people, and words before the first bar replace its question, or the ellipsis in it when it has one.
func (c Changes) To(d Draft) Draft {
	switch words := c.Draft.Question; {
	case words == "":
	case d.Unfilled():
		d.Question = strings.NewReplacer("...", words, "…", words).Replace(d.Question)
	default:
		d.Question = words
	}
	if len(c.Draft.Asked) > 0 {
		d.Asked = c.Draft.Asked
	}
	for key, set := range map[string]func(){
		"options":   func() { d.Options = c.Draft.Options },
		"kind":      func() { d.Kind = c.Draft.Kind },
		"quorum":    func() { d.Rule = c.Draft.Rule },
		"pass":      func() { d.Pass = c.Draft.Pass },
		"context":   func() { d.Context = c.Draft.Context },
		"deputies":  func() { d.Deputies = c.Draft.Deputies },
		"every":     func() { d.Every = c.Draft.Every },
		"anonymous": func() { d.Anonymous = c.Draft.Anonymous },
		"announce":  func() { d.Announce = c.Draft.Announce },
		"brief":     func() { d.Briefs = c.Draft.Briefs },
	} {
		if c.said[key] {
			set()
		}
	}
	return d
}

// Unfilled says that the question has an ellipsis, in whose place something is to be said each time.
func (d Draft) Unfilled() bool {
	return strings.Contains(d.Question, "…") || strings.Contains(d.Question, "...")
}

// CheckKept says what is wrong in a draft that is kept to be asked later. Whom it asks may be said then.
func (d Draft) CheckKept() error {
	if d = d.Tidy(); len(d.Asked) == 0 {
		d.Asked = []Party{{}}
	}
	return d.check()
}
