package polls

import (
	"slices"
	"strconv"
	"strings"

	"quorum/polls/kind"
	"quorum/polls/phrase"
)

// Sentence returns the outcome in plain text, beginning with its label: what the counted answers say, from how many
// sources, and what pending people could change. Without a quorum it lists the answers and claims nothing.
func (o Outcome) Sentence() string {
	switch lead := o.Title() + ": "; o.Label {
	case NoQuorum:
		return lead + o.Missing + o.ending() + ". " + o.noDefault() + o.whatThereIs()
	case ByDefault:
		return lead + o.defaultReason()
	case ClosedEarly:
		return lead + "ended early with " + o.Missing + ", before the rule was met. " + o.whatThereIs()
	case Blocked:
		return lead + o.Result + "." + o.unmetToo()
	case Tied:
		return o.ShortSentence() + " " + o.untie()
	case Heard:
		return lead + o.Result + "."
	case Decided, Firm, Leaning:
	}
	return o.ShortSentence() + " " + o.firmness()
}

// ShortSentence returns the sentence without what pending people could change, which is true only at publication.
func (o Outcome) ShortSentence() string {
	switch o.Label {
	case Decided, Firm, Leaning:
		return o.Title() + ": " + o.claim() + "."
	case Tied:
		return o.Title() + ": " + o.tie() + "."
	case NoQuorum, ByDefault, ClosedEarly, Blocked, Heard:
	}
	return o.Sentence()
}

// defaultReason says which answers there were when a default was adopted.
func (o Outcome) defaultReason() string {
	if o.Counted == 0 {
		return "nobody answered in time."
	}
	return o.Missing + o.ending() + ", as announced. " + o.whatThereIs()
}

// noDefault says why the announced default is not adopted.
func (o Outcome) noDefault() string {
	if o.Refuted == "" {
		return ""
	}
	return "Nothing is adopted by default, since " + o.Refuted + ". "
}

// unmetToo says what a blocked outcome lacked besides.
func (o Outcome) unmetToo() string {
	if o.Met() {
		return ""
	}
	return strings.TrimRight(" The rule was not met: "+o.Missing+o.ending()+". "+o.noDefault(), " ")
}

// claim says what was found, and by how many answers.
func (o Outcome) claim() string {
	if o.Result != "" {
		return o.Result
	}
	return o.Leader + ", " + o.score() + o.fromSources()
}

// ending says why the poll waited no longer for the rule.
func (o Outcome) ending() string {
	if o.Pending == 0 {
		return ", and nobody is left to answer"
	}
	return " when time was up"
}

// whatThereIs lists the answers without claiming an outcome.
func (o Outcome) whatThereIs() string {
	if o.Counted == 0 {
		return "There is no answer to count."
	}
	if o.Withheld {
		return "So few answers are not shown, since somebody could tell who said what."
	}
	if len(o.Tally) == 0 {
		return "There " + phrase.Are(o.Counted) + " " + strconv.Itoa(o.Counted) + " " + phrase.Plural(o.Counted, "answer", "answers") + " to read."
	}
	const most = 4
	given := slices.Clone(o.Tally)
	if len(given) > 2 || o.Counted == 1 || o.Result != "" {
		given = slices.DeleteFunc(given, func(c kind.Count) bool { return c.N == 0 })
		slices.SortStableFunc(given, func(a, b kind.Count) int { return b.N - a.N })
	}
	if len(given) == 0 {
		return "There " + phrase.Are(o.Counted) + " " + strconv.Itoa(o.Counted) + " " + phrase.Plural(o.Counted, "answer", "answers") + ", for none of the options."
	}
	var words []string
	for _, c := range given[:min(most, len(given))] {
		words = append(words, c.Choice+o.times(c.N))
	}
	if more := len(given) - most; more > 0 {
		words = append(words, strconv.Itoa(more)+" more "+phrase.Plural(more, "option", "options"))
	}
	return "The " + phrase.Plural(o.Counted, "answer", "answers") + ": " + strings.Join(words, ", ") + "."
}

// times says how often a choice was taken, in words where the choice may itself be a number.
func (o Outcome) times(n int) string {
	switch {
	case o.Counted == 1:
		return ""
	case o.Result == "":
		return " " + strconv.Itoa(n)
	case n == 1:
		return " once"
	case n == 2:
		return " twice"
	}
	return " " + strconv.Itoa(n) + " times"
}

// tie says which options share the first place.
func (o Outcome) tie() string {
	switch {
	case o.Result != "":
		return o.Result
	case o.Counted == 0:
		return "no answer counts"
	}
	const most = 4
	top := slices.MaxFunc(o.Tally, func(a, b kind.Count) int { return a.N - b.N }).N
	var shared []string
	for _, c := range o.Tally {
		if c.N == top {
			shared = append(shared, c.Choice)
		}
	}
	each := " have " + strconv.Itoa(top) + " " + phrase.Plural(top, "answer", "answers") + " each"
	if len(shared) > most {
		return strconv.Itoa(len(shared)) + " options" + each
	}
	return phrase.List(shared) + each
}

func (o Outcome) untie() string {
	switch o.Pending {
	case 0:
		return "Nobody is left to answer."
	case 1:
		return "The one person still to answer could settle it."
	}
	return "The " + strconv.Itoa(o.Pending) + " people still to answer could settle it."
}

// score says how far ahead the leader is: "4 to 1" with two options, "5 of 9 answers" with more or when all agree.
func (o Outcome) score() string {
	leading := o.Tally[slices.IndexFunc(o.Tally, func(c kind.Count) bool { return c.Choice == o.Leader })].N
	switch {
	case o.Counted == 1 && o.Pending == 0:
		return "the only answer"
	case o.Counted == 1:
		return "the only answer so far"
	case len(o.Tally) == 2 && leading < o.Counted:
		return strconv.Itoa(leading) + " to " + strconv.Itoa(o.Counted-leading)
	}
	return strconv.Itoa(leading) + " of " + strconv.Itoa(o.Counted) + " answers"
}

// fromSources names the number of sources when it is not the number of answers.
func (o Outcome) fromSources() string {
	if o.Sources == o.Counted {
		return ""
	}
	return " from " + strconv.Itoa(o.Sources) + " " + phrase.Plural(o.Sources, "source", "sources")
}

// firmness says what pending people could change.
func (o Outcome) firmness() string {
	switch {
	case o.Pending == 0:
		return "Nobody is left to answer."
	case o.Label == Decided:
		return "The " + phrase.Plural(o.Pending, "one person", strconv.Itoa(o.Pending)+" people") + " still to answer cannot change it."
	case o.Caveat != "":
		return o.Caveat
	case o.Label == Leaning && o.Swing == 1:
		return "One more answer could undo it."
	case o.Label == Leaning:
		return strconv.Itoa(o.Swing) + " more answers could undo it."
	}
	return o.against() + " would have to say otherwise to undo it (" + kind.OddsLike(o.Hold, o.Counted, o.Sources) + ")."
}

// against says how many people it takes to undo a firm outcome.
func (o Outcome) against() string {
	if o.Swing == o.Pending {
		return phrase.Plural(o.Pending, "The one person", "All "+strconv.Itoa(o.Pending)+" people") + " still to answer"
	}
	return "At least " + strconv.Itoa(o.Swing) + " of the " + strconv.Itoa(o.Pending) + " people still to answer"
}

// Short returns the outcome in a few words, without a full stop: "Yes, 4 of 5 answers", "no quorum".
func (o Outcome) Short() string {
	switch o.Label {
	case NoQuorum:
		return "no quorum"
	case ByDefault:
		return o.Adopted + " by default"
	case ClosedEarly:
		return "closed early"
	case Tied:
		return "tied"
	case Blocked:
		return "blocked, " + o.Result
	case Decided, Firm, Leaning, Heard:
	}
	if o.Result != "" {
		return o.Result
	}
	return o.Leader + ", " + o.score()
}

// Sentence returns the outcome as it can be told now. What pending people could change is left out once one of them
// has answered late, or nobody can any more. An anonymous poll, which ends with its summary, keeps it.
func (p *Poll) Sentence() string {
	if len(p.LateAnswers()) > 0 || p.Phase == PhaseClosed && p.ClosedWhy != AtQuorum {
		return p.Outcome.ShortSentence()
	}
	return p.Outcome.Sentence()
}

// evenly says how many answers each of two tied options has.
func (o Outcome) evenly() string {
	if len(o.Tally) != 2 || o.Result != "" {
		return ""
	}
	return ", " + strconv.Itoa(o.Tally[0].N) + " to " + strconv.Itoa(o.Tally[1].N)
}
