package kind

import "testing"

// The matrices of pairs that Debian published for its leader elections of 2002, 2003 and 2020.
func TestDebianMatrices(t *testing.T) {
	for _, c := range []struct {
		year, order string
		beats       [][]float64
	}{
		{"2002", "c > a > b > d", [][]float64{{0, 255, 178, 385}, {199, 0, 134, 406}, {291, 327, 0, 443}, {68, 50, 18, 0}}},
		{"2003", "d > b > c > a > e", [][]float64{
			{0, 34, 66, 38, 228}, {428, 0, 238, 224, 449}, {385, 221, 0, 226, 405}, {397, 228, 237, 0, 424}, {202, 29, 65, 39, 0},
		}},
		{"2020", "a > b > c > d", [][]float64{{0, 258, 281, 301}, {57, 0, 163, 244}, {40, 114, 0, 194}, {34, 76, 125, 0}}},
	} {
		options := letters(len(c.beats))
		r := ranked{options: options, beats: c.beats}
		if got := r.names(schulze(c.beats), options); got != c.order || options[condorcet(c.beats)] != c.order[:1] {
			t.Errorf("%s: %s, want %s", c.year, got, c.order)
		}
	}
}
