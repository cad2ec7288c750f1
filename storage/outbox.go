package storage

import (
	"time"

	"quorum/polls"
)

// Delivery is one sending of a notice, as leased from the outbox.
type Delivery struct {
	polls.Notice // Again is not kept: it has been acted on

	// ID names this sending: a UUID that is the same for every try, and another one once the notice was sent and is to
	// be sent anew.
	ID       string
	Revision int         // how often the notice was armed again after it had been sent
	Attempts int         // the tries of this sending that counted
	Unknown  int         // the tries of this sending whose outcome is unknown
	Started  time.Time   // when the first try that may have arrived began; zero if none
	Recover  bool        // a try may have arrived: look for it before sending
	At       polls.Place // where the notice was sent before; zero if never

	lease int64 // which leasing this is, so that a late Settle is recognized
}

// DeliveryState is where a delivery stands in the outbox.
type DeliveryState string

// What may become of a leased delivery.
const (
	Waiting   DeliveryState = "due"     // it did not arrive; it is due again at Result.Next
	Uncertain DeliveryState = "unknown" // it may have arrived; it is leased with Recover at Result.Next
	Sent      DeliveryState = "sent"
	Failed    DeliveryState = "failed"  // refused for good
	Dropped   DeliveryState = "dropped" // nobody needs it any more
)

// sending is the state of a delivery that somebody has leased.
const sending DeliveryState = "sending"

// Result is what became of a delivery.
type Result struct {
	State   DeliveryState
	At      polls.Place // where it stands, if Sent; zero leaves what is known
	Next    time.Time   // when it is due again, if Waiting or Uncertain
	Counted bool        // the try counts as an attempt
	Why     string      // for the operator, and kept with the row
	// Then returns what is to be told next, from the poll as it is then; nil: nothing. It is stored with the result, and runs
	// where all changes wait for it.
	Then func(p *polls.Poll) []polls.Notice
}
