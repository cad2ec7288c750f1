package polls

import (
	"regexp"
	"strconv"
	"strings"
)

// The clauses that say how many answers are enough. A rule has at most one of them, and it may have sources beside.
type (
	count    struct{ N, Of int } // "3" or "3 of 5"; Of is 0 when it was not said
	percent  struct{ P int }     // "60%", of those eligible
	majority struct{}
	all      struct{}
)

// independent asks for answers from so many sources: "3 independent".
type independent struct{ N int }

func isHead(c Clause) bool {
	switch c.(type) {
	case count, percent, majority, all:
		return true
	}
	return false
}

// judge says how it stands when need are needed, have are there and more may come.
func judge(have, more, need int) Verdict {
	switch {
	case have >= need:
		return IsMet
	case have+more < need:
		return IsImpossible
	}
	return IsOpen
}

func (c count) need(Standing) int     { return c.N }
func (c percent) need(s Standing) int { return (c.P*s.Eligible + 99) / 100 }
func (majority) need(s Standing) int  { return s.Eligible/2 + 1 }
func (all) need(s Standing) int       { return max(1, s.Eligible) }

func (c count) Judge(s Standing) Verdict    { return judge(s.Answered, s.Pending, c.need(s)) }
func (c percent) Judge(s Standing) Verdict  { return judge(s.Answered, s.Pending, c.need(s)) }
func (c majority) Judge(s Standing) Verdict { return judge(s.Answered, s.Pending, c.need(s)) }
func (c all) Judge(s Standing) Verdict      { return judge(s.Answered, s.Pending, c.need(s)) }

func (c independent) Judge(s Standing) Verdict { return judge(s.Heard, s.Reachable-s.Heard, c.N) }

func (c count) String() string {
	if c.Of > 0 {
		return strconv.Itoa(c.N) + " of " + strconv.Itoa(c.Of)
	}
	return strconv.Itoa(c.N)
}
func (c percent) String() string     { return strconv.Itoa(c.P) + "%" }
func (majority) String() string      { return "majority" }
func (all) String() string           { return "all" }
func (c independent) String() string { return strconv.Itoa(c.N) + " independent" }

func (c count) Words(s Standing) string    { return answersOf(c.need(s), s) }
func (c percent) Words(s Standing) string  { return c.String() + ", that is " + answersOf(c.need(s), s) }
func (c majority) Words(s Standing) string { return "a majority, that is " + answersOf(c.need(s), s) }
func (c all) Words(s Standing) string {
	if s.Eligible == 1 {
		return "the one answer"
	}
	return "all " + strconv.Itoa(s.Eligible) + " answers"
}

func (c independent) Words(s Standing) string {
	return strconv.Itoa(c.N) + " of " + strconv.Itoa(s.Teams) + " sources"
}

func answersOf(need int, s Standing) string {
	return strconv.Itoa(need) + " of " + strconv.Itoa(s.Eligible) + " answers"
}

func (c count) Missing(s Standing) string    { return got(s.Answered, c.need(s), "answer", "answers") }
func (c percent) Missing(s Standing) string  { return got(s.Answered, c.need(s), "answer", "answers") }
func (c majority) Missing(s Standing) string { return got(s.Answered, c.need(s), "answer", "answers") }
func (c all) Missing(s Standing) string      { return got(s.Answered, c.need(s), "answer", "answers") }
func (c independent) Missing(s Standing) string {
	return got(s.Heard, c.N, "source", "sources")
}

func got(have, need int, one, many string) string {
	return strconv.Itoa(have) + " of " + strconv.Itoa(need) + " " + plural(need, one, many)
}

// clausePattern is one way of writing a clause, and what it makes of the numbers in it.
type clausePattern struct {
	form *regexp.Regexp
	make func(n []int) (Clause, error)
}

// clausePatterns is the table of clauses. The wordings are those of the grammar; the case of letters means nothing.
func clausePatterns() []clausePattern {
	form := func(s string) *regexp.Regexp { return regexp.MustCompile(`(?i)^(?:` + s + `)$`) }
	return []clausePattern{
		{form(`(\d{1,6})(?: answers?)?`), func(n []int) (Clause, error) { return newCount(n[0], 0) }},
		{form(`(\d{1,6}) of (\d{1,6})`), func(n []int) (Clause, error) { return newCount(n[0], n[1]) }},
		{form(`(\d{1,6}) ?%(?: of asked)?`), func(n []int) (Clause, error) { return newPercent(n[0]) }},
		{form(`majority`), func([]int) (Clause, error) { return majority{}, nil }},
		{form(`all`), func([]int) (Clause, error) { return all{}, nil }},
		{form(`(\d{1,6}) (?:independent|sources?|teams?|groups?)`), func(n []int) (Clause, error) { return newIndependent(n[0]) }},
	}
}

func parseClause(item string) (Clause, error) {
	for _, p := range clausePatterns() {
		m := p.form.FindStringSubmatch(item)
		if m == nil {
			continue
		}
		var n []int
		for _, digits := range m[1:] {
			v, err := strconv.Atoi(digits)
			if err != nil {
				return nil, invalid(FieldRule, "%q is too large a number for a quorum.", digits)
			}
			n = append(n, v)
		}
		return p.make(n)
	}
	if strings.HasPrefix(strings.ToLower(item), "quorum:") || strings.HasPrefix(strings.ToLower(item), "rule:") {
		return parseClause(strings.TrimSpace(item[strings.IndexByte(item, ':')+1:]))
	}
	return nil, invalid(FieldRule, "%q is not a quorum rule. Write a number (3), a share (60%%), majority, all, or 3 independent; then, if you like, within 2h or by fri 12:00.", clip(item, 40))
}

func newCount(n, of int) (Clause, error) {
	if n < 1 {
		return nil, invalid(FieldRule, "A quorum of 0 needs nobody. Ask for at least 1 answer.")
	}
	if of > 0 && n > of {
		return nil, invalid(FieldRule, "%d of %d can never be met. Did you mean %d of %d?", n, of, of, n)
	}
	return count{n, of}, nil
}

func newPercent(p int) (Clause, error) {
	if p < 1 || p > 100 {
		return nil, invalid(FieldRule, "%d%% is no share of people. Write a number from 1%% to 100%%.", p)
	}
	return percent{p}, nil
}

func newIndependent(n int) (Clause, error) {
	if n < 1 {
		return nil, invalid(FieldRule, "A quorum of 0 sources needs nobody. Ask for at least 1 independent source.")
	}
	return independent{n}, nil
}
