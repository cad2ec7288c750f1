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
		{kindNamed("estimate"), "1,500", `"1,500" may mean 1.5 or 1500. Write it with a point or with digits alone.`},
		{kindNamed("estimate"), "~1,500", `"~1,500" may mean 1.5 or 1500. Write it with a point or with digits alone.`},
		{kindNamed("estimate"), "3 weeks", `"3 weeks" is more than a number of days. Write the number alone, like 42 or 3.5.`},
		{kindNamed("estimate"), "5k", `"5k" is not a number of at most 15 digits. Write one like 42 or 3.5.`},
		{kindNamed("estimate"), "3-5", `"3-5" is not a number of at most 15 digits. Write one like 42 or 3.5.`},
		{kindNamed("estimate"), "1,50,000", `"1,50,000" is not a number of at most 15 digits. Write one like 42 or 3.5.`},
		{kindNamed("estimate"), "about ten", `"about ten" is not a number of at most 15 digits. Write one like 42 or 3.5.`},
		{kindNamed("estimate"), "days", `"days" is not a number of at most 15 digits. Write one like 42 or 3.5.`},
		{kindNamed("estimate"), "NaN", `"NaN" is not a number of at most 15 digits. Write one like 42 or 3.5.`},
		{kindNamed("estimate"), "1e9999", `"1e9999" is not a number of at most 15 digits. Write one like 42 or 3.5.`},
		{kindNamed("estimate"), "", `"" is not a number of at most 15 digits. Write one like 42 or 3.5.`},
		{kindNamed("estimate"), "1234567890123456", `"1234567890123456" is not a number of at most 15 digits. Write one like 42 or 3.5.`},
		{kindNamed("probability"), "120%", `"120%" is not a probability. It goes from 0% (impossible) to 100% (certain).`},
		{kindNamed("probability"), "-1", `"-1" is not a probability. It goes from 0% (impossible) to 100% (certain).`},
		{kindNamed("probability"), "0.7", `"0.7" may mean 70% or 0.7%. Write it with the sign, like 70%.`},
		{kindNamed("probability"), "0,7", `"0,7" may mean 70% or 0.7%. Write it with the sign, like 70%.`},
		{kindNamed("probability"), "1", `"1" may mean 100% or 1%. Write it with the sign, like 70%.`},
		{kindNamed("probability"), "70%%", `"70%%" is not a probability. Write a number from 0 to 100, like 70% or 2.5%.`},
		{kindNamed("probability"), "7/10", `"7/10" is not a probability. Write a number from 0 to 100, like 70% or 2.5%.`},
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
		{kindNamed("estimate"), "1,5", "1.5"},
		{kindNamed("estimate"), "0,500", "0.5"},
		{kindNamed("estimate"), "1.500.000,5", "1500000.5"},
		{kindNamed("estimate"), "1,500.5", "1500.5"},
		{kindNamed("estimate"), "1,500,000", "1500000"},
		{kindNamed("estimate"), "1 500", "1500"},
		{kindNamed("estimate"), "1'500'000", "1500000"},
		{kindNamed("estimate"), "3 days", "3"},
		{kindNamed("estimate"), "1 Day", "1"},
		{kindNamed("estimate"), "2,5d", "2.5"},
		{kindNamed("estimate"), "~3", "3"},
		{kindNamed("estimate"), "about 3", "3"},
		{kindNamed("estimate"), "ca. 3 days", "3"},
		{kindNamed("probability"), "70 percent", "70%"},
		{kindNamed("probability"), "~70 %", "70%"},
		{kindNamed("probability"), "2,5%", "2.5%"},
		{kindNamed("probability"), "0.7%", "0.7%"},
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

// A number is printed in the form in which it is read, with or without its unit.
func TestNumbersThatArePrintedAreRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		kept, ok := parseNumber(decimal(rapid.Float64Range(-1e9, 1e9).Draw(t, "x"), rapid.IntRange(0, 5).Draw(t, "places")))
		if !ok {
			t.Fatalf("%q is not read", kept)
		}
		for _, text := range []string{kept, "~" + kept, kept + " days", "about " + kept + "d"} {
			if again, ok := readNumber(text, "days"); !ok || again != kept {
				t.Fatalf("%q is read as %q", text, again)
			}
		}
	})
}
