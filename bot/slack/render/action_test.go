package render

import (
	"testing"

	"quorum/polls"
)

func TestReadAct(t *testing.T) {
	id := polls.ID{Workspace: "T024BE7LD", Number: 12}
	for _, c := range []struct {
		action, value string
		want          Act
		ok            bool
	}{
		{"choose/0", "T024BE7LD/12|Yes", Act{Kind: WantsChoice, Poll: id, Choice: "Yes"}, true},
		{"choose/4", "T024BE7LD/12|a | b", Act{Kind: WantsChoice, Poll: id, Choice: "a | b"}, true},
		{"choose/0", "T024BE7LD/12|", Act{}, false},
		{"choose/0", "T024BE7LD/12", Act{}, false},
		{"answer", "T024BE7LD/12", Act{Kind: WantsForm, Poll: id}, true},
		{"reason", "T024BE7LD/12", Act{Kind: WantsReason, Poll: id}, true},
		{"menu", "T024BE7LD/12|reason", Act{Kind: WantsReason, Poll: id}, true},
		{"menu", "T024BE7LD/12|late", Act{Kind: WantsForm, Poll: id}, true},
		{"change", "T024BE7LD/12", Act{Kind: WantsChange, Poll: id}, true},
		{"keep", "T024BE7LD/12", Act{Kind: WantsKeep, Poll: id}, true},
		{"back", "T024BE7LD/12", Act{Kind: WantsWithdraw, Poll: id}, true},
		{"menu", "T024BE7LD/12|pending", Act{Kind: WantsWithdraw, Poll: id}, true},
		{"menu", "T024BE7LD/12|no opinion", Act{Kind: WantsWayOut, Poll: id, Way: polls.NoOpinion}, true},
		{"menu", "T024BE7LD/12|conflict of interest", Act{Kind: WantsWayOut, Poll: id, Way: polls.Recused}, true},
		{"menu", "T024BE7LD/12|not me", Act{Kind: WantsWayOut, Poll: id, Way: polls.NotMe}, true},
		{"menu", "T024BE7LD/12|answered", Act{}, false},
		{"menu", "T024BE7LD/12", Act{}, false},
		{"ask", "", Act{Kind: WantsAskForm}, true},
		{"page/next", "2|1", Act{Kind: WantsPage, Page: HomePage{2, 1}}, true},
		{"page/back", HomePage{7, 12}.String(), Act{Kind: WantsPage, Page: HomePage{7, 12}}, true},
		{"answer", "", Act{}, false},
		{"answer", "T024BE7LD/none", Act{}, false},
		{"", "T024BE7LD/12", Act{}, false},
		{"question", "T024BE7LD/12", Act{}, false},
	} {
		got, ok := ReadAct(c.action, c.value)
		if ok != c.ok || ok && got != c.want {
			t.Errorf("%s %q reads %+v, %v; want %+v, %v", c.action, c.value, got, ok, c.want, c.ok)
		}
	}
}

// TestEveryControlIsRead clicks every control that any scene shows.
func TestEveryControlIsRead(t *testing.T) {
	seen := map[ActKind]bool{}
	for _, one := range scenes() {
		for _, c := range controlsOf(t, one.make(t)) {
			a, ok := ReadAct(c.action, c.value)
			if !ok {
				t.Errorf("%s: %s %q is not read", one.name, c.action, c.value)
			}
			seen[a.Kind] = true
		}
	}
	for kind := WantsAskForm; kind <= WantsWithdraw; kind++ {
		if !seen[kind] {
			t.Errorf("no scene shows a control for %d", kind)
		}
	}
}
