package polls

// Standing is all that a rule is judged on. The asker's own answer is in none of the numbers.
//
//	state                     Asked  Eligible  Answered  Pending
//	pending                   1       1         0         1
//	answered, blind           1       1         1         0
//	answered after discussing 1       1         0         0
//	no opinion, not me        1       1         0         0
//	conflict of interest      1       0         0         0
//	gone before answering     1       0         0         0
type Standing struct {
	Asked     int
	Eligible  int // what percentages, majority and all are of
	Answered  int
	Pending   int // who may still answer
	Heard     int // sources with at least one answer
	Reachable int // sources with an answer or with somebody pending
	Teams     int // sources asked at all

	Named *Roster // by the names in the rule; nil when it names nobody

	// What the answers say. It is looked at only for a rule that asks about it, when nothing else is missing.
	Found Found
}

// Found is what a rule may ask of the answers themselves. The zero Found says nothing: nobody has looked.
type Found struct {
	Looked  bool
	Hold    float64 // of the leader, 0 without one
	Settled bool    // there is a leader whom nobody pending can change
	Blocks  int
}

// Standing returns what the poll's rule is judged on now.
func (p *Poll) Standing() Standing {
	s := p.counts.Standing
	s.Named = s.Named.Clone()
	return s
}

// Progress returns the one number that may be shown before publication: how many answered, of how many.
func (p *Poll) Progress() (answered, asked int) { return p.counts.Answered, p.counts.Asked }

// counts keeps a [Standing] up to date as stakeholders move, so that judging a rule costs the same for ten people and
// for ten thousand.
type counts struct {
	Standing
	sources map[string]sourceCount
	behind  int // who may still fill a role, in a seat that has an answer already
}

func newCounts(rule Rule) counts {
	return counts{Standing: Standing{Named: newRoster(rule.Names())}, sources: map[string]sourceCount{}}
}

type sourceCount struct{ asked, answered, pending int }

// add counts a stakeholder in (+1) or out (-1), as it stands now.
func (c *counts) add(s *Stakeholder, sign int) {
	c.Asked += sign
	eligible, answered, pending := sign, 0, 0
	switch s.State {
	case HasAnswer:
		if s.speaks() {
			answered = sign
		}
	case Pending:
		pending = sign
	case NoOpinion, NotMe:
	case Recused, Gone:
		eligible = 0
	}
	c.Eligible += eligible
	c.Answered += answered
	c.Pending += pending
	c.Named.add(s.Invite, Band{eligible, answered, pending})
	c.addSource(s.CountsFor(), sign, answered, pending)
}

// addBehind counts somebody who may still fill a role: the seat as such is counted already.
func (c *counts) addBehind(who Invite, sign int) {
	c.behind += sign
	c.Named.add(who, Band{Pending: sign})
}

func (c *counts) addSource(name string, asked, answered, pending int) {
	was := c.sources[name]
	is := sourceCount{was.asked + asked, was.answered + answered, was.pending + pending}
	c.sources[name] = is
	c.Teams += one(is.asked > 0) - one(was.asked > 0)
	c.Heard += one(is.answered > 0) - one(was.answered > 0)
	c.Reachable += one(is.answered+is.pending > 0) - one(was.answered+was.pending > 0)
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}
