package polls

import (
	"cmp"
	"strings"

	"quorum/polls/kind"
	"quorum/polls/phrase"
	"quorum/polls/worktime"
)

// Draft is what an asker typed, before its mentions are looked up. [ParseDraft] reads it from a command, and String
// prints it so that parsing gives the same draft. A form fills the fields directly.
type Draft struct {
	Question  string
	Context   string
	Asked     []Party
	Kind      string // empty: choice when there are options, else yes/no
	Options   []string
	Rule      string // as typed, checked by [ParseRule]; empty: the default rule
	Briefs    []Brief
	Anonymous bool
	Announce  bool   // the summary is shown in the channel too, and not in the thread alone
	Pass      string // as typed, checked by [kind.ParsePass]; empty: nothing said
	Deputies  string // as typed, checked by [ParseDeputies]; empty: there are none
	Every     string // as typed, checked by [worktime.ParseEvery]; empty: asked once
}

// keys returns the table of the keys that may follow the question, each with the function that stores its value.
func keys() map[string]func(*Draft, string) error {
	return map[string]func(*Draft, string) error{
		"options":  func(d *Draft, v string) (err error) { d.Options, err = phrase.ReadOptions(v); return err },
		"kind":     func(d *Draft, v string) error { d.Kind = strings.ToLower(phrase.Line(v)); return nil },
		"quorum":   func(d *Draft, v string) error { d.Rule = joinRule(v, d.Rule); return nil },
		"pass":     func(d *Draft, v string) error { d.Pass = v; return nil },
		"context":  func(d *Draft, v string) error { d.Context = v; return nil },
		"deputies": func(d *Draft, v string) error { d.Deputies = v; return nil },
		"every":    func(d *Draft, v string) error { d.Every = v; return worktime.RequireEvery(v) },
	}
}

// keyOrder is the order in which keys are printed and listed; "rule" is another word for "quorum".
func keyOrder() []string {
	return []string{"options", "kind", "quorum", "pass", "context", "deputies", "every"}
}

// ParseDraft reads the text of a command like [ReadDraft], and checks what it read.
func ParseDraft(text string) (Draft, error) {
	d, err := ReadDraft(text)
	if err == nil {
		err = d.Check()
	}
	return d, err
}

// ReadDraft takes apart the text of a command: the question with its mentions, then segments "key: value" after bars. The
// mentions at its beginning and end are the people asked; without any there, the mentions inside it. The draft holds
// everything that could be read, even with an error, so that no typed text is lost.
func ReadDraft(text string) (Draft, error) {
	segments, bar := joinBars(segmentsOf(text))
	var d Draft
	d.Question, d.Asked = cutMentions(strings.TrimSpace(segments[0]))
	first := cmp.Or(bar, checkBrackets(segments[0]), checkBrackets(joinMentions(d.Question, d.Asked))) // as typed, and as printed
	seen := map[string]bool{}
	for _, s := range segments[1:] {
		if err := d.set(s, seen); err != nil && first == nil {
			first = err
		}
	}
	return d, first
}

func (d *Draft) set(segment string, seen map[string]bool) error {
	segment = strings.TrimSpace(segment)
	if segment == "" {
		return nil
	}
	key, value, ok := strings.Cut(segment, ":")
	if word := strings.ToLower(strings.TrimSpace(key)); word == "anonymous" || word == "announce" {
		seen[word] = true
		return d.setFlag(word, strings.TrimSpace(value))
	}
	if to := briefTo(key); ok && to != "" {
		seen["brief"] = true
		d.Briefs = append(d.Briefs, Brief{To: to, Text: strings.TrimSpace(value)})
		return nil
	}
	if word, _, _ := strings.Cut(strings.TrimSpace(key), " "); strings.EqualFold(word, "brief") {
		return phrase.Mistake(phrase.FieldBriefs, "Say whom the brief is for, picked from the list that appears as you type @, like brief @security: the new port is 8443.")
	}
	key, value = strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value)
	if !ok || key == "" {
		return phrase.Mistake("", "%q needs a word before it that says what it is, like options: red, green | quorum: 3 of 5.", phrase.Clip(segment, 40))
	}
	if key == "rule" {
		key = "quorum"
	}
	if isTime(key) {
		return d.setTime(key, value)
	}
	set, known := keys()[key]
	if !known {
		return unknownKey(key)
	}
	if seen[key] {
		return phrase.Mistake("", "%q is there twice. Keep one.", key)
	}
	seen[key] = true
	return set(d, value)
}

// unknownKey returns the error that names the nearest key. After brief, a mention follows that is not part of the
// key.
func unknownKey(key string) error {
	word := beforeNames(key)
	return phrase.Mistake("", "There is no %q here. Did you mean %q? You can write %s.", phrase.Clip(word, 30),
		phrase.Nearest(word, append(keyOrder(), "rule", "brief", "anonymous", "announce")), phrase.List(append(keyOrder(), "brief @x", "anonymous", "announce")))
}

// setFlag reads "anonymous" or "announce", alone or followed by yes or no.
func (d *Draft) setFlag(word, value string) error {
	flag, what := &d.Anonymous, "it is anonymous"
	if word == "announce" {
		flag, what = &d.Announce, "the summary is shown in the channel"
	}
	switch strings.ToLower(value) {
	case "", "yes", "true":
		*flag = true
	case "no", "false":
		*flag = false
	default:
		return phrase.Mistake("", "%q does not say whether %s. Write: %s, or leave it out.", phrase.Clip(value, 30), what, word)
	}
	return nil
}

// Check returns the first error in a draft, without knowing who is mentioned.
func (d Draft) Check() error {
	switch n := typedLength(d.Question); {
	case n == 0:
		return phrase.Mistake(phrase.FieldQuestion, "Write the question first, like: Ship 4.2 on Friday? @ana @ben")
	case n > MaxQuestion:
		return phrase.Mistake(phrase.FieldQuestion, "The question has %d characters; at most %d fit. Put details into the context.", n, MaxQuestion)
	}
	if n := typedLength(d.Context); n > MaxContext {
		return phrase.Mistake(phrase.FieldContext, "The context has %d characters; at most %d fit. Link to the details instead.", n, MaxContext)
	}
	if len(d.Asked) == 0 {
		return noMentions(d.Question)
	}
	k, err := d.kind()
	if err != nil {
		return err
	}
	if err := k.Check(d.Options); err != nil {
		return err
	}
	if _, err = ParseRule(d.Rule); err != nil {
		return err
	}
	if _, err = worktime.ParseEvery(d.Every); err != nil {
		return err
	}
	if err := checkBriefs(d.Briefs); err != nil {
		return err
	}
	if _, err := ParseDeputies(d.Deputies); err != nil {
		return err
	}
	pass, err := kind.ParsePass(d.Pass)
	if err != nil {
		return err
	}
	return pass.Fits(k)
}

func (d Draft) kind() (kind.Kind, error) {
	if d.Kind == "" {
		return kind.Default(d.Options), nil
	}
	return kind.Named(d.Kind)
}

// Normalized returns a draft that a form filled in, in the form in which [ParseDraft] returns it.
func (d Draft) Normalized() Draft {
	d.Question, d.Context, d.Rule, d.Pass = phrase.Clean(d.Question), phrase.Clean(d.Context), phrase.Clean(d.Rule), phrase.Clean(d.Pass)
	d.Deputies, d.Every = phrase.Clean(d.Deputies), phrase.Clean(d.Every)
	d.Kind = strings.ToLower(phrase.Line(d.Kind))
	var options []string
	for _, o := range d.Options {
		options = append(options, phrase.Label(o))
	}
	d.Options = options
	var briefs []Brief
	for _, one := range d.Briefs {
		briefs = append(briefs, Brief{To: one.To, Text: phrase.Clean(one.Text)})
	}
	d.Briefs = briefs
	return d
}

// String prints the draft as a command's text.
func (d Draft) String() string {
	var b strings.Builder
	b.WriteString(phrase.Escape(guardKeys(joinMentions(d.Question, d.Asked)), '|'))
	for _, key := range keyOrder() {
		if v := d.value(key); v != "" {
			b.WriteString(" | " + key + ": " + v)
		}
	}
	if d.Anonymous {
		b.WriteString(" | anonymous")
	}
	if d.Announce {
		b.WriteString(" | announce")
	}
	for _, one := range d.Briefs {
		b.WriteString(" | " + phrase.Escape("brief "+one.To+": "+one.Text, '|'))
	}
	return strings.TrimSpace(b.String())
}

func (d Draft) value(key string) string {
	switch key {
	case "options":
		return phrase.Escape(phrase.PrintOptions(d.Options), '|')
	case "kind":
		return phrase.Escape(d.Kind, '|')
	case "quorum":
		return phrase.Escape(d.Rule, '|')
	case "pass":
		return phrase.Escape(d.Pass, '|')
	case "deputies":
		return phrase.Escape(d.Deputies, '|')
	case "every":
		return phrase.Escape(d.Every, '|')
	}
	return phrase.Escape(d.Context, '|')
}
