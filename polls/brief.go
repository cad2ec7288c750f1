package polls

import (
	"regexp"
	"strings"

	"quorum/polls/phrase"
)

// Brief is what one source alone is told, in addition to what everybody reads.
type Brief struct {
	To   string `json:"to"` // a mention, or a name with an @ that is still to be looked up
	Text string `json:"text"`
}

// The limits of briefs.
const (
	MaxBriefs = 10
	MaxBrief  = 1000 // characters
)

var (
	briefKey  = regexp.MustCompile(`(?i)^brief[\s]+(` + mentionPattern + `|@[\pL\d._-]*[\pL\d])$`)
	briefLine = regexp.MustCompile(`^[\s]*(` + mentionPattern + `|@[\pL\d._-]*[\pL\d])[\s]*:(.*)$`)
)

// briefTo returns the recipient in a key like "brief @security"; empty when the key is no brief.
func briefTo(key string) string {
	m := briefKey.FindStringSubmatch(phrase.Line(key))
	if m == nil {
		return ""
	}
	return plainMention(m[1])
}

func plainMention(text string) string {
	if named := mentionsIn(text); len(named) > 0 {
		return named[0].String()
	}
	return text
}

// ParseBriefs reads the briefs in a form. Each begins on a line of its own with its recipient and a colon. Lines
// before the first are a brief without a recipient, which is refused when the question is asked.
func ParseBriefs(text string) []Brief {
	var all []Brief
	for line := range strings.SplitSeq(phrase.Clean(text), "\n") {
		m := briefLine.FindStringSubmatch(line)
		switch {
		case m != nil:
			all = append(all, Brief{To: plainMention(m[1]), Text: strings.TrimSpace(m[len(m)-1])})
		case len(all) > 0:
			all[len(all)-1].Text = strings.TrimSpace(all[len(all)-1].Text + "\n" + line)
		case strings.TrimSpace(line) != "":
			all = append(all, Brief{Text: strings.TrimSpace(line)})
		}
	}
	return all
}

// PrintBriefs writes briefs so that [ParseBriefs] reads the same.
func PrintBriefs(all []Brief) string {
	lines := make([]string, len(all))
	for i, b := range all {
		lines[i] = b.To + ": " + b.Text
		if b.To == "" {
			lines[i] = b.Text
		}
	}
	return strings.Join(lines, "\n")
}

func checkBriefs(all []Brief) error {
	if len(all) > MaxBriefs {
		return phrase.Mistake(phrase.FieldBriefs, "There are %d briefs; at most %d fit. Put what everybody may read into the context.", len(all), MaxBriefs)
	}
	seen := map[string]bool{}
	for _, b := range all {
		switch n := typedLength(b.Text); {
		case b.To == "":
			return phrase.Mistake(phrase.FieldBriefs, "Begin with whom it is for, like @security: the new port is 8443.")
		case n == 0:
			return phrase.Mistake(phrase.FieldBriefs, "The brief for %s is empty. Write it after the colon, or drop it.", b.To)
		case n > MaxBrief:
			return phrase.Mistake(phrase.FieldBriefs, "The brief for %s has %d characters; at most %d fit. Link to the details instead.", b.To, n, MaxBrief)
		case seen[b.To]:
			return phrase.Mistake(phrase.FieldBriefs, "There are two briefs for %s. Make one of them.", b.To)
		}
		seen[b.To] = true
	}
	return nil
}

// checkBriefsRead refuses a brief that none of the people asked would read.
func checkBriefsRead(all []Brief, asked []Invite) error {
	for i, b := range all { // quadratic, but both numbers are small
		read := false
		for _, a := range asked {
			for _, n := range a.Briefs {
				read = read || n == i
			}
		}
		if !read {
			return phrase.Mistake(phrase.FieldBriefs, "Nobody who is asked is %s, so nobody would read that brief. Ask them too, or drop it.", b.To)
		}
	}
	return nil
}

// BriefsFor returns the briefs that one person reads.
func (p *Poll) BriefsFor(who Person) []Brief {
	s, _ := p.Stakeholder(who)
	var mine []Brief
	for _, i := range s.Briefs {
		if i >= 0 && i < len(p.Briefs) {
			mine = append(mine, p.Briefs[i])
		}
	}
	return mine
}

// ParseDeputies reads who is whose deputy: "@ben for @ana, @dan for @cy". The map goes from a person to the deputy.
// Errors are [*phrase.Error]s.
func ParseDeputies(text string) (map[Person]Person, error) {
	const how = "Write it like deputies: @ben for @ana, @dan for @cy."
	named := map[Person]Person{}
	text = strings.TrimSpace(plainMentions(text))
	if text == "" {
		return named, nil
	}
	for item := range strings.SplitSeq(text, ",") {
		who := mentionsIn(item)
		words := strings.Fields(mentionForm.ReplaceAllString(item, " "))
		switch {
		case len(who) != 2 || len(words) != 1 || !strings.EqualFold(words[0], "for"):
			return nil, phrase.Mistake(phrase.FieldDeputies, "%q does not say who stands in for whom. "+how, phrase.Clip(phrase.Line(item), 60))
		case who[0].Group || who[1].Group:
			return nil, phrase.Mistake(phrase.FieldDeputies, "Only people stand in for people, and a group is named. "+how)
		case who[0] == who[1]:
			return nil, phrase.Mistake(phrase.FieldDeputies, "Nobody stands in for themselves. "+how)
		}
		deputy, of := Person(who[0].ID), Person(who[1].ID)
		if known, twice := named[of]; twice && known != deputy {
			return nil, phrase.Mistake(phrase.FieldDeputies, "Two people stand in for %s, and one can. "+how, who[1])
		}
		if named[deputy] == of {
			return nil, phrase.Mistake(phrase.FieldDeputies, "%s and %s stand in for each other, so a question would go in a circle. "+how, who[0], who[1])
		}
		if leadsTo(named, deputy, of) {
			return nil, phrase.Mistake(phrase.FieldDeputies, "%s stands in for %s, and the other way round by way of others, so a question would go in a circle. "+how, who[0], who[1])
		}
		named[of] = deputy
	}
	return named, nil
}

// leadsTo reports whether the deputy of from, or that person's deputy and so on, is to.
func leadsTo(named map[Person]Person, from, to Person) bool {
	for next, ok := named[from]; ok; next, ok = named[next] {
		if next == to {
			return true
		}
	}
	return false
}
