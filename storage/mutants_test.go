package storage_test

import (
	"testing"

	"quorum/storage/storagetest"
)

// TestMutants checks the tests: each broken store must be caught.
func TestMutants(t *testing.T) { storagetest.Mutants(t, fresh) }

// TestSabotage checks them with databases that do not do what they are told.
func TestSabotage(t *testing.T) {
	for _, c := range []struct{ name, by, trigger string }{
		{"a poll's row is never changed", "a change is seen by everybody after it", "before update on polls"},
		{"a stakeholder's row is never changed", "a change is seen by everybody after it", "before update on stakeholders"},
		{"an answer's row is never changed", "a change is seen by everybody after it", "before update on answers"},
		{"an answer's row is never deleted", "what was counted and taken back leaves no answer", "before delete on answers"},
		{"late answers have no row", "a late answer stands beside the counted one", "before insert on answers when new.late = 1"},
		{"an event is lost", "256 answer one poll at once", "before insert on events when new.fact = 'late'"},
		{"the number of the newest poll is not kept", "polls are numbered in each workspace", "before update on workspaces"},
		{"the summary does not reach the outbox", "256 answer one poll at once", "before insert on outbox when new.kind = 'summary'"},
		{"a summary brings no update of the questions", "a summary brings as few rows for many as for a few", "before insert on outbox when new.kind = 'tidy'"},
		{"a question does not reach the outbox", "a poll's notices are stored with it", "before insert on outbox when new.person = 'di'"},
		{"what was sent is not armed again", "what was sent and is armed again is a new sending", "before update on outbox when old.state = 'sent'"},
		{"what is being sent is not armed again", "what is armed again while it is sent is due after it", "before update on outbox when new.again_due is not null"},
		{"what was refused is not armed again", "what is armed again while it is sent is due after it", "before update on outbox when old.state = 'sending' and new.state = 'due'"},
		{"a lease is not kept", "a lease is one holder's", "before update on outbox when new.state = 'sending'"},
		{"what was sent stays for good", "what closed polls have sent is purged", "before delete on outbox"},
		{"a schedule is never changed", "a schedule asks each time once", "before update on schedules"},
		{"a schedule is not kept", "a schedule is kept as it was made", "before insert on schedules"},
		{"that a poll waits to be weighed is not kept", "what waits to be weighed is known after a restart", "before update on polls when new.unweighed = 1"},
		{"a result is not kept", "what was sent is not sent again", "before update on outbox when old.state = 'sending'"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			db := fresh(t)
			sabotage(t, db.Name, "create trigger sabotage "+c.trigger+" begin select raise(ignore); end")
			storagetest.Caught(t, db, c.by)
		})
	}
}

// sabotage changes a database past the store.
func sabotage(t *testing.T, file, statement string) {
	t.Helper()
	if _, err := raw(t, file).Exec(statement); err != nil {
		t.Fatal(err)
	}
}
