package storagetest

import (
	"fmt"
	"strings"
	"time"

	"quorum/polls"
	"quorum/polls/schedule"
	"quorum/storage"
)

func scheduleNext(w *world) {
	next := func(after time.Time, want time.Time) {
		w.Helper()
		at, ok, err := w.store.NextTimer(w.ctx(), after)
		w.must(err)
		if ok == want.IsZero() || !at.Equal(want) {
			w.Errorf("the next schedule is due at %v (%v), not %v", at, ok, want)
		}
	}
	due := func(now time.Time, n int, want string) {
		w.Helper()
		equal(w, "what is due", w.due(now, n), want)
	}
	next(time.Time{}, time.Time{})
	one, two := w.timetable("T1", ""), w.timetable("T2", "")
	first := one.Next
	next(time.Time{}, first)
	next(first, time.Time{})
	two = w.change(two.ID, func(s *schedule.Schedule) error { return s.Skip(w.now, polls.Actor{Person: "ada"}) })
	next(first, two.Next)
	due(first.Add(-time.Millisecond), 9, "")
	due(first, 9, "T1/S1")
	due(two.Next, 9, "T1/S1 T2/S1")
	due(two.Next, 1, "T1/S1")
	w.change(one.ID, func(s *schedule.Schedule) error { return s.Pause(polls.Actor{Person: "ada"}) })
	next(time.Time{}, two.Next)
	w.change(two.ID, func(s *schedule.Schedule) error {
		turn, _ := s.Turn(s.Next)
		s.Fail(w.now, turn, "Nobody is left.")
		return nil
	})
	next(time.Time{}, two.Next.Add(hour))
}

func scheduleSignals(w *world) {
	news, stop := w.store.Subscribe()
	defer stop()
	id := w.timetable("T1", "").ID
	w.wait("the signal of a new schedule", news)
	w.change(id, func(s *schedule.Schedule) error { return s.Pause(polls.Actor{Person: "ada"}) })
	w.wait("the signal of a changed schedule", news)
}

func schedulesSeen(w *world) {
	var ids []schedule.ID
	for range 4 {
		ids = append(ids, w.timetable("T1", "").ID)
	}
	w.timetable("T2", "")
	w.change(ids[1], func(s *schedule.Schedule) error { s.Channel = ""; return nil })
	w.change(ids[2], func(s *schedule.Schedule) error { s.Asker = "ben"; return nil })
	w.change(ids[3], func(s *schedule.Schedule) error { return s.Delete(polls.Actor{Person: "ada"}) })
	sees := func(who polls.Person, channel string, n int, want string) {
		w.Helper()
		all, err := w.store.Schedules(w.ctx(), "T1", storage.Viewer{Person: who, Channel: channel}, n)
		w.must(err)
		var got []string
		for _, s := range all {
			got = append(got, s.ID.String())
		}
		equal(w, "what "+string(who)+" sees in "+channel, strings.Join(got, " "), want)
	}
	sees("ada", "", 9, "S1 S2")
	sees("ada", "C1", 9, "S1 S2 S3")
	sees("ben", "C2", 9, "S3")
	sees("cy", "C1", 9, "S1 S3")
	sees("cy", "", 9, "")
	sees("ada", "C1", 2, "S1 S2")
}

func scheduleRows(w *world) {
	w.timetable("T1", "")
	equal(w, "the row", fmt.Sprint(w.db.Rows(w, "select number, asker, channel, question, every, zone, state, next_at > 0, last, failed from schedules")),
		"[[1 ada C1 Ship? 0 * * * * Australia/Lord_Howe active 1 - 0]]")
}

func settingsNamed(w *world) {
	set := func(person polls.Person, name, value string) {
		w.Helper()
		w.must(w.store.Set(w.ctx(), storage.Setting{Workspace: "T1", Person: person, Name: name, Value: value, By: "ada", At: w.now}))
	}
	set("ada", "template/b", "2")
	set("ada", "template/a", "1")
	set("ada", "templates", "3")
	set("ada", "other", "4")
	set("ben", "template/c", "5")
	all, err := w.store.SettingsUnder(w.ctx(), "T1", "ada", "template/")
	w.must(err)
	var got []string
	for _, s := range all {
		got = append(got, s.Name+"="+s.Value)
	}
	equal(w, "what ada has set", strings.Join(got, " "), "template/a=1 template/b=2")
}

func newest(w *world) {
	_, ok, err := w.store.Newest(w.ctx(), "T1", "ada")
	w.must(err)
	equal(w, "before anything is asked there is one", ok, false)
	w.ask(question{})
	want := w.ask(question{})
	w.ask(question{asker: "ben"})
	w.ask(question{workspace: "T2"})
	w.end(want)
	id, ok, err := w.store.Newest(w.ctx(), "T1", "ada")
	w.must(err)
	equal(w, "what ada asked last", fmt.Sprint(id.Key(), ok), fmt.Sprint(want.Key(), true))
}
