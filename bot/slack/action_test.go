package slack

import (
	"testing"

	"quorum/polls"
)

func TestReadAct(t *testing.T) {
	id := polls.ID{Workspace: "T024BE7LD", Number: 12}
	for _, c := range []struct {
		action, value string
		want          act
		ok            bool
	}{
		{"choose/0", "T024BE7LD/12|Yes", act{Kind: wantsChoice, Poll: id, Choice: "Yes"}, true},
		{"choose/4", "T024BE7LD/12|a | b", act{Kind: wantsChoice, Poll: id, Choice: "a | b"}, true},
		{"choose/0", "T024BE7LD/12|", act{}, false},
		{"choose/0", "T024BE7LD/12", act{}, false},
		{"answer", "T024BE7LD/12", act{Kind: wantsForm, Poll: id}, true},
		{"reason", "T024BE7LD/12", act{Kind: wantsReason, Poll: id}, true},
		{"menu", "T024BE7LD/12|reason", act{Kind: wantsReason, Poll: id}, true},
		{"menu", "T024BE7LD/12|late", act{Kind: wantsForm, Poll: id}, true},
		{"change", "T024BE7LD/12", act{Kind: wantsChange, Poll: id}, true},
		{"keep", "T024BE7LD/12", act{Kind: wantsKeep, Poll: id}, true},
		{"back", "T024BE7LD/12", act{Kind: wantsWithdraw, Poll: id}, true},
		{"menu", "T024BE7LD/12|pending", act{Kind: wantsWithdraw, Poll: id}, true},
		{"menu", "T024BE7LD/12|no opinion", act{Kind: wantsWayOut, Poll: id, Way: polls.NoOpinion}, true},
		{"menu", "T024BE7LD/12|conflict of interest", act{Kind: wantsWayOut, Poll: id, Way: polls.Recused}, true},
		{"menu", "T024BE7LD/12|not me", act{Kind: wantsWayOut, Poll: id, Way: polls.NotMe}, true},
		{"menu", "T024BE7LD/12|answered", act{}, false},
		{"menu", "T024BE7LD/12", act{}, false},
		{"ask", "", act{Kind: wantsAskForm}, true},
		{"page/next", "2|1", act{Kind: wantsPage, Page: homePage{2, 1}}, true},
		{"page/back", homePage{7, 12}.String(), act{Kind: wantsPage, Page: homePage{7, 12}}, true},
		{"answer", "", act{}, false},
		{"answer", "T024BE7LD/none", act{}, false},
		{"", "T024BE7LD/12", act{}, false},
		{"question", "T024BE7LD/12", act{}, false},
	} {
		got, ok := readAct(c.action, c.value)
		if ok != c.ok || ok && got != c.want {
			t.Errorf("%s %q reads %+v, %v; want %+v, %v", c.action, c.value, got, ok, c.want, c.ok)
		}
	}
}

// TestEveryControlIsRead clicks every control that any scene shows.
func TestEveryControlIsRead(t *testing.T) {
	seen := map[actKind]bool{}
	for _, one := range scenes() {
		for _, c := range controlsOf(t, one.make(t)) {
			a, ok := readAct(c.action, c.value)
			if !ok {
				t.Errorf("%s: %s %q is not read", one.name, c.action, c.value)
			}
			seen[a.Kind] = true
		}
	}
	for kind := wantsAskForm; kind <= wantsWithdraw; kind++ {
		if !seen[kind] {
			t.Errorf("no scene shows a control for %d", kind)
		}
	}
}
