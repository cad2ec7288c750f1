package polls

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// asks opens a poll under any rule, also one that can never be met, with people like "UANA(x){sec}" and, after a slash, who
// is asked in their place.
func asks(t interface{ Fatal(...any) }, rule, people string) *Poll {
	p, opened := &Poll{}, Opened{Number: 7, Workspace: "T1", Question: "Go?", Kind: "text", Rule: named(rule), Deadline: monday().Add(2 * time.Hour)}
	var later []Invite
	for seat := range strings.FieldsSeq(people) {
		for i, word := range strings.Split(seat, "/") {
			who := inviteOf(word)
			if i == 0 {
				opened.Asked = append(opened.Asked, who)
				continue
			}
			who.For = opened.Asked[len(opened.Asked)-1].Person
			later = append(later, who)
		}
	}
	p.record(monday(), "ada", opened)
	if len(later) > 0 {
		p.record(monday(), "", Joined{Asked: later})
	}
	return p
}

// endings are all the ways in which a seat may stand when any of its pending people have answered, in any order. Each is the
// people as they are then.
func (p *Poll) endings(people []*Stakeholder, at int) [][]*Stakeholder {
	all := [][]*Stakeholder{cloneStakeholders(people)}
	for _, s := range people {
		if s.State != Pending {
			continue
		}
		was := *s
		s.State, s.Answer = HasAnswer, Response{Position: "x"}
		if s.First.IsZero() {
			s.First = monday().AddDate(1, 0, at)
		}
		all = append(all, p.endings(people, at+1)...)
		*s = was
	}
	return all
}

// canBeMet tries every way in which all seats may end, and says how the rule stands now and whether it is met in any.
func (p *Poll) canBeMet() (now Verdict, ever bool) {
	var seats [][][]*Stakeholder
	for i := range p.people {
		if p.people[i].For == "" {
			seats = append(seats, p.endings(cloneStakeholders(p.peopleOfSeat(i)), 0))
		}
	}
	first := true
	var try func(i int, c []seatState)
	try = func(i int, c []seatState) {
		if i < len(seats) {
			for _, people := range seats[i] {
				try(i+1, append(c, seatState{people: people, holder: p.precedence(people)}))
			}
			return
		}
		counts := newCounts(p.Rule)
		for _, s := range c {
			counts.addSeat(s, +1)
		}
		verdict := p.Rule.Judge(counts.standing())
		if first {
			now, first = verdict, false
		}
		ever = ever || verdict == IsMet
	}
	try(0, nil)
	return now, ever
}

// happens lets anything happen to a person that a log can hold.
func happens(t *rapid.T, p *Poll, i int) {
	who := p.people[rapid.IntRange(0, len(p.people)-1).Draw(t, "who")].Person
	at := monday().Add(time.Duration(i) * time.Minute)
	switch rapid.IntRange(0, 6).Draw(t, "what") {
	case 0:
		p.record(at, who, Declined{Person: who, Way: rapid.SampledFrom([]State{NoOpinion, Recused, NotMe}).Draw(t, "way")})
	case 1:
		p.record(at, who, Answered{Person: who, Position: "x", Exposed: true})
	case 2:
		p.record(at, who, Withdrew{Person: who})
	case 3:
		p.record(at, "", Left{Person: who})
	default:
		p.record(at, who, Answered{Person: who, Position: "x"})
	}
}

// Whatever has happened to up to six people of up to four seats, a rule is impossible exactly when no way in which those
// pending may still answer makes it met, also where people of one seat are of different sources and groups. It ends there
// exactly when every seat has a position besides.
func TestARuleIsImpossibleExactlyWhenNothingCanMeetIt(t *testing.T) {
	rules := []string{
		"1", "2", "3", "60%", "majority", "all", "2 independent", "3 independent", "2, 2 independent", "1 from @sx", "all from @sx", "2 from @sx or @sy",
		"1 from @sx, 1 from @sy", "2 independent, 1 from @sx", "2 independent, 2 from @sx", "3 independent, 1 from @sx, 1 from @sy",
		"2 independent, 1 from @sx, with @P0", "1, 1 from @sx, with @P0", "2 independent, all from @sx", "2 independent, 1 from @sx, 1 from @sy, 1 from @sz",
	}
	seen := map[Verdict]int{}
	forks, joint := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		var seats []string
		n := 0
		for n < 6 && (n == 0 || len(seats) < 4 && rapid.IntRange(0, 5).Draw(t, "no more seats: 0") > 0) {
			var seat []string
			for range rapid.IntRange(1, min(3, 6-n)).Draw(t, "in one seat") {
				seat = append(seat, "UP"+strconv.Itoa(n)+rapid.SampledFrom([]string{"", "(x)", "(y)", "(z)"}).Draw(t, "team")+
					rapid.SampledFrom([]string{"", "{sx}", "{sy}", "{sx,sy}", "{sz}", "{sx,sz}"}).Draw(t, "groups"))
				n++
			}
			seats = append(seats, strings.Join(seat, "/"))
		}
		p := asks(t, rapid.SampledFrom(rules).Draw(t, "rule"), strings.Join(seats, " "))
		for i := range rapid.IntRange(0, 8).Draw(t, "events") {
			happens(t, p, i)
		}
		now, ever := p.canBeMet()
		got := p.verdict()
		seen[got]++
		if s := p.Standing(); s.OpenSeats != nil {
			forks++
			joint += boolToInt(got == IsImpossible && !p.Rule.jointlyPossible(s))
		}
		if vain := !ever && !slices.ContainsFunc(p.people, func(s Stakeholder) bool { return s.For == "" && p.holder(p.index[s.Person]).State != HasAnswer }); got != IsMet && p.exhausted(got) != vain {
			t.Fatalf("%s of %s: everybody has answered in vain: %v", p.Rule, strings.Join(seats, " "), vain)
		}
		if (got == IsMet) != (now == IsMet) || (got == IsImpossible) != !ever {
			t.Fatalf("%s of %s: %d, by trying all %d now and met ever: %v\n%+v", p.Rule, strings.Join(seats, " "), got, now, ever, p.Standing())
		}
	})
	if seen[IsOpen] == 0 || seen[IsMet] == 0 || seen[IsImpossible] == 0 || forks == 0 {
		t.Errorf("not all of it was tried: %v, %d with forks, %d impossible only together", seen, forks, joint)
	}
	t.Logf("%d impossible only together, which is rare", joint)
}

// Two people of one seat in different sources and groups.
func TestSeatsOfDifferentSourcesAndGroups(t *testing.T) {
	for _, c := range []struct {
		rule, people string
		does         string // who answers, or with a dash: is not the one
		want         Verdict
	}{
		{"2 independent, 1 from @sec", "UA(x){sec}/DA(y) UB(y)", "DA UB", IsOpen},
		{"1, 1 from @sz", "UA/DA{sz} UB{sz}", "-UB", IsOpen},
		{"1, 1 from @sx, with @A", "UA{sx}/DA{sx} UB{sx} UC", "DA -UB", IsImpossible},
		// A person who goes before for a role brings their own source.
		{"2 independent, 1 from @sec", "UA(x){sec}/DA(y) UB(x)", "DA UB", IsImpossible},
		{"2 independent, 1 from @sec", "UA(x){sec}/DA(y) UB(x) UC", "DA UB", IsOpen},
		// Of two who may answer, either source may come, and not both.
		{"2 independent", "UA(x)/DA(y) UB(y)", "UB", IsOpen},
		{"2 independent", "UA(x)/DA(y) UB(x)", "UB", IsOpen},
		{"3 independent", "UA(x)/DA(y) UB(z)", "UB", IsImpossible},
		{"3 independent", "UA(x)/DA(y) UB(x)/DB(y) UC(z)", "", IsOpen},
		{"2 independent", "UA(x)/DA(y) UB(x)", "DA UB", IsMet},
		{"2 independent", "UA(x)/DA(y) UB(x)", "UA UB", IsImpossible},
		// "All from" a group counts the seats in which a member of it could have answered.
		{"all from @sx", "UA{sx}/DA UB{sx}", "DA UB", IsOpen},
		{"all from @sx", "UA{sx}/DA UB{sx}", "-UA DA UB", IsImpossible},
	} {
		p := asks(t, c.rule, c.people)
		for i, who := range strings.Fields(c.does) {
			at := monday().Add(time.Duration(i) * time.Minute)
			if name, out := strings.CutPrefix(who, "-"); out {
				p.record(at, Person(name), Declined{Person: Person(name), Way: NotMe})
			} else {
				p.record(at, Person(who), Answered{Person: Person(who), Position: "x"})
			}
		}
		if got := p.verdict(); got != c.want {
			t.Errorf("%s of %s, %s: %d, want %d\n%+v", c.rule, c.people, c.does, got, c.want, p.Standing())
		}
	}
}
