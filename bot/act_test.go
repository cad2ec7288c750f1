package bot

import (
	"errors"
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"quorum/polls"
	"quorum/polls/phrase"
)

// Acts come more than once and in any order; what the person did last stands.
func TestActsComeInAnyOrder(t *testing.T) {
	play(t, Options{}, func(s *stage) {
		id := s.ask("all", "ben", "cy")
		s.after(time.Minute) // it has arrived
		at := time.Now()
		do := func(second int, what string) bool {
			done, err := s.bot.Choose(s.t.Context(), Act{Poll: id, By: "ben", At: at.Add(time.Duration(second) * time.Second)}, what)
			if err != nil {
				t.Error(err)
			}
			return done.Changed
		}
		for i, one := range []struct {
			second  int
			what    string
			changed bool
		}{
			{5, "Yes", true}, {5, "Yes", false}, {5, "No", false}, {3, "No", false}, {9, "No", true}, {5, "Yes", false}, {8, "Yes", false}, {10, "No", false},
		} {
			if changed := do(one.second, one.what); changed != one.changed {
				t.Errorf("act %d: changed is %v", i, changed)
			}
		}
		s.look(id, func(p *polls.Poll) {
			if me, _ := p.Stakeholder("ben"); me.Answer.Position != "No" {
				t.Errorf("ben says %s", me.Answer.Position)
			}
		})
		if _, err := s.bot.Withdraw(s.t.Context(), Act{Poll: id, By: "ben", At: at.Add(7 * time.Second)}); err != nil {
			t.Error(err)
		}
		if done, err := s.bot.Choose(s.t.Context(), Act{Poll: id, By: "cy", At: at}, "Yes"); err != nil || !done.Changed {
			t.Errorf("what cy does is none of ben's: %v, %v", done, err)
		}
		if n := len(s.sends("receipt/ben")); n > 2 {
			t.Errorf("%d receipts", n)
		}
	})
}

// An older act that comes again after a restart is known by what the log has kept.
func TestActsComeAgainAfterARestart(t *testing.T) {
	play(t, Options{}, func(s *stage) {
		id := s.ask("all", "ben", "cy")
		at := time.Now()
		again := func() {
			s.stop()
			s.bot = New(s.store, s, s.bot.opts)
			s.start()
		}
		act := func(after time.Duration) Act { return Act{Poll: id, By: "ben", At: at.Add(after)} }
		for i, one := range []struct {
			do      func() (Done, error)
			changed bool
			want    polls.State
		}{
			{func() (Done, error) { return s.bot.Choose(s.t.Context(), act(0), "Yes") }, true, polls.HasAnswer},
			{func() (Done, error) { return s.bot.Decline(s.t.Context(), act(5*time.Microsecond), polls.NotMe) }, true, polls.NotMe},
			{func() (Done, error) { return s.bot.Choose(s.t.Context(), act(0), "Yes") }, false, polls.NotMe},
			{func() (Done, error) { return s.bot.Withdraw(s.t.Context(), act(time.Second)) }, true, polls.Pending},
			{func() (Done, error) { return s.bot.Decline(s.t.Context(), act(5*time.Microsecond), polls.NotMe) }, false, polls.Pending},
			{func() (Done, error) { return s.bot.Withdraw(s.t.Context(), act(time.Second)) }, false, polls.Pending},
			{func() (Done, error) { return s.bot.Choose(s.t.Context(), act(2*time.Second), "No") }, true, polls.HasAnswer},
		} {
			done, err := one.do()
			if err != nil || done.Changed != one.changed {
				t.Errorf("act %d: %+v, %v", i, done, err)
			}
			again()
			s.look(id, func(p *polls.Poll) {
				if me, _ := p.Stakeholder("ben"); me.State != one.want {
					t.Errorf("after act %d ben is %s", i, me.State)
				}
			})
		}
		if done, err := s.bot.Choose(s.t.Context(), Act{Poll: id, By: "cy", At: at}, "Yes"); err != nil || !done.Changed {
			t.Errorf("what cy did earlier is none of ben's: %+v, %v", done, err)
		}
	})
}

// An act that was refused or could not be stored may come again.
func TestAnActThatFailedMayComeAgain(t *testing.T) {
	play(t, Options{}, func(s *stage) {
		id := s.ask("all", "ben", "cy")
		a := Act{Poll: id, By: "ben", At: time.Now()}
		if _, err := s.bot.Choose(s.t.Context(), a, "Perhaps"); !errors.As(err, new(*phrase.Error)) {
			t.Errorf("%v", err)
		}
		if done, err := s.bot.Choose(s.t.Context(), a, "Yes"); err != nil || !done.Changed {
			t.Errorf("%v, %v", done, err)
		}
		keyed := Act{Poll: id, By: "cy", Key: "form 1"}
		if _, err := s.bot.Answer(s.t.Context(), keyed, polls.Response{Position: "Perhaps"}); err == nil {
			t.Error("Perhaps is no option")
		}
		for i, want := range []bool{true, false, false} {
			if done, err := s.bot.Answer(s.t.Context(), keyed, polls.Response{Position: "No"}); err != nil || done.Changed != want {
				t.Errorf("time %d: %v, %v", i, done, err)
			}
		}
	})
}

// The memory forgets what no surface delivers any more, and little else.
func TestTheMemoryIsBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := newMemory()
		act := func(key string) Act { return Act{By: "ben", Key: key} }
		for i := range 2 * mostRemembered {
			if _, fresh := m.take(act(strconv.Itoa(i))); !fresh {
				t.Fatalf("%d is new", i)
			}
		}
		if _, known := m.acts.Get(act("0").remembered()); known {
			t.Error("it holds everything")
		}
		if _, fresh := m.take(act(strconv.Itoa(2*mostRemembered - 1))); fresh {
			t.Error("it has forgotten what was just done")
		}
		_, _ = m.take(act("x"))
		time.Sleep(time.Hour)
		if _, fresh := m.take(act("x")); fresh {
			t.Error("it has forgotten within the hour")
		}
		time.Sleep(time.Hour)
		if _, fresh := m.take(act("x")); !fresh {
			t.Error("it remembers for ever")
		}
	})
}

// The same request asks once, however often it arrives.
func TestARequestAsksOnce(t *testing.T) {
	play(t, Options{}, func(s *stage) {
		r := Request{Workspace: "T1", Key: "trigger", Asker: "ada", Asked: []polls.Invite{{Person: "ben"}}, Draft: polls.Draft{
			Question: "Ship?", Asked: []polls.Party{{Mentions: []polls.Mention{{ID: "ben"}}}},
		}}
		first, err := s.bot.Ask(s.t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		for range 3 {
			if id, err := s.bot.Ask(s.t.Context(), r); err != nil || id != first {
				t.Errorf("%v, %v", id, err)
			}
		}
		s.after(time.Minute)
		if n := len(s.sends("question/ben")); n != 1 {
			t.Errorf("asked %d times", n)
		}
	})
}
