package storage

import (
	"database/sql"
	"fmt"
	"testing"
	"time"
)

// TestSettled is the table of what a result means for a row.
func TestSettled(t *testing.T) {
	at := time.UnixMilli(5).UTC()
	again := func(r row) row {
		r.againDue, r.againLane = sql.NullInt64{Int64: 9, Valid: true}, sql.NullInt64{Int64: 3, Valid: true}
		return r
	}
	is := row{Delivery: Delivery{Attempts: 2, Unknown: 1, Revision: 4, Recover: true, Started: at}, state: sending}
	fresh := row{Delivery: Delivery{Started: at}, state: sending}
	for _, c := range []struct {
		name   string
		is     row
		leased Delivery
		result Result
		state  DeliveryState
		want   string
	}{
		{"sent", is, is.Delivery, Result{State: Sent, Counted: true}, Sent, "attempts 3 unknown 0 revision 4 recover false started false again false"},
		{"sent, armed again", again(is), is.Delivery, Result{State: Sent}, Retry, "attempts 0 unknown 0 revision 5 recover false started false again false"},
		{"put off", fresh, Delivery{}, Result{State: Retry}, Retry, "attempts 0 unknown 0 revision 0 recover false started false again false"},
		{"put off, counted", fresh, Delivery{}, Result{State: Retry, Counted: true}, Retry, "attempts 1 unknown 0 revision 0 recover false started false again false"},
		{"put off, armed again", again(fresh), Delivery{}, Result{State: Retry}, Retry, "attempts 0 unknown 0 revision 0 recover false started false again false"},
		{"put off, uncertain before", again(is), is.Delivery, Result{State: Retry}, Retry, "attempts 2 unknown 1 revision 4 recover true started true again true"},
		{"uncertain", fresh, Delivery{}, Result{State: Unknown, Counted: true}, Unknown, "attempts 1 unknown 1 revision 0 recover true started true again false"},
		{"uncertain, only looked", is, is.Delivery, Result{State: Unknown}, Unknown, "attempts 2 unknown 1 revision 4 recover true started true again false"},
		{"uncertain, armed again", again(is), is.Delivery, Result{State: Unknown}, Unknown, "attempts 2 unknown 1 revision 4 recover true started true again true"},
		{"refused", fresh, Delivery{}, Result{State: Failed}, Failed, "attempts 0 unknown 0 revision 0 recover false started false again false"},
		{"refused, armed again", again(fresh), Delivery{}, Result{State: Failed}, Retry, "attempts 0 unknown 0 revision 0 recover false started false again false"},
		{"parked", is, is.Delivery, Result{State: Failed}, Failed, "attempts 2 unknown 1 revision 4 recover true started true again false"},
		{"dropped", fresh, Delivery{}, Result{State: Dropped}, Dropped, "attempts 0 unknown 0 revision 0 recover false started false again false"},
	} {
		got := c.is.settled(c.leased, c.result)
		text := fmt.Sprintf("attempts %d unknown %d revision %d recover %v started %v again %v", got.Attempts, got.Unknown, got.Revision,
			got.Recover, !got.Started.IsZero(), got.againDue.Valid)
		if got.state != c.state || text != c.want {
			t.Errorf("%s: %s %s, not %s %s", c.name, got.state, text, c.state, c.want)
		}
	}
}
