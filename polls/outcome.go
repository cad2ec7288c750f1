package polls

// FirmAt is the [Hold] from which an outcome is called [Firm].
const FirmAt = 0.95

// Count is how many counted answers one choice has.
type Count struct {
	Choice string `json:"choice"`
	N      int    `json:"n"`
}

// Outcome is what the counted answers said at one moment. It never changes once published.
type Outcome struct {
	Label Label `json:"label"`
	Finding
	Counted int    `json:"counted"`
	Sources int    `json:"sources"` // how many sources the counted answers come from
	Pending int    `json:"pending"` // how many people could still have answered
	Rule    string `json:"rule"`
	Unmet   bool   `json:"unmet,omitempty"`   // the rule was not met
	Missing string `json:"missing,omitempty"` // what it still lacked then
	// Withheld says that there are so few anonymous answers that they are not shown.
	Withheld bool `json:"withheld,omitempty"`

	Adopted string `json:"adopted,omitempty"` // what is adopted by default since the rule was not met in time
	Refuted string `json:"refuted,omitempty"` // why nothing was adopted by default although it was announced
}

// outcome is what was found in the counted answers as they are now.
func (p *Poll) outcome(met bool, found Finding) Outcome {
	b := p.ballots(p.tally)
	o := Outcome{
		Finding: found, Counted: b.Counted, Sources: b.Sources, Pending: b.Pending, Rule: p.Rule.String(),
	}
	if p.Anonymous && b.Counted < SafeSize {
		o.Finding, o.Withheld = Finding{}, true
	}
	o.Label = o.label()
	if !met {
		o.Unmet, o.Label, o.Missing = true, o.unmetLabel(), p.Rule.Missing(p.Standing().seen(o.Finding))
		if o.Withheld && o.Missing == "" {
			o.Missing = got(b.Counted, SafeSize, "answer")
		}
	}
	return o
}

// ballots are the given positions with the numbers of the poll as it is.
func (p *Poll) ballots(taken map[string]int) Ballots {
	return Ballots{
		Options: p.Options, Taken: taken, Counted: p.counts.Answered, Sources: p.counts.Heard, Pending: p.counts.Pending,
		Eligible: p.counts.Eligible, Pass: p.Pass, Needed: p.needed(),
	}
}

// needed are the counted positions of those whom the rule names by "with".
func (p *Poll) needed() []string {
	var all []string
	for _, who := range p.Rule.with() {
		if !p.Anonymous && p.Counted(who) {
			s, _ := p.Stakeholder(who)
			all = append(all, s.Answer.Position)
		}
	}
	return all
}

// neededWith are the same with late answers, each person's last one, and with one more of them.
func (p *Poll) neededWith(late Stakeholder, position string) []string {
	var all []string
	for _, who := range p.Rule.with() {
		i, asked := p.index[who]
		if !asked {
			continue
		}
		s, holder := p.people[i], p.holder(p.seatOf(i))
		switch {
		case holder.speaks() && holder.Person != who: // somebody else has spoken in this place
		case who == late.Person:
			all = append(all, position)
		case !s.Late.At.IsZero():
			all = append(all, s.Late.Position)
		case s.speaks():
			all = append(all, s.Answer.Position)
		}
	}
	return all
}
