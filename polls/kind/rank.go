package kind

import (
	"math"
	"slices"
	"strings"

	"quorum/polls/phrase"
)

// MaxRanked is how many options a ranking may have.
const MaxRanked = 10

// ranking asks for an order of the options. Options that a person leaves out come last.
type ranking struct{ defaults }

func (ranking) Name() string                   { return "rank" }
func (ranking) Choices(opts []string) []string { return opts }
func (ranking) Way() Way                       { return Ranking }
func (ranking) Shuffled() bool                 { return true }
func (ranking) Ties(Pass) bool                 { return true }

func (ranking) Check(options []string) error {
	if err := checkOptions("A ranking", MaxRanked, options); err != nil {
		return err
	}
	return checkNoSigns(options, ">=;")
}

// Adopt returns the option that text names.
func (ranking) Adopt(options []string, text string) (string, bool) { return adopt(options, text) }

// Read takes "kafka > nats = sqs", where a comma may stand for ">", or "kafka: 1; nats: 2; sqs: 2", and keeps the
// first form.
func (k ranking) Read(options []string, text string) (string, error) {
	groups, err := k.groups(options, strings.TrimSpace(text))
	if err != nil {
		return "", err
	}
	seen := map[string]bool{}
	var kept []string
	for i, g := range groups {
		if len(g) == 0 {
			return "", phrase.Mistake("", "The ranking has no option in place %d. Fill the places without a gap; options may share one.", i+1)
		}
		for _, o := range g {
			if seen[o] {
				return "", phrase.Mistake("", "%q is in the ranking twice. Keep one place for it.", phrase.Clip(o, 40))
			}
			seen[o] = true
		}
		slices.SortFunc(g, func(a, b string) int { return slices.Index(options, a) - slices.Index(options, b) })
		kept = append(kept, strings.Join(g, " = "))
	}
	if len(kept) == 0 {
		return "", phrase.Mistake("", "Rank at least one option, the best first: %s. What you leave out comes last.", strings.Join(options[:2], " > "))
	}
	return strings.Join(kept, " > "), nil
}

// groups returns the options in each place, as they were written.
func (ranking) groups(options []string, text string) ([][]string, error) {
	if strings.Contains(text, ":") && !strings.ContainsAny(text, ">=") {
		if _, err := Match(options, text); err != nil { // it is not a single option with a colon
			return places(options, text)
		}
	}
	if text == "" {
		return nil, nil
	}
	var groups [][]string
	cut := ">"
	if !strings.ContainsAny(text, ">=") && !slices.ContainsFunc(options, func(o string) bool { return strings.Contains(o, ",") }) {
		cut = ","
	}
	for _, piece := range strings.Split(text, cut) {
		var group []string
		for _, label := range strings.Split(piece, "=") {
			if strings.TrimSpace(label) == "" {
				continue
			}
			choice, err := Match(options, label)
			if err != nil {
				return nil, err
			}
			group = append(group, choice)
		}
		groups = append(groups, group)
	}
	return groups, nil
}

// places reads a place for each option, 1 for the best.
func places(options []string, text string) ([][]string, error) {
	said, err := perChoice(options, text)
	if err != nil {
		return nil, err
	}
	var groups [][]string
	for i, word := range said {
		if word == "" {
			continue
		}
		kept, ok := parseNumber(word)
		at := int(toNumber(kept))
		if !ok || exactly(float64(at)) != kept || at < 1 || at > len(options) {
			return nil, phrase.Mistake("", "%q is no place for %q. Write a number from 1, the best, to %d.", phrase.Clip(word, 20), phrase.Clip(options[i], 40), len(options))
		}
		for len(groups) < at {
			groups = append(groups, nil)
		}
		groups[at-1] = append(groups[at-1], options[i])
	}
	return groups, nil
}

// count reads ballots that Read wrote: the place of each option, with those left out behind all others.
func (ranking) count(b Ballots) ranked {
	options := slices.Sorted(slices.Values(b.Options))
	index := make(map[string]int, len(options))
	for i, o := range options {
		index[o] = i
	}
	return rankedOf(options, readBallots(b.Taken, func(position string) []int {
		at, place := make([]int, len(options)), 0
		for i := range at {
			at[i] = len(options)
		}
		for group := range strings.SplitSeq(position, " > ") { // as Read wrote it
			for o := range strings.SplitSeq(group, " = ") {
				at[index[o]] = place
			}
			place++
		}
		return at
	}))
}

// Weigh finds the option that beats every other in pairs, or else the winner by Schulze's method.
func (k ranking) Weigh(b Ballots) Finding {
	r := k.count(b)
	f := Finding{Tally: r.firsts(b.Options)}
	if b.Counted == 0 {
		return f
	}
	order := schulze(r.beats)
	f.Detail = "the order is " + r.names(order, b.Options)
	if w := r.concord(); !math.IsNaN(w) && b.Counted > 1 {
		f.Spread = "Kendall's W is " + decimal(w, 2) + ", where 1 is all in one order and 0 in none"
	}
	if len(order[0]) > 1 {
		f.Result = tiedWords(r.group(order[0], b.Options)) + " in " + b.countWords("ranking", "rankings")
		return f
	}
	r.weigh(&f, b, order[0][0])
	return f
}

// Places returns the order that Schulze's method finds.
func (k ranking) Places(b Ballots) [][]string {
	r := k.count(b)
	var all [][]string
	for _, g := range schulze(r.beats) {
		all = append(all, r.group(g, b.Options))
	}
	return all
}

// Preferred counts rankings by pairs of options.
func (k ranking) Preferred(b Ballots) map[[2]string]int {
	r := k.count(b)
	all := map[[2]string]int{}
	for i, row := range r.beats {
		for j, n := range row {
			all[[2]string{r.options[i], r.options[j]}] = int(n)
		}
	}
	return all
}
