package polls

import (
	"encoding/json"
	"fmt"
	"time"
)

// Event is one fact in a poll's append-only log.
type Event struct {
	Seq int       // its number in the poll's log, from 1, without gaps
	At  time.Time // when it was recorded: UTC, whole milliseconds
	By  Person    // the person who caused it; empty: the program itself
	// Acted is when By did it, by the clock of the place where it was done, in whole microseconds; zero: not known. It
	// is compared only with other acts of the same person.
	Acted time.Time
	Fact  Fact
}

// Fact is what happened. The log stores it as JSON under its name.
type Fact interface{ Name() string }

// decoders returns the table of facts. A new fact is a type in facts.go and a line here.
func decoders() map[string]func([]byte) (Fact, error) {
	return map[string]func([]byte) (Fact, error){
		"opened": decode[Opened], "placed": decode[Placed], "delivered": decode[Delivered],
		"doubted": decode[Doubted], "unreachable": decode[Unreachable], "undelivered": decode[Undelivered],
		"answered": decode[Answered], "responded": decode[Responded], "withdrew": decode[Withdrew],
		"hushed": decode[WarnedBlind], "joined": decode[Joined], "amended": decode[Amended], "declined": decode[Declined], "left": decode[Left], "reminded": decode[Reminded], "contacted": decode[Contacted], "shown": decode[Shown], "listed": decode[Listed], "stuck": decode[Stuck], "freed": decode[Unstuck],
		"weighed": decode[Weighed], "lapsed": decode[Lapsed], "published": decode[Published], "late": decode[Late], "flipped": decode[Flipped], "explained": decode[Explained], "summarized": decode[Summarized], "closed": decode[Closed], "cancelled": decode[Cancelled],
		"asked again": decode[AskedAgain],
	}
}

// DecodeFact reads a fact that was stored as JSON under its name. An unknown name is an error: a newer program wrote
// it, and folding the log without it would be wrong.
func DecodeFact(name string, data []byte) (Fact, error) {
	f, ok := decoders()[name]
	if !ok {
		return nil, fmt.Errorf("polls: unknown fact %q", name)
	}
	return f(data)
}

func decode[F Fact](data []byte) (Fact, error) {
	var f F
	if err := json.Unmarshal(data, &f); err != nil {
		return nil, fmt.Errorf("polls: reading the fact %q: %w", f.Name(), err)
	}
	return f, nil
}

// Touches returns the people whose rows in the projections an event changes.
func (e Event) Touches() []Person {
	switch f := e.Fact.(type) {
	case Opened:
		return invited(f.Asked)
	case Joined:
		return invited(f.Asked)
	case Delivered:
		return []Person{f.Person}
	case Unreachable:
		return []Person{f.Person}
	case Answered:
		return []Person{f.Person}
	case Responded:
		return []Person{f.Person}
	case Withdrew:
		return []Person{f.Person}
	case Declined:
		return []Person{f.Person}
	case Left:
		return []Person{f.Person}
	case Late:
		return []Person{f.Person}
	case Explained:
		return []Person{f.Person}
	case Contacted:
		return []Person{f.Person}
	case Shown:
		return []Person{f.Person}
	case Reminded:
		return f.Persons
	}
	return nil
}

func invited(asked []Invite) []Person {
	all := make([]Person, len(asked))
	for i, a := range asked {
		all[i] = a.Person
	}
	return all
}

// Fold returns the poll with this log, which must be complete and in order.
func Fold(events []Event) (*Poll, error) {
	p := &Poll{}
	if err := p.Apply(events...); err != nil {
		return nil, err
	}
	return p, nil
}

// Apply folds further events into the poll. They must follow its last one without a gap.
func (p *Poll) Apply(events ...Event) error {
	for _, e := range events {
		if e.Seq != p.Version+1 {
			return fmt.Errorf("polls: event %d of %s follows event %d", e.Seq, p.ID, p.Version)
		}
		if err := p.apply(e); err != nil {
			return fmt.Errorf("polls: folding event %d of %s: %w", e.Seq, p.ID, err)
		}
		p.noteActed(e)
		p.prune()
		p.Version = e.Seq
	}
	return nil
}

// Acted sets, on events that this poll has just recorded, when the person did what caused them, by the clock of the
// place where it was done. As it is in the log, a repeated delivery of the act is known to be old, however late it
// comes.
func (p *Poll) Acted(events []Event, who Person, at time.Time) {
	for i, e := range events {
		if e.By == who {
			events[i].Acted = at.UTC().Truncate(time.Microsecond)
			p.noteActed(events[i])
		}
	}
}

// record appends a fact to the poll's log as its next event, folds it in, and returns the event. Transitions check
// before they record, so a fact that cannot be folded is a bug in this package, and record panics.
func (p *Poll) record(now time.Time, by Person, f Fact) Event {
	e := Event{Seq: p.Version + 1, At: now.UTC().Truncate(time.Millisecond), By: by, Fact: f}
	if err := p.Apply(e); err != nil {
		panic(err)
	}
	return e
}
