package polls

// Heirs are those to whom a summary can go when whoever asked cannot be told: the people asked, as they may see it anyway. Those
// who have answered come first, each in the asker's order. Who has left or was not reached is not among them.
func (p *Poll) Heirs() []Person {
	var answered, others []Person
	for i := range p.people {
		s := &p.people[i]
		switch {
		case s.Person == p.Asker, s.Left, s.Unreachable != "", s.Delivered.IsZero():
		case s.State == HasAnswer:
			answered = append(answered, s.Person)
		default:
			others = append(others, s.Person)
		}
	}
	return append(answered, others...)
}
