package polls

import (
	"cmp"
	"hash/fnv"
	"slices"
	"time"

	"quorum/polls/phrase"
)

// Answer records a person's own position, new or changed. Before publication the last one counts. Later it is kept as
// a late answer and never counted. A cancelled poll takes none. Errors are sentences for the person, and
// [ErrUnweighed] when the deadline has passed and the answers must be weighed first.
func (p *Poll) Answer(now time.Time, by Person, r Response) ([]Event, error) {
	s, err := p.asked(by)
	if err != nil {
		return nil, err
	}
	if p.Phase == PhaseCancelled {
		return nil, phrase.Refusal(phrase.Over, "%s was cancelled, so no answer was recorded.", p.ID)
	}
	r, err = p.check(r)
	if err != nil {
		return nil, err
	}
	if p.Anonymous {
		return p.answerAnonymously(now, s, r)
	}
	events, err := p.expire(now)
	if err != nil {
		return nil, err
	}
	if p.Phase != PhaseOpen {
		s, _ = p.Stakeholder(by)
		return append(events, p.answerLate(now, s, r)...), nil
	}
	if s.State == HasAnswer && same(s.Answer, r) {
		return events, nil
	}
	events = append(events, p.record(now, by, Answered{
		Person: by, Position: r.Position, Reason: r.Reason, Confidence: r.Confidence, Exposed: r.Exposed,
	}))
	return append(events, p.settle(now)...), nil
}

func (p *Poll) check(r Response) (Response, error) {
	position, err := p.Kind.Read(p.Options, phrase.Clean(r.Position))
	if err != nil {
		return Response{}, err
	}
	r.Position, r.Reason = position, phrase.Clean(r.Reason)
	if n := len([]rune(r.Reason)); n > MaxReason {
		return Response{}, phrase.Mistake(phrase.FieldReason, "The reason has %d characters; at most %d fit. Shorten it.", n, MaxReason)
	}
	if why := p.Kind.NeedsReason(position); why != "" && r.Reason == "" {
		return Response{}, phrase.Mistake(phrase.FieldReason, "%s", why)
	}
	switch r.Confidence {
	case "", Sure, ThinkSo, Guess:
		return r, nil
	}
	return Response{}, phrase.Mistake(phrase.FieldConfidence, "%q is no confidence. Choose sure, think so or guess.", phrase.Clip(string(r.Confidence), 20))
}

// same reports whether two responses say the same, apart from their times.
func same(a, b Response) bool {
	return a.Position == b.Position && a.Reason == b.Reason && a.Confidence == b.Confidence && a.Exposed == b.Exposed
}

// Withdraw takes back an answer or a way out: the person is pending again. After publication it is refused, because
// what was counted stays counted.
func (p *Poll) Withdraw(now time.Time, by Person) ([]Event, error) {
	s, err := p.mayChange(now, by)
	if err != nil || s.State == Pending {
		return nil, err
	}
	events := []Event{p.record(now, by, Withdrew{Person: by})}
	return append(events, p.settle(now)...), nil
}

// Decline takes one of the ways out: no opinion, conflict of interest, not me. After publication it is refused.
func (p *Poll) Decline(now time.Time, by Person, way State) ([]Event, error) {
	if way != NoOpinion && way != Recused && way != NotMe {
		return nil, phrase.Mistake("", "%q is not a way out. Choose no opinion, conflict of interest or not me.", phrase.Clip(string(way), 30))
	}
	s, err := p.mayChange(now, by)
	if err != nil || s.State == way {
		return nil, err
	}
	events := []Event{p.record(now, by, Declined{Person: by, Way: way})}
	return append(events, p.settle(now)...), nil
}

// mayChange returns the stakeholder, or the error for the person when the stakeholder's state can no longer change.
func (p *Poll) mayChange(now time.Time, by Person) (Stakeholder, error) {
	s, err := p.asked(by)
	switch {
	case err != nil:
		return s, err
	case p.Phase == PhaseCancelled:
		return s, phrase.Refusal(phrase.Over, "%s was cancelled; there is nothing left to do.", p.ID)
	case p.Anonymous && s.State == HasAnswer:
		return s, p.errSealed()
	case p.Phase != PhaseOpen || p.ends(now):
		return s, phrase.Refusal(phrase.Over, "%s is over, so this can no longer be changed.", p.ID)
	}
	return s, nil
}

func (p *Poll) asked(by Person) (Stakeholder, error) {
	s, ok := p.Stakeholder(by)
	if !ok {
		return s, phrase.Refusal(phrase.Forbidden, "Only the people who were asked can answer %s.", p.ID)
	}
	return s, nil
}

// SafeSize is the smallest number of answers of an anonymous poll that is shown. With fewer, a person could guess who
// said what.
const SafeSize = 5

// Ballot is an answer of an anonymous poll. Neither it nor the place where it is kept tells whose it is.
type Ballot struct {
	Position   string
	Reason     string
	Confidence Confidence
}

// Ballot returns the ballot that has to be stored because of this event; ok is false for most events.
func (e Event) Ballot() (b Ballot, ok bool) {
	r, ok := e.Fact.(Responded)
	return r.ballot, ok && r.ballot != (Ballot{})
}

// RestoreBallots replaces the ballots of an anonymous poll by those that were kept apart from the log, in any order.
// They are needed after folding the log.
func (p *Poll) RestoreBallots(box []Ballot) {
	p.box, p.tally = nil, map[string]int{}
	for _, b := range box {
		p.putBallot(b)
	}
}

// putBallot adds a ballot, at a place that follows from the ballots alone, so that the order tells nothing of when
// they came.
func (p *Poll) putBallot(b Ballot) {
	at, _ := slices.BinarySearchFunc(p.box, b, func(a, b Ballot) int { return cmp.Or(cmp.Compare(p.ballotOrder(a), p.ballotOrder(b)), compare(a, b)) })
	p.box = slices.Insert(p.box, at, b)
	p.tally[b.Position]++
}

func (p *Poll) ballotOrder(b Ballot) uint64 {
	h := fnv.New64a()
	for _, text := range []string{p.ID.Key(), b.Position, b.Reason, string(b.Confidence)} {
		_, _ = h.Write([]byte(text + "\x00")) // writing to a hash never fails
	}
	return h.Sum64()
}

func compare(a, b Ballot) int {
	return cmp.Or(cmp.Compare(a.Position, b.Position), cmp.Compare(a.Reason, b.Reason), cmp.Compare(a.Confidence, b.Confidence))
}

// AnonymousAnswers returns the answers of an anonymous poll, in an order that tells nothing; none when there are
// fewer than [SafeSize]. They must not be shown before publication.
func (p *Poll) AnonymousAnswers() []Ballot {
	if len(p.box) < SafeSize {
		return nil
	}
	return p.box
}

// answerAnonymously records that a person has answered, and apart from that the answer.
func (p *Poll) answerAnonymously(now time.Time, s Stakeholder, r Response) ([]Event, error) {
	switch {
	case s.State == HasAnswer:
		return nil, p.errSealed()
	case p.Phase != PhaseOpen || p.ends(now):
		return nil, phrase.Refusal(phrase.Over, "%s is over. An anonymous question takes no late answers, since they would tell who said what.", p.ID)
	case p.holder(p.seatOf(p.index[s.Person])).answeredBlind():
		return nil, phrase.Refusal(phrase.Over, "Somebody else has answered %s in this place already.", p.ID)
	}
	events, err := p.expire(now)
	if err != nil {
		return nil, err
	}
	events = append(events, p.record(now, s.Person, Responded{Person: s.Person, ballot: Ballot{r.Position, r.Reason, r.Confidence}}))
	return append(events, p.settle(now)...), nil
}

func (p *Poll) errSealed() *phrase.Error {
	return phrase.Refusal(phrase.Over, "Your answer to %s is in the box without your name, so it can no longer be changed.", p.ID)
}

// withSafeSize returns the rule of an anonymous poll with at least [SafeSize] answers. It refuses a rule that cannot
// have that, or that inspects the answers.
func (r Rule) withSafeSize(s Standing) (Rule, error) {
	const why = "An anonymous question needs at least %d answers, so that nobody can tell who said what. "
	if s.Eligible < SafeSize {
		return r, phrase.Mistake(phrase.FieldAsked, why+"Ask at least that many people besides yourself.", SafeSize)
	}
	if r.inspects() != atCounts {
		return r, phrase.Mistake(phrase.FieldRule, "A rule that looks at the answers would tell what the last of them was. Ask for a number of answers instead, like %d.", SafeSize)
	}
	for _, c := range r.Clauses {
		if a, ok := c.(answers); ok {
			if a.need(s) < SafeSize {
				return r, phrase.Mistake(phrase.FieldRule, why+"Write %d or more.", SafeSize, SafeSize)
			}
			return r, nil
		}
	}
	r.Clauses = append(slices.Clone(r.Clauses), answers{count{N: SafeSize}})
	return r, nil
}
