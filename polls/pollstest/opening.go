package pollstest

import (
	"strings"
	"testing"
	"time"

	"quorum/polls"
)

// Monday is when stories begin: at ten o'clock, UTC.
func Monday() time.Time { return time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC) }

// Opening returns what Q7 of ada is opened with. The text is that of a command without mentions; people are as
// [Invite] reads them.
func Opening(t testing.TB, text, people string) polls.Opening {
	t.Helper()
	question, keys, _ := strings.Cut(text, "|")
	d, err := polls.ParseDraft(question + " <@U1> | " + keys)
	if err != nil {
		t.Fatal(err)
	}
	o := polls.Opening{ID: polls.ID{Workspace: "T1", Number: 7}, Asker: "ada", Channel: "C1", Draft: d, Seed: 42}
	for word := range strings.FieldsSeq(people) {
		o.Asked = append(o.Asked, Invite(word))
	}
	return o
}

// Invite reads somebody who is asked, as "UANA(team){sec,be}": who, of which team, and in which groups. Team and groups
// may be left out; the group sec has the id SSEC.
func Invite(word string) polls.Invite {
	word, groups, _ := strings.Cut(strings.TrimSuffix(word, "}"), "{")
	name, team, _ := strings.Cut(strings.TrimSuffix(word, ")"), "(")
	i := polls.Invite{Person: polls.Person(name), Source: team}
	for g := range strings.SplitSeq(groups, ",") {
		if g != "" {
			i.Groups = append(i.Groups, "S"+strings.ToUpper(g))
		}
	}
	return i
}

// Naming writes a rule's mentions: @sec is the group SSEC, @Ana the person UANA.
func Naming(rule string) string {
	words := strings.Fields(rule)
	for i, w := range words {
		name, ok := strings.CutPrefix(strings.TrimSuffix(w, ","), "@")
		if !ok {
			continue
		}
		m := polls.Mention{ID: "S" + strings.ToUpper(name), Group: true}
		if strings.ToLower(name) != name {
			m = polls.Mention{ID: "U" + strings.ToUpper(name)}
		}
		words[i] = m.String() + w[len(name)+1:]
	}
	return strings.Join(words, " ")
}
