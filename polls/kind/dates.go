package kind

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"quorum/polls/phrase"
	"quorum/polls/worktime"
)

// MaxSlots is how many dates or times a question may have.
const MaxSlots = 10

// The answers for one slot.
const (
	canDo    = "yes"
	ifNeeded = "if need be"
	cannotDo = "no"
)

// dates asks for which slots a person can. The slots are the options.
type dates struct{ defaults }

func (dates) Name() string                   { return "dates" }
func (dates) Choices(opts []string) []string { return opts }
func (dates) Way() Way                       { return Slots }
func (dates) Shuffled() bool                 { return false }
func (dates) Ties(Pass) bool                 { return true }

func (dates) Check(options []string) error {
	if err := checkOptionsLike("Mon 14:00, Tue 10:00", "A question for a date", MaxSlots, options); err != nil {
		return err
	}
	if err := checkOnCalendar(options); err != nil {
		return err
	}
	return checkNoSigns(options, ";")
}

// checkOnCalendar refuses slots with a day or a time that does not exist.
func checkOnCalendar(slots []string) error {
	for _, slot := range slots {
		if err := worktime.OnCalendar(slot); err != nil {
			return phrase.Mistake(phrase.FieldOptions, "%s", err)
		}
	}
	return nil
}

// Read takes "Mon 14:00: yes; Tue 10:00: if need be" and keeps an answer for every slot, no for those that are
// missing.
func (dates) Read(options []string, text string) (string, error) {
	said, err := perChoice(options, text)
	if err != nil {
		return "", err
	}
	kept, silent := make([]string, len(options)), true
	for i, word := range said {
		if word != "" {
			silent = false
			if word, err = Match([]string{canDo, ifNeeded, cannotDo}, word); err != nil {
				return "", err
			}
		} else {
			word = cannotDo
		}
		kept[i] = options[i] + ": " + word
	}
	if silent {
		return "", phrase.Mistake("", "Say when you can: yes, if need be or no for each, or choose No opinion.")
	}
	return strings.Join(kept, "; "), nil
}

// Weigh finds the slot for which most people can, and among equal ones the slot for which most can if need be. When
// some slots suit everybody whom the rule names by "with", only these are compared.
func (k dates) Weigh(b Ballots) Finding {
	all := k.race(b, b.Options)
	f := Finding{}
	for _, o := range b.Options {
		n, _ := all.of(o)
		f.Tally = append(f.Tally, Count{Choice: o, N: n})
	}
	if b.Counted == 0 {
		return f
	}
	fit := k.suiting(b)
	r := all
	if len(fit) < len(b.Options) {
		r = k.race(b, fit)
	}
	top := r.top(fit)
	can, maybe := r.of(top[0])
	f.Spread = cannotWords(b.Counted - can - maybe)
	suits := strconv.Itoa(can) + " of " + b.countWords("person", "people") + " can"
	if maybe > 0 {
		suits += " and " + strconv.Itoa(maybe) + " if need be"
	}
	if len(top) > 1 {
		f.Result = tiedWords(top) + ": " + suits
		return f
	}
	f.Leader = top[0]
	f.Lead = r.leadOf(f.Leader)
	f.Result = f.Leader + ", when " + suits
	if len(fit) < len(b.Options) {
		f.Result += "; the best time that suits everybody whom the rule names"
	}
	f.Swing, f.Hold = r.swing(f.Leader, b.Pending), 1
	if f.Swing > 0 {
		f.Hold = r.hold(b, f.Leader, 3)
	}
	return f
}

// race returns the race between these slots.
func (dates) race(b Ballots, slots []string) race {
	some := b
	some.Options = slots
	return raceOf(some, func(slots []string, position string) []mark {
		marks := make([]mark, len(slots))
		for slot, said := range slotAnswers(position) {
			i, ok := slices.BinarySearch(slots, slot)
			switch {
			case ok && said == canDo:
				marks[i] = firstMark
			case ok && said == ifNeeded:
				marks[i] = secondMark
			}
		}
		return marks
	})
}

// suiting returns the slots that suit everybody whom the rule names, at least if need be; all slots when there is
// none.
func (k dates) suiting(b Ballots) []string {
	var fit []string
	for _, o := range b.Options {
		if k.Against(b.Needed, o) == 0 {
			fit = append(fit, o)
		}
	}
	if len(fit) == 0 {
		return b.Options
	}
	return fit
}

// Against returns how many of the answers say no for a slot.
func (dates) Against(positions []string, slot string) int {
	n := 0
	for _, position := range positions {
		if SplitSlots(position)[slot] == cannotDo {
			n++
		}
	}
	return n
}

// Places orders the slots: first those that suit everybody whom the rule names, and in each part those for which most
// can.
func (k dates) Places(b Ballots) [][]string {
	fit := k.suiting(b)
	rest := slices.DeleteFunc(slices.Clone(b.Options), func(o string) bool { return slices.Contains(fit, o) })
	var all [][]string
	for _, left := range [][]string{fit, rest} {
		r := k.race(b, left)
		for len(left) > 0 {
			top := r.top(left)
			all = append(all, top)
			left = slices.DeleteFunc(slices.Clone(left), func(o string) bool { return slices.Contains(top, o) })
		}
	}
	return all
}

// cannotWords says how many people cannot.
func cannotWords(n int) string {
	if n == 0 {
		return "everybody who answered can make it"
	}
	return strconv.Itoa(n) + " cannot"
}

// SlotTime returns when a slot begins that is written as a day and a time, 2026-12-01 14:00, in a zone; ok is false
// for other slots.
func SlotTime(slot string, zone *time.Location) (at time.Time, ok bool) {
	start, end, ok := worktime.Dated(slot)
	if !ok || start != end {
		return time.Time{}, false
	}
	return worktime.FromLocal(start, zone), true
}

// Past checks slots that are written as days: 2026-12-01, or 2026-12-01 14:00.
func (dates) Past(options []string, now time.Time) string {
	for _, o := range options {
		if _, end, ok := worktime.Dated(o); ok && !worktime.FromLocal(end, now.Location()).After(now) {
			return o
		}
	}
	return ""
}
