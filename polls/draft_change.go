package polls

import "strings"

// Changes are what a person types to ask a stored question with changes: a command's text of which any part may be
// missing.
type Changes struct {
	Draft Draft // the parts that were typed
	said  map[string]bool
}

// ParseChanges reads a command's text like [ParseDraft], but nothing has to be there. The changes hold everything
// that could be read, even with an error.
func ParseChanges(text string) (Changes, error) {
	segments := segmentsOf(text)
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

// IsZero reports whether nothing was typed.
func (c Changes) IsZero() bool {
	return c.Draft.Question == "" && len(c.Draft.Asked) == 0 && len(c.said) == 0
}

// Apply returns the draft with these changes. A typed key replaces the draft's, typed people replace its people, and
// typed words before the first bar replace its question, or only the ellipsis in it if it has one.
func (c Changes) Apply(d Draft) Draft {
	switch words := c.Draft.Question; {
	case words == "":
	case d.HasPlaceholder():
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

// HasPlaceholder reports whether the question has an ellipsis, which is replaced each time it is asked.
func (d Draft) HasPlaceholder() bool {
	return strings.Contains(d.Question, "…") || strings.Contains(d.Question, "...")
}

// CheckStored returns the first error in a draft that is stored to be asked later. Its people may be typed then.
func (d Draft) CheckStored() error {
	if d = d.Normalized(); len(d.Asked) == 0 {
		d.Asked = []Party{{}}
	}
	return d.Check()
}
