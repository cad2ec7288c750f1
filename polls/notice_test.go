package polls

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// told says who is told what because of the last events, as "kind>person" or "kind" for the channel, with + for what is
// sent anew when it was sent before.
func (s *story) told(since int) string {
	var words []string
	for _, n := range s.notices(since) {
		word := string(n.Kind)
		if n.To != "" {
			word += ">" + string(n.To)
		}
		if n.Again {
			word += "+"
		}
		words = append(words, word)
	}
	return strings.Join(words, " ")
}

// notices returns what the last events bring, each key once, as the outbox merges them.
func (s *story) notices(since int) (all []Notice) {
	known := map[string]bool{}
	for _, n := range s.p.Notices(s.log[since:]) {
		if !known[n.Key] {
			known[n.Key] = true
			all = append(all, n)
		}
	}
	return all
}

func TestWhoIsToldWhat(t *testing.T) {
	s := tell(t, "Go? | quorum: 2, within 2h", "ana ben cy dan ada").after(time.Hour)
	if got, want := s.told(0), "card+ question>ana question>ben question>cy question>dan question>ada"; got != want {
		t.Errorf("asking tells %q, want %q", got, want)
	}
	for _, c := range []struct {
		what string
		do   func() *story
		want string
	}{
		{"delivery", func() *story { return s.delivers("ana", "ben") }, ""},
		{"placing", func() *story { return s.keep(s.p.PlaceCard(s.now, Place{"C1", "1"}), nil) }, ""},
		{"placing twice", func() *story { return s.keep(s.p.PlaceCard(s.now, Place{"C1", "2"}), nil) }, ""},
		{"a failed question", func() *story { return s.fails("dan") }, "card+ unreachable>ada+"},
		{"an answer", func() *story { return s.answers("ana yes") }, "receipt>ana+ card+"},
		{"the same", func() *story { return s.answers("ana yes") }, ""},
		{"taking it back", func() *story { return s.withdraws("ana") }, "receipt>ana+ card+"},
		{"a reminder", func() *story { s.after(Quiet); return s.keep(s.p.Remind(s.now, Actor{Person: "ada"})) }, "reminder>ana reminder>ben"},
		{"a way out", func() *story { return s.declines("cy", NotMe) }, "receipt>cy+ card+"},
		{"leaving", func() *story { return s.leaves("ben") }, "card+ stuck>ada+"},
		{"coming back", func() *story { return s.answers("ben no") }, "receipt>ben+ card+ stuck>ada+"},
		{"a lost card", func() *story { return s.keep(s.p.MarkUndelivered(s.now, NoticeCard, "the channel is archived"), nil) }, "undelivered>ada"},
		{"the last one needed", func() *story { return s.answers("ana no") }, "receipt>ana+ card+ summary tidy+ copy>ada stuck>ada+"},
		{"after the end", func() *story { return s.answers("cy yes") }, "receipt>cy+ revised+ card+"},
	} {
		n := len(s.log)
		c.do()
		if got := s.told(n); got != c.want {
			t.Errorf("%s tells %q, want %q", c.what, got, c.want)
		}
	}
}

func TestLateAnswersThatChangeTheLeaderAreToldInTheThread(t *testing.T) {
	s := tell(t, "Go? | quorum: 1, within 2h", "ana ben cy dan").answers("ana yes")
	for _, c := range []struct{ item, want string }{
		{"ben yes", "receipt>ben+ revised+ card+"},
		{"cy no", "receipt>cy+ revised+ card+"},
		{"ben no", "receipt>ben+ revised+ card+ flip+ reopen>ada+"},
		{"dan yes", "receipt>dan+ revised+ card+ flip+ flip+ reopen>ada+"}, // a tie, which the first note gives way to
		{"dan no", "receipt>dan+ revised+ card+ flip+ flip+ reopen>ada+"},
		{"ben yes", "receipt>ben+ revised+ card+ flip+ flip+ reopen>ada+"},
		{"cy yes", "receipt>cy+ revised+ card+ flip+ flip+ reopen>ada+"}, // nothing is changed any more, which is said too
	} {
		n := len(s.log)
		if got := s.answers(c.item).told(n); got != c.want {
			t.Errorf("%s tells %q, want %q", c.item, got, c.want)
		}
	}
}

func TestNobodyIsToldOfLeadersAfterTheEnd(t *testing.T) {
	s := tell(t, "Go? | quorum: 1, within 2h", "ana ben cy").answers("ana yes").closes()
	n := len(s.log)
	if got := s.answers("ben no, cy no").told(n); got != "receipt>ben+ revised+ card+ receipt>cy+" {
		t.Errorf("after the asker closed it: %q", got)
	}
	s = tell(t, "Go? | quorum: 1, within 2h", "ana ben cy").answers("ana yes").after(2 * time.Hour)
	n = len(s.log)
	if got := s.answers("ben no, cy no").told(n); got != "tidy+ card+ revised+ receipt>ben+ receipt>cy+" {
		t.Errorf("after the deadline: %q", got)
	}
}

func TestCancellingLeavesOneLine(t *testing.T) {
	s := tell(t, "Go? | quorum: 2", "ana ben").answers("ana yes")
	n := len(s.log)
	if got := s.keep(s.p.Cancel(s.now, Actor{Person: "ada"})).told(n); got != "cancelled card+ tidy+" {
		t.Error(got)
	}
}

// The same thing is told under the same key, so that storing it twice tells it once; each reminder is another thing.
func TestKeys(t *testing.T) {
	s := tell(t, "Go? | quorum: 2, within 8h", "ana ben").delivers("ana", "ben")
	keys := map[string]int{}
	for range 2 {
		n := len(s.log)
		s.after(Quiet).keep(s.p.Remind(s.now, Actor{Person: "ada"}))
		for _, notice := range s.p.Notices(s.log[n:]) {
			keys[notice.Key]++
		}
	}
	for _, want := range []string{"reminder/ana/1", "reminder/ana/2", "reminder/ben/1", "reminder/ben/2"} {
		if keys[want] != 1 {
			t.Errorf("%v: no %s", keys, want)
		}
	}
}

// A person who has just clicked waits for what was recorded; the card may gather more changes.
func TestWhatIsUrgent(t *testing.T) {
	s := tell(t, "Go? | quorum: 1", "ana ben").answers("ana yes")
	at := map[NoticeKind]Notice{}
	for _, n := range s.p.Notices(s.log[1:]) {
		at[n.Kind] = n
	}
	if n := at[NoticeRecorded]; n.Lane != LaneAck || !n.Due.Equal(s.now) {
		t.Errorf("%+v", n)
	}
	if n := at[NoticeSummary]; n.Lane != LaneCard || !n.Due.Equal(s.now) || n.Key != "summary" {
		t.Errorf("%+v", n)
	}
	if n := at[NoticeCard]; n.Lane != LaneUpdate || !n.Due.Equal(s.now) {
		t.Errorf("with the summary: %+v", n)
	}
	s = tell(t, "Go? | quorum: 2", "ana ben").answers("ana yes")
	if n := s.p.Notices(s.log[1:])[1]; n.Kind != NoticeCard || !n.Due.Equal(s.now.Add(CardPace)) {
		t.Errorf("before it: %+v", n)
	}
}

// A person who answers after the deadline, before it was noticed, waits for what was recorded like everybody who
// clicks.
func TestWhoeverEndsItWaitsForTheReceipt(t *testing.T) {
	s := tell(t, "Go? | quorum: 2, within 2h", "ana ben cy").delivers("ana", "ben").after(2 * time.Hour)
	n := len(s.log)
	s.answers("ana yes").happened("delivered delivered published closed late")
	for _, one := range s.p.Notices(s.log[n:]) {
		if one.To == "ana" && (one.Lane != LaneAck || !one.Due.Equal(s.now)) || one.To == "ben" && one.Lane != LaneRefresh {
			t.Errorf("%+v", one)
		}
	}
}

func TestWhatWasLostIsRemembered(t *testing.T) {
	s := tell(t, "Go?", "ana ben")
	s.keep(s.p.MarkUndelivered(s.now, NoticeSummary, "the channel is archived"), nil)
	if why, lost := s.p.Undelivered(NoticeSummary); !lost || why != "the channel is archived" {
		t.Errorf("%q %v", why, lost)
	}
	if why, lost := s.p.Undelivered(NoticeCard); lost {
		t.Errorf("the card was not lost: %q", why)
	}
	s.foldsBack()
}

// What a person answers before it is known where the question is, even when that ends the poll, is shown there later.
func TestAnAnswerIsShownWhenTheQuestionHasArrived(t *testing.T) {
	s := tell(t, "Go? | quorum: 2, within 2h", "ana ben cy").answers("ana yes").declines("ben", NotMe).closes()
	for who, want := range map[Person]string{"ana": "receipt>ana+", "ben": "receipt>ben+", "cy": "receipt>cy+"} {
		n := len(s.log)
		s.delivers(who)
		if got := s.told(n); got != want {
			t.Errorf("when it has reached %s, it tells %q, want %q", who, got, want)
		}
	}
}

// Everybody who was asked reads in the question itself what has become of it: those who answered before the others, and when
// nobody waits for anything more urgent.
func TestTheQuestionIsKeptTrue(t *testing.T) {
	ada := Actor{Person: "ada"}
	asked := func() *story {
		return tell(t, "Go? | quorum: 2, within 2h", "ben ana cy dan").delivers("ana", "ben", "cy").answers("ana yes").declines("ben", NotMe)
	}
	for what, c := range map[string]struct {
		do   func(*story) *story
		want string
	}{
		"more time":  {func(s *story) *story { return s.keep(s.p.Amend(s.now, ada, "2, within 3h")) }, "tidy+ card+"},
		"closing":    {func(s *story) *story { return s.closes() }, "summary card+ tidy+ copy>ada"},
		"cancelling": {func(s *story) *story { return s.keep(s.p.Cancel(s.now, ada)) }, "cancelled card+ tidy+"},
		"a summary":  {func(s *story) *story { return s.answers("dan yes") }, "receipt>dan+ card+ summary tidy+ copy>ada"},
	} {
		s := asked()
		n := len(s.log)
		c.do(s)
		if got := s.told(n); got != c.want {
			t.Errorf("%s tells %q, want %q", what, got, c.want)
		}
		if got := s.tidied(t, n); got != "ana ben cy" {
			t.Errorf("%s is shown in the questions of %q", what, got)
		}
	}
}

// tidied returns the people whose questions are updated because of the last events, in order.
func (s *story) tidied(t *testing.T, since int) string {
	t.Helper()
	var who []string
	var steps []Notice
	for _, n := range s.notices(since) {
		if n.Kind == NoticeRefresh {
			steps = append(steps, n)
		}
	}
	for i := 0; i < len(steps); i++ {
		var last time.Time
		for _, n := range s.p.Refresh(steps[i], s.now) {
			switch {
			case n.Lane != LaneRefresh || n.Due.Before(last):
				t.Errorf("%+v", n)
			case n.Kind == NoticeRefresh:
				steps = append(steps, n)
			default:
				who = append(who, string(n.To))
			}
			last = n.Due
		}
	}
	return strings.Join(who, " ")
}

// However many were asked, publishing is a handful of notices; the questions are updated some at a time, each once.
func TestManyQuestionsAreUpdatedInSteps(t *testing.T) {
	var people []string
	for i := range 2*RefreshStep + 30 {
		people = append(people, "p"+strconv.Itoa(i))
	}
	s := tell(t, "Go? | quorum: 2, within 2h", strings.Join(people, " "))
	for _, who := range people {
		s.delivers(Person(who))
	}
	s.answers("p7 yes")
	n := len(s.log)
	if got := s.answers("p205 yes").told(n); got != "receipt>p205+ card+ summary tidy+ copy>ada" {
		t.Errorf("publishing tells %q", got)
	}
	got := strings.Fields(s.tidied(t, n))
	slices.Sort(people)
	if len(got) < 2 || got[0] != "p7" || got[1] != "p205" {
		t.Errorf("those who answered are not the first: %q", got)
	}
	if slices.Sort(got); !slices.Equal(got, people) {
		t.Errorf("%d of %d are updated: %q", len(got), len(people), got)
	}
}
