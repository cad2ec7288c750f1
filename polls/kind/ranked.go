package kind

// ranked are ballots that give each option a place: a lower one is better, equal ones are tied.
type ranked struct {
	options []string // sorted, so that no finding depends on their order
	given   []ballot[[]int]
	beats   [][]float64 // beats[i][j] is how many ballots prefer i to j
}

// rankedOf counts ballots. Each ballot must have a place for every option.
func rankedOf(options []string, given []ballot[[]int]) ranked {
	r := ranked{options: options, given: given, beats: matrix(len(options))}
	for _, g := range given {
		prefer(r.beats, g.value, float64(g.n))
	}
	return r
}

func matrix(n int) [][]float64 {
	m := make([][]float64, n)
	for i := range m {
		m[i] = make([]float64, n)
	}
	return m
}

// prefer counts one ballot n times.
func prefer(beats [][]float64, places []int, n float64) {
	for i, a := range places {
		for j, b := range places {
			if a < b {
				beats[i][j] += n
			}
		}
	}
}

func others(beats [][]float64, i int) []int {
	var all []int
	for j := range beats {
		if j != i {
			all = append(all, j)
		}
	}
	return all
}

// strongest returns the strengths of the strongest paths between options. A path is as strong as its weakest pair,
// and a pair as strong as the number of ballots that prefer the winner (Schulze, Social Choice and Welfare 36:267,
// 2011; winning votes, as Debian counts them).
func strongest(beats [][]float64) [][]float64 {
	p := matrix(len(beats))
	for i := range p {
		for j := range p {
			if beats[i][j] > beats[j][i] {
				p[i][j] = beats[i][j]
			}
		}
	}
	for k := range p {
		for i := range p {
			for j := range p {
				if i != j {
					p[i][j] = max(p[i][j], min(p[i][k], p[k][j]))
				}
			}
		}
	}
	return p
}

// schulze returns the options in groups, the best first, by how many others have a stronger path to them than they
// have back. Options in a group are tied.
func schulze(beats [][]float64) [][]int {
	p := strongest(beats)
	worse := make([]int, len(p)) // how many others have a stronger path to each than it has back
	for i := range p {
		for j := range p {
			if p[j][i] > p[i][j] {
				worse[i]++
			}
		}
	}
	groups := map[int][]int{}
	for i, w := range worse {
		groups[w] = append(groups[w], i)
	}
	var order [][]int
	for w := range p {
		if g := groups[w]; g != nil {
			order = append(order, g)
		}
	}
	return order
}

// margin returns by how many answers an option is ahead of its closest rival in pairs, and that rival.
func (r ranked) margin(leader int) (least, rival int) {
	rival = -1
	for _, j := range others(r.beats, leader) {
		if m := int(r.beats[leader][j] - r.beats[j][leader]); rival < 0 || m < least {
			least, rival = m, j
		}
	}
	return least, rival
}
