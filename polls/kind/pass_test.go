package kind

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestPassRules(t *testing.T) {
	for typed, printed := range map[string]string{
		"": "", "majority": "majority", "2/3": "2/3", "60%": "60%", "60 % of answers": "60%", "60% of asked": "60% of asked", " Most ": "most",
		"no blocks": "no block", "1/1": "1/1", "100%": "100%",
	} {
		p, err := ParsePass(typed)
		if err != nil || p.String() != printed {
			t.Errorf("%q is %q, %v", typed, p, err)
		}
		if again, err := ParsePass(p.String()); err != nil || again != p {
			t.Errorf("%q is not read back: %q, %v", printed, again, err)
		}
	}
	for typed, why := range map[string]string{
		"3/2":     "3/2 is no share of answers. Write it like 2/3 or 60%.",
		"0/2":     "0/2 is no share of answers. Write it like 2/3 or 60%.",
		"0%":      "0% is no share of answers. Write a number from 1% to 100%.",
		"101%":    "101% is no share of answers. Write a number from 1% to 100%.",
		"most of": `"most of" is no pass rule. Write majority, 2/3, 60%, 60% of asked, most or no block.`,
	} {
		if _, err := ParsePass(typed); err == nil || err.Error() != why {
			t.Errorf("%q: %v", typed, err)
		}
	}
}

// yes and no of n people, of whom some are pending.
func passing(rule string, y, n, pending int) Finding {
	p, _ := ParsePass(rule)
	return kindNamed("yes/no").Weigh(Ballots{
		Taken: map[string]int{Yes: y, No: n}, Counted: y + n, Sources: y + n, Pending: pending, Eligible: y + n + pending, Pass: p,
	})
}

// The vectors of shares and of thresholds.
func TestPassVectors(t *testing.T) {
	for _, v := range []struct {
		rule       string
		y, n, left int
		leader     string
		decided    bool
	}{
		{"2/3", 4, 1, 1, Yes, true},
		{"2/3", 4, 1, 2, Yes, false},
		{"2/3", 1, 3, 2, No, true},
		{"majority", 2, 2, 0, No, true},
		{"majority", 3, 0, 3, Yes, false},
		{"majority", 3, 0, 2, Yes, true},
		{"no block", 3, 0, 1, Yes, false},
		{"no block", 3, 0, 0, Yes, true},
		{"no block", 9, 1, 5, No, true},
		{"60% of asked", 3, 0, 2, Yes, true},
		{"60% of asked", 2, 0, 3, No, false},
		{"60% of asked", 1, 3, 1, No, true},
	} {
		f := passing(v.rule, v.y, v.n, v.left)
		if f.Leader != v.leader || (f.Swing == 0) != v.decided {
			t.Errorf("%s with %d to %d and %d pending: %s, %d could undo it", v.rule, v.y, v.n, v.left, f.Leader, f.Swing)
		}
	}
	for _, v := range []struct {
		rule       string
		y, n, left int
		hold       float64
	}{
		{"2/3", 5, 0, 4, 1573. / 1615},
		{"2/3", 4, 1, 4, 253. / 323},
		{"2/3", 3, 0, 6, 253. / 323},
		{"2/3", 6, 1, 5, 4381. / 4807},
		{"majority", 4, 1, 4, 309. / 323},
		{"60% of asked", 2, 0, 3, 1 - 0.9},
		{"no block", 4, 0, 2, 5. / 7}, // which is no contest
	} {
		if f := passing(v.rule, v.y, v.n, v.left); math.Abs(f.Hold-v.hold) > 1e-9 {
			t.Errorf("%s with %d to %d and %d pending holds with %v, not %v", v.rule, v.y, v.n, v.left, f.Hold, v.hold)
		}
	}
}

// Whatever the pending people do, what is decided stays so, and what is not can be undone.
func TestPassIsDecidedWhenNobodyCanUndoIt(t *testing.T) {
	for _, rule := range []string{"majority", "2/3", "3/5", "75%", "34%", "60% of asked", "no block"} {
		pass, _ := ParsePass(rule)
		for y := range 6 {
			for n := range 6 {
				for left := range 5 {
					now := passing(rule, y, n, left)
					if y+n == 0 {
						continue
					}
					undone := false
					for more := range left + 1 {
						for for_ := range more + 1 {
							f := kindNamed("yes/no").Weigh(Ballots{
								Taken: map[string]int{Yes: y + for_, No: n + more - for_}, Counted: y + n + more, Sources: y + n + more,
								Pending: 0, Eligible: y + n + left, Pass: pass,
							})
							undone = undone || f.Leader != now.Leader
						}
					}
					if undone != (now.Swing > 0) || undone && now.Hold >= 1 || !undone && now.Hold != 1 {
						t.Fatalf("%s with %d to %d and %d pending: %s can be undone: %v; it says %d, %v", rule, y, n, left, now.Leader, undone, now.Swing, now.Hold)
					}
				}
			}
		}
	}
}

func TestSeveralOptionsPass(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		options := []string{"a", "b", "c"}
		pass, _ := ParsePass(rapid.SampledFrom([]string{"majority", "2/3", "51%", "60% of asked"}).Draw(t, "pass"))
		b := Ballots{Options: options, Taken: map[string]int{}, Pass: pass, Pending: rapid.IntRange(0, 4).Draw(t, "pending")}
		for _, o := range options {
			b.Taken[o] = rapid.IntRange(0, 4).Draw(t, o)
			b.Counted += b.Taken[o]
		}
		b.Sources, b.Eligible = b.Counted, b.Counted+b.Pending
		if b.Counted == 0 {
			return
		}
		now := kindNamed("choice").Weigh(b)
		undone := false
		var complete func(Ballots, int)
		complete = func(c Ballots, from int) {
			undone = undone || kindNamed("choice").Weigh(c.Settled()).Leader != now.Leader
			if c.Pending == 0 {
				return
			}
			for i := from; i < len(options); i++ {
				next := c
				next.Taken = map[string]int{}
				for o, n := range c.Taken {
					next.Taken[o] = n
				}
				next.Taken[options[i]]++
				next.Counted, next.Pending = c.Counted+1, c.Pending-1
				complete(next, i)
			}
		}
		complete(b, 0)
		if undone != (now.Swing > 0) || now.Hold <= 0 || now.Hold > 1+1e-9 {
			t.Fatalf("%v, %s: %q can be undone: %v; it says %d, %v", b.Taken, pass, now.Leader, undone, now.Swing, now.Hold)
		}
	})
}
