package polls

import (
	"slices"
	"time"

	"quorum/polls/kind"
	"quorum/polls/phrase"
)

// Depute names a person to answer in a stakeholder's place: the stakeholder is then "not me", and the deputy is
// asked. Both may still answer; [Poll.holder] says whose answer counts. Errors are sentences for the person.
func (p *Poll) Depute(now time.Time, by Person, deputy Invite) ([]Event, error) {
	s, err := p.mayChange(now, by)
	if err != nil {
		return nil, err
	}
	_, asked := p.Stakeholder(deputy.Person)
	switch {
	case by == p.Asker:
		return nil, phrase.Mistake(phrase.FieldDeputy, "You asked %s yourself, so nobody needs to answer it in your place.", p.ID)
	case deputy.Person == by:
		return nil, phrase.Mistake(phrase.FieldDeputy, "That is you. Name somebody else, or choose one of the other ways out.")
	case deputy.Person == p.Asker:
		return nil, phrase.Mistake(phrase.FieldDeputy, "Whoever asked %s cannot answer it in somebody's place. Name somebody else.", p.ID)
	case asked:
		return nil, phrase.Mistake(phrase.FieldDeputy, "This person is asked already. Name somebody else.")
	}
	deputy.For = by
	var events []Event
	if s.State != NotMe {
		events = append(events, p.record(now, by, Declined{Person: by, Way: NotMe}))
	}
	events = append(events, p.record(now, by, Joined{Asked: []Invite{deputy}}))
	return append(events, p.settle(now)...), nil
}

// Add asks more people, at the asker's wish, without those who are asked already. A default rule is computed anew for
// all who are asked then; other numbers in the rule stay.
func (p *Poll) Add(now time.Time, by Actor, more []Invite) ([]Event, error) {
	if err := p.mayAmend(now, by); err != nil {
		return nil, err
	}
	var fresh []Invite
	for _, one := range distinct(more) {
		if _, asked := p.Stakeholder(one.Person); !asked {
			one.For = ""
			fresh = append(fresh, one)
		}
	}
	if len(fresh) == 0 {
		return nil, phrase.Mistake(phrase.FieldAsked, "Everybody named is asked already. Name somebody else.")
	}
	if at := afterOneWorkingDay(fresh, p.work, now); p.silenceAdopts() && p.Deadline.Before(at) {
		return nil, phrase.Mistake(phrase.FieldAsked, silence+", and %s ends before that. Change its rule to by %s first, or a later time.", p.ID, wholeMinute(at, now.In(p.Zone)))
	}
	events := []Event{p.record(now, by.Person, Joined{Asked: fresh})}
	if rule, ok := p.recomputedDefault(); ok {
		events = append(events, p.record(now, by.Person, amended(rule, p.Deadline)))
	}
	return append(events, p.settle(now)...), nil
}

// Amend replaces the rule of an open poll, at the asker's wish. The new rule must still be possible, may name only
// people and groups that the old one named, and must not inspect the answers more closely, see
// [Rule.checkReplacement]. The deadline stays unless the new rule has one. now is in the asker's zone.
func (p *Poll) Amend(now time.Time, by Actor, text string) ([]Event, error) {
	if err := p.mayAmend(now, by); err != nil {
		return nil, err
	}
	rule, deadline, err := p.newRule(now, text)
	if err != nil {
		return nil, err
	}
	changes := len(rule.Clauses) > 0
	if !changes {
		rule.Clauses, rule.Defaulted = p.Rule.Clauses, p.Rule.Defaulted
	}
	rule = p.completed(rule)
	counts := p.countedBy(rule).standing()
	if p.Anonymous {
		if rule, err = rule.withSafeSize(counts); err != nil {
			return nil, err
		}
	}
	if changes {
		if err := rule.stillPossible(p.Kind, counts); err != nil {
			return nil, err
		}
	}
	if rule.NoTie = p.Rule.NoTie; p.counts.Answered > 0 {
		if err := p.Rule.checkReplacement(rule); err != nil {
			return nil, err
		}
		rule.NoTie = rule.NoTie && rule.needsAsMany(p.Rule, &p.counts)
	}
	events := []Event{p.record(now, by.Person, amended(rule, deadline))}
	return append(events, p.settle(now)...), nil
}

// newRule reads the typed rule and takes the fallback and the deadline from the old one where none is typed. Its
// clauses are only those that were typed.
func (p *Poll) newRule(now time.Time, text string) (rule Rule, deadline time.Time, err error) {
	said, err := ParseRule(text)
	if err != nil {
		return Rule{}, time.Time{}, err
	}
	if len(said.Clauses) == 0 && said.By.IsZero() {
		return Rule{}, time.Time{}, phrase.Mistake(phrase.FieldRule, "Write the new rule, like: 2 of 3, or within 1d.")
	}
	rule, deadline = said, p.Deadline
	if said.Else.IsZero() {
		rule.Else = p.Rule.Else
	} else if said.Else.Adopt != "" || said.Else.Ask != (Mention{}) {
		return Rule{}, time.Time{}, phrase.Mistake(phrase.FieldRule, "What is adopted or who is asked without a quorum is announced when asking, and cannot be changed now.")
	}
	if said.By.IsZero() {
		rule.By = p.Rule.By
	} else if deadline, err = p.newDeadline(now, said); err != nil {
		return Rule{}, time.Time{}, err
	}
	if unknown := mentionsNotIn(rule.Names(), p.Rule.Names()); len(unknown) > 0 {
		return Rule{}, time.Time{}, phrase.Mistake(phrase.FieldRule, "The new rule can name only who the old one named, and not %s. Use a number instead, or cancel and ask again.", unknown[0])
	}
	return rule, deadline, nil
}

// completed fills in what was not typed in a new rule. A default does not inspect the answers more closely than the
// old rule did.
func (p *Poll) completed(rule Rule) Rule {
	full := rule.Complete(p.countedBy(rule).standing(), p.Kind, p.Anonymous)
	if rule.hasQuota() {
		return full
	}
	full.Defaulted = true
	return p.withoutDeeperInspection(full)
}

// withoutDeeperInspection replaces "firm or independent" by "independent" where the old rule did not inspect the
// answers so closely.
func (p *Poll) withoutDeeperInspection(full Rule) Rule {
	for i, c := range full.Clauses {
		if c, is := c.(firmOr); is && p.Rule.inspects() < atHold {
			full.Clauses[i] = independent{c.N}
		}
	}
	return full
}

// recomputedDefault returns the rule with the default number for the people who are asked now. ok is false when the
// rule is no default, when nothing changes, and when the new rule could not be met: a person who adds people to a
// stuck question wants it to go on.
func (p *Poll) recomputedDefault() (rule Rule, ok bool) {
	if rule = p.Rule; !rule.Defaulted {
		return rule, false
	}
	rule.Clauses = slices.DeleteFunc(slices.Clone(rule.Clauses), func(c Clause) bool { _, is := c.(quota); return is })
	s := p.countedBy(p.Rule).standing()
	if rule = rule.Complete(s, p.Kind, p.Anonymous); p.counts.Answered > 0 {
		rule = p.withoutDeeperInspection(rule)
	}
	if p.Anonymous {
		var err error
		if rule, err = rule.withSafeSize(s); err != nil {
			return rule, false
		}
	}
	return rule, rule.String() != p.Rule.String() && rule.Judge(s) != IsImpossible
}

// amended returns the fact that this rule and deadline hold from now on.
func amended(rule Rule, deadline time.Time) Amended {
	return Amended{Rule: rule.String(), NoTie: rule.NoTie, Defaulted: rule.Defaulted, Deadline: deadline.UTC().Truncate(time.Millisecond)}
}

// newDeadline returns the deadline of a new rule.
func (p *Poll) newDeadline(now time.Time, said Rule) (time.Time, error) {
	at, err := said.By.At(now, p.work)
	if err == nil && said.Else.IsZero() && p.silenceAdopts() {
		err = checkSilenceBy(p.silentHadDay(now), now, at)
	}
	return at, err
}

// stillPossible refuses a rule that could not be met even if everybody who is pending answered.
func (r Rule) stillPossible(kind kind.Kind, now Standing) error {
	if r.Judge(now) == IsImpossible {
		return phrase.Mistake(phrase.FieldRule, "That cannot be met either: it has %s, and only %d %s can still answer. Ask for less, or add people.",
			r.Missing(now), now.Pending, phrase.Plural(now.Pending, "person", "people"))
	}
	return r.possible(kind, now)
}

func (p *Poll) mayAmend(now time.Time, by Actor) error {
	if err := p.mayManage(by); err != nil {
		return err
	}
	switch {
	case p.Phase == PhasePublished:
		return phrase.Refusal(phrase.Over, "The summary of %s is out, so this can no longer be changed.", p.ID).Hint(phrase.ToReopen, p.ID.String())
	case p.ends(now):
		return phrase.Refusal(phrase.Over, "The time of %s is up, so this can no longer be changed.", p.ID)
	}
	return nil
}

// amend folds a new rule.
func (p *Poll) amend(f Amended) error {
	rule, err := ParseRule(f.Rule)
	if err != nil {
		return err
	}
	rule.NoTie, rule.Defaulted = f.NoTie, f.Defaulted
	p.Rule, p.Deadline, p.stuck = rule, f.Deadline.UTC(), false
	p.lapsed = false
	p.recount()
	p.planAll()
	return nil
}

// countedBy returns the counts of the poll for another rule.
func (p *Poll) countedBy(rule Rule) *counts {
	other := *p
	other.Rule = rule
	other.recount()
	return &other.counts
}

// recount counts all seats anew for the present rule. The tally of an anonymous poll is that of its ballots, and
// stays.
func (p *Poll) recount() {
	p.counts, p.pendingWithLate, p.changedAt = newCounts(p.Rule), 0, p.Version+1
	if !p.Anonymous {
		p.tally = map[string]int{}
	}
	for i := range p.people {
		if p.people[i].For == "" {
			p.countSeat(i, +1)
		}
	}
}

// mentionsNotIn returns the mentions of all that are not among others.
func mentionsNotIn(all, others []Mention) []Mention {
	var left []Mention
	for _, m := range all {
		known := false
		for _, o := range others {
			known = known || o == m
		}
		if !known {
			left = append(left, m)
		}
	}
	return left
}
