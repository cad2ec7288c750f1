package bot

import (
	"fmt"
	"testing"
	"time"

	"quorum/polls"
)

// people are so many that their answers are weighed apart.
func people() (all []polls.Person) {
	for i := range 25 {
		all = append(all, polls.Person(fmt.Sprintf("p%02d", i)))
	}
	return all
}

func TestAnswersOfManyAreWeighedAndTold(t *testing.T) {
	play(t, Options{}, func(s *stage) {
		id := s.ask("3, within 2h", people()...)
		for _, who := range people()[:3] {
			s.choose(id, who, "Yes")
		}
		s.after(time.Minute)
		if at := s.sends("summary"); len(at) != 1 || at[0] > time.Second {
			t.Errorf("the summary is sent at %v", at)
		}
		s.look(id, func(p *polls.Poll) {
			if p.Phase != polls.PhasePublished || p.Outcome.Counted != 3 || p.Unweighed() {
				t.Errorf("%s with %d answers", p.Phase, p.Outcome.Counted)
			}
		})
		for _, who := range people()[10:14] {
			s.choose(id, who, "No")
		}
		s.after(time.Minute)
		s.look(id, func(p *polls.Poll) {
			if says := p.LateWords(); says != "late answers now say No, 4 to 3" || len(s.sends("flip/1")) == 0 {
				t.Errorf("late answers say %q, and that is told %d times", says, len(s.sends("flip/1")))
			}
		})
	})
}

// Whatever the program was doing, what waits is weighed when it runs again; answers in time count, and a deadline that has
// passed meanwhile changes nothing of that.
func TestWhatWaitsIsWeighedByTheNextProgram(t *testing.T) {
	play(t, Options{}, func(s *stage) {
		enough, short := s.ask("3, within 2h", people()...), s.ask("20, within 2h", people()...)
		s.stop()
		for _, who := range people()[:3] {
			s.choose(enough, who, "Yes")
			s.choose(short, who, "Yes")
		}
		s.after(3 * time.Hour)
		s.start()
		s.after(time.Minute)
		for id, want := range map[polls.ID]polls.Label{enough: polls.Leaning, short: polls.NoQuorum} {
			s.look(id, func(p *polls.Poll) {
				if p.Phase != polls.PhaseClosed || p.Outcome.Label != want || p.Outcome.Met() != (id == enough) {
					t.Errorf("%s is %s: %s", id.Key(), p.Phase, p.Outcome.Sentence())
				}
			})
		}
		if n := len(s.sends("summary")); n != 2 {
			t.Errorf("%d summaries of two questions", n)
		}
	})
}
