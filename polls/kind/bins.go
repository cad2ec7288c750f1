package kind

import (
	"math"
	"slices"
)

// maxValues is the number of different numbers up to which a chart counts each; more are counted in as many ranges.
const maxValues = 10

// bins counts sorted numbers for a chart: each different number, or when there are many, ranges of equal width (of
// equal ratio if log is set). A range includes its upper end.
func bins(sorted []float64, log bool, unit string) []Count {
	distinct := slices.Compact(slices.Clone(sorted))
	if len(distinct) <= maxValues {
		tally := make([]Count, len(distinct))
		for _, x := range sorted {
			i, _ := slices.BinarySearch(distinct, x)
			tally[i].Choice = exactly(x) + unit
			tally[i].N++
		}
		return tally
	}
	least, most := sorted[0], sorted[len(sorted)-1]
	edge := func(i int) float64 { // the border below the i-th range
		part := float64(i) / maxValues
		switch {
		case i == maxValues:
			return most
		case log:
			return least * math.Pow(most/least, part)
		}
		return least + (most-least)*part
	}
	tally := make([]Count, maxValues)
	at := 0
	for i := range tally {
		tally[i].Choice = roughly(edge(i)) + " to " + roughly(edge(i+1)) + unit
		for at < len(sorted) && sorted[at] <= edge(i+1) {
			tally[i].N++
			at++
		}
	}
	return tally
}
