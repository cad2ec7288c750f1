package polls

import (
	"testing"
	"time"
)

// A pass rule makes no exception: what passes is found when the tie is broken, or nobody is left to break it.
func TestATieUnderAPassRule(t *testing.T) {
	const four = "Which? | options: a, b | pass: majority"
	s := tell(t, four, "p q r s t u v").answers("p a, q a, r b, s b").open()
	if got, want := s.p.Words(), "4 of 7 sources, and no tie"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	s.answers("t a").happened("answered answered answered answered answered published").foldsBack()
	if o := s.p.Outcome; o.Leader != "a" {
		t.Errorf("%s", o.Sentence())
	}
	tell(t, four, "p q r s").answers("p a, q a, r b").happened("answered answered answered published")
	s = tell(t, four+" | quorum: 2, within 2h", "p q r").answers("p a, q b").open().after(2 * time.Hour).ticks()
	s.foldsBack()
	if o := s.p.Outcome; o.Unmet || o.Leader != "No option" {
		t.Errorf("%s", o.Sentence())
	}
	tell(t, "Go? | pass: 2/3", "p q r").answers("p yes, q no").open().answers("r no").happened("answered answered answered published")
	tell(t, "Go? | pass: no block", "p q r").answers("p yes, q no").happened("answered answered published")
}
