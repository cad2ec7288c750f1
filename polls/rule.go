package polls

import (
	"slices"
	"strings"
	"time"

	"quorum/polls/kind"
	"quorum/polls/phrase"
	"quorum/polls/worktime"
)

// Rule says when answers are enough: when every clause is met. In the zero Rule nothing was said; [Rule.Complete]
// fills it in.
type Rule struct {
	Clauses []Clause
	By      worktime.Deadline // zero when none was typed
	Else    Fallback          // what happens at the deadline when there is no quorum
	// NoTie is whether the poll goes on while the leading answers are tied and a person may still answer. It is not
	// typed.
	NoTie bool
	// Defaulted is whether the number of answers that are enough was not typed, and follows from how many sources are
	// asked.
	Defaulted bool
}

// Verdict is the state of a clause or a rule.
type Verdict int

// A clause is met, open, or impossible: it would not be met even if everybody who is pending answered.
const (
	IsOpen Verdict = iota
	IsMet
	IsImpossible
)

// String returns the rule as it is typed.
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

// Judge returns the verdict on the rule: it is met if all clauses are, and impossible if one of them is or if they
// cannot be met together.
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

// sources returns the smallest number of sources that the rule asks for; 0 when it does not count sources.
func (r Rule) sources() int {
	for _, c := range r.Clauses {
		if c, is := c.(interface{ sources() int }); is {
			return c.sources()
		}
	}
	return 0
}

// Missing returns what the rule still lacks, clause by clause; "a tie" when only a tie is being waited out.
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

// Words returns the rule in words, without its deadline: "2 of 3 sources, and no tie".
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

// Complete fills in what was not typed: how many independent sources are enough, for a question of this kind that is
// asked of the people in the standing, and a deadline of one working day. Up to nine sources, more than half of them
// are enough; of more sources, five if the outcome is then firm, and else more than half. For an anonymous question
// five are enough in any case.
func (r Rule) Complete(s Standing, kind kind.Kind, anonymous bool) Rule {
	if !r.hasQuota() {
		r.Clauses = append([]Clause{defaultQuota(s, kind, anonymous)}, r.Clauses...)
	}
	if r.By.IsZero() {
		r.By = worktime.Deadline{WorkingDays: 1}
	}
	return r
}

// hasQuota reports whether a clause says how many answers are enough.
func (r Rule) hasQuota() bool {
	return slices.ContainsFunc(r.Clauses, func(c Clause) bool { _, is := c.(quota); return is })
}

// ParseRule reads a rule as it is typed: clauses and at most one deadline, separated by commas. The empty text is the
// zero Rule. Errors are [*phrase.Error]s that say how to write it.
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

// Names returns the people and groups that the rule names, each once. An [Invite] must say which of these groups its
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

// Explain returns in words which rule will apply: "2 of 3 sources, and no tie, by tomorrow 14:00". The times are in
// now's zone.
func (r Rule) Explain(s Standing, deadline, now time.Time) string {
	return r.Words(s) + ", by " + phrase.Moment(deadline, now)
}
