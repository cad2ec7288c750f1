package polls

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"quorum/polls/kind"
	"quorum/polls/phrase"
	"quorum/polls/worktime"
)

// The limits of what is typed.
const (
	MaxQuestion = 1000 // characters
	MaxContext  = 2000
	MaxReason   = 500
)

// Opening is everything that [Open] fixes: what the asker typed, and the people and groups that its mentions stand
// for.
type Opening struct {
	ID      ID
	Asker   Person
	Channel string // where the card goes; empty: to the asker's own conversation
	Draft   Draft
	Asked   []Invite          // in the asker's order; a person named twice is asked once, for the first source
	Default Rule              // the operator's default rule; zero: that of [Rule.Complete]
	Asking  worktime.Calendar // the asker's, by whose working days deadlines are read
	Work    worktime.Calendar // the workspace's hours and region, for people who have set none
	Seed    uint64            // for the order of the options
	Reserve Invite            // the person whom the rule asks at the deadline when there is no quorum
	Again   int64             // the number of the poll that this one asks again; 0: none
	Round   *Round            // its place in a schedule; nil: it belongs to none
}

// Plan is a poll as it would be asked, with everything that was not typed filled in.
type Plan struct {
	Kind     kind.Kind
	Rule     Rule
	Pass     kind.Pass
	Deadline time.Time
	Standing Standing // of the poll as it would open
	Words    string   // the rule in words: "2 of 3 sources, and no tie, by tomorrow 14:00"
	Warning  string   // a sentence for the asker when the rule is probably not what was meant; mostly empty
}

// PlanFor checks an opening without opening anything. now is in the asker's zone, in which deadlines are read. Errors
// are [*phrase.Error]s with the field of the form that they belong to.
func PlanFor(now time.Time, o Opening) (Plan, error) {
	o.Draft = o.Draft.Normalized()
	if err := o.Draft.Check(); err != nil {
		return Plan{}, err
	}
	k, err := o.Draft.kind()
	if err != nil {
		return Plan{}, err
	}
	said, err := ParseRule(o.Draft.Rule)
	if err != nil {
		return Plan{}, err
	}
	standing, err := o.Standing(said.or(o.Default))
	if err != nil {
		return Plan{}, err
	}
	if past := k.Past(o.Draft.Options, now); past != "" {
		return Plan{}, phrase.Mistake(phrase.FieldOptions, "%s has passed. Write days and times that are still to come.", past)
	}
	if err := checkBriefsRead(o.Draft.Briefs, o.Asked); err != nil {
		return Plan{}, err
	}
	pass, err := kind.ParsePass(o.Draft.Pass)
	if err != nil {
		return Plan{}, err
	}
	pl, err := plan(now, o, k, pass, said, standing)
	if err != nil {
		return Plan{}, err
	}
	if err := repeatable(o.Draft.Every, pl.Rule); err != nil {
		return Plan{}, err
	}
	if words := pl.Pass.Words(); words != "" {
		pl.Words += " and, to pass, " + words
	}
	if words := pl.Rule.Else.Announce(); words != "" {
		pl.Words += ". " + strings.TrimSuffix(words, ".")
	}
	return pl, nil
}

func plan(now time.Time, o Opening, kind kind.Kind, pass kind.Pass, said Rule, standing Standing) (Plan, error) {
	rule, usual := said.or(o.Default).Complete(standing, kind, o.Draft.Anonymous), !said.or(o.Default).hasQuota()
	if !said.hasQuota() && rule.Judge(standing) == IsImpossible { // the operator's default is meant for more people
		rule, usual = Rule{Clauses: said.Clauses, By: rule.By, Else: rule.Else}.Complete(standing, kind, o.Draft.Anonymous), true
	}
	if o.Draft.Anonymous {
		var err error
		if rule, err = o.anonymousRule(rule, standing); err != nil {
			return Plan{}, err
		}
	}
	if err := rule.possible(kind, standing); err != nil {
		return Plan{}, err
	}
	deadline, err := rule.By.At(now, o.Asking)
	if err != nil {
		return Plan{}, err
	}
	deadline = deadline.Truncate(time.Millisecond)
	if rule.Else, err = rule.fallbackFits(o, kind, now, deadline); err != nil {
		return Plan{}, err
	}
	rule.NoTie, rule.Defaulted = !o.Draft.Anonymous && kind.Ties(pass), usual
	return Plan{
		Kind: kind, Rule: rule, Pass: pass, Deadline: deadline, Standing: standing,
		Words: rule.Explain(standing, deadline, now), Warning: rule.warning(kind, standing),
	}, nil
}

// anonymousRule returns the rule for an anonymous poll.
func (o Opening) anonymousRule(rule Rule, s Standing) (Rule, error) {
	if isInvited(o.Asked, o.Asker) {
		return rule, phrase.Mistake(phrase.FieldAsked, "You cannot answer your own question when it is anonymous: what you say is shown apart. Leave yourself out.")
	}
	return rule.withSafeSize(s)
}

// possible refuses a rule that could not be met even if everybody answered.
func (r Rule) possible(k kind.Kind, s Standing) error {
	if k.Way() == kind.Words && r.inspects() == atHold {
		return phrase.Mistake(phrase.FieldRule, "Nobody can be sure of an outcome of free texts. Ask for a number of answers instead, like 3.")
	}
	for _, c := range r.Clauses {
		if c.Judge(s) != IsImpossible {
			continue
		}
		if c, ok := c.(interface{ never(Standing) *phrase.Error }); ok {
			return c.never(s)
		}
		return phrase.Mistake(phrase.FieldRule, "%s can never be met: %s. Ask more people or lower the rule.", phrase.Capitalized(c.Words(s)), whoCounts(s))
	}
	return nil
}

// or fills in the operator's default where nothing was typed.
func (r Rule) or(def Rule) Rule {
	if !r.hasQuota() {
		r.Clauses = append(append([]Clause{}, def.Clauses...), r.Clauses...)
	}
	if r.By.IsZero() {
		r.By = def.By
	}
	return r
}

// warning returns what is probably not meant, or hard to meet.
func (r Rule) warning(k kind.Kind, s Standing) string {
	var all []string
	for _, c := range r.Clauses {
		if c, ok := c.(interface {
			warn(kind.Kind, Standing) string
		}); ok {
			if text := c.warn(k, s); text != "" && !slices.Contains(all, text) {
				all = append(all, text)
			}
		}
	}
	return strings.Join(all, " ")
}

// fewToMiss is the number of people up to which no warning is given that all of them are needed.
const fewToMiss = 2

func warnEveryoneNeeded(need, of int) string {
	if need < of || of <= fewToMiss {
		return ""
	}
	return "One person who does not answer, or has no opinion, is enough to leave it without a quorum."
}

func whoCounts(s Standing) string {
	text := phrase.Plural(s.Eligible, "1 person is asked whose answer counts", strconv.Itoa(s.Eligible)+" people are asked whose answers count")
	if s.SourcesAsked != s.Eligible {
		text += ", from " + strconv.Itoa(s.SourcesAsked) + " " + phrase.Plural(s.SourcesAsked, "source", "sources")
	}
	return text
}

func distinct(asked []Invite) []Invite {
	seen := map[Person]bool{}
	var once []Invite
	for _, a := range asked {
		if !seen[a.Person] {
			seen[a.Person] = true
			once = append(once, a)
		}
	}
	return once
}

// Open opens a poll. It refuses what [PlanFor] refuses.
func Open(now time.Time, o Opening) (*Poll, []Event, error) {
	pl, err := PlanFor(now, o)
	if err != nil {
		return nil, nil, err
	}
	p, draft := &Poll{}, o.Draft.Normalized()
	var reserve *Invite
	if pl.Rule.Else.Ask != (Mention{}) {
		reserve = &o.Reserve
	}
	e := p.record(now, o.Asker, Opened{
		Number: o.ID.Number, Workspace: o.ID.Workspace, Question: draft.Question, Context: draft.Context, Briefs: draft.Briefs, Anonymous: draft.Anonymous, Announce: draft.Announce,
		Kind: pl.Kind.Name(), Options: draft.Options, Rule: pl.Rule.String(), NoTie: pl.Rule.NoTie, Defaulted: pl.Rule.Defaulted, Pass: pl.Pass.String(), Deadline: pl.Deadline.UTC(),
		Channel: o.Channel, Zone: now.Location().String(), Seed: o.Seed, Asked: distinct(o.Asked), Reserve: reserve, Again: o.Again,
		Hours: o.Work.Hours.String(), Holidays: o.Work.Region,
		Round: o.Round, Named: partiesWithGroups(draft.Asked), Deputies: draft.Deputies,
	})
	return p, []Event{e}, nil
}
