package polls

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"quorum/polls/kind"

	"pgregory.net/rapid"
)

// Of three people, one is "not me" and names a deputy, and one has a conflict of interest: the poll goes on, and the
// asker is told.
func TestAWayOutIsNotTheEnd(t *testing.T) {
	s := tell(t, "Go?", "ana ben cy").declines("ana", NotMe).happened("declined").
		declines("ben", Recused).happened("declined declined stuck").
		answers("cy yes").open().happened("declined declined stuck answered")
	s.deputes("ana", "dan").open().answers("dan yes").
		says("Decided: Yes, 2 of 2").foldsBack()
}

func TestWhatTheAskerMayDoAboutIt(t *testing.T) {
	stuck := func() *story {
		return tell(t, "Go? | quorum: 2, within 2h", "ana ben").answers("ana yes").declines("ben", NotMe).happened("answered declined stuck").open()
	}
	ada := Actor{Person: "ada"}
	s := stuck()
	s.keep(s.p.Add(s.now, ada, []Invite{{Person: "cy"}})).open().answers("cy yes").says("Decided: Yes, 2 of 2")
	s = stuck()
	s.keep(s.p.Amend(s.now, ada, "1")).says("Decided: Yes")
	stuck().closes().says("Closed")
	stuck().withdraws("ben").open().answers("ben yes").says("Decided: Yes, 2 of 2")
	stuck().after(2 * time.Hour).ticks().says("No quorum: 1 of 2").foldsBack()
}

// Nobody who is gone has given a position either.
func TestSomebodyGoneIsNotTheEnd(t *testing.T) {
	tell(t, "Go? | quorum: 2", "ana ben").answers("ana yes").leaves("ben").happened("answered left stuck").open()
	s := tell(t, "Go? | quorum: 2", "ana ben").answers("ana yes").fails("ben").happened("answered unreachable stuck").open()
	s.delivers("ben").answers("ben no").says("Tied: Yes and No")
}

// Where all have given a position, none of them will make the rule met.
func TestAllHaveAnsweredInVain(t *testing.T) {
	tell(t, "Go? | quorum: 2, decided", "ana ben").answers("ana yes, ben no").
		says("No quorum")
	s := tell(t, "Go? | quorum: 2", "ana ben").answers("ana yes")
	s.keep(s.p.Answer(s.now, "ben", Response{Position: kind.Yes, Exposed: true})).happened("answered answered published").
		says("No quorum: 1 of 2")
}

// It is the same where only what the answers say is missing, and nothing is told of that.
func TestStuckWhateverTheAnswersSay(t *testing.T) {
	for _, rule := range []string{"2, decided", "2, 95% sure", "decided"} {
		s := tell(t, "Go? | quorum: "+rule+", within 2h", "ana ben cy").answers("ana yes, ben no").open().declines("cy", NoOpinion).
			happened("answered answered declined stuck").open()
		if why := s.log[len(s.log)-1].Fact.(Stuck).Why; why != "" {
			t.Errorf("%s: %q tells what was answered", rule, why)
		}
		s.answers("ben yes").says("Decided: Yes, 2 of 2").foldsBack()
	}
	tell(t, "Go? | kind: consent | quorum: 2, no block, within 2h", "ana ben cy").answers("ana objection because it breaks, ben no objection").
		declines("cy", NoOpinion).happened("answered answered declined stuck").answers("ana stand aside").
		says("Decided: no objection in 2")
	s := apart(t, "Go? | quorum: 2, decided, within 2h", "ana ben cy").storesAnswers("ana yes, ben no").
		stores(func(p *Poll) ([]Event, error) { return p.Decline(monday(), "cy", NoOpinion) }).weighs().
		happened("answered answered declined weighed stuck")
	if s.p.Unweighed() {
		t.Error("it waits to be weighed")
	}
	s.foldsBack()
}

// A poll of many whom nobody is left of is not weighed when it is no use.
func TestNobodyIsWeighedForWhoIsStuck(t *testing.T) {
	s := apart(t, "Go? | quorum: 3, within 2h", "ana ben cy").storesAnswers("ana yes, ben no").
		stores(func(p *Poll) ([]Event, error) { return p.Decline(monday(), "cy", NotMe) }).happened("answered answered declined stuck")
	if s.p.Unweighed() {
		t.Error("it waits to be weighed")
	}
}

// The asker is told each time, and the message is kept up to date.
func TestStuckIsToldEachTime(t *testing.T) {
	s := tell(t, "Go? | quorum: 3, within 2h", "ana ben cy dan")
	for _, c := range []struct {
		does func() *story
		want string
	}{
		{func() *story { return s.declines("ana", NotMe) }, ""},
		{func() *story { return s.declines("ben", NotMe) }, "stuck/1"},
		{func() *story { return s.answers("cy yes") }, ""},
		{func() *story { return s.withdraws("ben") }, "stuck/1"},
		{func() *story { return s.declines("ben", Recused) }, "stuck/1 stuck/2"},
		{func() *story { return s.keep(s.p.Add(s.now, Actor{Person: "ada"}, []Invite{{Person: "eve"}})) }, "stuck/1 stuck/2"},
		{func() *story { return s.declines("eve", NotMe) }, "stuck/2 stuck/3"},
		{func() *story { return s.keep(s.p.Amend(s.now, Actor{Person: "ada"}, "2")) }, "stuck/2 stuck/3"},
		{func() *story { return s.answers("dan yes") }, "stuck/2 stuck/3"},
	} {
		n := len(s.log)
		c.does()
		var keys []string
		for _, one := range s.p.Notices(s.log[n:]) {
			if one.Kind == NoticeStuck {
				keys = append(keys, one.Key)
			}
		}
		if got := strings.Join(keys, " "); got != c.want {
			t.Errorf("%s tells %q, want %q", s.facts(n), got, c.want)
		}
	}
	s.foldsBack()
}

// What is advised makes the rule possible, and no more than that is asked for.
func TestWhatWouldHelp(t *testing.T) {
	for _, c := range []struct{ rule, people, out, want string }{
		{"2", "ana ben", "ben", "ask 1 more person; lower it to 1 of 2"},
		{"3 of 4", "ana ben cy dan", "ben cy dan", "ask 2 more people; lower it to 1 of 4"},
		{"all", "ana ben cy", "cy", "lower it to 2 of 3"},
		{"80%", "ana ben cy dan", "cy dan", "ask 6 more people; lower it to 2 of 4"}, // 8 of 10
		{"2 independent", "ana(x) ben(y) cy(x)", "ben", "ask 1 more person; lower it to 1 independent"},
		{"3, 2 independent", "ana(x) ben(x) cy(y)", "cy", "ask 1 more person; lower it to 2 of 3, 1 independent"},
		{"", crowdOf(12), "p00 p01 p02 p03 p04 p05 p06 p07", "ask 1 more person; lower it to 4 independent"},
		{"1", "ana ben", "ana ben", "ask 1 more person"},
		{"2, 1 from @sec", "ana ben cy{sec}", "cy", "ask somebody else from @sec; lower it to 2"},
		{"1 from @sec, 1 from @be", "ana ben cy{sec} dan{be}", "cy", "ask somebody else from @sec; lower it to 3 independent, 1 from @be"},
		{"2, with @Ana", "UANA ben cy", "UANA", "lower it to 2"},
		{"2, no block", "ana ben", "ben", "ask 1 more person"}, // 1 of 2, no block would look at fewer answers
	} {
		s := &story{t: t, now: monday()}
		p, log, err := Open(monday(), openingNaming(t, strings.TrimPrefix(c.rule+", within 2h", ", "), c.people))
		if err != nil {
			t.Fatal(err)
		}
		s.p, s.log = p, log
		first := p.Stakeholders()[0].Person
		if !strings.Contains(" "+c.out+" ", " "+string(first)+" ") {
			s.answers(string(first) + " yes")
		}
		if p.Stuck() {
			t.Errorf("%s of %s is stuck already", c.rule, c.people)
		}
		for who := range strings.FieldsSeq(c.out) {
			s.declines(Person(who), NotMe)
		}
		if got := unnamed(strings.Join(p.Remedies(), "; ")); got != c.want || !p.Stuck() {
			t.Errorf("%s of %s without %s: %q, want %q", c.rule, c.people, c.out, got, c.want)
		}
	}
}

// An asker who takes the advice gets a rule that can be met.
func TestAdviceIsGood(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rule := rapid.SampledFrom([]string{"2", "3", "all", "60%", "majority", "2 independent", "3, 2 independent", "2, 1 from @sx", "1 from @sx, 1 from @sy", "2 independent, 1 from @sx", "3, decided", "2, no block"}).Draw(t, "rule")
		var people []string
		for i := range rapid.IntRange(2, 5).Draw(t, "people") {
			people = append(people, "UP"+strconv.Itoa(i)+rapid.SampledFrom([]string{"", "(x)", "(y)"}).Draw(t, "team")+rapid.SampledFrom([]string{"", "{sx}", "{sx,sy}"}).Draw(t, "groups"))
		}
		p := asks(t, rule, strings.Join(people, " "))
		for i := range rapid.IntRange(0, 6).Draw(t, "events") {
			happens(t, p, i)
		}
		for _, do := range p.Remedies() {
			if !p.Stuck() {
				return
			}
			if lower, is := strings.CutPrefix(do, "lower it to "); is {
				if _, err := p.Amend(monday().Add(time.Hour), Actor{Person: "ada"}, lower); err != nil {
					t.Fatalf("%s: %v", do, err)
				}
				if p.Stuck() {
					t.Fatalf("%s, and still stuck with %s: %+v", do, p.Rule, p.Standing())
				}
				return
			}
		}
	})
}
