package bot

import (
	"errors"
	"fmt"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"quorum/polls"
	"quorum/polls/phrase"
	"quorum/storage"
)

var errTrouble = errors.New("trouble")

func failure(f Fate) error {
	return &Failure{Fate: f, Why: "why", Err: errTrouble, RetryAfter: 7 * time.Second}
}

// TestFates is the table of fates: what the tries to send a question come to, and when the bot tries again.
func TestFates(t *testing.T) {
	const none = Fate(-1)
	for name, one := range map[string]struct {
		sends []Fate // of one try after the other; then it is taken
		finds []bool // what each look finds; then nothing
		sent  []int  // seconds at which it is sent, at least; a try may be up to a quarter later
		looks []int
		lost  bool
	}{
		"taken":                    {sent: []int{0}},
		"not sent, then taken":     {sends: []Fate{NotSent, NotSent, NotSent}, sent: []int{0, 1, 3, 7}},
		"limited":                  {sends: []Fate{Limited, Limited}, sent: []int{0, 7, 14}},
		"refused":                  {sends: []Fate{Refused}, sent: []int{0}, lost: true},
		"barred":                   {sends: []Fate{Barred, Barred}, sent: []int{0, 60, 120}},
		"unknown, and found":       {sends: []Fate{Unknown}, finds: []bool{true}, sent: []int{0}, looks: []int{4}},
		"unknown, and found later": {sends: []Fate{Unknown}, finds: []bool{false, true}, sent: []int{0}, looks: []int{4, 15}},
		"unknown, and sent again":  {sends: []Fate{Unknown}, sent: []int{0, 15}, looks: []int{4, 15}},
		"unknown twice, and found": {sends: []Fate{Unknown, Unknown}, finds: []bool{false, false, true}, sent: []int{0, 15}, looks: []int{4, 15, 30}},
		"unknown five times, and parked": {
			sends: []Fate{Unknown, Unknown, Unknown, Unknown, Unknown}, sent: []int{0, 15, 30, 45, 60}, looks: []int{4, 15, 30, 45, 60, 75}, lost: true,
		},
		"unknown, then not sent": {sends: []Fate{Unknown, NotSent}, sent: []int{0, 15, 17}, looks: []int{4, 15, 17}},
		// To be limited is no try: the pause after is that of the first one that failed.
		"limited, then not sent":      {sends: []Fate{Limited, Limited, Limited, Limited, NotSent}, sent: []int{0, 7, 14, 21, 28, 29}},
		"limited, then unknown":       {sends: []Fate{Limited, Unknown}, finds: []bool{true}, sent: []int{0, 7}, looks: []int{11}},
		"an error that is no Failure": {sends: []Fate{none}, sent: []int{0, 1}},
	} {
		t.Run(name, func(t *testing.T) {
			play(t, Options{}, func(s *stage) {
				s.send = func(n int, d Delivery) error {
					switch {
					case d.Kind != polls.NoticeQuestion || n >= len(one.sends):
						return nil
					case one.sends[n] == none:
						return errTrouble
					}
					return failure(one.sends[n])
				}
				s.find = func(n int, _ Delivery) (bool, error) { return n < len(one.finds) && one.finds[n], nil }
				id := s.ask("all", "ben", "cy")
				s.after(10 * time.Minute)
				about(t, "sent", s.sends("question/ben"), one.sent)
				about(t, "looked", s.looks("question/ben"), one.looks)
				if ids := s.ids("question/ben"); len(ids) != 1 {
					t.Errorf("sent under %d ids", len(ids))
				}
				s.look(id, func(p *polls.Poll) {
					if me, _ := p.Stakeholder("ben"); (me.Unreachable != "") != one.lost || me.Delivered.IsZero() != one.lost {
						t.Errorf("delivered at %v, unreachable %q", me.Delivered, me.Unreachable)
					}
				})
				if told := len(s.sends("unreachable")); (told > 0) != one.lost {
					t.Errorf("the asker was told %d times", told)
				}
			})
		})
	}
}

// about wants times that are at most a quarter, and a second, later than said.
func about(t *testing.T, what string, got []time.Duration, want []int) {
	t.Helper()
	ok := len(got) == len(want)
	for i := 0; ok && i < len(got); i++ {
		least := time.Duration(want[i]) * time.Second
		ok = got[i] >= least && got[i] <= least+least/4+time.Second
	}
	if !ok {
		t.Errorf("%s at %v, not at %v s", what, got, want)
	}
}

// A failed look says nothing about the letter: it is looked for again, and not sent meanwhile.
func TestALookThatFails(t *testing.T) {
	play(t, Options{}, func(s *stage) {
		s.send = func(n int, d Delivery) error {
			if d.Kind == polls.NoticeQuestion && n == 0 {
				return failure(Unknown)
			}
			return nil
		}
		s.find = func(n int, _ Delivery) (bool, error) {
			if n < 3 {
				return false, failure(NotSent)
			}
			return true, nil
		}
		s.ask("all", "ben")
		s.after(10 * time.Minute)
		if sent, looked := len(s.sends("question/ben")), len(s.looks("question/ben")); sent != 1 || looked != 4 {
			t.Errorf("sent %d times and looked %d times", sent, looked)
		}
	})
}

// What may never be looked at is lost, and never sent again.
func TestALookThatIsRefused(t *testing.T) {
	play(t, Options{}, func(s *stage) {
		s.send = func(n int, d Delivery) error {
			if d.Kind == polls.NoticeSummary && n == 0 {
				return failure(Unknown)
			}
			return nil
		}
		s.find = func(int, Delivery) (bool, error) { return false, failure(Refused) }
		id := s.ask("1", "ben", "cy")
		s.after(time.Minute)
		s.choose(id, "ben", "Yes")
		s.after(10 * time.Minute)
		if sent := len(s.sends("summary")); sent != 1 {
			t.Errorf("sent %d times", sent)
		}
		if told := len(s.sends("undelivered/summary")); told != 1 {
			t.Errorf("the asker was told %d times", told)
		}
	})
}

// While the credentials are refused, one letter or another asks once in a while; the others wait.
func TestTheGate(t *testing.T) {
	play(t, Options{}, func(s *stage) {
		var mended atomic.Bool
		s.send = func(int, Delivery) error {
			if !mended.Load() {
				return failure(Barred)
			}
			return nil
		}
		var crowd []polls.Person
		for i := range 200 {
			crowd = append(crowd, polls.Person(rune('A'+i%26))+polls.Person(rune('0'+i/26)))
		}
		s.ask("all", crowd...)
		s.after(time.Hour)
		tries := 0
		for _, who := range crowd {
			tries += len(s.sends("question/" + string(who)))
		}
		if tries < 60 || tries > 1000 {
			t.Errorf("%d tries in an hour", tries)
		}
		mended.Store(true)
		s.after(3 * time.Minute)
		for _, who := range crowd {
			s.look(polls.ID{Workspace: "T1", Number: 1}, func(p *polls.Poll) {
				if me, _ := p.Stakeholder(who); me.Delivered.IsZero() {
					t.Errorf("%s was not asked", who)
				}
			})
		}
	})
}

// A poll that cannot be read now is read later; one that is not there never will be.
func TestAPollThatCannotBeRead(t *testing.T) {
	c := courier{bot: New(nil, nil, Options{})}
	fault := fmt.Errorf("reading: %w", storage.ErrUnavailable)
	if r, change := c.unread(storage.Delivery{}, fault); r.State != storage.Retry || !r.Next.After(time.Now()) || change != nil {
		t.Errorf("%+v", r)
	}
	if r, _ := c.unread(storage.Delivery{}, &phrase.Error{Code: phrase.NotFound, Text: "none"}); r.State != storage.Failed {
		t.Errorf("%+v", r)
	}
}

func TestBackoff(t *testing.T) {
	for attempts := range 100 {
		least := min(time.Second<<min(attempts, 20), maxBackoff)
		if d := backoff(attempts); d < least || d > least+least/4 {
			t.Errorf("after %d attempts it waits %s", attempts, d)
		}
		if d := noticeBackoff(attempts); d < soon || d > maxSoon || attempts > 0 && d < noticeBackoff(attempts-1) {
			t.Errorf("after %d attempts it is patient for %s", attempts, d)
		}
	}
	if slices.Max([]time.Duration{backoff(50), backoff(60)}) > maxBackoff*5/4 {
		t.Error("it waits too long")
	}
}
