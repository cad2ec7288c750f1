package polls

import (
	"regexp"
	"strings"
)

// Brief is what one source alone is told in addition to what everybody reads.
type Brief struct {
	To   string `json:"to"` // a mention, or a name with an @ that is still to be looked up
	Text string `json:"text"`
}

// Limits of briefs.
const (
	MaxBriefs = 10
	MaxBrief  = 1000 // characters
)

var (
	briefKey  = regexp.MustCompile(`(?i)^brief[\s]+(` + mentionPattern + `|@[\pL\d._-]*[\pL\d])$`)
	briefLine = regexp.MustCompile(`^[\s]*(` + mentionPattern + `|@[\pL\d._-]*[\pL\d])[\s]*:(.*)$`)
)

// briefTo reads a key like "brief @security": whom it is for; empty when it is none.
func briefTo(key string) string {
	m := briefKey.FindStringSubmatch(tidyLine(key))
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

// ReadBriefs reads what a form holds: each brief begins on a line of its own with whom it is for and a colon. Lines before
// the first are a brief for nobody, which asking refuses.
func ReadBriefs(text string) []Brief {
	var all []Brief
	for line := range strings.SplitSeq(clean(text), "\n") {
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

// SayBriefs writes briefs as [ReadBriefs] reads them.
func SayBriefs(all []Brief) string {
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
		return invalid(FieldBriefs, "There are %d briefs; at most %d fit. Put what everybody may read into the context.", len(all), MaxBriefs)
	}
	seen := map[string]bool{}
	for _, b := range all {
		switch n := len([]rune(b.Text)); {
		case b.To == "":
			return invalid(FieldBriefs, "Begin with whom it is for, like @security: the new port is 8443.")
		case n == 0:
			return invalid(FieldBriefs, "The brief for %s is empty. Write it after the colon, or drop it.", b.To)
		case n > MaxBrief:
			return invalid(FieldBriefs, "The brief for %s has %d characters; at most %d fit. Link to the details instead.", b.To, n, MaxBrief)
		case seen[b.To]:
			return invalid(FieldBriefs, "There are two briefs for %s. Make one of them.", b.To)
		}
		seen[b.To] = true
	}
	return nil
}

// briefed checks that somebody reads each brief.
func briefed(all []Brief, asked []Invite) error {
	for i, b := range all { // this is quadratic in numbers that are small
		read := false
		for _, a := range asked {
			for _, n := range a.Briefs {
				read = read || n == i
			}
		}
		if !read {
			return invalid(FieldBriefs, "Nobody who is asked is %s, so nobody would read that brief. Ask them too, or drop it.", b.To)
		}
	}
	return nil
}

// BriefsFor are those that one person reads.
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
