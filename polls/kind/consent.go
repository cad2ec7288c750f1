package kind

import (
	"strconv"
	"strings"

	"quorum/polls/phrase"
)

// The positions of a question for consent.
const (
	NoObjection = "No objection"
	Objection   = "Objection"
	StandAside  = "Stand aside"
)

// consent asks whether anybody objects. One objection is enough to block, and only the person who made it can take it
// back.
type consent struct{ defaults }

func (consent) Name() string              { return "consent" }
func (consent) Choices([]string) []string { return []string{NoObjection, Objection, StandAside} }
func (consent) Way() Way                  { return OneOf }
func (consent) Shuffled() bool            { return false }
func (consent) Quick(Ballots) bool        { return true }
func (consent) SilenceConsents() bool     { return true }
func (consent) Blocks(p string) bool      { return p == Objection }
func (consent) Check(options []string) error {
	return checkNoOptions("A question for consent", options)
}

// NeedsReason asks for the reason of an objection.
func (consent) NeedsReason(position string) string {
	if position == Objection {
		return "Say what would go wrong: an objection needs a reason that others can work on."
	}
	return ""
}

// Adopt takes yes for no objection.
func (k consent) Adopt(_ []string, text string) (string, bool) {
	if strings.EqualFold(text, Yes) {
		text = NoObjection
	}
	return adopt(k.Choices(nil), text)
}

// CheckPass refuses every rule but that nobody objects.
func (consent) CheckPass(p Pass) error {
	if p.way == nobodyAgainst || p.way == noPassRule {
		return nil
	}
	return phrase.Mistake(phrase.FieldPass, "A question for consent passes when nobody objects. Leave the pass rule out.")
}

func (k consent) Read(_ []string, text string) (string, error) { return Match(k.Choices(nil), text) }

// Weigh finds whether there are objections. While a person may still answer, the outcome is never decided: there may
// be one more objection, and an objection may be taken back.
func (k consent) Weigh(b Ballots) Finding {
	f := Finding{Blocks: b.Taken[Objection]}
	for _, c := range k.Choices(nil) {
		f.Tally = append(f.Tally, Count{Choice: c, N: b.Taken[c]})
	}
	if b.Counted == 0 {
		return f
	}
	f.Swing = min(b.Pending, 1)
	if f.Blocks > 0 {
		f.Spread = strconv.Itoa(f.Blocks) + " " + phrase.Plural(f.Blocks, "objection is", "objections are") + " open"
		f.Leader, f.Lead = Objection, f.Blocks
		f.Result = b.Share(f.Blocks) + " " + phrase.Plural(f.Blocks, "objects", "object")
		if b.Pending == 0 {
			f.Hold = 1
		}
	} else {
		f.Spread = "no objection is open"
		f.Leader, f.Lead = NoObjection, b.Counted
		f.Result = "no objection in " + b.countWords("answer", "answers")
		weight := 1 + float64(b.Counted)*b.discount()
		f.Hold = weight / (weight + float64(b.Pending)) // the chance that no pending person objects: the product of (w+i)/(w+i+1)
		f.Caveat = b.objecting(f.Hold)
	}
	if aside := b.Taken[StandAside]; aside > 0 {
		f.Result += "; " + strconv.Itoa(aside) + " " + phrase.Plural(aside, "stands", "stand") + " aside"
	}
	return f
}

// objecting says what pending people may do when nobody has objected.
func (b Ballots) objecting(hold float64) string {
	who := phrase.Plural(b.Pending, "The one person", "Any of the "+strconv.Itoa(b.Pending)+" people")
	if b.Pending == 2 {
		who = "Either of the 2 people"
	}
	if hold < FirmAt {
		return who + " still to answer may object."
	}
	return who + " still to answer may object (" + OddsLike(hold, b.Counted, b.Sources) + ")."
}
