package polls

import (
	"strings"
	"testing"
	"time"
)

// told says who is told what because of the last events, as "kind>person" or "kind" for the channel, with + for what is
// sent anew when it was sent before.
func (s *story) told(since int) string {
	var words []string
	for _, n := range s.p.Notices(s.log[since:]) {
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
		{"placing", func() *story { return s.keep(s.p.Place(s.now, Place{"C1", "1"}), nil) }, ""},
		{"placing twice", func() *story { return s.keep(s.p.Place(s.now, Place{"C1", "2"}), nil) }, ""},
		{"a failed question", func() *story { return s.fails("dan") }, "card+ unreachable>ada+"},
		{"an answer", func() *story { return s.answers("ana yes") }, "receipt>ana+ card+"},
		{"the same", func() *story { return s.answers("ana yes") }, ""},
		{"taking it back", func() *story { return s.withdraws("ana") }, "receipt>ana+ card+"},
		{"a reminder", func() *story { s.after(Quiet); return s.keep(s.p.Remind(s.now, Actor{Person: "ada"})) }, "reminder>ana reminder>ben"},
		{"a way out", func() *story { return s.declines("cy", NotMe) }, "receipt>cy+ card+"},
		{"leaving", func() *story { return s.leaves("ben") }, "card+ stuck>ada+"},
		{"coming back", func() *story { return s.answers("ben no") }, "receipt>ben+ card+"},
		{"a lost card", func() *story { return s.keep(s.p.Lose(s.now, NoticeCard, "the channel is archived"), nil) }, "undelivered>ada"},
		{"the last one needed", func() *story { return s.answers("ana no") }, "receipt>ana+ card+ summary"},
		{"after the end", func() *story { return s.answers("cy yes") }, "receipt>cy+"},
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
		{"ben yes", "receipt>ben+"},
		{"cy no", "receipt>cy+"},
		{"ben no", "receipt>ben+ flip reopen>ada"},
		{"dan yes", "receipt>dan+ flip reopen>ada card+"}, // the last one, which closes it
		{"dan no", "receipt>dan+ flip reopen>ada"},
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
	if got := s.answers("ben no, cy no").told(n); got != "receipt>ben+ receipt>cy+" {
		t.Errorf("after the asker closed it: %q", got)
	}
	s = tell(t, "Go? | quorum: 1, within 2h", "ana ben cy").answers("ana yes").after(2 * time.Hour)
	n = len(s.log)
	if got := s.answers("ben no, cy no").told(n); got != "card+ receipt>ben+ receipt>cy+" {
		t.Errorf("after the deadline: %q", got)
	}
}

func TestCancellingLeavesOneLine(t *testing.T) {
	s := tell(t, "Go? | quorum: 2", "ana ben").answers("ana yes")
	n := len(s.log)
	if got := s.keep(s.p.Cancel(s.now, Actor{Person: "ada"})).told(n); got != "cancelled card+" {
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

// Whoever has just clicked waits for the receipt; the card may gather more changes.
func TestWhatIsUrgent(t *testing.T) {
	s := tell(t, "Go? | quorum: 1", "ana ben").answers("ana yes")
	at := map[NoticeKind]Notice{}
	for _, n := range s.p.Notices(s.log[1:]) {
		at[n.Kind] = n
	}
	if n := at[NoticeReceipt]; n.Lane != LaneAck || !n.Due.Equal(s.now) {
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

// Whoever answers when time is up, before anybody has noticed, waits for what was recorded as anybody does who clicks.
func TestWhoeverEndsItWaitsForTheReceipt(t *testing.T) {
	s := tell(t, "Go? | quorum: 2, within 2h", "ana ben cy").delivers("ana", "ben").after(2 * time.Hour)
	n := len(s.log)
	s.answers("ana yes").happened("delivered delivered published closed late")
	for _, one := range s.p.Notices(s.log[n:]) {
		if one.To == "ana" && (one.Lane != LaneAck || !one.Due.Equal(s.now)) || one.To == "ben" && one.Lane != LaneTidy {
			t.Errorf("%+v", one)
		}
	}
}

func TestWhatWasLostIsRemembered(t *testing.T) {
	s := tell(t, "Go?", "ana ben")
	s.keep(s.p.Lose(s.now, NoticeSummary, "the channel is archived"), nil)
	if why, lost := s.p.Lost(NoticeSummary); !lost || why != "the channel is archived" {
		t.Errorf("%q %v", why, lost)
	}
	if why, lost := s.p.Lost(NoticeCard); lost {
		t.Errorf("the card was not lost: %q", why)
	}
	s.foldsBack()
}

// What somebody answers before it is known where the question stands, even when that ends the poll, is shown there then.
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

// Those who have said nothing read in the question what is true of all: when it is over, and when it has more time.
func TestTheQuestionIsKeptTrue(t *testing.T) {
	ada := Actor{Person: "ada"}
	asked := func() *story {
		return tell(t, "Go? | quorum: 2, within 2h", "ana ben cy dan").delivers("ana", "ben", "cy").answers("ana yes").declines("ben", NotMe)
	}
	for what, c := range map[string]struct {
		do   func(*story) *story
		want string
	}{
		"more time":  {func(s *story) *story { return s.keep(s.p.Amend(s.now, ada, "2, within 3h")) }, "receipt>cy+ card+"},
		"closing":    {func(s *story) *story { return s.closes() }, "summary card+ receipt>cy+"},
		"cancelling": {func(s *story) *story { return s.keep(s.p.Cancel(s.now, ada)) }, "receipt>ana+ receipt>ben+ receipt>cy+ cancelled card+"},
		"a summary":  {func(s *story) *story { return s.answers("dan yes") }, "receipt>dan+ card+ summary receipt>cy+"},
	} {
		s := asked()
		n := len(s.log)
		c.do(s)
		if got := s.told(n); got != c.want {
			t.Errorf("%s tells %q, want %q", what, got, c.want)
		}
		for _, notice := range s.p.Notices(s.log[n:]) {
			if late := notice.To == "cy"; late != (notice.Lane == LaneTidy) && notice.To != "ana" && notice.To != "ben" {
				t.Errorf("%s: %+v", what, notice)
			}
		}
	}
}
