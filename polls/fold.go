package polls

import (
	"errors"
	"slices"

	"quorum/polls/kind"
	"quorum/polls/worktime"
)

var (
	errNotAsked = errors.New("the log speaks of somebody who was not asked")
	errOpening  = errors.New("a log opens its poll with its first event and never again")
)

// apply folds one event. It trusts the log: what may happen is decided by the transitions.
func (p *Poll) apply(e Event) error {
	if _, first := e.Fact.(Opened); first != (p.Version == 0) {
		return errOpening
	}
	switch f := e.Fact.(type) {
	case Opened:
		return p.open(e, f)
	case Placed:
		p.Card = f.Place
	case Summarized:
		p.Summary = f.Place
	case Published:
		p.Phase, p.Published, p.Outcome = PhasePublished, e.At, f.Outcome.relabelled()
	case Closed:
		p.Phase, p.ClosedAt, p.ClosedWhy = PhaseClosed, e.At, f.Why
	case Cancelled:
		p.Phase, p.ClosedAt = PhaseCancelled, e.At
	case Undelivered:
		p.undelivered[f.Notice] = f.Why
		if f.Gone {
			p.Card, p.cardGone = Place{}, true
		}
	case Reminded:
		return p.reminded(e, f)
	case Listed:
		return nil
	case Joined:
		p.join(f.Asked)
	case Amended:
		return p.amend(f)
	default:
		if p.applyToPoll(e.Fact) {
			return nil
		}
		return p.applyToPerson(e)
	}
	return nil
}

// applyToPoll folds a fact that is about the poll and does not change its phase. It reports whether the fact is one
// of these.
func (p *Poll) applyToPoll(fact Fact) bool {
	switch f := fact.(type) {
	case Stuck:
		p.stuck = true
		p.stucks++
	case Unstuck:
		p.stuck = false
	case Doubted:
		p.doubted = true
	case Weighed:
		p.weighedAt = f.Upto
	case Lapsed:
		p.lapsed = true
	case Flipped:
		p.applyFlipped(f)
	case WarnedBlind:
		p.warnedBlind = true
	case AskedAgain:
		p.AskedAgain = f.As
	default:
		return false
	}
	return true
}

// noteActed updates when the person of an event last did something.
func (p *Poll) noteActed(e Event) {
	if i, ok := p.index[e.By]; ok && e.Acted.After(p.people[i].Acted) {
		p.people[i].Acted = e.Acted
	}
}

// reminded folds who was reminded. Logs of earlier versions may name a person twice; that was one message at one
// moment.
func (p *Poll) reminded(e Event, f Reminded) error {
	for _, who := range uniquePeople(f.Persons) {
		i, ok := p.index[who]
		if !ok {
			return errNotAsked
		}
		p.people[i].Reminders++
		p.people[i].Reminded = e.At
	}
	if !f.Moment {
		return nil
	}
	for _, who := range uniquePeople(slices.Concat(f.Persons, f.Passed)) {
		i, ok := p.index[who]
		if !ok {
			return errNotAsked
		}
		p.people[i].Nudged++
		p.plan(i)
	}
	return nil
}

// uniquePeople returns the people, each once.
func uniquePeople(all []Person) []Person {
	named := make(map[Person]bool, len(all))
	return slices.DeleteFunc(slices.Clone(all), func(who Person) bool {
		before := named[who]
		named[who] = true
		return before
	})
}

// applyToPerson folds a fact about one stakeholder.
func (p *Poll) applyToPerson(e Event) error {
	touched := e.Touches()
	if len(touched) != 1 {
		return errors.New("a fact without a fold: " + e.Fact.Name())
	}
	i, ok := p.index[touched[0]]
	if !ok {
		return errNotAsked
	}
	s := &p.people[i]
	if late, is := e.Fact.(Late); is && p.Counts(s.Person) && p.TakesLate(e.At) {
		p.late.add(p, s, late.Position)
		p.lateChangedAt = p.Version + 1
	}
	seat := p.seatOf(i)
	state, swayed := s.State, p.changedAt
	p.countSeat(seat, -1)
	p.applyTo(s, e)
	p.countSeat(seat, +1)
	switch e.Fact.(type) {
	case Delivered, Contacted, Unreachable, Left:
		if s.State == state {
			p.changedAt = swayed
		}
	}
	p.planSeat(seat)
	return nil
}

func (p *Poll) applyTo(s *Stakeholder, e Event) {
	switch f := e.Fact.(type) {
	case Delivered:
		s.Question, s.Delivered, s.Contacted = f.Place, e.At, e.At
		p.markReachable(s)
	case Contacted:
		s.Contacted = e.At
		s.addCopy(f.Copy)
	case Shown:
		s.addCopy(f.Copy)
	case Unreachable:
		s.Unreachable = f.Why
		p.markGone(s)
	case Left:
		s.Left = true
		p.markGone(s)
	case Answered:
		s.Left = false
		p.answered(s, f.response(e.At))
	case Responded:
		s.Left = false
		p.answered(s, Response{At: e.At})
		if f.ballot != (Ballot{}) {
			p.putBallot(f.ballot)
		}
	case Withdrew:
		s.Left = false
		p.setState(s, Pending)
	case Declined:
		s.Left = false
		p.setState(s, f.Way)
	case Late:
		s.Left = false
		p.answeredLate(s, f.response(e.At))
		p.applyFlip(e, f)
	case Explained:
		s.Left = false
		s.explained(f, e.At)
	}
}

// markGone stops waiting for a person who has not answered.
func (p *Poll) markGone(s *Stakeholder) {
	if s.State == Pending && s.Late.At.IsZero() {
		p.setState(s, Gone)
	}
}

// markReachable waits again for a person who could not be reached before.
func (p *Poll) markReachable(s *Stakeholder) {
	s.Unreachable = ""
	if s.State == Gone && !s.Left && s.Late.At.IsZero() {
		p.setState(s, Pending)
	}
}

// setState puts a stakeholder into a state without an answer.
func (p *Poll) setState(s *Stakeholder, to State) {
	s.State, s.Answer = to, Response{}
}

func (p *Poll) answered(s *Stakeholder, r Response) {
	if s.State == HasAnswer && s.Answer.Position != r.Position {
		s.Changes++
	}
	if s.First.IsZero() {
		s.First = r.At
	}
	s.State, s.Answer = HasAnswer, r
}

// answeredLate sets the late answer. The tally with late answers is kept in Poll.late.
func (p *Poll) answeredLate(s *Stakeholder, r Response) {
	if s.First.IsZero() {
		s.First = r.At
	}
	s.Late = r
}

func (p *Poll) open(e Event, f Opened) error {
	k, err := kind.Named(f.Kind)
	if err != nil {
		return err
	}
	rule, err := ParseRule(f.Rule)
	if err != nil {
		return err
	}
	rule.NoTie, rule.Defaulted = f.NoTie, f.Defaulted
	pass, err := kind.ParsePass(f.Pass)
	if err != nil {
		return err
	}
	hours, err := worktime.HoursFrom(f.Hours)
	if err != nil {
		return err
	}
	p.Earlier, p.Pass, p.work = f.Again, pass, worktime.Calendar{Zone: worktime.ZoneNamed(f.Zone), Hours: hours, Region: f.Holidays}
	if f.Reserve != nil {
		p.reserve = *f.Reserve
	}
	p.Round, p.named, p.deputiesText = f.Round, f.Named, f.Deputies
	p.ID, p.Asker, p.Phase, p.OpenedAt = ID{Workspace: f.Workspace, Number: f.Number}, e.By, PhaseOpen, e.At
	p.Briefs, p.Anonymous, p.Announce = f.Briefs, f.Anonymous, f.Announce
	p.Question, p.Context, p.Kind, p.Options = f.Question, f.Context, k, f.Options
	p.Rule, p.Deadline, p.Channel, p.Zone, p.seed = rule, f.Deadline.UTC(), f.Channel, worktime.ZoneNamed(f.Zone), f.Seed
	p.people = make([]Stakeholder, 0, len(f.Asked))
	p.index = make(map[Person]int, len(f.Asked))
	p.tally = map[string]int{}
	p.undelivered = map[NoticeKind]string{}
	p.counts = newCounts(rule)
	p.join(f.Asked)
	return nil
}
