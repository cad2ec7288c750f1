package kind

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// debian reads an election: how many gave a ballot, and in it the place of each option, "-" for none.
func debian(t *testing.T, year string, options []string) (ranked, Ballots) {
	t.Helper()
	data, err := os.ReadFile("../testdata/ballots/debian-" + year + ".txt")
	if err != nil {
		t.Fatal(err)
	}
	b := Ballots{Options: options, Taken: map[string]int{}}
	for line := range strings.Lines(string(data)) {
		var n int
		var marks string
		if _, err := fmt.Sscan(line, &n, &marks); err != nil {
			continue // what the file says of itself
		}
		b.Taken[rankingOf(options, marks)] += n
		b.Counted += n
	}
	b.Sources = b.Counted
	return ranking{}.count(b), b
}

// rankingOf writes a row of places as an answer is kept; holes between places mean nothing.
func rankingOf(options []string, marks string) string {
	var groups []string
	for place := '1'; place <= '9'; place++ {
		var group []string
		for i, m := range marks {
			if m == place {
				group = append(group, options[i])
			}
		}
		if len(group) > 0 {
			groups = append(groups, strings.Join(group, " = "))
		}
	}
	return strings.Join(groups, " > ")
}

// The options are in the order of the ballot paper; h in 2006 and i in 2007 is "none of the above".
func TestDebian2006(t *testing.T) {
	r, b := debian(t, "2006", letters(8))
	f := kindNamed("rank").Weigh(b)
	if f.Leader != "d" || f.Lead != 6 || !strings.HasPrefix(f.Detail, "the order is d > c > a = e > g > h > b > f; d beats c 190–184") {
		t.Errorf("%+v", f)
	}
	if r.beats[0][4] != 166 || r.beats[4][0] != 166 || r.beats[1][7] != 158 || r.beats[7][1] != 202 || r.beats[5][7] != 73 || r.beats[7][5] != 301 {
		t.Error(r.beats)
	}
}

func TestDebian2007(t *testing.T) {
	r, b := debian(t, "2007", letters(9))
	f := kindNamed("rank").Weigh(b)
	if f.Leader != "d" || f.Lead != 8 || !strings.HasPrefix(f.Detail, "the order is d > e > f > a > g > c > i > h > b; d beats e 211–203") {
		t.Errorf("%+v", f)
	}
	if want := []float64{237, 329, 278, 0, 211, 227, 252, 330, 346}; !slices.Equal(r.beats[3], want) {
		t.Error(r.beats[3])
	}
}

func schulzeExample() Ballots {
	b := Ballots{Options: []string{"A", "B", "C", "D", "E"}, Taken: map[string]int{}, Counted: 45, Sources: 45}
	for order, n := range map[string]int{
		"ACBED": 5, "ADECB": 5, "BEDAC": 8, "CABED": 3, "CAEBD": 7, "CBADE": 2, "DCEBA": 7, "EBADC": 8,
	} {
		b.Taken[strings.Join(strings.Split(order, ""), " > ")] = n
	}
	return b
}

func TestSchulzeOf45Voters(t *testing.T) {
	b := schulzeExample()
	r := ranking{}.count(b)
	if got := r.names(schulze(r.beats), b.Options); got != "E > A > C > B > D" {
		t.Error(got)
	}
	want := [][]float64{{0, 28, 28, 30, 24}, {25, 0, 28, 33, 24}, {25, 29, 0, 29, 24}, {25, 28, 28, 0, 24}, {25, 28, 28, 31, 0}}
	for i, row := range strongest(r.beats) {
		if !slices.Equal(row, want[i]) {
			t.Errorf("from %s: %v, want %v", b.Options[i], row, want[i])
		}
	}
	if condorcet(r.beats) != -1 {
		t.Error("there is a cycle")
	}
}

func TestReadingRankings(t *testing.T) {
	options := []string{"nats", "kafka", "sqs"}
	for text, want := range map[string]string{
		"kafka > sqs = nats":        "kafka > nats = sqs",
		"KAFKA>nats":                "kafka > nats",
		"sqs, nats":                 "sqs > nats",
		"sqs":                       "sqs",
		"kafka: 1; nats: 2; sqs: 2": "kafka > nats = sqs",
		"nats: 1":                   "nats",
	} {
		if got, err := kindNamed("rank").Read(options, text); err != nil || got != want {
			t.Errorf("%q: %q, %v", text, got, err)
		}
	}
	for text, want := range map[string]string{
		"kafka > > nats":        "The ranking has no option in place 2. Fill the places without a gap; options may share one.",
		"kafka: 1; sqs: 3":      "The ranking has no option in place 2. Fill the places without a gap; options may share one.",
		"kafka > nats > kafka":  `"kafka" is in the ranking twice. Keep one place for it.`,
		"kafka: 1; kafka: 2":    `"kafka" is there twice. Keep one.`,
		"kafka: 4":              `"4" is no place for "kafka". Write a number from 1, the best, to 3.`,
		"kafka: 1.5":            `"1.5" is no place for "kafka". Write a number from 1, the best, to 3.`,
		"":                      "Rank at least one option, the best first: nats > kafka. What you leave out comes last.",
		"kafka > rabbit":        `"rabbit" is not one of the answers. Choose one of: nats, kafka, sqs.`,
		"kafka: first; nats: 2": `"first" is no place for "kafka". Write a number from 1, the best, to 3.`,
	} {
		if _, err := kindNamed("rank").Read(options, text); err == nil || err.Error() != want {
			t.Errorf("%q: %v\nwant %s", text, err, want)
		}
	}
}

// allRankings lists every complete or partial order with ties of k options, as places.
func allRankings(k int) [][]int {
	var all [][]int
	var fill func(places []int)
	fill = func(places []int) {
		if len(places) == k {
			used := slices.Compact(slices.Sorted(slices.Values(places)))
			if used[len(used)-1] == len(used)-1 {
				all = append(all, slices.Clone(places))
			}
			return
		}
		for p := range k {
			fill(append(places, p))
		}
	}
	fill(nil)
	return all
}

// Where an option beats all others, it is decided exactly when no answers of the pending could change that; by
// Schulze's method it is never said falsely.
func TestRankDecidedByBruteForce(t *testing.T) {
	kinds := allRankings(3)
	rapid.Check(t, func(t *rapid.T) {
		var given []ballot[[]int]
		b := Ballots{Options: letters(3), Taken: map[string]int{}}
		for range rapid.IntRange(1, 7).Draw(t, "answers") {
			places := rapid.SampledFrom(kinds).Draw(t, "ranking")
			given = append(given, ballot[[]int]{places, 1})
			marks := ""
			for _, p := range places {
				marks += strconv.Itoa(p + 1)
			}
			b.Taken[rankingOf(b.Options, marks)]++
			b.Counted++
		}
		b.Sources, b.Pending = b.Counted, rapid.IntRange(0, 3).Draw(t, "pending")
		r := rankedOf(b.Options, given)
		leader := condorcet(r.beats)
		f := kindNamed("rank").Weigh(b)
		if f.Leader == "" {
			return
		}
		keeps, wins := true, true
		var try func(from, k int)
		try = func(from, k int) {
			keeps = keeps && condorcet(r.beats) == leader
			wins = wins && r.options[max(leader, 0)] == f.Leader && leads(r.beats, slices.Index(r.options, f.Leader))
			for i := from; i < len(kinds) && k < b.Pending; i++ {
				prefer(r.beats, kinds[i], +1)
				try(i, k+1)
				prefer(r.beats, kinds[i], -1)
			}
		}
		try(0, 0)
		switch {
		case leader >= 0 && (f.Swing == 0) != keeps:
			t.Fatalf("%+v: %v", b, f)
		case leader < 0 && f.Swing == 0 && b.Pending > 0:
			t.Fatalf("decided without beating all: %+v: %v", b, f)
		case leader >= 0 && f.Swing == 0 && !wins:
			t.Fatalf("falsely decided: %+v: %v", b, f)
		case (f.Hold == 1) != (f.Swing == 0):
			t.Fatalf("%+v", f)
		}
	})
}

// condorcet returns the option that beats every other in pairs; -1 when none does.
func condorcet(beats [][]float64) int {
	for i := range beats {
		if !slices.ContainsFunc(others(beats, i), func(j int) bool { return beats[i][j] <= beats[j][i] }) {
			return i
		}
	}
	return -1
}

// leads reports whether an option is the only winner.
func leads(beats [][]float64, leader int) bool {
	if w := condorcet(beats); w >= 0 {
		return w == leader
	}
	top := schulze(beats)[0]
	return len(top) == 1 && top[0] == leader
}
