package polls

import (
	"slices"
	"strings"
	"time"

	"quorum/polls/kind"
	"quorum/polls/phrase"
	"quorum/polls/worktime"
)

// Rule says when answers are enough: every clause must be met. The zero Rule is one about which nothing was said;
// [Rule.Complete] fills it in.
type Rule struct {
	Clauses []Clause
	By      worktime.Deadline // the zero Deadline when none was said
	Else    Fallback          // what happens at the deadline without a quorum
	// NoTie says that it goes on while the leading answers are tied and somebody may still answer. It is not typed.
	NoTie bool
	// Defaulted says that how many are enough was not said, and follows from how many sources are asked. It is not typed.
	Defaulted bool
}

// Verdict is how a clause or a rule stands.
type Verdict int

// A clause is met, or open, or impossible: not even if everybody pending answered.
const (
	IsOpen Verdict = iota
	IsMet
	IsImpossible
)

// String prints the rule as it is typed.
func (r Rule) String() string {
	var parts []string
	for _, c := range r.Clauses {
		parts = append(parts, c.String())
	}
	if !r.By.IsZero() {
		parts = append(parts, r.By.String())
	}
	if !r.Else.IsZero() {
		parts = append(parts, r.Else.String())
	}
	return strings.Join(parts, ", ")
}

// Judge says how the rule stands: impossible if any clause is or they are together, met if all are.
func (r Rule) Judge(s Standing) Verdict {
	verdict := IsMet
	for _, c := range r.Clauses {
		switch c.Judge(s) {
		case IsImpossible:
			return IsImpossible
		case IsOpen:
			verdict = IsOpen
		case IsMet:
		}
	}
	switch {
	case verdict == IsOpen && !r.jointlyPossible(s):
		return IsImpossible
	case verdict == IsMet && r.waitsForTie(s):
		return IsOpen
	}
	return verdict
}

// sources is how many sources the rule asks for at least; 0 when it does not count them.
func (r Rule) sources() int {
	for _, c := range r.Clauses {
		if c, is := c.(interface{ sources() int }); is {
			return c.sources()
		}
	}
	return 0
}

// Missing says what the rule still lacks, clause by clause; "a tie" when that alone is waited out.
func (r Rule) Missing(s Standing) string {
	var parts []string
	for _, c := range r.Clauses {
		if c.Judge(s) != IsMet {
			parts = append(parts, c.Missing(s))
		}
	}
	if len(parts) == 0 && r.waitsForTie(s) {
		return "a tie"
	}
	return phrase.List(parts)
}

// Words says the rule to a reader, without its deadline: "2 of 3 sources, and no tie".
func (r Rule) Words(s Standing) string {
	var parts []string
	for _, c := range r.Clauses {
		parts = append(parts, c.Words(s))
	}
	if r.mentionsTie(s) {
		parts = append(parts, "no tie")
	}
	return strings.Join(parts, ", and ")
}

// Complete fills in what was not said: how many independent sources are enough, for a question of this kind that is asked
// of those in the standing, and within one working day. Up to nine sources it takes more than half of them; of more, five
// if the outcome is then firm, and else more than half. Of an anonymous question five are enough whatever they say.
func (r Rule) Complete(s Standing, kind kind.Kind, anonymous bool) Rule {
	if !r.hasQuota() {
		r.Clauses = append([]Clause{defaultQuota(s, kind, anonymous)}, r.Clauses...)
	}
	if r.By.IsZero() {
		r.By = worktime.Deadline{WorkingDays: 1}
	}
	return r
}

// hasQuota says that some clause says how many answers are enough.
func (r Rule) hasQuota() bool {
	return slices.ContainsFunc(r.Clauses, func(c Clause) bool { _, is := c.(quota); return is })
}

// ParseRule reads a rule as it is typed: clauses and at most one deadline, separated by commas. The empty text is the
// zero Rule. Mistakes are [*phrase.Error]s that say how to write it.
func ParseRule(text string) (Rule, error) {
	var r Rule
	text = withoutKey(phrase.Clean(plainMentions(text)))
	if text == "" {
		return r, nil
	}
	for item := range strings.SplitSeq(text, ",") {
		item = strings.Join(strings.Fields(item), " ")
		if item == "" {
			return Rule{}, phrase.Mistake(phrase.FieldRule, "There is a comma too many in the quorum rule. Write it like: 3 of 5, within 2h.")
		}
		if err := r.add(item); err != nil {
			return Rule{}, err
		}
	}
	if !r.Else.IsZero() && r.By.IsZero() {
		return Rule{}, phrase.Mistake(phrase.FieldRule, "%q says what happens at a deadline, and there is none. Write one before it, like within 1d, %s.", phrase.Clip(r.Else.String(), 40), phrase.Clip(r.Else.String(), 40))
	}
	return r, nil
}

// plainMentions takes the labels off mentions, in which there may be commas, and sets them apart from what is around.
func plainMentions(text string) string {
	return mentionForm.ReplaceAllStringFunc(text, func(m string) string { return " " + mentionsIn(m)[0].String() + " " })
}

// withoutKey forgives the key before the rule: "quorum: 3 of 5".
func withoutKey(text string) string {
	for _, key := range []string{"quorum:", "rule:"} {
		if len(text) >= len(key) && strings.EqualFold(text[:len(key)], key) {
			return strings.TrimSpace(text[len(key):])
		}
	}
	return text
}

func (r *Rule) add(item string) error {
	word, rest, _ := strings.Cut(item, " ")
	switch strings.ToLower(word) {
	case "else":
		if !r.Else.IsZero() {
			return phrase.Mistake(phrase.FieldRule, "A rule says once what happens without a quorum, and this one does twice: %s and %s. Keep one.", r.Else, item)
		}
		f, err := parseFallback(rest)
		r.Else = f
		return err
	case "within", "by":
		if !r.By.IsZero() {
			return phrase.Mistake(phrase.FieldRule, "A rule has one deadline, and this one has two: %s and %s. Keep one.", r.By, item)
		}
		by, err := worktime.ParseDeadline(strings.ToLower(word), rest)
		r.By = by
		return err
	}
	c, err := parseClause(item)
	if err != nil {
		return err
	}
	for i, other := range r.Clauses {
		if with, ok := other.(interface{ join(Clause) (Clause, bool) }); ok {
			if both, ok := with.join(c); ok {
				r.Clauses[i] = both
				return r.checkNames()
			}
		}
		if c.subject() == other.subject() {
			return phrase.Mistake(phrase.FieldRule, "A rule %s once, and this one does twice: %s and %s. Keep one.", c.subject(), other, c)
		}
	}
	r.Clauses = append(r.Clauses, c)
	return r.checkNames()
}

// Names returns the people and groups that the rule names, each once: an [Invite] must say which of the groups its
// person is in.
func (r Rule) Names() []Mention {
	var all []Mention
	for _, c := range r.Clauses {
		if c, ok := c.(interface{ names() []Mention }); ok {
			all = append(all, c.names()...)
		}
	}
	return uniqueMentions(all)
}

func (r Rule) checkNames() error {
	if n := len(r.Names()); n > MaxNames {
		return phrase.Mistake(phrase.FieldRule, "A rule can name at most %d people and groups, and this one names %d. Name groups rather than people.", MaxNames, n)
	}
	return nil
}

// Explain says in words which rule will apply: "2 of 3 sources, and no tie, by tomorrow 14:00". The times are those of now's zone.
func (r Rule) Explain(s Standing, deadline, now time.Time) string {
	return r.Words(s) + ", by " + phrase.Moment(deadline, now)
}
