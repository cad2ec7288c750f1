package figures

import (
	"strings"
	"testing"
	"time"

	"quorum/polls"
	"quorum/polls/pollstest"
	"quorum/polls/worktime"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func accountOf(s *pollstest.Story) Account { return AccountFor(s.Poll, s.Now, s.Log) }

func minutesOf(n int) worktime.Duration {
	return worktime.Duration{Elapsed: time.Duration(n) * time.Minute, Work: time.Duration(n) * time.Minute}
}

// vectors is the poll of decision reference 6: latencies of 18, 25, 40, 95 and 260 minutes, of which three are enough.
func vectors(t *testing.T) *pollstest.Story {
	return pollstest.Tell(t, "Go? | quorum: 3, within 6h", "ana ben cy dan eve").Delivers("ana", "ben", "cy", "dan", "eve").
		After(18 * time.Minute).Answers("ana yes").
		After(7 * time.Minute).Answers("ben yes").
		After(15 * time.Minute).Answers("cy no")
}

func TestTheGainsOfOnePoll(t *testing.T) {
	s := vectors(t)
	a := accountOf(s)
	if a.Took != minutesOf(40) || a.Parallel != minutesOf(43) || a.Quorum != minutesOf(0) || !a.SoFar || !a.Decided {
		t.Errorf("at the quorum: %+v", a)
	}
	a = accountOf(s.After(55 * time.Minute).Answers("dan no"))
	if a.Quorum != minutesOf(55) || !a.SoFar || a.Answered != 1 || a.Parallel != minutesOf(43) {
		t.Errorf("with one late answer: %+v", a)
	}
	s.After(165 * time.Minute).Answers("eve yes").After(time.Hour)
	want := Account{
		Asked: pollstest.Monday(), Ended: pollstest.Monday().Add(40 * time.Minute), Decided: true, Took: minutesOf(40), Parallel: minutesOf(43),
		Quorum: minutesOf(220), Needed: 3, Spare: 2, Answered: 2,
	}
	if diff := cmp.Diff(want, accountOf(s)); diff != "" {
		t.Errorf("when all have answered (-want +got):\n%s", diff)
	}
}

func TestWhoIsSilentWouldHaveBeenWaitedForUntilTheDeadline(t *testing.T) {
	s := vectors(t)
	if a := accountOf(s.After(2 * time.Hour)); a.Quorum != minutesOf(120) || !a.SoFar {
		t.Errorf("while it goes on: %+v", a)
	}
	if a := accountOf(s.After(10 * time.Hour).Ticks()); a.Quorum != minutesOf(320) || a.SoFar {
		t.Errorf("after it: %+v", a)
	}
	if a := accountOf(vectors(t).After(time.Hour).Closes().After(9 * time.Hour)); a.Quorum != minutesOf(60) || !a.SoFar {
		t.Errorf("closed before: %+v", a)
	}
}

// Since the third yes of four nobody could change it, and it was waited for the fourth.
func TestSinceWhenItWasDecided(t *testing.T) {
	s := pollstest.Tell(t, "Go? | quorum: all, within 6h", "ana ben cy dan").After(10 * time.Minute).Answers("ana yes, ben yes").
		After(10 * time.Minute).Answers("cy yes").Withdraws("cy").
		After(10 * time.Minute).Answers("cy yes").After(30 * time.Minute).Answers("dan no")
	if a := accountOf(s); a.Certainty != minutesOf(330) || a.Took != minutesOf(60) {
		t.Errorf("%+v", a)
	}
	s = pollstest.Tell(t, "Go? | quorum: all, within 6h | kind: 1-5", "ana ben").After(10 * time.Minute).Answers("ana 4, ben 4")
	if a := accountOf(s); a.Certainty != minutesOf(350) {
		t.Errorf("of a number: %+v", a)
	}
	if a := accountOf(vectors(t)); a.Certainty != (worktime.Duration{}) {
		t.Errorf("of what was not decided: %+v", a)
	}
}

func TestWithoutAQuorumThereIsNoGain(t *testing.T) {
	for name, s := range map[string]*pollstest.Story{
		"at the deadline": pollstest.Tell(t, "Go? | quorum: all, within 2h", "ana ben").Answers("ana yes").After(2 * time.Hour).Ticks(),
		"closed":          pollstest.Tell(t, "Go? | quorum: all, within 4h", "ana ben").Answers("ana yes").After(2 * time.Hour).Closes(),
	} {
		want := Account{Asked: pollstest.Monday(), Ended: pollstest.Monday().Add(2 * time.Hour), Took: minutesOf(120)}
		if diff := cmp.Diff(want, accountOf(s)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	s := pollstest.Tell(t, "Go? | quorum: all, within 4h", "ana ben").After(time.Hour)
	if a := accountOf(s); !a.Ended.IsZero() || a.Took != minutesOf(60) {
		t.Errorf("while it is open: %+v", a)
	}
	s.Keep(s.Poll.Cancel(s.Now, polls.Actor{Person: "ada"}))
	if a := accountOf(s); !a.Cancelled || !a.Ended.Equal(s.Now) || a.Decided {
		t.Errorf("cancelled: %+v", a)
	}
}

func TestFirmIsTriedWhenEverybodyHasAnswered(t *testing.T) {
	s := pollstest.Tell(t, "Go? | quorum: 5, 95% sure, within 6h", "a b c d e f g h i j k l m").Answers("a yes, b yes, c yes, d yes, e yes")
	if s.Poll.Outcome.Label != polls.Firm {
		t.Fatalf("%+v", s.Poll.Outcome)
	}
	if a := accountOf(s); a.Firm || a.Held || a.Reversed {
		t.Errorf("while some are silent: %+v", a)
	}
	held := s.Answers("f yes, g yes, h no, i no, j no, k no, l no, m no")
	if a := accountOf(held); !a.Firm || !a.Held || a.Reversed {
		t.Errorf("held: %+v", a)
	}
	s = pollstest.Tell(t, "Go? | quorum: 5, 95% sure, within 6h", "a b c d e f g h i j k l m").Answers("a yes, b yes, c yes, d yes, e yes").
		Answers("f no, g no, h no, i no, j no, k no, l no, m no")
	if a := accountOf(s); !a.Firm || a.Held || !a.Reversed {
		t.Errorf("undone: %+v", a)
	}
	s = vectors(t)
	s.Poll.AskedAgain = 8
	if a := accountOf(s); !a.Reversed {
		t.Errorf("asked again: %+v", a)
	}
}

// The vector of decision reference 6: in a window from 0 to 10 were open (0,4), (1,3), (2,8) and (6,10).
func TestLittle(t *testing.T) {
	var accounts []Account
	hour := func(h int) time.Time { return pollstest.Monday().Add(time.Duration(h) * time.Hour) }
	for _, i := range [][2]int{{0, 4}, {1, 3}, {2, 8}, {6, 10}} {
		accounts = append(accounts, Account{Asked: hour(i[0]), Ended: hour(i[1])})
	}
	f := Sum(accounts, hour(0), hour(10)).Flow
	rate, stay := float64(f.Questions)/10, f.Open.Hours()/float64(f.Questions)
	if f.Open != 16*time.Hour || f.Load() != 1.6 || rate != .4 || stay != 4 {
		t.Errorf("%+v: L %g, λ %g, w %g", f, f.Load(), rate, stay)
	}
	accounts = append(accounts, Account{Asked: hour(-5), Ended: hour(-1)}, Account{Asked: hour(-5)}, Account{Asked: hour(12), Ended: hour(13)})
	if f := Sum(accounts, hour(0), hour(10)).Flow; f.Open != 26*time.Hour || f.Questions != 5 {
		t.Errorf("with others around: %+v", f)
	}
	if (Flow{}).Load() != 0 {
		t.Error("nothing is open at no time")
	}
}

func TestFigures(t *testing.T) {
	day := 24 * time.Hour
	from := pollstest.Monday()
	decided := func(asked, took time.Duration) Account {
		return Account{
			Asked: from.Add(asked), Ended: from.Add(asked + took), Decided: true, Took: worktime.Duration{Elapsed: took, Work: took}, Parallel: minutesOf(43), Quorum: minutesOf(220),
			Needed: 3, Spare: 2, Answered: 1,
		}
	}
	accounts := []Account{
		decided(-day, day+time.Hour), // asked before
		decided(0, time.Hour), decided(day, 2*time.Hour), decided(day, 3*time.Hour), decided(day, 4*time.Hour),
		{Asked: from.Add(day), Ended: from.Add(day + 30*time.Minute), Took: minutesOf(30)},
		{Asked: from.Add(day), Ended: from.Add(day + 30*time.Minute), Took: minutesOf(30), Cancelled: true},
		{Asked: from.Add(day), Took: minutesOf(600)},
		decided(8*day, time.Hour), // after
	}
	accounts[2].Reversed, accounts[3].SoFar, accounts[4].Certainty = true, true, minutesOf(100)
	accounts[3].Firm, accounts[3].Held = true, true
	f := Sum(accounts, from, from.Add(7*day))
	want := []string{
		"Asked: 7 questions. 5 decisions, 1 ended without a quorum, 1 cancelled.",
		"Time to decision: 3 h at the median, 3 h of working time. Questions without a decision count as taking longer.",
		"Parallel gain: at least 3 h 35 min of working time, against asking the same people one after another.",
		"Quorum gain: at least 18 h 20 min of working time so far, against waiting for the last answer or the deadline.",
		"Certainty gain: 100 min of working time, from when nobody could change an outcome any more to its planned close.",
		"What that cost: 10 people asked beyond the 15 answers needed; 5 of them answered too.",
		"Reversals: 1 of 5 decisions would be another with the late answers, or was asked again.",
		"Firm: fewer than 5 outcomes called firm have been answered by everybody since, too few to say how often it holds.",
		"Throughput: 5 decisions a week; 0.9 questions open at a time, on average.",
	}
	if diff := cmp.Diff(want, f.Lines()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	few := Sum(accounts[1:4], from, from.Add(7*day))
	if text := strings.Join(few.Lines(), "\n"); strings.Contains(text, "Reversals") || strings.Contains(text, "Firm") {
		t.Errorf("of three decisions it says\n%s", text)
	}
	for text, f := range map[string]Figures{
		"no question was asked in this time.":                            Sum(accounts[:1], from, from.Add(7*day)),
		"fewer than half of the questions are decided.":                  Sum(accounts[5:8], from, from.Add(7*day)),
		"Parallel gain: none.":                                           {Decisions: 1},
		"at least 3 h, none of it working time, against asking the same": {Decisions: 1, Parallel: worktime.Duration{Elapsed: 3 * time.Hour, Work: 0}},
		"at least 3 h, 2 h of it working time, against asking the same":  {Decisions: 1, Parallel: worktime.Duration{Elapsed: 3 * time.Hour, Work: 2 * time.Hour}},
		"no outcome called firm has been answered by everybody since":    {Decisions: 5},
		"held in 5 of 5 outcomes called so that everybody has answered since (95 % interval 57 % to 100 %); it should in 19 of 20.":                                     {Decisions: 9, Firm: 5, Held: 5},
		"held in 16 of 20 outcomes called so that everybody has answered since (95 % interval 58 % to 92 %); it should in 19 of 20, so it is worse than promised here.": {Decisions: 30, Firm: 20, Held: 16},
		"held in 18 of 20 outcomes called so that everybody has answered since (95 % interval 70 % to 97 %); it should in 19 of 20.":                                    {Decisions: 30, Firm: 20, Held: 18},
		"held in 226 of 230 outcomes called so that everybody has answered since (95 % interval 96 % to 99 %); it should in 19 of 20.":                                  {Decisions: 1988, Firm: 230, Held: 226},
	} {
		if got := strings.Join(f.Lines(), "\n"); !strings.Contains(got, text) {
			t.Errorf("no %q in\n%s", text, got)
		}
	}
}

// Weeks are ISO weeks where people are, and only those with enough questions.
func TestTrend(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	sunday := time.Date(2026, 11, 29, 23, 30, 0, 0, time.UTC) // it is Monday in Berlin
	var accounts []Account
	add := func(asked time.Time, hours ...int) {
		for _, h := range hours {
			accounts = append(accounts, Account{Asked: asked, Decided: h > 0, Took: worktime.Duration{Elapsed: time.Duration(max(h, -h)) * time.Hour, Work: time.Hour}})
		}
	}
	add(pollstest.Monday(), 1, 2, 3, -4, -5)        // the two that are not decided take longer
	add(sunday, 2, 4, 6, 8, 10)                     // in the week after
	add(pollstest.Monday().AddDate(0, 0, 14), 1, 1) // too few
	add(pollstest.Monday().AddDate(0, 0, 21), 1, 1, -1, -1, -1)
	got := TrendOf(accounts, zone)
	want := []Week{
		{time.Date(2026, 11, 23, 0, 0, 0, 0, zone), 5, worktime.Duration{Elapsed: 3 * time.Hour, Work: time.Hour}},
		{time.Date(2026, 11, 30, 0, 0, 0, 0, zone), 5, worktime.Duration{Elapsed: 6 * time.Hour, Work: time.Hour}},
	}
	if diff := cmp.Diff(want, got, cmp.Comparer(func(a, b time.Time) bool { return a.Equal(b) })); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if year, week := want[1].Monday.ISOWeek(); year != 2026 || week != 49 {
		t.Errorf("week %d of %d", week, year)
	}
}

// Every gain is a length of time, and the parallel gain never more than all the others' waiting.
func TestAccountsOfAnyHistory(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		names := []polls.Person{"a", "b", "c", "d", "e"}
		s := pollstest.Tell(t, "Go? | quorum: 3, within 2d", "a b c d e").Delivers(names...)
		for range rapid.IntRange(0, 8).Draw(rt, "answers") {
			s.After(time.Duration(rapid.IntRange(1, 600).Draw(rt, "minutes")) * time.Minute).Ticks()
			_, _ = s.Poll.Answer(s.Now, rapid.SampledFrom(names).Draw(rt, "who"), polls.Response{Position: rapid.SampledFrom([]string{"yes", "no"}).Draw(rt, "what")})
		}
		a := AccountFor(s.Poll, s.Now, s.Log)
		for what, l := range map[string]worktime.Duration{"took": a.Took, "parallel": a.Parallel, "quorum": a.Quorum, "certainty": a.Certainty} {
			if l.Elapsed < 0 || l.Work < 0 || l.Work > l.Elapsed && what != "parallel" {
				rt.Fatalf("%s is %+v", what, l)
			}
		}
		if most := a.Took.Elapsed * time.Duration(max(0, a.Needed-1)); a.Parallel.Elapsed > most {
			rt.Fatalf("a parallel gain of %s from %d answers in %s", a.Parallel.Elapsed, a.Needed, a.Took.Elapsed)
		}
	})
}
