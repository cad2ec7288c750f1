package polls_test

import (
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"quorum/polls/kind"
)

var update = flag.Bool("update", false, "write docs/calibration.md and its picture anew")

// nominal returns the chances, in percent, that are tried; that of the label Firm is one of them.
var nominal = []int{80, 90, 95, 99}

const firmly = 2 // the place of 95 %

// series are contests of one sort, in which committees of one size answer.
type series struct {
	title    string
	contests []contest
	people   int   // of each committee; 0: all that there are
	draws    int   // committees, in all
	drawn    bool  // in the picture
	promised bool  // there are enough contests to hold the promise to
	runs     []run // of each contest
}

// run is what came of the committees of one contest.
type run struct {
	committees int
	sure       []int   // by nominal sureness: how often it was reached before everybody had answered, while it could be undone
	held       []int   // and of those, how often the same led when everybody had answered
	saved      float64 // of all answers, those that were not waited for under the rule "3, 95% sure"
}

// play has a committee answer one after the other.
func (r *run) play(c contest, said []string) {
	b := kind.Ballots{Options: c.options, Taken: map[string]int{}}
	called, stopped := make([]string, len(nominal)), false
	for i, position := range said {
		b.Taken[position]++
		b.Counted, b.Sources, b.Pending = i+1, i+1, len(said)-i-1
		if stopped && called[len(nominal)-1] != "" || i+1 < 3 || b.Pending == 0 {
			continue
		}
		f := c.kind.Weigh(b)
		decided := f.Leader != "" && f.Swing == 0
		for k, percent := range nominal {
			sure := f.Leader != "" && f.Hold+1e-9 >= float64(percent)/100
			switch {
			case called[k] != "" || !sure:
				continue
			case decided:
				called[k] = "decided"
			default:
				called[k] = f.Leader
			}
			if k == firmly && !stopped {
				stopped = true
				r.saved += float64(b.Pending) / float64(len(said))
			}
		}
	}
	leader := c.kind.Weigh(b).Leader
	r.committees++
	for k, who := range called {
		if who != "" && who != "decided" {
			r.sure[k]++
			if who == leader {
				r.held[k]++
			}
		}
	}
}

func (s *series) play(seed uint64) {
	r := rand.New(rand.NewPCG(12, seed))
	for _, c := range s.contests {
		one := run{sure: make([]int, len(nominal)), held: make([]int, len(nominal))}
		people := s.people
		if people == 0 {
			people = len(c.said)
		}
		for range max(1, s.draws/len(s.contests)) {
			one.play(c, c.draw(r, people))
		}
		s.runs = append(s.runs, one)
	}
}

// sum adds up some runs.
func sum(runs []run) run {
	all := run{sure: make([]int, len(nominal)), held: make([]int, len(nominal))}
	for _, r := range runs {
		all.committees += r.committees
		all.saved += r.saved
		for k := range nominal {
			all.sure[k] += r.sure[k]
			all.held[k] += r.held[k]
		}
	}
	return all
}

// share returns how often a nominal sureness held; ok is false when it was hardly ever claimed.
func (r run) share(k int) (held float64, ok bool) {
	const few = 25
	if r.sure[k] < few {
		return 0, false
	}
	return float64(r.held[k]) / float64(r.sure[k]), true
}

// interval returns the 95 % interval of that: the wider of that over committees (Wilson, JASA 22, 1927) and of that
// over contests, which are drawn again with replacement.
func (s *series) interval(k int) (low, high float64) {
	all := sum(s.runs)
	const z = 1.96
	p, n := float64(all.held[k])/float64(all.sure[k]), float64(all.sure[k])
	middle, half := (p+z*z/(2*n))/(1+z*z/n), z*math.Sqrt(p*(1-p)/n+z*z/(4*n*n))/(1+z*z/n)
	r := rand.New(rand.NewPCG(12, 7))
	var shares []float64
	for range 1000 {
		drawn := make([]run, len(s.runs))
		for i := range drawn {
			drawn[i] = s.runs[r.IntN(len(s.runs))]
		}
		if again := sum(drawn); again.sure[k] > 0 {
			shares = append(shares, float64(again.held[k])/float64(again.sure[k]))
		}
	}
	slices.Sort(shares)
	return min(middle-half, shares[len(shares)/40]), max(middle+half, shares[len(shares)-1-len(shares)/40])
}

// allSeries returns what is tried.
func allSeries(t testing.TB) (all []*series) {
	two := pairs(t)
	add := func(title string, like series, contests []contest, draws ...int) {
		for i, people := range []int{9, 21, 101} {
			s := like
			s.title, s.contests, s.people, s.draws = title, contests, people, draws[i]
			all = append(all, &s)
		}
	}
	drawn, promised := series{drawn: true, promised: true}, series{promised: true}
	add("yes/no: any two candidates", drawn, two, 8000, 8000, 8000)
	add("choice: one of four", drawn, among(t, "choice", 4, 15, first), 6000, 4000, 2400)
	add("multi: any of four", drawn, among(t, "multi", 4, 15, approved), 6000, 4000, 1500)
	add("rank: four", drawn, among(t, "rank", 4, 15, order), 6000, 4000, 2400)
	add("1-5: marks made of places", promised, marks(t), 6000, 4000, 2400)
	add("rank: all seven or eight", series{}, among(t, "rank", 0, 1, order), 4000, 2000, 600)
	add("yes/no: within 51 %, as good as a tie", series{}, even(two), 4000, 4000, 4000)
	return append(all, &series{title: "yes/no: a committee's recorded votes", contests: committees(t), draws: 3000})
}

const (
	page    = "../docs/calibration.md"
	picture = "../docs/calibration.svg"
)

// The page says what comes of the ballots, and its picture shows it. To write both anew:
//
//	go test ./polls -run TestCalibration -update
func TestCalibration(t *testing.T) {
	all := allSeries(t)
	for i, s := range all {
		if *update || s.people == 9 {
			s.play(uint64(i))
		}
	}
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	if !*update {
		for _, s := range all {
			if s.runs != nil && !strings.Contains(string(text), s.row()) {
				t.Errorf("the page does not say %s", s.row())
			}
			if s.runs != nil && s.promised {
				s.keepsItsWord(t)
			}
		}
		return
	}
	const begin, end = "<!-- calibration:begin -->\n", "<!-- calibration:end -->"
	before, rest, _ := strings.Cut(string(text), begin)
	_, after, ok := strings.Cut(rest, end)
	if !ok {
		t.Fatal("the page has no place for the table")
	}
	table := "| Questions | People | Committees | Called *Firm* | Held | 95 % interval | Answers saved |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: |\n"
	for _, s := range all {
		table += s.row() + "\n"
		if s.promised {
			s.keepsItsWord(t)
		}
	}
	for name, data := range map[string]string{page: before + begin + table + end + after, picture: draw(all)} {
		if err := os.WriteFile(name, []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// keepsItsWord fails when what is called firm holds more seldom than is promised or, where it is called often, may do so.
func (s *series) keepsItsWord(t *testing.T) {
	const often = 500
	all := sum(s.runs)
	if _, ok := all.share(firmly); !ok {
		return
	}
	if low, high := s.interval(firmly); high < kind.FirmAt || all.sure[firmly] >= often && low < kind.FirmAt {
		t.Errorf("firm does not keep its word: %s", s.row())
	}
}

// row returns the row of the table on the page.
func (s *series) row() string {
	all, people := sum(s.runs), fmt.Sprint(s.people)
	if s.people == 0 {
		people = "all"
	}
	held, interval := "–", "–"
	if share, ok := all.share(firmly); ok {
		low, high := s.interval(firmly)
		held, interval = percent(share), percent(low)+" to "+percent(high)
	}
	return fmt.Sprintf("| %s | %s | %d | %d | %s | %s | %s |", s.title, people, all.committees, all.sure[firmly], held, interval,
		percent(all.saved/float64(all.committees)))
}

func percent(share float64) string { return fmt.Sprintf("%.1f %%", 100*share) }
