package polls

import (
	"regexp"
	"strings"
)

// Draft is what an asker typed, before mentions are looked up. [ParseDraft] reads it from a command and String prints it
// so that parsing gives the same Draft; a form fills its fields directly.
type Draft struct {
	Question string
	Context  string
	Asked    []Party
	Kind     string // empty: choice when there are options, else yes/no
	Options  []string
	Rule     string // as typed, checked by [ParseRule]; empty: nothing said
}

// Party is somebody to ask, as typed: one mention, or several in brackets, which make one source.
type Party struct {
	Mentions []Mention
	Together bool // in brackets
}

// Mention is a person or a group as the surface writes it: <@U123> or <!subteam^S123>.
type Mention struct {
	ID    string
	Group bool
}

// String writes the mention as the surface does.
func (m Mention) String() string {
	if m.Group {
		return "<!subteam^" + m.ID + ">"
	}
	return "<@" + m.ID + ">"
}

// String writes the party as it is typed.
func (p Party) String() string {
	words := make([]string, len(p.Mentions))
	for i, m := range p.Mentions {
		words[i] = m.String()
	}
	text := strings.Join(words, " ")
	if p.Together {
		return "[" + text + "]"
	}
	return text
}

var (
	mentionForm = regexp.MustCompile(`<(?:@([UW][A-Z0-9]*)|!subteam\^(S[A-Z0-9]*))(?:\|[^<>]*)?>`)
	partyForm   = `(?:\[\s*(?:` + mentionForm.String() + `[\s,&]*(?:and\b)?\s*)+\]|` + mentionForm.String() + `)`
	runForm     = `(?:` + partyForm + `[\s,&]*(?:and\b)?\s*)+`
	leadingRun  = regexp.MustCompile(`^\s*` + runForm)
	trailingRun = regexp.MustCompile(runForm + `$`)
	oneParty    = regexp.MustCompile(partyForm)
)

// keys is the table of what may follow the question, each with where it goes.
func keys() map[string]func(*Draft, string) error {
	return map[string]func(*Draft, string) error{
		"options": func(d *Draft, v string) error { d.Options = splitOptions(v); return nil },
		"kind":    func(d *Draft, v string) error { d.Kind = strings.ToLower(v); return nil },
		"quorum":  func(d *Draft, v string) error { d.Rule = v; return nil },
		"context": func(d *Draft, v string) error { d.Context = v; return nil },
	}
}

// keyOrder is the order in which keys are printed and listed; "rule" is another word for "quorum".
func keyOrder() []string { return []string{"options", "kind", "quorum", "context"} }

// ParseDraft reads the text of a command: the question with the mentions in it, then segments "key: value" after bars.
// The mentions at its beginning and end are who is asked; if there are none there, those inside it are. The draft holds
// all that could be read even when the error says what could not, so that no typed text is lost.
func ParseDraft(text string) (Draft, error) {
	segments := split(text, '|')
	var d Draft
	d.Question, d.Asked = cutMentions(strings.TrimSpace(segments[0]))
	var first error
	seen := map[string]bool{}
	for _, s := range segments[1:] {
		if err := d.set(s, seen); err != nil && first == nil {
			first = err
		}
	}
	if first == nil {
		first = d.check()
	}
	return d, first
}

func (d *Draft) set(segment string, seen map[string]bool) error {
	key, value, ok := strings.Cut(segment, ":")
	key, value = strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value)
	if !ok {
		return invalid("", "%q needs a word before it that says what it is, like options: red, green | quorum: 3 of 5.", clip(strings.TrimSpace(segment), 40))
	}
	if key == "rule" {
		key = "quorum"
	}
	set, known := keys()[key]
	if !known {
		return invalid("", "There is no %q here. Did you mean %q? You can write %s.", clip(key, 30), nearest(key, append(keyOrder(), "rule")), list(keyOrder()))
	}
	if seen[key] {
		return invalid("", "%q is there twice. Keep one.", key)
	}
	seen[key] = true
	return set(d, value)
}

// check says what is missing or wrong in a draft by itself, whoever the mentions are.
func (d Draft) check() error {
	switch n := len([]rune(d.Question)); {
	case n == 0:
		return invalid(FieldQuestion, "Write the question first, like: Ship 4.2 on Friday? @ana @ben")
	case n > MaxQuestion:
		return invalid(FieldQuestion, "The question has %d characters; at most %d fit. Put details into the context.", n, MaxQuestion)
	}
	if n := len([]rune(d.Context)); n > MaxContext {
		return invalid(FieldContext, "The context has %d characters; at most %d fit. Link to the details instead.", n, MaxContext)
	}
	if len(d.Asked) == 0 {
		return invalid(FieldAsked, "Say who to ask: mention people or groups, like @ana @security.")
	}
	k, err := d.kind()
	if err != nil {
		return err
	}
	if err := k.Check(d.Options); err != nil {
		return err
	}
	_, err = ParseRule(d.Rule)
	return err
}

func (d Draft) kind() (Kind, error) {
	name := d.Kind
	switch {
	case name == "" && len(d.Options) > 0:
		name = choice{}.Name()
	case name == "":
		name = yesNo{}.Name()
	}
	return KindNamed(name)
}

// String prints the draft as a command's text.
func (d Draft) String() string {
	var b strings.Builder
	b.WriteString(escape(d.Question))
	for _, p := range d.Asked {
		b.WriteString(" " + p.String())
	}
	for _, key := range keyOrder() {
		if v := d.value(key); v != "" {
			b.WriteString(" | " + key + ": " + v)
		}
	}
	return strings.TrimSpace(b.String())
}

func (d Draft) value(key string) string {
	switch key {
	case "options":
		return joinOptions(d.Options)
	case "kind":
		return escape(d.Kind)
	case "quorum":
		return escape(d.Rule)
	}
	return escape(d.Context)
}

// cutMentions takes who is asked off the ends of a question.
func cutMentions(text string) (question string, asked []Party) {
	head := leadingRun.FindString(text)
	rest := text[len(head):]
	tail := trailingRun.FindString(rest)
	question = strings.TrimSpace(rest[:len(rest)-len(tail)])
	asked = append(parties(head), parties(tail)...)
	if len(asked) == 0 {
		asked = parties(text)
	}
	return question, asked
}

func parties(text string) []Party {
	var all []Party
	for _, one := range oneParty.FindAllString(text, -1) {
		p := Party{Together: strings.HasPrefix(one, "[")}
		for _, m := range mentionForm.FindAllStringSubmatch(one, -1) {
			p.Mentions = append(p.Mentions, Mention{ID: m[1] + m[2], Group: m[2] != ""})
		}
		all = append(all, p)
	}
	return all
}
