package bot

import (
	"context"
	"errors"
	"fmt"
	"time"

	"quorum/polls"
	"quorum/polls/schedule"
	"quorum/storage"
)

// Delivery is a notice on its way, as far as a surface needs to know.
type Delivery struct {
	polls.Notice
	ID       string      // names this sending: the same for every try
	Attempts int         // the tries before this one
	At       polls.Place // where an earlier sending of the same notice stands; zero: nowhere
}

// shown is what a surface is told of a delivery.
func shown(d storage.Delivery) Delivery {
	return Delivery{Notice: d.Notice, ID: d.ID, Attempts: d.Attempts, At: d.At}
}

// Surface is where people are: it turns notices into letters. Slack is one.
type Surface interface {
	// Compose renders a delivery from the poll as it is now. It is pure: it reads the poll only during the call and sends
	// nothing. A nil Letter says that there is nothing left to say. [ErrNotYet] says that something must stand first,
	// such as the card whose thread this belongs into; an [*Unprepared] that something must be looked up first. Any other
	// error says that it can never be rendered.
	Compose(p *polls.Poll, d Delivery) (Letter, error)
	// ComposeSchedule renders what the asker of a schedule is told of it, which is the detail of the delivery.
	ComposeSchedule(s schedule.Schedule, d Delivery) Letter
	// Excerpt renders what a message about several questions says of this one, to the person the delivery is for. It is
	// as Compose otherwise: a nil Excerpt says that there is nothing left to say.
	Excerpt(p *polls.Poll, d Delivery) (Excerpt, error)
	// Gather makes one letter of several excerpts. The deliveries are theirs, in the same order, and of one person; the
	// letter is found by the id of any of them. others is how many more wait for that person and are in none of them.
	Gather(all []Delivery, excerpts []Excerpt, others int) Letter
}

// Excerpt is what a message about several questions says of one of them. Only the surface looks inside.
type Excerpt any

// Letter is one rendered message on its way to one place.
type Letter interface {
	// Send delivers the letter, in one try, in its turn under the limits of its lane, see [ComingBack]. It returns where the
	// message stands. Every error is a [*Failure].
	Send(ctx context.Context) (polls.Place, error)
	// Find looks for the letter by its delivery id, after a send whose outcome nobody knows. It looks at messages since
	// the given time. Every error is a [*Failure].
	Find(ctx context.Context, since time.Time) (at polls.Place, found bool, err error)
	// Correct puts the letter in the place of one that was found. Every error is a [*Failure], and none is Unknown.
	Correct(ctx context.Context, at polls.Place) error
}

type comingBack struct{}

// ComingBack returns a context for the calls of a worker that has other things to do. Rather than wait long for its turn, such a
// call fails as [Limited], and says when to come back.
func ComingBack(ctx context.Context) context.Context {
	return context.WithValue(ctx, comingBack{}, true)
}

// ComesBack reports whether a context is from [ComingBack]. To everybody else a call waits for its turn as long as their context
// lasts.
func ComesBack(ctx context.Context) bool { return ctx.Value(comingBack{}) != nil }

// ErrNotYet says that a notice cannot be rendered before another one has been sent.
var ErrNotYet = errors.New("bot: something must be sent before this")

// Later is the error of a notice that is not to reach its person before a given time.
type Later struct{ At time.Time }

// Error implements error.
func (l *Later) Error() string { return "bot: not before " + l.At.Format(time.RFC3339) }

// Unprepared is the error of a notice that cannot be rendered before something has been looked up, such as a name. Prepare
// looks it up, after which the notice is rendered again. Every error of Prepare is a [*Failure], and the notice waits.
type Unprepared struct {
	Prepare func(ctx context.Context) error
}

// Error implements error.
func (*Unprepared) Error() string { return "bot: something must be looked up before this" }

// Fate says what became of a letter that was not accepted.
type Fate int

// What can become of a letter.
const (
	NotSent Fate = iota // it never arrived: try again, with a backoff
	Limited             // it was turned away for now: try again after RetryAfter, and do not count this try
	Refused             // it will never be taken
	Barred              // nothing will be taken until somebody mends the credentials
	Unknown             // it may have arrived: look before sending again
)

// Failure is why a letter was not delivered, as far as anybody knows.
type Failure struct {
	Fate       Fate
	RetryAfter time.Duration // for Limited
	Why        string        // a fragment of a sentence for the asker: "they no longer use this workspace"
	Gone       bool          // for Refused: the message that was to be updated is no longer there
	Err        error
}

// Error says why, for the log.
func (f *Failure) Error() string { return fmt.Sprintf("%s: %v", f.Why, f.Err) }

// Unwrap returns the cause.
func (f *Failure) Unwrap() error { return f.Err }
