package bot

import (
	"context"
	"sync/atomic"
	"testing"
	"time"

	"quorum/polls"
)

// However long each question takes, the summary and the number on the card go out.
func TestEachLaneHasWorkers(t *testing.T) {
	play(t, Options{Workers: 2, Lease: time.Hour}, func(s *stage) {
		stuck := make(chan struct{})
		s.send = func(n int, d Delivery) error {
			if d.Kind == polls.NoticeQuestion && d.Topic.Number == 2 {
				<-stuck
			}
			return nil
		}
		small := s.ask("2", "ben", "cy", "di")
		s.after(time.Second)
		s.ask("all", "a", "b", "c", "d", "e", "f", "g", "h")
		s.after(time.Second)
		s.choose(small, "ben", "Yes")
		s.after(5 * time.Second)
		if n := len(s.sends("card")); n < 3 { // two cards, and the number
			t.Errorf("%d cards were sent or changed", n)
		}
		s.choose(small, "cy", "Yes")
		s.after(time.Second)
		if n := len(s.sends("summary")); n != 1 {
			t.Errorf("%d summaries", n)
		}
		close(stuck)
		s.after(time.Minute)
		for _, who := range []string{"a", "h"} {
			if n := len(s.sends("question/" + who)); n != 1 {
				t.Errorf("%s was asked %d times", who, n)
			}
		}
	})
}

// Each change of a card is a sending of its own, and a try to send it again is not.
func TestEachSendingHasAnID(t *testing.T) {
	play(t, Options{}, func(s *stage) {
		s.send = func(n int, d Delivery) error {
			if d.Kind == polls.NoticeCard && n == 1 {
				return failure(NotSent)
			}
			return nil
		}
		id := s.ask("all", "ben", "cy", "di")
		s.after(time.Minute)
		s.choose(id, "ben", "Yes")
		s.after(time.Minute)
		s.choose(id, "cy", "Yes")
		s.after(time.Minute)
		if sent, ids := len(s.sends("card")), len(s.ids("card")); sent != 4 || ids != 3 {
			t.Errorf("sent %d times under %d ids", sent, ids)
		}
	})
}

// A notice that waits for another one is not tried all the time.
func TestWaitingForAnotherNotice(t *testing.T) {
	play(t, Options{}, func(s *stage) {
		var stands atomic.Bool
		s.write = func(kind polls.NoticeKind, _ Delivery) error {
			if kind == polls.NoticeSummary && !stands.Load() {
				return ErrNotYet
			}
			return nil
		}
		id := s.ask("1", "ben", "cy")
		s.after(time.Minute)
		s.choose(id, "ben", "Yes")
		s.after(time.Hour)
		s.mu.Lock()
		tries := s.written["summary"]
		s.mu.Unlock()
		if tries < 60 || tries > 200 {
			t.Errorf("written %d times in an hour", tries)
		}
		stands.Store(true)
		s.after(time.Minute)
		if n := len(s.sends("summary")); n != 1 {
			t.Errorf("sent %d times", n)
		}
	})
}

// What must be looked up first is looked up, and its failure is only a delay.
func TestPreparing(t *testing.T) {
	play(t, Options{}, func(s *stage) {
		var looked, known atomic.Int64
		s.write = func(kind polls.NoticeKind, _ Delivery) error {
			if kind != polls.NoticeSummary || known.Load() > 0 {
				return nil
			}
			return &Unprepared{Prepare: func(context.Context) error {
				if looked.Add(1) < 3 {
					return failure(NotSent)
				}
				known.Add(1)
				return nil
			}}
		}
		id := s.ask("1", "ben", "cy")
		s.choose(id, "ben", "Yes")
		s.after(time.Minute)
		if n := len(s.sends("summary")); n != 1 || looked.Load() != 3 {
			t.Errorf("sent %d times, looked up %d times", n, looked.Load())
		}
	})
}

// A letter that cannot be rendered, or that makes rendering or sending panic, affects no other letter; the asker is told.
func TestAPoisonousLetter(t *testing.T) {
	for what, poison := range map[string]func(s *stage){
		"an error": func(s *stage) {
			s.write = func(kind polls.NoticeKind, _ Delivery) error {
				if kind == polls.NoticeSummary {
					return errTrouble
				}
				return nil
			}
		},
		"a panic in writing": func(s *stage) {
			s.write = func(kind polls.NoticeKind, _ Delivery) error {
				if kind == polls.NoticeSummary {
					panic("poison")
				}
				return nil
			}
		},
		"a panic in sending": func(s *stage) {
			s.send = func(_ int, d Delivery) error {
				if d.Kind == polls.NoticeSummary {
					panic("poison")
				}
				return nil
			}
		},
	} {
		t.Run(what, func(t *testing.T) {
			play(t, Options{}, func(s *stage) {
				poison(s)
				id := s.ask("1", "ben", "cy")
				s.choose(id, "ben", "Yes")
				s.after(time.Hour)
				if told := len(s.sends("undelivered/summary")); told != 1 {
					t.Errorf("the asker was told %d times", told)
				}
				if n := len(s.sends("summary")); n > 1 {
					t.Errorf("tried %d times", n)
				}
			})
		})
	}
}

// What was begun when the program is told to stop is finished and stored; the rest is for the next start.
func TestStopping(t *testing.T) {
	play(t, Options{Workers: 1}, func(s *stage) {
		s.send = func(int, Delivery) error {
			s.after(5 * time.Second)
			return nil
		}
		id := s.ask("all", "ben", "cy")
		s.after(time.Second)
		s.stop()
		asked := func() (n int) {
			s.look(id, func(p *polls.Poll) {
				for _, one := range p.Stakeholders() {
					if !one.Delivered.IsZero() {
						n++
					}
				}
			})
			return n
		}
		if n := asked(); n != 1 {
			t.Errorf("%d questions were finished", n)
		}
		s.start()
		s.after(time.Minute)
		if n := asked(); n != 2 {
			t.Errorf("%d questions were sent", n)
		}
		if a, b := s.sends("question/ben"), s.sends("question/cy"); len(a) != 1 || len(b) != 1 {
			t.Errorf("sent at %v and %v", a, b)
		}
	})
}

// The loop that closes polls wakes at the deadline, and not before.
func TestDeadlines(t *testing.T) {
	play(t, Options{}, func(s *stage) {
		var ids []polls.ID
		for range 150 { // more than are closed at once
			ids = append(ids, s.ask("all, within 2h", "ben"))
		}
		early := s.ask("all, within 1h", "ben")
		phase := func(id polls.ID) (is polls.Phase) {
			s.look(id, func(p *polls.Poll) { is = p.Phase })
			return is
		}
		s.after(time.Hour - time.Second)
		if is := phase(early); is != polls.PhaseOpen {
			t.Errorf("a second early it is %s", is)
		}
		s.after(2 * time.Second)
		if is := phase(early); is != polls.PhaseClosed {
			t.Errorf("after its deadline it is %s", is)
		}
		s.after(time.Hour)
		for _, id := range ids {
			if is := phase(id); is != polls.PhaseClosed {
				t.Errorf("%s is %s", id, is)
			}
		}
	})
}
