package storage

import (
	"testing"

	"quorum/polls"
)

// A message that was sent before an update is looked for after it, by its id.
func TestDeliveryIDsStay(t *testing.T) {
	const want = "feced37c-68a1-5bd2-8b26-e366cdd44774"
	if got := deliveryID(polls.ID{Workspace: "T1", Number: 12}.Topic(), "summary", 3); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
