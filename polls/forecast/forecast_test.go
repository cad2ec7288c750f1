package forecast

import (
	"math"
	"strings"
	"testing"
	"time"

	"quorum/polls"
	"quorum/polls/phrase"
	"quorum/polls/pollstest"

	"pgregory.net/rapid"
)

// With exponential times, of which 80 % are shorter than T, and questions of different speed: decision reference 5.4.
func TestQuestionsOfDifferentSpeed(t *testing.T) {
	for _, c := range []struct {
		sigma float64
		asked map[int]float64
	}{
		{0, map[int]float64{5: .9421, 8: .9988}},
		{.5, map[int]float64{5: .8768, 8: .9805}},
		{1, map[int]float64{5: .7767, 8: .9022}},
		{1.5, map[int]float64{5: .7089, 8: .8198}},
	} {
		for n, want := range c.asked {
			got, _ := meanOverSpeeds(c.sigma, func(speed float64) (float64, bool) {
				seats, chances := each(n, 1-math.Pow(.2, speed))
				return chanceOf(t, "3", seats, chances), true
			})
			if !about(got, want, 5e-5) {
				t.Errorf("3 of %d with σ %g: %.5f, want %.4f", n, c.sigma, got, want)
			}
		}
	}
}

func TestSpeedsAreEquallyLikely(t *testing.T) {
	for i, v := range speedQuantiles(1) {
		if want := math.Sqrt2 * math.Erfinv((2*float64(i)+1)/9-1); !about(math.Log(v), want, 5e-5) {
			t.Errorf("z_%d is %.5f, want %.5f", i+1, math.Log(v), want)
		}
	}
}

// When four of five answer after ten minutes and the fifth after twenty, a person who is silent for 15 was asked a
// slow question: one of the five slowest, of which all but two are slower still.
func TestImpossibleSpeedsAreLeftOut(t *testing.T) {
	h := paceOf(t, "10 10 10 10 20", 5)
	s := pollstest.Tell(t, "Go? | quorum: 1, within 20m", "ana").Delivers("ana").After(15 * time.Minute)
	if f, ok := ForPoll(s.Poll, s.Now, h); !ok || !about(f.Chance, (.8+1)/5, 1e-9) {
		t.Errorf("%+v %v", f, ok)
	}
	s = pollstest.Tell(t, "Go? | quorum: 1, within 5h", "ana").Delivers("ana").After(4 * time.Hour)
	if f, ok := ForPoll(s.Poll, s.Now, h); ok {
		t.Errorf("nobody was ever silent for so long: %+v", f)
	}
}

func TestExponentialTimesOfDifferentMeans(t *testing.T) {
	for hours, want := range map[float64]float64{1: .365546, 2: .705393, 3: .870469, 4: .942820} {
		var chances []float64
		for _, mean := range []float64{1, 2, 4} {
			chances = append(chances, 1-math.Exp(-hours/mean))
		}
		if got := chanceOf(t, "2", seatsOf("", "", ""), chances); !about(got, want, 5e-7) {
			t.Errorf("2 of 3 within %g h: %.6f, want %.6f", hours, got, want)
		}
	}
}

// paceOf returns the pace of waits in minutes, each repeated.
func paceOf(t testing.TB, minutes string, repeated int) Pace {
	t.Helper()
	return PaceOf(waitsOf(t, strings.Repeat(minutes+" ", repeated)))
}

func atTime(text string) time.Time {
	d, err := time.Parse("15:04", text)
	if err != nil {
		panic(err)
	}
	return pollstest.Monday().Add(time.Duration(d.Hour()-10)*time.Hour + time.Duration(d.Minute())*time.Minute)
}

func clockTime(t time.Time) string { return phrase.Moment(t, pollstest.Monday()) }

func TestForecastOfAnOpenPoll(t *testing.T) {
	h := paceOf(t, "5 10 20 40 80 160 960+", 5)
	s := pollstest.Tell(t, "Go? | quorum: 3, within 1d", "ana ben cy dan eve").Delivers("ana", "ben", "cy", "dan", "eve")
	first, ok := ForPoll(s.Poll, s.Now, h)
	if !ok || first.Chance < .8 || !first.Half.Before(first.Likely) || first.Half.Before(atTime("10:10")) || first.Half.After(atTime("12:00")) {
		t.Errorf("%+v %v", first, ok)
	}
	s.Answers("ana yes, ben no")
	nearer, _ := ForPoll(s.Poll, s.Now, h)
	if nearer.Chance <= first.Chance || !nearer.Half.Before(first.Half) {
		t.Errorf("two answers make no difference: %+v", nearer)
	}
	s.Declines("cy", polls.NotMe).Declines("dan", polls.Recused)
	rest, _ := ForPoll(s.Poll, s.Now, h)
	if rest.Chance >= nearer.Chance || rest.Half.Before(nearer.Half) {
		t.Errorf("two people who are out make no difference: %+v", rest)
	}
	s.Declines("eve", polls.NoOpinion)
	if over, ok := ForPoll(s.Poll, s.Now, h); ok {
		t.Errorf("of a poll that is over: %+v", over)
	}
}

// Two may answer in one seat: that is likelier than that one of them does.
func TestForecastWithADeputy(t *testing.T) {
	h := paceOf(t, "60 120 480+ 480+", 10)
	s := pollstest.Tell(t, "Go? | quorum: 2, within 5h", "ana ben").Delivers("ana", "ben")
	alone, _ := ForPoll(s.Poll, s.Now, h)
	s.Keep(s.Poll.Depute(s.Now, "ana", polls.Invite{Person: "dan"})).Withdraws("ana").Delivers("dan")
	together, ok := ForPoll(s.Poll, s.Now, h)
	if !ok || together.Chance <= alone.Chance+.05 || together.Chance >= .5 { // about half of all answer in time, and ben has to
		t.Errorf("with a deputy %g, alone %g", together.Chance, alone.Chance)
	}
	s.Answers("dan yes")
	if f, ok := ForPoll(s.Poll, s.Now, h); !ok || math.Abs(f.Chance-.5) > .05 {
		t.Errorf("answered by a deputy %g (%t)", f.Chance, ok)
	}
}

// Nothing happens at night: who was asked in the evening is expected in the morning, by the person's own clock.
func TestForecastIsInWorkingTime(t *testing.T) {
	h := paceOf(t, "30 60 90 1000", 8)
	s := pollstest.Tell(t, "Go? | quorum: 2, within 2d", "ana ben")
	s.After(6*time.Hour+45*time.Minute).Delivers("ana", "ben") // at a quarter to five
	f, ok := ForPoll(s.Poll, s.Now, h)
	if got := clockTime(f.Half); !ok || !strings.HasPrefix(got, "tomorrow 1") {
		t.Errorf("%s %v", got, ok)
	}
	o := pollstest.Opening(t, "Go? | quorum: 2, within 2d", "ana ben")
	for i := range o.Asked {
		o.Asked[i].Zone = "America/New_York" // where it is five in the morning
	}
	pl, err := polls.PlanFor(pollstest.Monday(), o)
	if err != nil {
		t.Fatal(err)
	}
	if f, ok := ForOpening(o, pollstest.Monday(), pl, h); !ok || f.Half.Before(atTime("14:00")) {
		t.Errorf("in New York: %+v %v", f, ok)
	}
}

// A person who has been silent for long is less likely to answer in the same time than one who was just asked, when
// most people answer at once.
func TestSilenceTells(t *testing.T) {
	h := paceOf(t, "1 2 3 4 5 200 400 480+", 5)
	s := pollstest.Tell(t, "Go? | quorum: 1, within 5h", "ana").Delivers("ana").After(time.Hour)
	later, ok := ForPoll(s.Poll, s.Now, h)
	fresh := forecastOf(t, "Go? | quorum: 1, within 4h", "ana", h)
	if !ok || later.Chance >= fresh.Chance-.1 {
		t.Errorf("just asked %g, after an hour %g", fresh.Chance, later.Chance)
	}
}

func TestNoForecast(t *testing.T) {
	enough := paceOf(t, "5 10 20 40 960", 5)
	for name, c := range map[string]struct {
		rule string
		pace Pace
	}{
		"with too few waits":      {"2, within 1d", paceOf(t, "5 20 960", 6)},
		"of waits of a minute":    {"2, within 1d", paceOf(t, "1", 20)},
		"of silence of a minute":  {"2, within 1d", paceOf(t, "1 1 1 1+ 1+", 8)},
		"of waits of no time":     {"2, within 1d", paceOf(t, "0 0 0 0+ 0+", 8)},
		"when few waited so long": {"2, within 1d", PaceOf(append(waitsOf(t, strings.Repeat("1 1+ ", 20)), waitsOf(t, "500 500 500 500")...))},
		"when it looks too far":   {"all, within 3d", enough},
		"when nobody answers":     {"2, within 1d", paceOf(t, "60+", 30)},
		"of how sure it is":       {"2, 95% sure, within 1d", enough},
		"of blocks":               {"2, no block, within 1d", enough},
		"of what nobody undoes":   {"decided, within 1d", enough},
	} {
		s := pollstest.Tell(t, "Go? | quorum: "+c.rule, "ana ben cy").Delivers("ana", "ben", "cy")
		if f, ok := ForPoll(s.Poll, s.Now, c.pace); ok {
			t.Errorf("%s: %+v", name, f)
		}
	}
	s := pollstest.Tell(t, "Go? | quorum: 2, within 1d", "ana ben cy").Answers("ana yes, ben yes")
	if f, ok := ForPoll(s.Poll, s.Now, enough); ok {
		t.Errorf("after publication: %+v", f)
	}
}

func TestForecastInWords(t *testing.T) {
	day := Forecast{Chance: .97, Deadline: atTime("16:00"), Half: atTime("11:40"), Likely: atTime("15:00")}
	half, none, exact := day, day, day
	half.Chance, half.Likely = .849, time.Time{}
	none.Chance, none.Half, none.Likely = .04, time.Time{}, time.Time{}
	exact.Half = exact.Likely
	for _, c := range []struct {
		f    Forecast
		want string
	}{
		{day, "Going by how people here have answered, the quorum is there probably by today 11:40, likely by today 15:00."},
		{half, "Going by how people here have answered, the quorum is there probably by today 11:40. The chance that it is by today 16:00 is about 80%."},
		{none, "Going by how people here have answered, the chance of a quorum by today 16:00 is less than 5%."},
		{exact, "Going by how people here have answered, the quorum is there likely by today 15:00."},
	} {
		if got := c.f.Words(clockTime); got != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
	}
}

// A quorum that is likely before people stopped being watched is likely by any later deadline, and the forecast says
// so.
func TestForecastOfALikelyQuorumWhateverTheDeadline(t *testing.T) {
	h := paceOf(t, "1 2 4 5 9 60", 5)
	s := pollstest.Tell(t, "Go? | quorum: 2, within 5d", "ana ben cy dan eve fay gus hal").Delivers("ana", "ben", "cy", "dan", "eve", "fay", "gus", "hal")
	f, ok := ForPoll(s.Poll, s.Now, h)
	if !ok || f.Chance < LikelyEnough || f.Half.IsZero() || f.Half.After(s.Now.Add(time.Hour)) {
		t.Errorf("%+v %t", f, ok)
	}
}

// Four quick trials of five people each, of whom three answer within a minute, say nothing about the fifth.
func TestQuickTrialsSayNothing(t *testing.T) {
	var waits []Wait
	for range 4 {
		s := pollstest.Tell(t, "Go? | quorum: 3, within 1d", "ana ben cy dan eve").Delivers("ana", "ben", "cy", "dan", "eve")
		s.After(20 * time.Second).Answers("ana yes").After(20 * time.Second).Answers("ben yes").After(20 * time.Second).Answers("cy yes")
		waits = append(waits, WaitsOf(s.Poll, s.Now.Add(24*time.Hour))...)
	}
	if len(waits) != 20 {
		t.Fatal(len(waits))
	}
	o := pollstest.Opening(t, "Go? | quorum: 3, within 1d", "ana ben cy dan eve")
	pl, err := polls.PlanFor(pollstest.Monday(), o)
	if err != nil {
		t.Fatal(err)
	}
	if f, ok := ForOpening(o, pollstest.Monday(), pl, PaceOf(waits)); ok {
		t.Errorf("%+v", f)
	}
}

// The chance never falls as time passes without a word being said, and its two times are the first that reach it.
func TestForecastProperties(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		var waits []Wait
		for range rapid.IntRange(MinWaits, 40).Draw(rt, "waits") {
			waits = append(waits, Wait{
				Person:   polls.Person(rapid.SampledFrom([]string{"ana", "ben", "cy", "new"}).Draw(rt, "who")),
				Duration: time.Duration(rapid.IntRange(0, 600).Draw(rt, "minutes")) * time.Minute,
				Answered: rapid.IntRange(0, 3).Draw(rt, "answered") > 0,
			})
		}
		h := PaceOf(waits)
		rule := rapid.SampledFrom([]string{"1", "2", "3", "all", "2 independent"}).Draw(rt, "rule")
		s := pollstest.Tell(t, "Go? | quorum: "+rule+", within 4h", "ana(x) ben(x) cy dan").Delivers("ana", "ben", "cy", "dan")
		s.After(time.Duration(rapid.IntRange(0, 200).Draw(rt, "later")) * time.Minute)
		f, ok := ForPoll(s.Poll, s.Now, h)
		if !ok {
			return
		}
		c := newEstimator(s.Poll.Rule, s.Poll.Work(), s.Now)
		for _, seat := range s.Poll.Seats() {
			c.add(seat)
		}
		see, _ := c.estimate(s.Poll.Standing(), h)
		last := 0.0
		for hour := range 4 {
			chance, _ := see.by(s.Now.Add(time.Duration(hour) * time.Hour))
			if chance < last-1e-9 || chance > 1 {
				rt.Fatalf("after %d h the chance is %g, and was %g", hour, chance, last)
			}
			last = chance
		}
		for want, when := range map[float64]time.Time{chanceProbable: f.Half, chanceLikely: f.Likely} {
			if when.IsZero() {
				if f.Chance >= want {
					rt.Fatalf("the chance is %g, and %g is never reached", f.Chance, want)
				}
				continue
			}
			if is, _ := see.by(when); is+1e-9 < want {
				rt.Fatalf("at %s the chance is %g, not %g", when, is, want)
			}
			if before, _ := see.by(when.Add(-6 * time.Minute)); before >= want && when.Sub(s.Now) > 6*time.Minute {
				rt.Fatalf("six minutes before %s the chance is %g already", when, before)
			}
		}
	})
}
