package polls

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"quorum/polls/phrase"
	"quorum/polls/worktime"

	"github.com/google/go-cmp/cmp"
)

// named writes a rule's mentions: @sec is the group SSEC, @Ana the person UANA.
func named(rule string) string {
	words := strings.Fields(rule)
	for i, w := range words {
		name, ok := strings.CutPrefix(strings.TrimSuffix(w, ","), "@")
		if !ok {
			continue
		}
		m := Mention{ID: "S" + strings.ToUpper(name), Group: true}
		if strings.ToLower(name) != name {
			m = Mention{ID: "U" + strings.ToUpper(name)}
		}
		words[i] = m.String() + w[len(name)+1:]
	}
	return strings.Join(words, " ")
}

// unnamed undoes what named does to the words about a rule.
func unnamed(text string) string {
	return mentionForm.ReplaceAllStringFunc(text, func(m string) string {
		one := mentionsIn(m)[0]
		if one.Group {
			return "@" + strings.ToLower(one.ID[1:])
		}
		return "@" + one.ID[1:2] + strings.ToLower(one.ID[2:])
	})
}

func ruleNaming(t testing.TB, text string) Rule {
	r, err := ParseRule(named(text))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// inviteOf reads somebody as "UANA(team){sec,be}": who, of which team, and in which groups.
func inviteOf(word string) Invite {
	word, groups, _ := strings.Cut(strings.TrimSuffix(word, "}"), "{")
	name, team, _ := strings.Cut(strings.TrimSuffix(word, ")"), "(")
	i := Invite{Person: Person(name), Source: team}
	for g := range strings.SplitSeq(groups, ",") {
		if g != "" {
			i.Groups = append(i.Groups, "S"+strings.ToUpper(g))
		}
	}
	return i
}

// standingFor reads people as "A{sec,be} P:UANA": a state, who it is if that matters, and the groups.
func standingFor(rule Rule, people string) Standing {
	states := map[byte]State{'A': HasAnswer, 'P': Pending, 'B': NoOpinion, 'R': Recused, 'D': NotMe, 'G': Gone}
	c := newCounts(rule)
	for i, word := range strings.Fields(people) {
		who := inviteOf(strings.TrimPrefix(word[1:], ":"))
		if who.Person == "" {
			who.Person = Person(strconv.Itoa(i))
		}
		c.addPerson(&Stakeholder{Invite: who, State: states[word[0]]}, +1)
	}
	return c.Standing
}

func TestHowRolesStand(t *testing.T) {
	for _, c := range []struct {
		rule, people string
		want         Verdict
		missing      string
	}{
		{"1 from @sec, 1 from @be", "A{sec,be} A{sec}", IsMet, ""},
		{"1 from @be, 1 from @sec", "A{sec,be} A{sec}", IsMet, ""},
		{"1 from @sec, 1 from @be", "A{sec,be} P{be}", IsOpen, "0 of 1 answer from @be"},
		{"1 from @sec, 1 from @be", "A{sec,be}", IsImpossible, "0 of 1 answer from @be"},
		{"1 from @sec", "D{sec} A", IsImpossible, "0 of 1 answer from @sec"},
		{"1 from @sec", "R{sec} A", IsImpossible, "0 of 1 answer from @sec"},
		{"1 from @sec", "B{sec} P{sec} A", IsOpen, "0 of 1 answer from @sec"},
		{"2, with @Ana", "P:UANA A A", IsOpen, "no answer from @Ana"},
		{"2, with @Ana", "R:UANA A A", IsImpossible, "no answer from @Ana"},
		{"2, with @Ana", "A:UANA A", IsMet, ""},
		{"2, with @Ana", "A:UANA P", IsOpen, "1 of 2 answers"},
		{"2 teams, 1 from @legal or @sec", "A{sec} A", IsMet, ""},
		{"2 from @legal or @sec", "A{sec} A A{legal}", IsMet, ""},
		{"2 from @legal or @sec", "A{sec,legal} A", IsImpossible, "1 of 2 answers from @legal or @sec"},
		{"1 from @Ana or @sec", "A:UANA", IsMet, ""},
		{"all from @leads", "A{leads} P{leads} A", IsOpen, "1 of 2 answers from @leads"},
		{"all from @leads", "A{leads} R{leads} G{leads} A", IsMet, ""},
		{"all from @leads", "A{leads} D{leads}", IsImpossible, "1 of 2 answers from @leads"},
		{"all from @leads", "R{leads} A", IsImpossible, "0 of 1 answer from @leads"},
		{"with @Ana, 1 from @sec", "A:UANA{sec} P{sec}", IsOpen, "0 of 1 answer from @sec"},
		{"1 from @sec, with @Ana", "A:UANA{sec} A{sec}", IsMet, ""},
		{"1 from @a, 1 from @b, 1 from @c", "A{a,b} A{b,c} A{a}", IsMet, ""},
		{"1 from @a, 1 from @b, 1 from @c", "A{a,b} A{a,b} A{a}", IsImpossible, "0 of 1 answer from @c"},
		{"2 from @a, 2 from @b", "A{a,b} A{a,b} A{a} P{b}", IsOpen, "1 of 2 answers from @b"},
	} {
		r := ruleNaming(t, c.rule)
		s := standingFor(r, c.people)
		if got := r.Judge(s); got != c.want {
			t.Errorf("%s of %s: %d, want %d", c.rule, c.people, got, c.want)
		}
		if got := unnamed(r.Missing(s)); got != c.missing {
			t.Errorf("%s of %s lacks %q, want %q", c.rule, c.people, got, c.missing)
		}
	}
}

func TestRolesInWords(t *testing.T) {
	for _, c := range []struct{ rule, people, want string }{
		{"3, 1 from @sec", "P P{sec} P{sec}", "all 3 answers, and 1 of 2 answers from @sec"},
		{"1 from @sec, with @Ana", "P{sec} P:UANA", "the one answer from @sec, and the answer from @Ana"},
		{"all from @leads or @sec", "P{leads} P{sec} P{leads,sec}", "all 3 answers from @leads or @sec"},
	} {
		r := ruleNaming(t, c.rule)
		if got := unnamed(r.Words(standingFor(r, c.people))); got != c.want {
			t.Errorf("%s: %q, want %q", c.rule, got, c.want)
		}
	}
}

func TestRolesAreReadAndPrinted(t *testing.T) {
	sec, legal, ana := Mention{ID: "SSEC", Group: true}, Mention{ID: "SLEGAL", Group: true}, Mention{ID: "UANA"}
	for _, c := range []struct {
		text string
		want Rule
	}{
		{"1 from @sec", ruleOf(worktime.Deadline{}, roles{{N: 1, From: []Mention{sec}}})},
		{"2 FROM @legal OR @sec or @legal", ruleOf(worktime.Deadline{}, roles{{N: 2, From: []Mention{legal, sec}}})},
		{"All from @sec", ruleOf(worktime.Deadline{}, roles{{From: []Mention{sec}}})},
		{"with @Ana", ruleOf(worktime.Deadline{}, roles{{N: 1, From: []Mention{ana}, With: true}})},
		{
			"quorum: 3 of 5, 1 from @sec, within 2h, with @Ana",
			ruleOf(worktime.Deadline{Within: 2 * time.Hour}, answers{count{N: 3, Of: 5}}, roles{{N: 1, From: []Mention{sec}}, {N: 1, From: []Mention{ana}, With: true}}),
		},
	} {
		got := ruleNaming(t, c.text)
		if diff := cmp.Diff(c.want, got, ruleParts()); diff != "" {
			t.Errorf("%q (-want +got):\n%s", c.text, diff)
		}
		again, err := ParseRule(got.String())
		if diff := cmp.Diff(got, again, ruleParts()); err != nil || diff != "" {
			t.Errorf("%q is printed as %q: %v\n%s", c.text, got, err, diff)
		}
	}
	labelled, err := ParseRule("2,1 from<!subteam^SSEC|@sec, and more>or <@UANA|ana>,within 2h")
	if err != nil || labelled.String() != "2, 1 from <!subteam^SSEC> or <@UANA>, within 2h" {
		t.Errorf("%q %v", labelled, err)
	}
}

func TestRolesThatCannotBeMeant(t *testing.T) {
	for _, typed := range []string{
		"3 from security",
		"1 from \x40security", // typed, and not picked from the list
		"with ana",
		"0 from @sec",
		"1 from @a and @b",
		"1 from @a @b",
		"with @Ana and @Ben",
		"1 from @a or",
		"with @sec",
		"with @Ana or @Ben",
		"1 from @a or @b or @c or @d or @e or @f or @g, 1 from @h or @i or @j or @k or @l or @m",
	} {
		text := named(typed)
		if strings.Contains(typed, "@security") {
			text = typed
		}
		r, err := ParseRule(text)
		e, ok := err.(*phrase.Error)
		if !ok || e.Field != phrase.FieldRule {
			t.Errorf("%q is %q: %v", text, r, err)
			continue
		}
		words.Said(t, typed+"\n\t"+e.Text)
	}
}

func openingNaming(t testing.TB, rule, people string) Opening {
	o := openingOf(t, "Go?", "")
	o.Draft.Rule = named(rule)
	for word := range strings.FieldsSeq(people) {
		o.Asked = append(o.Asked, inviteOf(word))
	}
	return o
}

func TestRolesThatNobodyCanFillAreRefusedBeforeSending(t *testing.T) {
	for _, c := range []struct{ rule, people, want string }{
		{"1 from @sec", "ana ben", `Nobody from @sec is asked whose answer counts. Ask them too, or leave "1 from @sec" out of the rule.`},
		{"1 from @sec", "ana ben ada{sec}", `Nobody from @sec is asked whose answer counts. Ask them too, or leave "1 from @sec" out of the rule.`},
		{"2, with @Ana", "cy ben", `@Ana is not among the people asked whose answers count. Ask them too, or leave "with @Ana" out of the rule.`},
		{"2 from @sec", "ana{sec} ben", `"2 from @sec" can never be met: 1 person from there is asked whose answer counts. Ask more people or lower the rule.`},
		{"3 from @sec", "ana{sec} ben{sec}", `"3 from @sec" can never be met: 2 people from there are asked whose answers count. Ask more people or lower the rule.`},
		{"1 from @sec, 1 from @be", "ana{sec,be} ben", `"1 from @sec, 1 from @be" can never be met: each part needs somebody else, and too few are asked. Ask more people or lower the rule.`},
	} {
		_, _, err := Open(monday(), openingNaming(t, c.rule, c.people))
		e, ok := err.(*phrase.Error)
		if !ok || unnamed(e.Text) != c.want || e.Field != phrase.FieldRule {
			t.Errorf("%s of %s\n got %v\nwant %s", c.rule, c.people, err, c.want)
		}
	}
}

func TestAskingForRoles(t *testing.T) {
	s := &story{t: t, now: monday()}
	begin := func(rule, people string) *story {
		p, events, err := Open(monday(), openingNaming(t, rule, people))
		if err != nil {
			t.Fatal(err)
		}
		s.p, s.log = p, events
		return s
	}
	begin("2, 1 from @sec, within 2h", "ana ben cy{sec} dan{sec}")
	if want := "2, 1 from <!subteam^SSEC>, within 2h"; s.p.Rule.String() != want || !cmp.Equal(s.p.Stakeholders()[2].Groups, []string{"SSEC"}) {
		t.Errorf("%s, want %s; %+v", s.p.Rule, want, s.p.Stakeholders()[2])
	}
	s.answers("ana yes, ben yes").happened("answered answered")
	s.declines("cy", Recused).answers("dan yes").happened("answered answered declined answered published")
	s.foldsBack()

	begin("2, 1 from @sec, within 2h", "ana ben cy{sec}").declines("cy", Recused).happened("declined stuck")
	if why := s.log[len(s.log)-1].Fact.(Stuck).Why; unnamed(why) != "0 of 2 answers and 0 of 1 answer from @sec" {
		t.Errorf("%q", why)
	}
	s.foldsBack()

	// A role alone does not say how many are enough: most of the sources must answer as well.
	begin("1 from @sec, within 2h", "ana ben cy{sec}")
	if got := unnamed(s.p.Rule.String()); got != "2 independent, 1 from @sec, within 2h" {
		t.Errorf("%q", got)
	}
}
