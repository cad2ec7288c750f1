package polls

import "testing"

func TestEstimateThatCannotMoveFar(t *testing.T) {
	o := found(kindNamed("estimate"), []string{"days"}, 2, "1", "2", "4", "8", "9", "15")
	says(t, o, "Firm")
}
