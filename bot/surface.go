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

// Delivery is a notice that is being delivered, as a surface sees it.
type Delivery struct {
	polls.Notice
	ID       string      // the id of this sending: the same for every try
	Attempts int         // the tries before this one
	At       polls.Place // the message of an earlier sending of the notice; zero: there is none
}

// shown returns a delivery as a surface sees it.
func shown(d storage.Delivery) Delivery {
	return Delivery{Notice: d.Notice, ID: d.ID, Attempts: d.Attempts, At: d.At}
}

// Surface is where people meet the bot, such as Slack. It turns notices into letters.
type Surface interface {
	// Compose renders a delivery from the poll as it is now. It is pure: it reads the poll only during the call and sends
	// nothing. A nil Letter means that the notice is no longer needed. [ErrNotYet] means that another message must be there
	// first, such as the card whose thread this belongs to; an [*Unprepared] that something must be looked up first. Any
	// other error means that the notice can never be rendered.
	Compose(p *polls.Poll, d Delivery) (Letter, error)
	// ComposeSchedule renders a notice for the asker of a schedule; its text is the detail of the delivery.
	ComposeSchedule(s schedule.Schedule, d Delivery) Letter
	// ComposeReply renders what a person reads of what they asked for, which is the detail of the delivery: a reply of
	// [Guide.Carry]. A nil Letter means that there is nothing to say; an error that it can never be rendered.
	ComposeReply(d Delivery) (Letter, error)
	// Excerpt renders the part for this poll of a message about several polls, to the recipient of the delivery. Nil and errors
	// are as for Compose.
	Excerpt(p *polls.Poll, d Delivery) (Excerpt, error)
	// Gather returns one letter of several excerpts. The deliveries are in the same order and have one recipient; the letter is
	// found by the id of any of them. others is how many more polls wait for the recipient.
	Gather(all []Delivery, excerpts []Excerpt, others int) Letter
}

// Excerpt is the part for one poll of a message about several. Only the surface knows what is in it.
type Excerpt any

// Letter is a rendered message for one place.
type Letter interface {
	// Send delivers the letter, in one try, in its turn under the limits of its lane, see [ComingBack]. It returns where the
	// message stands. Every error is a [*Failure].
	Send(ctx context.Context) (polls.Place, error)
	// Find looks for the letter by its delivery id, after a send whose outcome is unknown. It looks at messages since the given
	// time. Every error is a [*Failure].
	Find(ctx context.Context, since time.Time) (at polls.Place, found bool, err error)
	// Correct replaces a message that was found by this letter. Every error is a [*Failure], and none is Unknown.
	Correct(ctx context.Context, at polls.Place) error
}

type comingBack struct{}

// ComingBack returns a context for the calls of a worker that has other things to do. Rather than wait long for its turn, such a
// call fails as [Limited], and says when to come back.
func ComingBack(ctx context.Context) context.Context {
	return context.WithValue(ctx, comingBack{}, true)
}

// ComesBack reports whether a context is from [ComingBack]. Calls with other contexts wait for their turn until the context ends.
func ComesBack(ctx context.Context) bool { return ctx.Value(comingBack{}) != nil }

// ErrNotYet says that a notice cannot be rendered before another one has been sent.
var ErrNotYet = errors.New("bot: something must be sent before this")

// Later is the error of a notice that must not reach its recipient before a given time.
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

// Fate is what happened to a letter that was not accepted.
type Fate int

// The fates of a letter.
const (
	NotSent Fate = iota // it never arrived: try again, with a backoff
	Limited             // it was turned away for now: try again after RetryAfter, and do not count this try
	Refused             // it will never be accepted
	Barred              // no letter will be accepted until the credentials are replaced
	Unknown             // it may have arrived: look before sending again
)

// Failure is the reason why a letter was not delivered, as far as it is known.
type Failure struct {
	Fate       Fate
	RetryAfter time.Duration // for Limited
	Why        string        // a fragment of a sentence for the asker: "they no longer use this workspace"
	Gone       bool          // for Refused: the message to be updated does not exist any more
	Err        error
}

// Error says why, for the log.
func (f *Failure) Error() string { return fmt.Sprintf("%s: %v", f.Why, f.Err) }

// Unwrap returns the cause.
func (f *Failure) Unwrap() error { return f.Err }
