package storage

import (
	"bytes"

	"quorum/polls"
)

// flush writes the changes of the jobs so far.
func (b *batch) flush() error {
	if !b.pending() {
		return nil
	}
	b.wrote = true
	for _, write := range []func() error{
		b.writeWorkspaces, b.writePolls, b.writeEvents, b.writeBallots, b.writePeople, b.writeNotices,
	} {
		if err := write(); err != nil {
			return err
		}
	}
	for _, t := range b.order {
		t.flushed(b)
	}
	return nil
}

// pending reports whether there is something to write.
func (b *batch) pending() bool {
	for _, t := range b.order {
		if len(t.events) > 0 || len(t.notices.all) > 0 {
			return true
		}
	}
	return false
}

// flushed prepares a poll for more changes in the same transaction.
func (t *touched) flushed(b *batch) {
	t.notices = notices{}
	if len(t.events) == 0 {
		return
	}
	if t.refold {
		b.w.polls.remove(t.folded)
	}
	due := millis(t.poll.Due())
	b.news = b.news || due != t.due || t.poll.Unweighed()
	t.written, t.due, t.fresh, t.waited = t.poll.Version, due, false, t.open()
	t.events, t.people = nil, nil
}

// altered reports whether JSON has changed a text: bytes that are not UTF-8 are written as this escape. The poll in memory has the
// original bytes, so it is folded again from the log.
func altered(data []byte) bool { return bytes.Contains(data, []byte(`\ufffd`)) }

const upsertWorkspace = `
insert into workspaces (workspace, last) values ($1, $2)
on conflict (workspace) do update set last = excluded.last`

func (b *batch) writeWorkspaces() error {
	for w, last := range b.last {
		if err := b.tx.exec(upsertWorkspace, w, last); err != nil {
			return err
		}
	}
	clear(b.last)
	return nil
}

// distinct returns each person once, in the order of their first appearance.
func distinct(people []polls.Person) []polls.Person {
	if len(people) < 2 {
		return people
	}
	seen := make(map[polls.Person]bool, len(people))
	once := people[:0:0]
	for _, p := range people {
		if !seen[p] {
			seen[p] = true
			once = append(once, p)
		}
	}
	return once
}
