package kind

import (
	"errors"
	"regexp"
	"strconv"
	"strings"

	"quorum/polls/phrase"
)

// Pass says what it takes for the answers to carry something, beside the rule that says when they are enough. The zero
// Pass is for when nothing was said: whatever leads.
type Pass struct {
	way      passWay
	num, den int // the share, for ofCast and ofAsked
}

type passWay int

const (
	noPassRule    passWay = iota // nothing was said
	byMost                       // more than any other
	overHalf                     // more than half of the answers
	ofCast                       // so large a share of the answers, or more
	ofAsked                      // so large a share of the people asked who may answer, or more
	nobodyAgainst                // nobody is against it
)

var (
	fractionForm = regexp.MustCompile(`^(\d{1,3})/(\d{1,3})$`)
	shareForm    = regexp.MustCompile(`^(\d{1,3}) ?%( of (?:asked|answers))?$`)
)

// ParsePass reads a pass rule as it is typed: majority, 2/3, 60%, 60% of asked, most or no block. The empty text is the
// zero Pass. Mistakes are [*phrase.Error]s that say how to write it.
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

// String prints the pass rule as it is typed.
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

// Words says to a reader what it takes: "2/3 of the answers"; empty when nothing was said.
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

// decides says that the pass rule decides, rather than whatever leads.
func (p Pass) decides() bool { return p.way != noPassRule && p.way != byMost }

// need is how many of n answers carry an option, when so many people are eligible.
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

// allowsTwo says that two options could pass at once.
func (p Pass) allowsTwo() bool { return (p.way == ofCast || p.way == ofAsked) && 2*p.num <= p.den }

// errSummedUp is for kinds whose answers are summed up; [Pass.Fits] puts it into words.
var errSummedUp = errors.New("polls: answers of this kind are not passed")

// Fits says whether answers of a kind can be judged by this rule.
func (p Pass) Fits(k Kind) error {
	err := k.CheckPass(p)
	if errors.Is(err, errSummedUp) {
		return phrase.Mistake(phrase.FieldPass, "Answers of kind %s are summed up, not passed. Leave the pass rule out, or ask with kind: yes/no.", k.Name())
	}
	return err
}
