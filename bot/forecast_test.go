package bot

import (
	"testing"
	"time"

	"quorum/polls"
	"quorum/polls/forecast"
)

// forecast is that of a poll; nil when there is nothing to say.
func (s *stage) forecast(id polls.ID) *forecast.Forecast {
	s.t.Helper()
	f, ok, err := s.bot.Forecast(s.t.Context(), id)
	if err != nil {
		s.t.Fatal(err)
	}
	if !ok {
		return nil
	}
	return &f
}

// past is a question that ben, cy and di answered after so long.
func (s *stage) past(d time.Duration) {
	s.t.Helper()
	id := s.ask("all, within 2h", "ben", "cy", "di")
	s.after(d)
	for _, who := range []polls.Person{"ben", "cy", "di"} {
		s.choose(id, who, "yes")
	}
}

// mondayMorning is ten o'clock on a Monday.
func (s *stage) mondayMorning() { s.after(58 * time.Hour) }

// What is known of the times is looked up again after ten minutes, and not before.
func TestThePaceIsLearntNowAndThen(t *testing.T) {
	play(t, Options{}, func(s *stage) {
		s.mondayMorning()
		s.ask("all, within 6h", "eve", "fay", "gus", "hal", "ida") // who say nothing
		s.after(24 * time.Hour)
		for range 3 {
			s.past(5 * time.Minute)
		}
		id := s.ask("2, within 5h", "ben", "cy", "di")
		if f := s.forecast(id); f != nil {
			s.t.Errorf("with 17 waits: %+v", f)
		}
		for range 2 {
			s.past(4 * time.Minute)
		}
		if f := s.forecast(id); f != nil {
			s.t.Errorf("after eight minutes: %+v", f)
		}
		s.after(3 * time.Minute)
		f := s.forecast(id)
		if f == nil || f.Chance < polls.Doubtful || f.Half.IsZero() {
			s.t.Errorf("after eleven minutes: %+v", f)
		}
		s.choose(id, "ben", "yes")
		if nearer := s.forecast(id); nearer == nil || !nearer.Half.Before(f.Half) {
			s.t.Errorf("with one answer: %+v", nearer)
		}
		s.choose(id, "cy", "yes")
		if over := s.forecast(id); over != nil {
			s.t.Errorf("after the summary: %+v", over)
		}
	})
}

func TestStatsGoBackAsFarAsOneAsks(t *testing.T) {
	play(t, Options{}, func(s *stage) {
		s.mondayMorning()
		stats := func(days int) Stats {
			of, ready, err := s.bot.Stats(s.t.Context(), "T1", time.Duration(days)*24*time.Hour, nil)
			if err != nil || !ready || of.Old {
				s.t.Fatal(ready, of.Old, err)
			}
			return of
		}
		for range 6 {
			s.past(10 * time.Minute)
		}
		if of := stats(7); of.Asked != 6 || of.Decisions != 6 || of.Median.Elapsed != 10*time.Minute || of.Needed != 18 || of.Partial {
			s.t.Errorf("%+v", of)
		}
		s.ask("1, within 2h", "ben")
		if of := stats(7); of.Asked != 6 {
			s.t.Errorf("what was read a moment ago is read again: %+v", of)
		}
		s.after(time.Minute)
		if of := stats(7); of.Asked != 7 || len(of.Trend) != 1 || of.Trend[0].Asked != 7 {
			s.t.Errorf("%+v", of)
		}
		s.after(8 * 24 * time.Hour)
		if of := stats(7); of.Asked != 0 || of.Decisions != 0 {
			s.t.Errorf("in the second week: %+v", of)
		}
		if of := stats(30); of.Asked != 7 || of.Decisions != 6 || of.Unmet != 1 {
			s.t.Errorf("of both: %+v", of)
		}
	})
}
