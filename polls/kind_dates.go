package polls

import (
	"strings"
	"time"
)

// MaxSlots is how many dates or times can be asked about at once.
const MaxSlots = 10

// What a person says about a slot.
const (
	canDo    = "yes"
	ifNeeded = "if need be"
	cannotDo = "no"
)

// dates asks of each slot whether one can; the slots are the options.
type dates struct{}

func (dates) Name() string                   { return "dates" }
func (dates) Choices(opts []string) []string { return opts }
func (dates) Way() Way                       { return Slots }
func (dates) Shuffled() bool                 { return false }

func (dates) Check(options []string) error {
	if err := checkOptions("A question for a date", MaxSlots, options); err != nil {
		return err
	}
	return checkNoSigns(options, ";")
}

// Read takes "Mon 14:00: yes; Tue 10:00: if need be" and keeps what was said of every slot; of the others it is no.
func (dates) Read(options []string, text string) (string, error) {
	said, err := perChoice(options, text)
	if err != nil {
		return "", err
	}
	kept, silent := make([]string, len(options)), true
	for i, word := range said {
		if word != "" {
			silent = false
			if word, err = match([]string{canDo, ifNeeded, cannotDo}, word); err != nil {
				return "", err
			}
		} else {
			word = cannotDo
		}
		kept[i] = options[i] + ": " + word
	}
	if silent {
		return "", invalid("", "Say when you can: yes, if need be or no for each, or choose No opinion.")
	}
	return strings.Join(kept, "; "), nil
}

// Weigh finds the slot at which most can, and of these the one at which most can if need be.
func (k dates) Weigh(b Ballots) Finding {
	r := raceOf(b, func(options []string, position string) []mark {
		marks := make([]mark, len(options))
		said, _ := perChoice(options, position) // Read wrote it
		for i, word := range said {
			marks[i] = map[string]mark{canDo: firstMark, ifNeeded: secondMark}[word]
		}
		return marks
	})
	f := Finding{}
	for _, o := range b.Options {
		n, _ := r.of(o)
		f.Tally = append(f.Tally, Count{Choice: o, N: n})
	}
	if b.Counted == 0 {
		return f
	}
	top := r.top(b.Options)
	can, maybe := r.of(top[0])
	cannot := b.Counted - can - maybe
	suits := itoa(can) + " of " + b.heard("person", "people") + " can"
	if maybe > 0 {
		suits += " and " + itoa(maybe) + " if need be"
	}
	f.Spread = itoa(cannot) + " cannot"
	if len(top) > 1 {
		f.Result = tied(top) + ": " + suits
		return f
	}
	f.Leader = top[0]
	f.Lead = r.leadOf(f.Leader)
	f.Result = f.Leader + ", when " + suits
	f.Swing, f.Hold = r.swing(f.Leader, b.Pending), 1
	if f.Swing > 0 {
		f.Hold = r.hold(b, f.Leader, noMark, secondMark, firstMark)
	}
	return f
}

// ahead refuses slots that have passed already, as far as they are written as days: 2026-12-01, or 2026-12-01 14:00.
func ahead(k Kind, options []string, now time.Time) error {
	if _, is := k.(dates); !is {
		return nil
	}
	for _, o := range options {
		day, clock, timed := strings.Cut(o, " ")
		end, err := time.ParseInLocation(time.DateOnly, day, now.Location())
		if err != nil {
			continue
		}
		end = end.AddDate(0, 0, 1)
		if at, err := time.ParseInLocation(time.DateOnly+" 15:04", day+" "+clock, now.Location()); timed && err == nil {
			end = at
		}
		if !end.After(now) {
			return invalid(FieldOptions, "%s has passed. Write days and times that are still to come.", o)
		}
	}
	return nil
}
