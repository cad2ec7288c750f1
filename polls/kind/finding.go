package kind

import (
	"cmp"
	"slices"
	"strconv"

	"quorum/polls/phrase"
)

// Ballots are the counted answers of a poll at one moment, without the people who gave them.
type Ballots struct {
	Options  []string       // as the asker wrote them
	Taken    map[string]int // how many answers took each position; positions without an answer may be missing
	Counted  int            // how many answers there are
	Sources  int            // how many sources they come from
	Pending  int            // how many people may still answer
	Eligible int            // how many people were asked, without those who recused themselves or are gone
	Pass     Pass           // what it takes to pass
	Needed   []string       // the positions of the people whom the rule names by "with"; none in an anonymous poll
}

// discount returns the weight of an answer as evidence: a team is one source, however many of its people answer.
func (b Ballots) discount() float64 {
	if b.Counted == 0 {
		return 1
	}
	return float64(b.Sources) / float64(b.Counted)
}

// Settled returns the same ballots with nobody pending. The leader is then found without what pending people could
// change, the cost of which grows with their number.
func (b Ballots) Settled() Ballots {
	b.Pending = 0
	return b
}

// countWords returns how many answers there are, and from how many sources when that is another number.
func (b Ballots) countWords(one, many string) string {
	text := strconv.Itoa(b.Counted) + " " + phrase.Plural(b.Counted, one, many)
	if b.Sources != b.Counted {
		text += " from " + strconv.Itoa(b.Sources) + " " + phrase.Plural(b.Sources, "source", "sources")
	}
	return text
}

// Share returns n of the answers in words: "1 of 4".
func (b Ballots) Share(n int) string {
	switch {
	case b.Counted == 1:
		return "the only answer"
	case b.Sources != b.Counted:
		return strconv.Itoa(n) + " of " + b.countWords("answer", "answers")
	}
	return strconv.Itoa(n) + " of " + strconv.Itoa(b.Counted)
}

// Finding is what ballots say by the rules of one kind of question.
type Finding struct {
	Leader string  `json:"leader,omitempty"` // the option that is ahead of all others; empty when none is
	Lead   int     `json:"lead,omitempty"`   // by how many answers it is ahead
	Tally  []Count `json:"tally"`            // what a chart shows, in the asker's order; empty for texts
	Hold   float64 `json:"hold"`             // the chance that the leader still leads in the end; 0 without a leader, 1 when nothing can change it
	Swing  int     `json:"swing"`            // how many of the pending people could at least tie it; 0 when they cannot

	// Result is the result in words, without a full stop, where it is more than a leader and a count. Without a leader
	// it says what is tied. It is empty for yes/no and choice.
	Result string `json:"result,omitempty"`
	// Spread says in words how far the answers are apart, by the measure of the kind; empty when that cannot be said.
	Spread string `json:"spread,omitempty"`
	// Detail says in words what a reader who looks closely wants to know besides.
	Detail string `json:"detail,omitempty"`
	// Caveat is the sentence on what pending people could change, where the lead does not say it.
	Caveat string `json:"caveat,omitempty"`
	// Blocks is how many answers block. They do until the people who gave them take them back.
	Blocks int `json:"blocks,omitempty"`
	// Level is the number that was found, for kinds that find one. Late answers change the outcome only when they move
	// the number out of the range from Low to High.
	Level *Level `json:"level,omitempty"`
	// Outliers are the numbers that lie far from the others, as their answers were kept. The people who gave them are
	// asked why.
	Outliers []string `json:"far,omitempty"`
	// TiedAnyway is whether options share the first place although a pass rule gives a result.
	TiedAnyway bool `json:"even,omitempty"`
	// Unranked is whether answers of this kind have no result that could be firm.
	Unranked bool `json:"unranked,omitempty"`
}

// AgreesWith reports whether another finding has the same leader, or a number within the range of this one.
func (f Finding) AgreesWith(other Finding) bool {
	if f.Level != nil && other.Level != nil {
		return f.Level.Low <= other.Level.At && other.Level.At <= f.Level.High
	}
	return f.Leader == other.Leader
}

// Level is a number, with the range of numbers that count as the same.
type Level struct {
	At   float64 `json:"at"`
	Low  float64 `json:"low"`
	High float64 `json:"high"`
	Log  bool    `json:"log,omitempty"` // a chart needs a logarithmic scale
}

// plurality finds the choice with the most answers.
func plurality(choices []string, b Ballots) Finding {
	f := Finding{Tally: make([]Count, len(choices))}
	for i, c := range choices {
		f.Tally[i] = Count{Choice: c, N: b.Taken[c]}
	}
	f.Leader, f.Lead = lead(f.Tally)
	f.Spread = agreementWords(f.counts())
	switch {
	case f.Leader == "":
	case f.Lead > b.Pending:
		f.Hold = 1
	default:
		f.Swing = f.Lead
		f.Hold = Hold(f.counts(), f.leaderIndex(), b.Pending, b.discount())
	}
	return f
}

// counts returns the numbers of the tally.
func (f Finding) counts() []int {
	n := make([]int, len(f.Tally))
	for i, c := range f.Tally {
		n[i] = c.N
	}
	return n
}

func (f Finding) leaderIndex() int {
	return slices.IndexFunc(f.Tally, func(c Count) bool { return c.Choice == f.Leader })
}

// lead returns the choice that is ahead of all others, and by how much; none when the first place is shared.
func lead(tally []Count) (string, int) {
	order := slices.Clone(tally)
	slices.SortStableFunc(order, func(a, b Count) int { return cmp.Compare(b.N, a.N) })
	if order[0].N == order[1].N {
		return "", 0
	}
	return order[0].Choice, order[0].N - order[1].N
}

// FirmAt is the chance of holding from which an outcome is labelled [polls.Firm].
const FirmAt = 0.95

// Count is how many counted answers a choice has.
type Count struct {
	Choice string `json:"choice"`
	N      int    `json:"n"`
}
