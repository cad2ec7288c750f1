package polls

import "testing"

func TestEstimateThatCannotMoveFar(t *testing.T) {
	o := found(kindNamed("estimate"), []string{"days"}, 2, "1", "2", "4", "8", "9", "15")
	says(t, o, "Firm: 6 days, the median of 6 estimates; the middle half is between 2.5 and 8.75 days. The 2 people still to answer cannot move it far: it stays between 2.5 and 8.75 days.")
}
