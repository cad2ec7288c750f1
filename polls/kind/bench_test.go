package kind

import (
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"quorum/polls/phrase"
)

// BenchmarkWeigh measures what it takes to find what the answers say and how firm that is, half of all having answered, each
// something of their own as far as the kind allows.
func BenchmarkWeigh(b *testing.B) {
	options := letters(8)
	r := rand.New(rand.NewPCG(1, 1))
	said := map[string]func() string{
		"yes/no": func() string { return []string{Yes, Yes, No}[r.IntN(3)] },
		"choice": func() string { return options[r.IntN(1+r.IntN(8))] },
		"multi":  func() string { return phrase.JoinList(options[:1+r.IntN(8)]) },
		"rank": func() string {
			r.Shuffle(5, func(i, j int) { options[3+i], options[3+j] = options[3+j], options[3+i] })
			return strings.Join(options, " > ")
		},
		"1-5":         func() string { return strconv.Itoa(3 + r.IntN(3)) },
		"estimate":    func() string { return strconv.Itoa(r.IntN(1000)) },
		"probability": func() string { return strconv.Itoa(60+r.IntN(9)) + "%" },
		"dates": func() string {
			var all []string
			for i, o := range letters(8) {
				all = append(all, o+": "+[]string{canDo, ifNeeded, cannotDo}[r.IntN(3)*min(i, 1)])
			}
			return strings.Join(all, "; ")
		},
		"consent": func() string { return NoObjection },
	}
	for name, say := range said {
		k, err := Named(name)
		if err != nil {
			b.Fatal(err)
		}
		for _, people := range []int{10, 1000} {
			ballots := Ballots{Options: letters(8), Taken: map[string]int{}, Counted: people / 2, Sources: people / 2, Pending: people / 2, Eligible: people}
			for range people / 2 {
				ballots.Taken[say()]++
			}
			b.Run(name+"/"+strconv.Itoa(people), func(b *testing.B) {
				for b.Loop() {
					k.Weigh(ballots)
				}
			})
		}
	}
}
