package polls_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"quorum/polls/kind"
)

// A contest is one question that many people really answered, with the answer of each.
type contest struct {
	name    string
	kind    kind.Kind
	options []string
	said    []string // a position each
}

// draw returns the answers of some of them in random order, none twice.
func (c contest) draw(r *rand.Rand, people int) []string {
	drawn := make([]string, 0, people)
	taken := map[int]int{} // what of a shuffled list is where another stood
	for i := range people {
		j := i + r.IntN(len(c.said)-i)
		at, moved := taken[j]
		if !moved {
			at = j
		}
		if here, moved := taken[i]; moved {
			taken[j] = here
		} else {
			taken[j] = i
		}
		drawn = append(drawn, c.said[at])
	}
	return drawn
}

// A ballot is the place of every candidate, those without one behind all others.
type ballot []int

// fields reads a file of ballots: the words of each line.
func fields(t testing.TB, name string) (lines [][]string) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "ballots", name+".txt"))
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(string(data), "\n") {
		if words := strings.Fields(line); len(words) > 0 && words[0] != "#" {
			lines = append(lines, words)
		}
	}
	return lines
}

func number(t testing.TB, text string) int {
	t.Helper()
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// election reads the ballots of an election.
func election(t testing.TB, year string) (all []ballot) {
	for _, line := range fields(t, "debian-"+year) {
		var b ballot
		for _, c := range line[1] {
			place := 99
			if c != '-' {
				place = int(c - '0')
			}
			b = append(b, place)
		}
		all = append(all, slices.Repeat([]ballot{b}, number(t, line[0]))...)
	}
	return all
}

func kindOf(t testing.TB, name string) kind.Kind {
	t.Helper()
	k, err := kind.Named(name)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// pairs returns the contests of every two candidates of five elections, without ballots that put them in one place.
func pairs(t testing.TB) (all []contest) {
	add := func(name string, a, b int) {
		all = append(all, contest{name, kindOf(t, "yes/no"), nil, slices.Concat(slices.Repeat([]string{kind.Yes}, a), slices.Repeat([]string{kind.No}, b))})
	}
	for _, line := range fields(t, "debian-pairs") {
		add(line[0]+" "+line[1]+":"+line[2], number(t, line[3]), number(t, line[4]))
	}
	for _, year := range []string{"2006", "2007"} {
		ballots := election(t, year)
		for i := range ballots[0] {
			for j := range i {
				a, b := 0, 0
				for _, v := range ballots {
					switch {
					case v[i] < v[j]:
						a++
					case v[j] < v[i]:
						b++
					}
				}
				add(fmt.Sprintf("%s %d:%d", year, j+1, i+1), a, b)
			}
		}
	}
	return all
}

// even returns the contests of which the larger side is at most 51 %.
func even(all []contest) (some []contest) {
	for _, c := range all {
		yes := 0
		for _, said := range c.said {
			if said == kind.Yes {
				yes++
			}
		}
		if n := len(c.said); max(yes, n-yes)*100 <= 51*n {
			some = append(some, c)
		}
	}
	return some
}

// among returns contests between this many of the candidates, drawn at random, of each of the two elections with
// complete ballots; between all of them when candidates is 0.
func among(t testing.TB, kind string, candidates, sets int, read func(b ballot, of []int, none int) string) (all []contest) {
	for _, year := range []string{"2006", "2007"} {
		ballots, r := election(t, year), rand.New(rand.NewPCG(12, uint64(candidates)))
		for range sets {
			of := r.Perm(len(ballots[0]) - 1) // none of the above is no candidate
			if candidates > 0 {
				of = of[:candidates]
			}
			c := contest{fmt.Sprintf("%s %v", year, of), kindOf(t, kind), nil, nil}
			for i := range of {
				c.options = append(c.options, letter(i))
			}
			for _, b := range ballots {
				if said := read(b, of, len(b)-1); said != "" {
					position, err := c.kind.Read(c.options, said)
					if err != nil {
						t.Fatal(err)
					}
					c.said = append(c.said, position)
				}
			}
			all = append(all, c)
		}
	}
	return all
}

func letter(i int) string { return string(rune('a' + i)) }

// precedence reads whom a ballot puts first; nobody when several share that place.
func first(b ballot, of []int, _ int) string {
	best := slices.MinFunc(of, func(i, j int) int { return b[i] - b[j] })
	n := 0
	for _, i := range of {
		if b[i] == b[best] {
			n++
		}
	}
	if n > 1 {
		return ""
	}
	return letter(slices.Index(of, best))
}

// approved reads whom a ballot puts before "none of the above".
func approved(b ballot, of []int, none int) string {
	var all []string
	for i, who := range of {
		if b[who] < b[none] {
			all = append(all, letter(i))
		}
	}
	return strings.Join(all, ", ")
}

// order reads how a ballot ranks the candidates; those without a place are left out.
func order(b ballot, of []int, _ int) string {
	var groups []string
	for place := 1; place < 99; place++ {
		var group []string
		for i, who := range of {
			if b[who] == place {
				group = append(group, letter(i))
			}
		}
		if len(group) > 0 {
			groups = append(groups, strings.Join(group, " = "))
		}
	}
	return strings.Join(groups, " > ")
}

// marks are contests of how good each candidate is on a scale, of which a ballot says the fifth of the places in which it is.
func marks(t testing.TB) (all []contest) {
	for _, year := range []string{"2006", "2007"} {
		ballots := election(t, year)
		for who := range ballots[0] {
			c, n := contest{name: fmt.Sprint(year, " ", who+1), kind: kindOf(t, "1-5")}, len(ballots[0])
			for _, b := range ballots {
				c.said = append(c.said, strconv.Itoa(5-(min(b[who], n)-1)*5/n))
			}
			all = append(all, c)
		}
	}
	return all
}

// committees returns the recorded votes of a committee between two options, without people who chose neither.
func committees(t testing.TB) (all []contest) {
	two := false
	for _, line := range fields(t, "node-tsc") {
		if line[0] == "vote" {
			if two = line[3] == "2"; two {
				all = append(all, contest{name: line[1], kind: kindOf(t, "yes/no")})
			}
			continue
		}
		said := map[string]string{"12": kind.Yes, "21": kind.No}[line[1]]
		if c := &all[len(all)-1]; two && said != "" {
			c.said = append(c.said, said)
		}
	}
	return all
}
