package kind

import (
	"errors"
	"regexp"
	"strconv"
	"strings"

	"quorum/polls/phrase"
)

// Pass says what it takes for the answers to pass something. (The rule says when they are enough.) In the zero Pass
// nothing was typed, and whatever leads is the outcome.
type Pass struct {
	way      passWay
	num, den int // the share, for ofCast and ofAsked
}

type passWay int

const (
	noPassRule    passWay = iota // nothing was typed
	byMost                       // more answers than any other option
	overHalf                     // more than half of the answers
	ofCast                       // at least this share of the answers
	ofAsked                      // at least this share of the people asked who may answer
	nobodyAgainst                // nobody is against it
)

var (
	fractionForm = regexp.MustCompile(`^(\d{1,3})/(\d{1,3})$`)
	shareForm    = regexp.MustCompile(`^(\d{1,3}) ?%( of (?:asked|answers))?$`)
)

// ParsePass reads a pass rule as it is typed: majority, 2/3, 60%, 60% of asked, most or no block. The empty text is
// the zero Pass. Errors are [*phrase.Error]s that say how to write it.
func ParsePass(text string) (Pass, error) {
	text = strings.ToLower(phrase.Line(text))
	switch text {
	case "":
		return Pass{}, nil
	case "most":
		return Pass{way: byMost}, nil
	case "majority":
		return Pass{way: overHalf}, nil
	case "no block", "no blocks":
		return Pass{way: nobodyAgainst}, nil
	}
	if m := fractionForm.FindStringSubmatch(text); m != nil {
		num, _ := strconv.Atoi(m[1])
		den, _ := strconv.Atoi(m[2])
		if num < 1 || num > den {
			return Pass{}, phrase.Mistake(phrase.FieldPass, "%s is no share of answers. Write it like 2/3 or 60%%.", text)
		}
		return Pass{ofCast, num, den}, nil
	}
	if m := shareForm.FindStringSubmatch(text); m != nil {
		p, _ := strconv.Atoi(m[1])
		if p < 1 || p > 100 {
			return Pass{}, phrase.Mistake(phrase.FieldPass, "%d%% is no share of answers. Write a number from 1%% to 100%%.", p)
		}
		if m[2] == " of asked" {
			return Pass{ofAsked, p, 100}, nil
		}
		return Pass{ofCast, p, 100}, nil
	}
	return Pass{}, phrase.Mistake(phrase.FieldPass, "%q is no pass rule. Write majority, 2/3, 60%%, 60%% of asked, most or no block.", phrase.Clip(text, 40))
}

// String returns the pass rule as it is typed.
func (p Pass) String() string {
	switch p.way {
	case byMost:
		return "most"
	case overHalf:
		return "majority"
	case nobodyAgainst:
		return "no block"
	case ofCast, ofAsked:
		if p.way == ofAsked {
			return strconv.Itoa(p.num) + "% of asked"
		}
		return p.share()
	case noPassRule:
	}
	return ""
}

func (p Pass) share() string {
	if p.den == 100 {
		return strconv.Itoa(p.num) + "%"
	}
	return strconv.Itoa(p.num) + "/" + strconv.Itoa(p.den)
}

// Words returns the pass rule in words: "2/3 of the answers"; empty when nothing was typed.
func (p Pass) Words() string {
	switch p.way {
	case byMost:
		return "more answers than any other"
	case overHalf:
		return "more than half of the answers"
	case nobodyAgainst:
		return "nobody against it"
	case ofCast:
		return p.share() + " of the answers"
	case ofAsked:
		return p.share() + " of the people asked"
	case noPassRule:
	}
	return ""
}

// decides reports whether the pass rule decides, rather than whatever leads.
func (p Pass) decides() bool { return p.way != noPassRule && p.way != byMost }

// need returns how many of n answers pass an option, with this number of eligible people.
func (p Pass) need(n, eligible int) int {
	switch p.way {
	case overHalf:
		return n/2 + 1
	case ofCast:
		return max(1, ceil(p.num*n, p.den))
	case ofAsked:
		return max(1, ceil(p.num*eligible, p.den))
	case nobodyAgainst, noPassRule, byMost:
	}
	return max(1, n)
}

func ceil(a, b int) int { return (a + b - 1) / b }

// allowsTwo reports whether two options could pass at once.
func (p Pass) allowsTwo() bool { return (p.way == ofCast || p.way == ofAsked) && 2*p.num <= p.den }

// errSummedUp is returned by kinds without passing; [Pass.Fits] puts it into words.
var errSummedUp = errors.New("polls: answers of this kind are not passed")

// Fits returns the error if answers of a kind cannot be judged by this pass rule.
func (p Pass) Fits(k Kind) error {
	err := k.CheckPass(p)
	if errors.Is(err, errSummedUp) {
		return phrase.Mistake(phrase.FieldPass, "Answers of kind %s are summed up, not passed. Leave the pass rule out, or ask with kind: yes/no.", k.Name())
	}
	return err
}
