package phrase

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A sentence is found below whatever wraps it, with the field it belongs beside and what can be done instead.
func TestErrorsAreSentences(t *testing.T) {
	var e *Error
	if err := fmt.Errorf("asking: %w", Mistake(FieldRule, "A quorum of %d needs nobody.", 0)); !errors.As(err, &e) {
		t.Fatalf("%v is no sentence", err)
	}
	if diff := cmp.Diff(&Error{Code: Invalid, Field: FieldRule, Text: "A quorum of 0 needs nobody."}, e); diff != "" {
		t.Error(diff)
	}
	over := Refusal(Over, "%s is over.", "Q7").Hint(ToReopen, "Q7").Hint(ToList, "")
	want := &Error{Code: Over, Text: "Q7 is over.", Hints: []Hint{{ToReopen, "Q7"}, {ToList, ""}}}
	if diff := cmp.Diff(want, over); diff != "" || over.Error() != want.Text {
		t.Error(diff)
	}
}
