package polls

import (
	"slices"
	"strings"
	"testing"
	"time"

	"quorum/polls/kind"
	"quorum/polls/phrase"
)

func (s *story) deputes(who, deputy string) *story {
	s.t.Helper()
	name, team, _ := strings.Cut(strings.TrimSuffix(deputy, ")"), "(")
	return s.keep(s.p.Depute(s.now, Person(who), Invite{Person: Person(name), Source: team}))
}

func TestADeputyAnswersInSomebodysSeat(t *testing.T) {
	tell(t, "Go? | quorum: 2 of 2", "ana ben").deputes("ana", "dan").
		happened("declined joined").answers("ben yes, dan no").
		happened("declined joined answered answered published").
		says("Tied: Yes and No")
}

func TestTheFirstOfTwoFillsTheSeat(t *testing.T) {
	s := tell(t, "Go? | quorum: 3", "ana ben cy").deputes("ana", "dan").answers("dan no").after(time.Minute).answers("ana yes, ben yes")
	if got, asked := s.p.Progress(); got != 2 || asked != 3 {
		t.Errorf("%d of %d", got, asked)
	}
	if s.p.Counted("ana") || !s.p.Counted("dan") {
		t.Error("the second of a seat counts")
	}
	s.answers("cy yes").says("Decided: Yes, 2 to 1")
	if voices := s.p.Deputies("ana"); len(voices) != 1 || voices[0] != "dan" {
		t.Error(voices)
	}
}

func TestWhenTheFirstTakesItBackTheSecondCounts(t *testing.T) {
	s := tell(t, "Go? | quorum: 3", "ana ben cy").deputes("ana", "dan").answers("dan no").after(time.Minute).answers("ana yes")
	s.keep(s.p.Withdraw(s.now, "dan"))
	s.answers("ben yes, cy yes").says("Decided: Yes, 3 of 3")
}

func TestADeputyCountsForTheDeputysOwnSource(t *testing.T) {
	s := tell(t, "Go? | quorum: 2 independent", "ana(x) ben(x) cy").deputes("ana", "dan(y)")
	s.answers("dan yes, ben yes").happened("declined joined answered answered published").
		says("Decided: Yes, 2 of 2")
}

func TestWhoCannotBeADeputy(t *testing.T) {
	s := tell(t, "Go? | quorum: 2", "ana ben ada")
	for _, one := range []struct{ by, deputy, why string }{
		{"ana", "ana", "you"},
		{"ana", "ben", "is asked already"},
		{"ana", "ada", "asked Q7"},
		{"ada", "dan", "You asked Q7"},
	} {
		s.refused(s.p.Depute(s.now, Person(one.by), Invite{Person: Person(one.deputy)}))(phrase.Invalid, one.why)
	}
	s.refused(s.p.Depute(s.now, "eve", Invite{Person: "dan"}))(phrase.Forbidden, "Q7")
	s.deputes("ana", "dan")
	s.refused(s.p.Depute(s.now, "dan", Invite{Person: "ana"}))(phrase.Invalid, "is asked already") // no circle
	s.deputes("dan", "cy").answers("cy yes, ben yes").says("Decided: Yes, 2 of 2")
}

func TestAnAnswerThatWasNotBlindDoesNotCount(t *testing.T) {
	s := tell(t, "Go? | quorum: 2", "ana ben cy").answers("ana yes")
	s.keep(s.p.Answer(s.now, "ben", Response{Position: kind.Yes, Exposed: true}))
	s.happened("answered answered")
	s.declines("cy", NoOpinion).happened("answered answered declined stuck").open().after(30 * time.Hour).ticks().
		says("No quorum: 1 of 2")
	if s.p.Counted("ben") {
		t.Error("it counts")
	}
}

func TestAddingPeople(t *testing.T) {
	s := tell(t, "Go? | quorum: 2", "ana ben").declines("ben", NotMe).happened("declined stuck")
	s.refused(s.p.Add(s.now, Actor{Person: "ana"}, []Invite{{Person: "cy"}}))(phrase.Forbidden, "Q7")
	s.refused(s.p.Add(s.now, Actor{Person: "ada"}, []Invite{{Person: "ana"}}))(phrase.Invalid, "is asked already")
	s.keep(s.p.Add(s.now, Actor{Person: "ada"}, []Invite{{Person: "ana"}, {Person: "cy"}, {Person: "cy"}}))
	s.happened("declined stuck joined").declines("cy", NotMe).happened("declined stuck joined declined stuck")
	s.keep(s.p.Add(s.now, Actor{Person: "ada"}, []Invite{{Person: "dan"}})).answers("dan yes, ana yes").
		says("Decided: Yes, 2 of 2")
	s.refused(s.p.Add(s.now, Actor{Person: "ada"}, []Invite{{Person: "eve"}}))(phrase.Over, "→ reopen Q7")
}

func TestLoweringTheRule(t *testing.T) {
	s := tell(t, "Go? | quorum: 3, within 2h", "ana ben cy").answers("ana yes").declines("ben", NotMe)
	amend := func(rule string) ([]Event, error) { return s.p.Amend(s.now, Actor{Person: "ada"}, rule) }
	s.refused(amend("3"))(phrase.Invalid, "1", "3")
	s.refused(amend(""))(phrase.Invalid, "2", "3")
	s.refused(amend("1 from <@U9>"))(phrase.Invalid, "<@U9>")
	s.refused(amend("many"))(phrase.Invalid, `"many"`)
	s.keep(amend("within 3h")).happened("answered declined stuck amended stuck")
	if want := monday().Add(3 * time.Hour); !s.p.Deadline.Equal(want) || s.p.Rule.String() != "3, within 3h" {
		t.Errorf("%s, %s", s.p.Rule, s.p.Deadline)
	}
	s.keep(amend("1")).happened("answered declined stuck amended stuck amended published").
		says("Leaning: Yes")
	s.refused(amend("1"))(phrase.Over, "→ reopen Q7")
}

// A person whom the asker adds has a seat of their own, whatever the invitation says.
func TestWhoIsAddedHasASeat(t *testing.T) {
	s := tell(t, "Go? | quorum: 2, within 2h", "ana ben")
	s.keep(s.p.Add(s.now, Actor{Person: "ada"}, []Invite{{Person: "cy", For: "ana"}})).answers("ana yes, cy yes").
		says("Decided: Yes, 2 of 2").foldsBack()
}

// Asked again are the people who were asked first, without deputies and without those who have left.
func TestWhoIsAskedAgain(t *testing.T) {
	s := tell(t, "Go? | quorum: 1, within 2h", "ana ben cy")
	s.keep(s.p.Depute(s.now, "ben", Invite{Person: "dan"})).leaves("cy").answers("ana yes")
	o, err := s.p.AskAgain(s.now, Actor{Person: "ada"})
	if err != nil {
		t.Fatal(err)
	}
	var who []Person
	for _, one := range o.Asked {
		who = append(who, one.Person)
	}
	if !slices.Equal(who, []Person{"ana", "ben"}) || o.Again != 7 {
		t.Errorf("%v, after Q%d", who, o.Again)
	}
}

// A person who was asked in place of one who is away is asked again for a seat of their own: the other may be back.
func TestWhoIsAskedAgainReadsNothingOfWhoWasAway(t *testing.T) {
	m := opened(t, "1, by 17:00", Invite{Person: "ben", Instead: "cy"})
	m.must(m.p.Answer(m.now, "ben", Response{Position: kind.Yes}))
	o, err := m.p.AskAgain(m.now, Actor{Person: "ada"})
	if err != nil || len(o.Asked) != 1 || o.Asked[0].Person != "ben" || o.Asked[0].InPlaceOf() != "" {
		t.Errorf("%+v, %v", o.Asked, err)
	}
	if ben, _ := m.p.Stakeholder("ben"); ben.InPlaceOf() != "cy" {
		t.Errorf("%+v", ben)
	}
}
