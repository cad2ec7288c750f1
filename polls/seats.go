package polls

// Seat is what one of those asked has in a poll, as far as it has an answer or may get one. It is for whoever wants to know
// when answers will come.
type Seat struct {
	Holder  *Stakeholder   // whom it counts for now
	Given   bool           // the answer is there
	Waiting []*Stakeholder // who may still give it: any of them is enough
}

// Seats returns the seats of a poll whose answers count. The stakeholders are the poll's own: read only.
func (p *Poll) Seats() []Seat {
	var all []Seat
	for i := range p.people {
		if holder := p.holder(i); p.people[i].For == "" && p.Counts(holder.Person) {
			switch {
			case holder.speaks():
				all = append(all, Seat{Holder: holder, Given: true})
			case holder.State == Pending:
				all = append(all, Seat{Holder: holder, Waiting: p.takers(p.seating(i))})
			}
		}
	}
	return all
}

// Seats returns the seats of the poll as it would open.
func (o Opening) Seats() []Seat {
	var all []Seat
	for _, a := range distinct(o.Asked) {
		if a.Person != o.Asker {
			s := &Stakeholder{Invite: a, State: Pending}
			all = append(all, Seat{Holder: s, Waiting: []*Stakeholder{s}})
		}
	}
	return all
}

// Standing returns what a rule would be judged on in the poll as it would open. It refuses to ask nobody.
func (o Opening) Standing(rule Rule) (Standing, error) {
	c := newCounts(rule)
	for _, seat := range o.Seats() {
		c.add(seat.Holder, +1)
	}
	if c.Asked == 0 {
		return Standing{}, invalid(FieldAsked, "Name at least one person to ask besides yourself, like @ana or @security.")
	}
	return c.standing(), nil
}
