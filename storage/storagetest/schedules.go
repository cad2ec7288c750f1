package storagetest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"time"

	"quorum/polls"
	"quorum/polls/phrase"
	"quorum/polls/schedule"
	"quorum/polls/worktime"
	"quorum/storage"
)

func scheduleTests() []test {
	return []test{
		{"a schedule is kept as it was made", scheduleKept},
		{"schedules are numbered in each workspace", schedulesNumbered},
		{"a schedule that is asked for twice is made once", scheduleOnce},
		{"changes of one schedule never overlap", scheduleStorm},
		{"a change that fails leaves a schedule as it was", scheduleFails},
		{"a schedule asks each time once", scheduleAsksOnce},
		{"what a schedule tells is in the outbox", scheduleTells},
		{"a schedule that cannot ask stays as it was", scheduleCannotAsk},
		{"the next schedule is known", scheduleNext},
		{"who subscribes is told of schedules", scheduleSignals},
		{"one sees one's own schedules and those of the channel", schedulesSeen},
		{"a schedule can be read by a person", scheduleRows},
		{"settings are found by how their names begin", settingsNamed},
		{"what one asked last is known", newest},
	}
}

// timetable returns a schedule of ada's, every hour from the world's now on.
func (w *world) timetable(workspace, request string) schedule.Schedule {
	w.Helper()
	s, _, err := w.store.CreateSchedule(w.ctx(), workspace, request, w.hourly)
	w.must(err)
	return s
}

func (w *world) hourly(id schedule.ID) (schedule.Schedule, error) {
	d := polls.Draft{Question: "Ship?", Every: "0 * * * *", Options: []string{"now", "later"}, Asked: []polls.Party{{Mentions: []polls.Mention{{ID: "ben"}}}}}
	zone, err := time.LoadLocation("Australia/Lord_Howe")
	w.must(err)
	return schedule.New(w.now.In(zone), id, "ada", "C1", d, worktime.Calendar{})
}

func (w *world) change(id schedule.ID, change func(s *schedule.Schedule) error) schedule.Schedule {
	w.Helper()
	s, err := w.store.UpdateSchedule(w.ctx(), id, change)
	w.must(err)
	return s
}

func (w *world) scheduled(id schedule.ID) string {
	w.Helper()
	s, err := w.store.Schedule(w.ctx(), id)
	w.must(err)
	return printed(s)
}

// printed returns everything about a schedule as a text.
func printed(s schedule.Schedule) string {
	draft, _ := schedule.EncodeDraft(s.Draft)
	return fmt.Sprint(s.ID, s.Version, s.Asker, s.Channel, draft, s.Every, s.Zone, s.State, s.Next.Unix(), s.Skipped.Unix(), s.Last, s.LastAt.Unix(), s.Failed)
}

func scheduleKept(w *world) {
	made := w.timetable("T1", "")
	equal(w, "the schedule", w.scheduled(made.ID), printed(made))
	equal(w, "its version", made.Version, 1)
	by := polls.Actor{Person: "ada"}
	changed := w.change(made.ID, func(s *schedule.Schedule) error {
		turn, _ := s.Turn(s.Next)
		s.Fail(s.Next, turn, "Nobody is left.")
		return s.Skip(w.now, by)
	})
	equal(w, "its version then", changed.Version, 2)
	w.reopen()
	equal(w, "the changed schedule", w.scheduled(made.ID), printed(changed))
	if changed.Skipped.IsZero() || changed.Failed != 1 {
		w.Errorf("the change is lost: %s", printed(changed))
	}
	same := w.change(made.ID, func(s *schedule.Schedule) error { return s.Skip(w.now, by) })
	equal(w, "the version after a change that changes nothing", same.Version, 2)
	w.change(made.ID, func(s *schedule.Schedule) error { return s.Delete(by) })
	equal(w, "the schedule is deleted", strings.Contains(w.scheduled(made.ID), "deleted"), true)
}

func schedulesNumbered(w *world) {
	for _, want := range []string{"T1/S1", "T1/S2", "T2/S1", "T1/S3"} {
		workspace, _, _ := strings.Cut(want, "/")
		made := w.timetable(workspace, "")
		equal(w, "the number", made.ID.Key(), want)
		w.change(made.ID, func(s *schedule.Schedule) error { return s.Delete(polls.Actor{Person: "ada"}) })
	}
	equal(w, "the number of a poll beside them", w.ask(question{}).Number, 1)
	_, err := w.store.Schedule(w.ctx(), schedule.ID{Workspace: "T2", Number: 2})
	var missing *phrase.Error
	if !errors.As(err, &missing) || missing.Code != phrase.NotFound {
		w.Errorf("a schedule that is not there is %v", err)
	}
}

func scheduleOnce(w *world) {
	var fresh atomic.Int64
	together(16, func(int) {
		s, first, err := w.store.CreateSchedule(w.ctx(), "T1", "typed once", w.hourly)
		w.must(err)
		equal(w, "the schedule", s.ID.Key(), "T1/S1")
		if first {
			fresh.Add(1)
		}
	})
	equal(w, "how often it was made", fresh.Load(), 1)
	equal(w, "another request", w.timetable("T1", "typed again").ID.Key(), "T1/S2")
	no := errors.New("no")
	_, _, err := w.store.CreateSchedule(w.ctx(), "T1", "wrong", func(schedule.ID) (schedule.Schedule, error) { return schedule.Schedule{}, no })
	if !errors.Is(err, no) {
		w.Errorf("a schedule that could not be made is %v", err)
	}
	equal(w, "the number that was not used", w.timetable("T1", "wrong").ID.Key(), "T1/S3")
}

func scheduleStorm(w *world) {
	id := w.timetable("T1", "").ID
	other := w.another()
	defer func() { w.must(other.Close()) }()
	together(32, func(i int) {
		_, err := []Store{w.store, other}[i%2].UpdateSchedule(w.ctx(), id, func(s *schedule.Schedule) error { s.Failed++; return nil })
		w.must(err)
	})
	s, err := w.store.Schedule(w.ctx(), id)
	w.must(err)
	equal(w, "the count", s.Failed, 32)
	equal(w, "the version", s.Version, 33)
}

func scheduleFails(w *world) {
	id := w.timetable("T1", "").ID
	before := w.scheduled(id)
	no := errors.New("no")
	_, err := w.store.UpdateSchedule(w.ctx(), id, func(s *schedule.Schedule) error { s.Failed++; return no })
	if !errors.Is(err, no) {
		w.Errorf("a change that fails returned %v", err)
	}
	_, err = w.store.UpdateSchedule(w.ctx(), id, func(s *schedule.Schedule) error { s.Failed++; panic("ouch") })
	if err == nil || !strings.Contains(err.Error(), "ouch") {
		w.Errorf("a change that panics returned %v", err)
	}
	gone, cancel := context.WithCancel(w.ctx())
	cancel()
	if _, err = w.store.UpdateSchedule(gone, id, func(s *schedule.Schedule) error { s.Failed++; return nil }); !errors.Is(err, context.Canceled) {
		w.Errorf("a change of somebody who has left returned %v", err)
	}
	if _, _, err = w.store.AskSchedule(gone, id, "late", w.opens); !errors.Is(err, context.Canceled) {
		w.Errorf("asking for somebody who has left returned %v", err)
	}
	equal(w, "the schedule", w.scheduled(id), before)
	equal(w, "the polls", fmt.Sprint(w.db.Rows(w, "select count(*) from polls")), "[[0]]")
}

// opens asks the question of the schedule, at its next time.
func (w *world) opens(s *schedule.Schedule, id polls.ID) (*polls.Poll, []polls.Event, error) {
	turn, ok := s.Turn(s.Next)
	if !ok {
		return nil, nil, errors.New("nothing is due")
	}
	s.Asked(turn.At, turn, id.Number)
	return polls.Open(w.now, polls.Opening{
		ID: id, Asker: s.Asker, Channel: s.Channel, Draft: s.Draft, Asked: []polls.Invite{{Person: "ben"}}, Round: &polls.Round{Schedule: s.ID.Number},
	})
}

// scheduleTells has a schedule fail twice, and one more change that is not stored.
func scheduleTells(w *world) {
	id := w.timetable("T1", "").ID
	fail := func(s *schedule.Schedule) error {
		turn, _ := s.Turn(s.Next)
		s.Fail(turn.At, turn, "Nobody is left.")
		return nil
	}
	w.change(id, fail)
	_, err := w.store.UpdateSchedule(w.ctx(), id, func(s *schedule.Schedule) error { return errors.Join(fail(s), errors.New("no")) })
	if err == nil {
		w.Error("a change that fails was made")
	}
	if s := w.change(id, fail); s.Notice != nil {
		w.Errorf("it is to be told again: %+v", s.Notice)
	}
	w.same("outbox", [][]string{
		{"schedule", "1", "schedule/1", "schedule", "ada", "3", "due"}, {"schedule", "1", "schedule/2", "schedule", "ada", "3", "due"},
	}, w.db.Rows(w, "select topic, number, key, kind, person, lane, state from outbox order by key"))
	at := w.now.Add(24 * hour)
	all, err := w.store.Lease(w.ctx(), at, at.Add(hour), polls.LaneAck, polls.LaneRefresh, 9)
	w.must(err)
	for i, d := range all {
		equal(w, "the id", d.ID, fmt.Sprint("T1/S1/", i+1))
		equal(w, "the topic", d.Topic, id.Topic())
		equal(w, "what is told", strings.HasPrefix(d.Detail, "S1 (Ship?) could not be asked on "), true)
		w.must(w.store.Settle(w.ctx(), d, storage.Result{State: storage.Sent, At: polls.Place{Channel: "D", Message: "1"}}, nil))
	}
	equal(w, "notices", len(all), 2)
	equal(w, "notices sent", len(w.db.Rows(w, "select key from outbox where state = 'sent'")), 2)
}

// scheduleAsksOnce has two programs ask the same times, at once and one after the other.
func scheduleAsksOnce(w *world) {
	id := w.timetable("T1", "").ID
	other := w.another()
	defer func() { w.must(other.Close()) }()
	for run := range 3 {
		var fresh atomic.Int64
		numbers := make([]int64, 8)
		together(len(numbers), func(i int) {
			poll, first, err := []Store{w.store, other}[i%2].AskSchedule(w.ctx(), id, fmt.Sprint("run ", run), w.opens)
			w.must(err)
			numbers[i] = poll.Number
			if first {
				fresh.Add(1)
			}
		})
		equal(w, "how often it was asked", fresh.Load(), 1)
		for _, n := range numbers {
			equal(w, "the poll", n, int64(run+1))
		}
	}
	s, err := other.Schedule(w.ctx(), id)
	w.must(err)
	equal(w, "the last poll", s.Last, 3)
	equal(w, "the next time", s.Next.Sub(w.now), 4*hour)
	equal(w, "the polls", fmt.Sprint(w.db.Rows(w, "select count(*), count(distinct request) from polls")), "[[3 3]]")
	w.must(w.store.View(w.ctx(), polls.ID{Workspace: "T1", Number: 3}, func(p *polls.Poll) error {
		if p.Round == nil || p.Round.Schedule != 1 {
			w.Errorf("the round is %v", p.Round)
		}
		return nil
	}))
}

func scheduleCannotAsk(w *world) {
	id := w.timetable("T1", "").ID
	before := w.scheduled(id)
	no := errors.New("no")
	for _, open := range []func(s *schedule.Schedule, id polls.ID) (*polls.Poll, []polls.Event, error){
		func(s *schedule.Schedule, _ polls.ID) (*polls.Poll, []polls.Event, error) {
			s.Failed++
			return nil, nil, no
		},
		func(s *schedule.Schedule, _ polls.ID) (*polls.Poll, []polls.Event, error) { s.Failed++; panic("ouch") },
		func(s *schedule.Schedule, id polls.ID) (*polls.Poll, []polls.Event, error) {
			id.Number += 5
			return w.opens(s, id)
		},
	} {
		if _, _, err := w.store.AskSchedule(w.ctx(), id, "run", open); err == nil {
			w.Error("it was asked")
		}
	}
	if _, _, err := w.store.AskSchedule(w.ctx(), schedule.ID{Workspace: "T1", Number: 9}, "run", w.opens); err == nil {
		w.Error("a schedule that is not there was asked")
	}
	equal(w, "the schedule", w.scheduled(id), before)
	equal(w, "the polls", fmt.Sprint(w.db.Rows(w, "select count(*) from polls")), "[[0]]")
	poll, fresh, err := w.store.AskSchedule(w.ctx(), id, "run", w.opens)
	w.must(err)
	equal(w, "what is asked then", fmt.Sprint(poll, fresh), "Q1 true")
}
