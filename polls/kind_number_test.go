package polls

import (
	"slices"
	"strings"
	"testing"
)

func TestEstimateSentences(t *testing.T) {
	ask := func(pending int, answers ...string) Outcome {
		return found(kindNamed("estimate"), []string{"days"}, pending, answers...)
	}
	all := []string{"2", "3", "3", "5", "8", "13", "40"}
	o := ask(0, all...)
	says(t, o, "Decided")
	if o.Detail != "all are between 2 and 40 days, ten times apart or more; the geometric mean is 6.25 days. Far from the others: 40 days" || !slices.Equal(o.Outliers, []string{"40"}) {
		t.Error(o.Detail)
	}
	says(t, ask(2, all...), "Firm")
	says(t, ask(9, all...), "Leaning")
	says(t, ask(1, "3"), "Leaning: 3 days")
	says(t, ask(2, "5", "5", "5", "5", "5", "5", "9"), "Decided: 5 days")
	says(t, found(kindNamed("estimate"), nil, 0, "2", "4"), "Decided: 3")
	says(t, found(kindNamed("estimate"), nil, 0, "5", "0", "4", "3"), "Decided: 3.5")
	says(t, found(kindNamed("estimate"), nil, 0, "-1", "1.5"), "Decided: 0.25")
	says(t, unmet(NoQuorum, "2 of 3 answers", ask(0, "3", "8")), "No quorum: 2 of 3")
}

// What lies just within the fences is not far; of few numbers, or of numbers that are all the same, none is.
func TestNumbersThatAreFar(t *testing.T) {
	for text, want := range map[string]string{
		"2 3 3 5 8 13 40": "40", "2 3 3 5 8 13 21.75": "", "2 3 3 5 8 13 21.76": "21.76", "5 5 5 5 5 5 9 9": "9", "-30 9 9 10 11 50": "-30 50", "3.5 5 80": "", "7 7": "",
	} {
		o := found(kindNamed("estimate"), nil, 0, strings.Fields(text)...)
		if got := strings.Join(o.Outliers, " "); got != want {
			t.Errorf("of %s far are %q, want %q", text, got, want)
		}
	}
}

func TestWhoIsFarIsAskedWhy(t *testing.T) {
	s := tell(t, "How long? | kind: estimate | options: days | quorum: 8, within 2h", "ana ben cy dan eve hal ivy fay gus").
		answers("ana 5, ben 5, cy 40 because of the audit, dan 6, hal 6, ivy 5").answers("eve 5, fay 30")
	far := s.p.Outliers()
	if !slices.Equal(far, []Person{"fay"}) {
		t.Errorf("%v are far and have given no reason", far)
	}
	s.foldsBack()
}

func TestProbabilitySentences(t *testing.T) {
	ask := func(pending int, answers ...string) Outcome {
		return found(kindNamed("probability"), nil, pending, answers...)
	}
	o := ask(0, "60%", "70", "90 %")
	near(t, "pooled", o.Level.At, 75.9510, 5e-5)
	says(t, o, "Decided")
	if o.Detail != "the median is 70 %" {
		t.Error(o.Detail)
	}
	says(t, ask(4, "60%", "70", "90 %"), "Leaning: 76 %")
	if o := ask(3, "0%", "100%"); o.Label != Leaning || o.Leader != "50 %" {
		t.Errorf("%+v", o)
	}
}

func TestTextSentences(t *testing.T) {
	o := found(kindNamed("text"), nil, 2, "Ship it.", "Wait for legal.", "Ship it.")
	says(t, o, "Heard: 3")
	says(t, unmet(ClosedEarly, "1 of 3 answers", found(kindNamed("text"), nil, 2, "Ship it.")), "Closed")
	if _, err := kindNamed("text").Read(nil, " \n"); err == nil {
		t.Error("nothing is no answer")
	}
}
