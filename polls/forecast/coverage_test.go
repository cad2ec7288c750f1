package forecast

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"quorum/polls"
	"quorum/polls/pollstest"
	"quorum/polls/worktime"
)

// chanceBy returns the chance that need of these people have answered after a time that is all working time.
func chanceBy(t testing.TB, pace Pace, people []polls.Person, need int, after time.Duration) (chance float64, ok bool) {
	t.Helper()
	rule, err := polls.ParseRule(strconv.Itoa(need))
	if err != nil {
		t.Fatal(err)
	}
	c, o := newEstimator(rule, worktime.Calendar{}, pollstest.Monday()), polls.Opening{}
	for _, who := range people {
		o.Asked = append(o.Asked, polls.Invite{Person: who})
	}
	for _, seat := range o.Seats() {
		c.add(seat)
	}
	standing, err := o.Standing(rule)
	if err != nil {
		t.Fatal(err)
	}
	f, ok := c.estimate(standing, pace)
	if !ok {
		t.Fatal("too little is known")
	}
	f.ahead[0] = after
	return meanOverSpeeds(speedSigma, f.atSpeed)
}

// office is a simulated workspace, in which people, teams and questions differ in how fast they are.
type office struct {
	*rand.Rand
	size              int       // of those asked, of twelve
	person            []float64 // how slow each is, in every question
	team              bool      // teams of three are slow or fast together, each time anew
	questions, others float64   // the standard deviation of the logarithm
}

// ask has a question answered, and returns who was asked and how long each took.
func (o office) ask() (who []int, took []time.Duration) {
	who = o.Perm(len(o.person))[:o.size]
	question, teams := o.slow(o.questions), map[int]float64{}
	for _, p := range who {
		slow := question * o.person[p]
		if o.team {
			if teams[p/3] == 0 {
				teams[p/3] = o.slow(o.others)
			}
			slow *= teams[p/3]
		}
		took = append(took, time.Duration(slow*o.ExpFloat64()*float64(time.Hour)))
	}
	return who, took
}

func (o office) slow(sd float64) float64 { return math.Exp(sd * o.NormFloat64()) }

// history returns the waits of questions that were published with more than half of the answers, or after two days.
func (o office) history(questions int, name func(int) polls.Person) (all []Wait) {
	for range questions {
		who, took := o.ask()
		end := min(48*time.Hour, nth(took, o.size/2+1))
		for i, p := range who {
			all = append(all, Wait{Person: name(p), Duration: min(end, took[i]), Answered: took[i] <= end})
		}
	}
	return all
}

func nth(took []time.Duration, n int) time.Duration { return slices.Sorted(slices.Values(took))[n-1] }

// 80 % ranges cover three of four quorums or more, also where questions differ by a factor of e^1.5 in speed, and the teams
// or the people in them by another of e.
func TestForecastsCoverWhatTheySay(t *testing.T) {
	for _, c := range []struct {
		name      string
		person    float64
		team      bool
		known     bool
		size, old int
	}{
		{"teams, pooled", 0, true, false, 9, 20},
		{"teams, people known", 0, true, true, 9, 20},
		{"teams, people known, few questions", 0, true, true, 5, 6},
		{"people, pooled", 1, false, false, 9, 20},
		{"people known", 1, false, true, 9, 20},
		{"people known, few questions", 1, false, true, 9, 6},
	} {
		o := office{Rand: rand.New(rand.NewPCG(1, 12)), size: c.size, person: make([]float64, 12), team: c.team, questions: 1.5, others: 1}
		const runs = 400
		inside := 0
		for range runs {
			for i := range o.person {
				o.person[i] = o.slow(c.person)
			}
			serial := 0
			name := func(p int) polls.Person {
				if !c.known {
					serial++
					return polls.Person("new" + strconv.Itoa(serial))
				}
				return polls.Person("p" + strconv.Itoa(p))
			}
			pace := PaceOf(o.history(c.old, name))
			who, took := o.ask()
			var people []polls.Person
			for _, p := range who {
				people = append(people, name(p))
			}
			chance, ok := chanceBy(t, pace, people, c.size/2+1, nth(took, c.size/2+1))
			inside += boolToInt(ok && .1 <= chance && chance <= .9)
		}
		t.Logf("%s: %d of %d", c.name, inside, runs)
		if inside*100 < 75*runs {
			t.Errorf("%s: covered %d of %d", c.name, inside, runs)
		}
	}
}

// A committeeVote is a real vote of a committee: how many could vote, how long it was open, and when each ballot came.
type committeeVote struct {
	eligible int
	open     time.Duration
	ballots  []time.Duration
}

// committeeVotes reads the votes in the file that says itself how it is to be read.
func committeeVotes(t *testing.T) (votes []committeeVote) {
	t.Helper()
	data, err := os.ReadFile("../testdata/ballots/node-tsc.txt")
	if err != nil {
		t.Fatal(err)
	}
	hours := func(h float64) time.Duration { return time.Duration(h * float64(time.Hour)) }
	for line := range strings.Lines(string(data)) {
		var number, people, options int
		var h float64
		if _, err := fmt.Sscanf(line, "vote %d %d %d %g", &number, &people, &options, &h); err == nil {
			votes = append(votes, committeeVote{eligible: people, open: hours(h)})
		} else if _, err := fmt.Sscan(line, &h); err == nil {
			last := &votes[len(votes)-1]
			last.ballots = append(last.ballots, hours(h))
		}
	}
	return votes
}

// The recorded votes of a committee, each forecast from the others: 80 % ranges cover at least five of six of the times of
// its third and fifth ballot and of more than half.
func TestForecastsOfRecordedVotes(t *testing.T) {
	votes := committeeVotes(t)
	inside, all := 0, 0
	for i, out := range votes {
		var waits []Wait
		var people []polls.Person
		for j, v := range votes {
			for k := range v.eligible {
				who := polls.Person(strconv.Itoa(j) + "/" + strconv.Itoa(k)) // a person who is not known from before
				switch {
				case i == j:
					people = append(people, who)
				case k < len(v.ballots):
					waits = append(waits, Wait{Person: who, Duration: v.ballots[k], Answered: true})
				default:
					waits = append(waits, Wait{Person: who, Duration: v.open})
				}
			}
		}
		for _, need := range []int{3, 5, out.eligible/2 + 1} {
			chance, ok := chanceBy(t, PaceOf(waits), people, need, out.ballots[need-1])
			all++
			inside += boolToInt(ok && .1 <= chance && chance <= .9)
		}
	}
	if all != 12 || inside*6 < all*5 {
		t.Errorf("covered %d of %d", inside, all)
	}
}
