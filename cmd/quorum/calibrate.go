package main

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"

	"quorum/polls"
)

// calibrate draws committees from real ballots, lets them answer in random order, and counts how often an outcome that
// was called Firm held when everybody had answered. Nothing of it is fitted to these ballots.
func (c demoCommand) calibrate(p *program) error {
	if c.Draws < 1 {
		return usageError(errors.New("--draws must be at least 1"))
	}
	var all []realQuestion
	for _, file := range c.Calibrate {
		questions, err := readQuestions(file)
		if err != nil {
			return err
		}
		all = append(all, questions...)
	}
	var rows []calibration
	for i, g := range groups() {
		for j, size := range g.sizes {
			if p.ctx.Err() != nil {
				return p.ctx.Err()
			}
			r := rand.New(rand.NewPCG(c.Seed, uint64(100*i+j)))
			row, err := g.draw(r, all, size, max(1, c.Draws/g.costs))
			if err != nil {
				return err
			}
			if row.draws > 0 {
				rows = append(rows, row)
			}
		}
	}
	return reportCalibration(p.stdout, rows)
}

// group is a set of questions that are counted together.
type group struct {
	title string
	fits  func(realQuestion) bool
	sizes []int // of committees
	costs int   // a draw takes so many times as long as others
}

func groups() []group {
	return []group{
		{"any two candidates", func(q realQuestion) bool { return q.kind == "choice" && len(q.answers) > 51 }, []int{5, 9, 21, 51}, 1},
		{"two that are close (under 55 %)", func(q realQuestion) bool { return q.kind == "choice" && len(q.answers) > 51 && q.close }, []int{5, 9, 21, 51}, 1},
		{"an order of all candidates", func(q realQuestion) bool { return q.kind == "rank" }, []int{5, 9, 21}, 20},
		{"recorded committee votes, whole", func(q realQuestion) bool { return q.kind == "choice" && len(q.answers) <= 51 }, []int{0}, 1},
	}
}

// calibration is what came of the draws of one size.
type calibration struct {
	title  string
	size   int
	draws  int
	early  int     // called Decided or Firm before everybody had answered
	firm   int     // called Firm at that time
	held   int     // of those: the same led when everybody had answered
	unsure int     // never surer than Leaning before everybody had answered
	saved  float64 // answers that were not waited for, of all
}

// draw plays a number of committees. A size of 0 is that of the whole vote.
func (g group) draw(r *rand.Rand, all []realQuestion, size, draws int) (calibration, error) {
	c := calibration{title: g.title, size: size}
	var fit []realQuestion
	for _, q := range all {
		if g.fits(q) {
			fit = append(fit, q)
		}
	}
	if len(fit) == 0 {
		return c, nil
	}
	hold := memo{}
	for range draws {
		q := fit[r.IntN(len(fit))]
		n := size
		if n == 0 {
			n = len(q.answers)
		}
		if err := c.play(hold, q, sample(r, q.answers, n)); err != nil {
			return c, err
		}
	}
	return c, nil
}

// sample draws n of the answers without putting any back, in random order.
func sample(r *rand.Rand, answers []string, n int) []string {
	drawn := make([]string, n)
	for i, at := range r.Perm(len(answers))[:n] {
		drawn[i] = answers[at]
	}
	return drawn
}

// leastAnswers is the number in the rule "3, 95% sure".
const leastAnswers = 3

// play has a committee answer one after the other, until the rule "3, 95% sure" is met.
func (c *calibration) play(known memo, q realQuestion, answers []string) error {
	kind, err := polls.KindNamed(q.kind)
	if err != nil {
		return err
	}
	c.draws++
	b := polls.Ballots{Options: q.options, Taken: map[string]int{}}
	var called polls.Finding
	at := 0
	for i, a := range answers {
		position, err := kind.Read(q.options, a)
		if err != nil {
			return fmt.Errorf("a ballot of a %s: %w", q, err)
		}
		b.Taken[position]++
		b.Counted, b.Sources, b.Pending = i+1, i+1, len(answers)-i-1
		if at == 0 && i+1 >= leastAnswers && b.Pending > 0 {
			if f := known.weigh(kind, b); f.Leader != "" && (f.Swing == 0 || f.Hold >= polls.FirmAt) {
				called, at = f, i+1
			}
		}
	}
	if at == 0 {
		c.unsure++
		return nil
	}
	c.early++
	c.saved += float64(len(answers)-at) / float64(len(answers))
	if called.Swing > 0 {
		c.firm++
		if kind.Weigh(b).Leader == called.Leader {
			c.held++
		}
	}
	return nil
}

// memo keeps what was found of the same numbers before.
type memo map[[4]int]polls.Finding

func (m memo) weigh(kind polls.Kind, b polls.Ballots) polls.Finding {
	if kind.Way() == polls.Ranking {
		return kind.Weigh(b)
	}
	key := [4]int{b.Taken[b.Options[0]], b.Taken[b.Options[1]], b.Pending, 0}
	f, ok := m[key]
	if !ok {
		f = kind.Weigh(b)
		m[key] = f
	}
	leader := ""
	switch { // the numbers are the same, the names may be others
	case key[0] > key[1]:
		leader = b.Options[0]
	case key[1] > key[0]:
		leader = b.Options[1]
	}
	f.Leader = leader
	return f
}

// wilson is the 95 % interval of a share of n: Wilson, "Probable inference, the law of succession, and statistical
// inference", JASA 22 (1927).
func wilson(k, n int) (low, high float64) {
	const z = 1.96
	p, m := float64(k)/float64(n), float64(n)
	middle := (p + z*z/(2*m)) / (1 + z*z/m)
	half := z * math.Sqrt(p*(1-p)/m+z*z/(4*m*m)) / (1 + z*z/m)
	return middle - half, middle + half
}
