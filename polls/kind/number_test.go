package kind

import (
	"errors"
	"testing"

	"quorum/polls/phrase"

	"pgregory.net/rapid"
)

// The vector has answers below 1 %, where the pool of a poll takes nobody at their word.
func TestPoolOfOdds(t *testing.T) {
	near(t, "odds", geometricMean([]float64{.0140 / .986, .0221 / .9779, .0039 / .9961, .0040 / .9960}), 1/118.7, 5e-6)
	near(t, "clipped", unlogit(logit(0)), .01, 1e-12)
	near(t, "clipped", unlogit(logit(1)), .99, 1e-12)
	near(t, "kept", unlogit(logit(.3)), .3, 1e-12)
}

func TestNumbersThatCannotBeMeant(t *testing.T) {
	days := []string{"days"}
	for _, c := range []struct {
		k          Kind
		text, want string
	}{
		{kindNamed("estimate"), "1,5", `"1,5" has a comma. Write 1.5 with a point, or 15 with digits alone.`},
		{kindNamed("estimate"), "1,500", `"1,500" may mean 1.5 or 1500. Write it with a point or with digits alone.`},
		{kindNamed("estimate"), "1.500.000,5", `"1.500.000,5" has a point and a comma. Write it with a point alone: 1500000.5.`},
		{kindNamed("estimate"), "1,500.5", `"1,500.5" has commas. Write it with digits alone: 1500.5.`},
		{kindNamed("estimate"), "1,500,000", `"1,500,000" has commas. Write it with digits alone: 1500000.`},
		{kindNamed("estimate"), "3 days", `"3 days" is more than a number. Write it in days, without the unit: 3.`},
		{kindNamed("estimate"), "about 3", `"about 3" is not a number of at most 15 digits. Write one like 42 or 3.5.`},
		{kindNamed("estimate"), "1e9999", `"1e9999" is not a number of at most 15 digits. Write one like 42 or 3.5.`},
		{kindNamed("estimate"), "", `"" is not a number of at most 15 digits. Write one like 42 or 3.5.`},
		{kindNamed("estimate"), "1234567890123456", `"1234567890123456" is not a number of at most 15 digits. Write one like 42 or 3.5.`},
		{kindNamed("probability"), "120%", `"120%" is not a probability. It goes from 0% (impossible) to 100% (certain).`},
		{kindNamed("probability"), "-1", `"-1" is not a probability. It goes from 0% (impossible) to 100% (certain).`},
		{kindNamed("probability"), "0.7", `"0.7" may mean 70% or 0.7%. Write it with the sign.`},
		{kindNamed("probability"), "likely", `"likely" is not a probability. Write a number from 0 to 100, like 70% or 2.5%.`},
	} {
		_, err := c.k.Read(days, c.text)
		if e := (*phrase.Error)(nil); !errors.As(err, &e) || e.Text != c.want {
			t.Errorf("%q: %v\nwant %s", c.text, err, c.want)
		}
	}
	for _, c := range []struct {
		k          Kind
		text, want string
	}{
		{kindNamed("estimate"), " +03.50 ", "3.5"},
		{kindNamed("estimate"), "-0", "0"},
		{kindNamed("estimate"), ".5", "0.5"},
		{kindNamed("estimate"), "−4", "-4"},
		{kindNamed("probability"), "70", "70%"},
		{kindNamed("probability"), "2.50 %", "2.5%"},
		{kindNamed("probability"), "1%", "1%"},
		{kindNamed("probability"), "0", "0%"},
	} {
		if got, err := c.k.Read(days, c.text); err != nil || got != c.want {
			t.Errorf("%q: %q, %v", c.text, got, err)
		}
	}
}

// However many different numbers there are, a chart has few bars and each number is in one.
func TestBins(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		xs := rapid.SliceOfN(rapid.Float64Range(-50, 1e6), 1, 60).Draw(t, "numbers")
		taken := map[string]int{}
		for _, x := range xs {
			taken[exactly(x)]++
		}
		sorted := numbers(taken)
		sum := 0
		tally := bins(sorted, wide(sorted), "")
		for _, c := range tally {
			sum += c.N
		}
		if sum != len(xs) || len(tally) > maxValues {
			t.Fatalf("%d of %d in %v", sum, len(xs), tally)
		}
	})
}
