package figures

import (
	"math"
	"strconv"
	"strings"
	"time"

	"quorum/polls"
	"quorum/polls/kind"
	"quorum/polls/phrase"
	"quorum/polls/worktime"
)

// Lines returns the figures in plain text, one line each, with the name before the first colon. What late answers
// made of decisions is shown only for five or more decisions: with fewer, a person could guess which one it was.
func (f Figures) Lines() []string {
	lines := []string{"Asked: " + strconv.Itoa(f.Asked) + " " + phrase.Plural(f.Asked, "question", "questions") + ". " + f.endedWords(), "Time to decision: " + f.timeWords()}
	if f.Decisions == 0 {
		return lines
	}
	soFar := ""
	if f.SoFar {
		soFar = " so far"
	}
	lines = append(lines,
		"Parallel gain: "+gainWords("at least ", f.Parallel, ", against asking the same people one after another."),
		"Quorum gain: "+gainWords(phrase.Plural(boolToInt(f.SoFar), "at least ", ""), f.Quorum, soFar+", against waiting for the last answer or the deadline."),
		"Certainty gain: "+gainWords("", f.Certainty, ", from when nobody could change an outcome any more to its planned close."),
		"What that cost: "+f.costWords(),
	)
	if f.Decisions >= polls.SafeSize {
		lines = append(lines, "Reversals: "+strconv.Itoa(f.Reversed)+" of "+strconv.Itoa(f.Decisions)+" decisions would be another with the late answers, or "+
			phrase.Plural(f.Reversed, "was", "were")+" asked again.", "Firm: "+f.firmWords())
	}
	return append(lines, "Throughput: "+f.throughputWords())
}

func (f Figures) endedWords() string {
	text := strconv.Itoa(f.Decisions) + " " + phrase.Plural(f.Decisions, "decision", "decisions")
	if f.Unmet > 0 {
		text += ", " + strconv.Itoa(f.Unmet) + " ended without a quorum"
	}
	if f.Cancelled > 0 {
		text += ", " + strconv.Itoa(f.Cancelled) + " cancelled"
	}
	return text + "."
}

func (f Figures) timeWords() string {
	switch {
	case f.Asked == 0:
		return "no question was asked in this time."
	case !f.Halfway:
		return "fewer than half of the questions are decided."
	}
	return phrase.Span(f.Median.Elapsed) + " at the median, " + phrase.WorkSpan(f.Median.Work) + " of working time. Questions without a decision count as taking longer."
}

func (f Figures) throughputWords() string {
	const week = 7 * 24 * time.Hour
	text := tenths(f.Flow.Load()) + " questions open at a time, on average."
	if weeks := float64(f.To.Sub(f.From)) / float64(week); weeks > 0 {
		text = tenths(float64(f.Decisions)/weeks) + " decisions a week; " + text
	}
	return text
}

func tenths(x float64) string { return strings.TrimSuffix(strconv.FormatFloat(x, 'f', 1, 64), ".0") }

func (f Figures) costWords() string {
	return strconv.Itoa(f.Spare) + " " + phrase.Plural(f.Spare, "person", "people") + " asked beyond the " + strconv.Itoa(f.Needed) + " " +
		phrase.Plural(f.Needed, "answer", "answers") + " needed; " + strconv.Itoa(f.Answered) + " of them answered too."
}

// firmWords says how often an outcome labelled firm held, for five or more of them, with its 95 % interval.
func (f Figures) firmWords() string {
	switch {
	case f.Firm == 0:
		return "no outcome called firm has been answered by everybody since."
	case f.Firm < polls.SafeSize:
		return "fewer than " + strconv.Itoa(polls.SafeSize) + " outcomes called firm have been answered by everybody since, too few to say how often it holds."
	}
	low, high := wilson(f.Held, f.Firm)
	text := "held in " + strconv.Itoa(f.Held) + " of " + strconv.Itoa(f.Firm) + " outcomes called so that everybody has answered since (95 % interval " +
		kind.Percentage(low) + " to " + kind.Percentage(high) + "); it should in 19 of 20"
	if high < kind.FirmAt {
		text += ", so it is worse than promised here"
	}
	return text + "."
}

// wilson returns the 95 % interval of a share k of n: Wilson, "Probable inference, the law of succession, and
// statistical inference", JASA 22 (1927).
func wilson(k, n int) (low, high float64) {
	const z = 1.96
	p, m := float64(k)/float64(n), float64(n)
	middle := (p + z*z/(2*m)) / (1 + z*z/m)
	half := z * math.Sqrt(p*(1-p)/m+z*z/(4*m*m)) / (1 + z*z/m)
	return max(0, middle-half), min(1, middle+half)
}

// gainWords says a sum of time, between other words; "none." when there is none.
func gainWords(before string, l worktime.Duration, after string) string {
	switch {
	case l.Elapsed == 0:
		return "none."
	case l.Work == l.Elapsed:
		return before + phrase.Span(l.Elapsed) + " of working time" + after
	case l.Work == 0:
		return before + phrase.Span(l.Elapsed) + ", none of it working time" + after
	}
	return before + phrase.Span(l.Elapsed) + ", " + phrase.WorkSpan(l.Work) + " of it working time" + after
}
