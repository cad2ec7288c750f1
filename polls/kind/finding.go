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
	Needed   []string       // the positions of those whom the rule names by "with"; none of an anonymous poll
}

// discount is the weight of an answer as evidence: a team is one source however many of it answer.
func (b Ballots) discount() float64 {
	if b.Counted == 0 {
		return 1
	}
	return float64(b.Sources) / float64(b.Counted)
}

// Settled are the same ballots with nobody pending: who leads is found without what the pending could change, which
// costs more the more of them there are.
func (b Ballots) Settled() Ballots {
	b.Pending = 0
	return b
}

// countWords says how many answers there are, and from how many sources when that is another number.
func (b Ballots) countWords(one, many string) string {
	text := strconv.Itoa(b.Counted) + " " + phrase.Plural(b.Counted, one, many)
	if b.Sources != b.Counted {
		text += " from " + strconv.Itoa(b.Sources) + " " + phrase.Plural(b.Sources, "source", "sources")
	}
	return text
}

// Share says how many of the answers do something: "1 of 4".
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
	Leader string  `json:"leader,omitempty"` // what is ahead of everything else; empty when nothing is
	Lead   int     `json:"lead,omitempty"`   // by how many answers
	Tally  []Count `json:"tally"`            // what a chart shows, in the asker's order; none for texts
	Hold   float64 `json:"hold"`             // the chance that the leader would still lead; 0 without a leader, 1 when it must
	Swing  int     `json:"swing"`            // how many of the pending it takes to at least tie it; 0 when they cannot

	// Result says the result in words, without a stop, where it is more than a leader with a count. Without a leader it
	// says what is tied. Empty for yes/no and choice.
	Result string `json:"result,omitempty"`
	// Spread says in words how far the answers are apart, by the one measure of the kind; empty when one cannot say.
	Spread string `json:"spread,omitempty"`
	// Detail is what else somebody who looks closely wants to know, in words.
	Detail string `json:"detail,omitempty"`
	// Caveat is the sentence on what the pending could change, where it is not the leader's lead.
	Caveat string `json:"caveat,omitempty"`
	// Blocks is how many answers object: they stand until whoever gave them takes them back.
	Blocks int `json:"blocks,omitempty"`
	// Level is the number that was found, where there is one. It holds while it stays between Low and High, and so late
	// answers make another leader only when they move it out of there.
	Level *Level `json:"level,omitempty"`
	// Outliers are the numbers that lie far from the others, as their answers were kept: whoever gave one is asked why.
	Outliers []string `json:"far,omitempty"`
	// TiedAnyway says that options share the first place, of answers of which a pass rule makes something all the same.
	TiedAnyway bool `json:"even,omitempty"`
	// Unranked says that there is no result to be firm about: the answers are what they are.
	Unranked bool `json:"unranked,omitempty"`
}

// AgreesWith says that another finding is no news after this one: the same leads, or the number is called the same.
func (f Finding) AgreesWith(other Finding) bool {
	if f.Level != nil && other.Level != nil {
		return f.Level.Low <= other.Level.At && other.Level.At <= f.Level.High
	}
	return f.Leader == other.Leader
}

// Level is a number with the range within which it is called the same.
type Level struct {
	At   float64 `json:"at"`
	Low  float64 `json:"low"`
	High float64 `json:"high"`
	Log  bool    `json:"log,omitempty"` // a chart needs a logarithmic scale
}

// plurality finds the choice that more answers take than any other.
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

// counts are the numbers of the tally, place is the leader's place in it.
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

// FirmAt is the [Hold] from which an outcome is called [polls.Firm].
const FirmAt = 0.95

// Count is how many counted answers one choice has.
type Count struct {
	Choice string `json:"choice"`
	N      int    `json:"n"`
}
