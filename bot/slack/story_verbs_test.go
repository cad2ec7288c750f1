package slack_test

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// The verbs that the README's table gives to the asker and admins are refused to the people asked.
func TestWhoMayUseAVerb(t *testing.T) {
	t.Parallel()
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	rows := regexp.MustCompile("(?m)^\\| `([a-z]+ .*?)` .* \\| the asker and admins \\|$").FindAllStringSubmatch(string(readme), -1)
	if len(rows) < 10 {
		t.Fatalf("the README has %d such verbs", len(rows))
	}
	example := strings.NewReplacer("ID", "Q1", "SCHEDULE", "S1", "@PEOPLE", "@di", "RULE", "1", "CHANGES", "| every: mon 10:00")
	story(t, func(w *world) {
		w.ask("Ship 4.2? @ben @cy | quorum: 2, within 2h")
		w.told("ada", "/quorum Fine? @ben @cy | every: tue 09:00", "S1")
		for _, row := range rows {
			refusal := "Only the person who asked Q1 can do that."
			if strings.Contains(row[1], "SCHEDULE") {
				refusal = "There is no schedule S1 of yours."
			}
			w.told("ben", "/quorum "+example.Replace(row[1]), refusal)
		}
	})
}
