package main

import (
	"errors"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const vectors = root + "/../shared/data/vectors/"

func TestCalibrationIsWhatTheDocumentSays(t *testing.T) {
	text, err := os.ReadFile(root + "/docs/calibration.md")
	if err != nil {
		t.Fatal(err)
	}
	var all []realQuestion
	for _, name := range []string{"debian-dpl-2006.json", "debian-dpl-2007.json", "tsc-votes.json"} {
		if _, err := os.Stat(vectors + name); err != nil {
			t.Skipf("the real ballots are not here: %v", err)
		}
		questions, err := readQuestions(vectors + name)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, questions...)
	}
	for i, g := range groups()[:2] {
		for j, size := range g.sizes[:2] { // the rest would take long
			row, err := g.draw(rand.New(rand.NewPCG(1, uint64(100*i+j))), all, size, 4000)
			if err != nil {
				t.Fatal(err)
			}
			var out strings.Builder
			if err := reportCalibration(&out, []calibration{row}); err != nil {
				t.Fatal(err)
			}
			line := strings.Fields(strings.Split(out.String(), "\n")[3])
			found := false
			for _, l := range strings.Split(string(text), "\n") {
				found = found || strings.Join(strings.Fields(l), " ") == strings.Join(line, " ")
			}
			if !found {
				t.Errorf("the document does not say %s", strings.Join(line, " "))
			}
		}
	}
}

// Of a hand-made vote everything is known: all agree, or the first three do and the rest outvote them.
func TestCalibrationCounts(t *testing.T) {
	q := realQuestion{kind: "choice", options: []string{"A", "B"}}
	var c calibration
	for _, answers := range []string{"AAAAAAAAA", "AAAABBBBB", "ABABABABA"} {
		if err := c.play(memo{}, q, strings.Split(answers, "")); err != nil {
			t.Fatal(err)
		}
	}
	if want := (calibration{draws: 3, early: 2, firm: 2, held: 1, unsure: 1, saved: 10. / 9}); math.Abs(c.saved-want.saved) > 1e-9 || c.early != want.early || c.firm != want.firm || c.held != want.held || c.unsure != want.unsure {
		t.Errorf("%+v", c)
	}
	if low, high := wilson(95, 100); math.Abs(low-0.8883) > 5e-4 || math.Abs(high-0.9785) > 5e-4 {
		t.Errorf("%v to %v", low, high)
	}
}

func TestBallotsOfAnElection(t *testing.T) {
	file := filepath.Join(t.TempDir(), "election.json")
	if err := os.WriteFile(file, []byte(`{"year": 1, "count_by_ballot": {"12-": 3, "-11": 1, "2-1": 2}}`), 0o600); err != nil {
		t.Fatal(err)
	}
	all, err := readQuestions(file)
	if err != nil || len(all) != 4 {
		t.Fatal(all, err)
	}
	count := func(q realQuestion) string { return strings.Join(q.answers, "") }
	if count(all[0]) != "BAAAAA" || count(all[1]) != "CAAACC" || count(all[2]) != "BBBCC" {
		t.Errorf("%s %s %s", count(all[0]), count(all[1]), count(all[2]))
	}
	if got := strings.Join(all[3].answers, ", "); got != "B = C, A > B, A > B, A > B, C > A, C > A" {
		t.Error(got)
	}
	for name, text := range map[string]string{"none": `{}`, "uneven": `{"count_by_ballot": {"12": 1, "123": 1}}`, "broken": `[`} {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := readQuestions(file)
		if f := (*failure)(nil); !errors.As(err, &f) || f.code != exitUsage {
			t.Errorf("%s: %v", name, err)
		}
	}
}
