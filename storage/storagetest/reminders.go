package storagetest

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"quorum/polls"
	"quorum/storage"
)

func reminderTests() []test {
	return []test{
		{"reminders to one person are leased together", leasedTogether},
		{"it is known when somebody was last reminded", lastReminded},
		{"it is known whether somebody may be getting a reminder now", onTheWay},
		{"it is known which other polls wait for the same people", alsoWaiting},
		{"a digest is due until it is moved", digestsDue},
		{"everybody's settings of a name are known", everybodysSettings},
	}
}

// reminded opens a poll for two people, delivers the questions, and reminds them an hour later.
func (w *world) reminded(people ...polls.Person) polls.ID {
	w.Helper()
	id := w.ask(question{rule: "all, within 5h", people: people})
	w.must(w.store.Update(w.ctx(), id, func(p *polls.Poll) (events []polls.Event, err error) {
		for _, who := range people {
			events = append(events, p.MarkDelivered(w.now, who, polls.Place{Channel: "D", Message: "1"})...)
		}
		more, err := p.Remind(w.now.Add(hour), polls.Actor{Person: "ada"})
		return append(events, more...), err
	}))
	return id
}

func leasedTogether(w *world) {
	w.clear()
	for range 3 {
		w.reminded("ben", "cy")
	}
	at := w.now.Add(hour + time.Minute)
	w.clearQuestions(at)
	got, err := w.store.Lease(w.ctx(), at, at.Add(hour), polls.LaneReminder, polls.LaneReminder, 1)
	w.must(err)
	to := map[polls.Person]int{}
	for _, d := range got {
		to[d.To]++
		equal(w, "the kind", d.Kind, polls.NoticeReminder)
	}
	if len(to) != 1 || len(got) != 3 {
		w.Fatalf("leased together: %v", to)
	}
	rest, err := w.store.Lease(w.ctx(), at, at.Add(hour), polls.LaneReminder, polls.LaneReminder, 9)
	w.must(err)
	equal(w, "those to the other person", len(rest), 3)
	for _, d := range append(got, rest...) {
		w.settle(d, storage.Result{State: storage.Sent})
	}
}

// clearQuestions settles all notices that are not reminders.
func (w *world) clearQuestions(at time.Time) {
	w.Helper()
	for _, lane := range []polls.Lane{polls.LaneAck, polls.LaneCard, polls.LaneQuestion, polls.LaneUpdate, polls.LaneRefresh} {
		all, err := w.store.Lease(w.ctx(), at, at.Add(hour), lane, lane, 1000)
		w.must(err)
		for _, d := range all {
			w.settle(d, storage.Result{State: storage.Dropped})
		}
	}
}

func lastReminded(w *world) {
	last := func(workspace string, who polls.Person, want time.Time) {
		w.Helper()
		at, err := w.store.LastReminder(w.ctx(), workspace, who)
		w.must(err)
		if !at.Equal(want) {
			w.Errorf("%s was last reminded at %v, not %v", who, at, want)
		}
	}
	w.ask(question{rule: "1", people: []polls.Person{"ben", "cy"}})
	last("T1", "ben", time.Time{})
	id := w.reminded("ben", "cy")
	at := w.now.Add(hour + time.Minute)
	w.must(w.store.Update(w.ctx(), id, func(p *polls.Poll) ([]polls.Event, error) { return p.RecordReminder(at, "ben", polls.Copy{}), nil }))
	last("T1", "ben", at)
	last("T2", "ben", time.Time{})
	another := w.ask(question{rule: "1", people: []polls.Person{"ben", "di"}})
	for _, who := range []polls.Person{"ben", "di"} { // a question is no reminder
		w.must(w.store.Update(w.ctx(), another, func(p *polls.Poll) ([]polls.Event, error) {
			return p.MarkDelivered(at.Add(time.Minute), who, polls.Place{Channel: "D1", Message: "9"}), nil
		}))
	}
	last("T1", "di", time.Time{})
	w.reopen()
	last("T1", "ben", at)
}

func onTheWay(w *world) {
	w.clear()
	at := w.now.Add(hour + time.Minute)
	lease := func() []storage.Delivery {
		w.clearQuestions(at)
		got, err := w.store.Lease(w.ctx(), at, at.Add(time.Minute), polls.LaneReminder, polls.LaneReminder, 1)
		w.must(err)
		equal(w, "leased reminders", len(got), 1)
		return got
	}
	until := func(but []storage.Delivery, want time.Time) {
		w.Helper()
		got, err := w.store.Reminding(w.ctx(), but)
		w.must(err)
		if !got.Equal(want) {
			w.Errorf("on their way until %v, not %v", got, want)
		}
	}
	w.reminded("ben")
	first := lease()
	until(first, time.Time{}) // a reminder does not count for itself
	w.reminded("ben")
	w.reminded("cy")
	until(first, time.Time{}) // a reminder that only waits is not on its way
	second, third := lease(), lease()
	if second[0].To != "ben" {
		second, third = third, second
	}
	until(second, at.Add(time.Minute))
	until(third, time.Time{}) // the others are for another person
	w.settle(second[0], storage.Result{State: storage.Retry, Next: at})
	until(first, time.Time{})
	w.settle(first[0], storage.Result{State: storage.Unknown, Next: at.Add(hour)})
	until(second, at.Add(hour))
}

func alsoWaiting(w *world) {
	first := w.ask(question{people: []polls.Person{"ben", "cy", "di"}})
	second := w.ask(question{people: []polls.Person{"cy", "di", "eve"}})
	w.ask(question{rule: "1", people: []polls.Person{"eve"}})
	over := w.ask(question{rule: "1", people: []polls.Person{"ben", "cy"}})
	w.must(w.store.Update(w.ctx(), over, func(p *polls.Poll) ([]polls.Event, error) {
		return p.Cancel(w.now, polls.Actor{Person: "ada"})
	}))
	w.ask(question{rule: "1", workspace: "T2", people: []polls.Person{"ben"}})
	w.answer(second, "di", "yes")
	also, err := w.store.AlsoWaiting(w.ctx(), first)
	w.must(err)
	equal(w, "what else waits", fmt.Sprint(also), fmt.Sprint(map[polls.ID][]polls.Person{second: {"cy"}}))
}

func digestsDue(w *world) {
	day := 24 * hour
	due := func(after time.Duration, want ...string) {
		w.Helper()
		equal(w, "digests due", w.due(w.now.Add(after), 9), strings.Join(want, " "))
	}
	set := func(who polls.Person, at time.Time) {
		w.Helper()
		w.must(w.store.SetDigest(w.ctx(), storage.Digest{Workspace: "T1", Person: who, Due: at}))
	}
	if _, ok, err := w.store.NextTimer(w.ctx(), time.Time{}); ok || err != nil {
		w.Errorf("a digest is due of nobody (%v)", err)
	}
	set("ben", w.now.Add(2*hour))
	set("cy", w.now.Add(hour))
	due(hour - time.Millisecond)
	due(2*hour, "T1/cy", "T1/ben")
	for after, want := range map[time.Duration]time.Duration{0: hour, hour - time.Millisecond: hour, hour: 2 * hour} {
		at, ok, err := w.store.NextTimer(w.ctx(), w.now.Add(after))
		w.must(err)
		equal(w, "the next digest", fmt.Sprint(at.Equal(w.now.Add(want)), ok), "true true")
	}
	cy := storage.Digest{Workspace: "T1", Person: "cy", Due: w.now.Add(hour)}
	about := polls.Topic{Kind: polls.AboutPerson, Workspace: "T1", Person: "cy"}
	tell := func(key string) polls.Notice {
		return polls.Notice{Topic: about, Key: key, Kind: polls.NoticeDigest, To: "cy", Lane: polls.LaneReminder, Due: w.now}
	}
	w.must(w.store.AdvanceDigest(w.ctx(), cy, cy.Due.Add(day), tell("digest/cy/1")))
	w.must(w.store.AdvanceDigest(w.ctx(), cy, cy.Due.Add(9*day), tell("digest/cy/2"))) // another process, too late
	w.same("outbox", [][]string{{"person", "0", "digest/cy/1", "cy"}}, w.db.Rows(w, "select topic, number, key, person from outbox"))
	all, err := w.store.Lease(w.ctx(), w.now, w.now.Add(hour), polls.LaneReminder, polls.LaneReminder, 9)
	w.must(err)
	if len(all) != 1 || all[0].Topic != about {
		w.Errorf("leased are %v", all)
	}
	w.reopen()
	due(2*hour, "T1/ben")
	due(day+hour, "T1/ben", "T1/cy")
	set("ben", time.Time{})
	due(9*day, "T1/cy")
}

func everybodysSettings(w *world) {
	for _, set := range []storage.Setting{
		{Workspace: "T1", Person: "ben", Name: "hours", Value: "9-17"},
		{Workspace: "T1", Person: "cy", Name: "hours", Value: "8-16"},
		{Workspace: "T1", Person: "cy", Name: "away", Value: "now"},
		{Workspace: "T2", Person: "di", Name: "hours", Value: "1-2"},
	} {
		set.At = w.now
		w.must(w.store.Set(w.ctx(), set))
	}
	all, err := w.store.Settings(w.ctx(), "T1", "hours")
	w.must(err)
	var said []string
	for who, set := range all {
		said = append(said, string(who)+" "+set.Value)
	}
	slices.Sort(said)
	equal(w, "everybody's hours", strings.Join(said, ", "), "ben 9-17, cy 8-16")
}

// forgetful is a store whose reminders and digests are wrong.
type forgetful struct {
	Store
	last    func(at time.Time) time.Time
	also    func(also map[polls.ID][]polls.Person)
	advance func(ctx context.Context, s Store, d storage.Digest, next time.Time, notices ...polls.Notice) error
	sets    func(ctx context.Context, s Store, workspace, name string) (map[polls.Person]storage.Setting, error)
}

func (f forgetful) LastReminder(ctx context.Context, workspace string, who polls.Person) (time.Time, error) {
	at, err := f.Store.LastReminder(ctx, workspace, who)
	if f.last != nil {
		at = f.last(at)
	}
	return at, err
}

func (f forgetful) Reminding(ctx context.Context, but []storage.Delivery) (time.Time, error) {
	until, err := f.Store.Reminding(ctx, but)
	if f.last != nil {
		until = f.last(until)
	}
	return until, err
}

func (f forgetful) AlsoWaiting(ctx context.Context, id polls.ID) (map[polls.ID][]polls.Person, error) {
	also, err := f.Store.AlsoWaiting(ctx, id)
	if f.also != nil {
		f.also(also)
	}
	return also, err
}

func (f forgetful) AdvanceDigest(ctx context.Context, d storage.Digest, next time.Time, notices ...polls.Notice) error {
	if f.advance == nil {
		return f.Store.AdvanceDigest(ctx, d, next, notices...)
	}
	return f.advance(ctx, f.Store, d, next, notices...)
}

func (f forgetful) Settings(ctx context.Context, workspace, name string) (map[polls.Person]storage.Setting, error) {
	if f.sets == nil {
		return f.Store.Settings(ctx, workspace, name)
	}
	return f.sets(ctx, f.Store, workspace, name)
}

func reminderMutants() []mutant {
	return []mutant{
		{"each reminder is leased alone", "reminders to one person are leased together", func(s Store) Store {
			return misled{Store: s, leased: func(all []storage.Delivery) []storage.Delivery { return all[:min(len(all), 1)] }}
		}},
		{"nobody knows when somebody was reminded", "it is known when somebody was last reminded", func(s Store) Store {
			return forgetful{Store: s, last: func(time.Time) time.Time { return time.Time{} }}
		}},
		{"nobody knows what is on its way", "it is known whether somebody may be getting a reminder now", func(s Store) Store {
			return forgetful{Store: s, last: func(time.Time) time.Time { return time.Time{} }}
		}},
		{"what else waits is not known", "it is known which other polls wait for the same people", func(s Store) Store {
			return forgetful{Store: s, also: func(also map[polls.ID][]polls.Person) { clear(also) }}
		}},
		{"a digest that was moved is moved again", "a digest is due until it is moved", func(s Store) Store {
			return forgetful{Store: s, advance: func(ctx context.Context, s Store, d storage.Digest, next time.Time, _ ...polls.Notice) error {
				d.Due = next
				return s.SetDigest(ctx, d)
			}}
		}},
		{"a digest is moved and not told", "a digest is due until it is moved", func(s Store) Store {
			return forgetful{Store: s, advance: func(ctx context.Context, s Store, d storage.Digest, next time.Time, _ ...polls.Notice) error {
				return s.AdvanceDigest(ctx, d, next)
			}}
		}},
		{"another workspace's settings leak", "everybody's settings of a name are known", func(s Store) Store {
			return forgetful{Store: s, sets: func(ctx context.Context, s Store, _, name string) (map[polls.Person]storage.Setting, error) {
				return s.Settings(ctx, "T2", name)
			}}
		}},
	}
}
