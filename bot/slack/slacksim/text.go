package slacksim

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// patterns are the regular expressions for what people type and read.
type patterns struct {
	word     *regexp.Regexp // @name, #channel, a link, or a word that looks like the name of a site
	angled   *regexp.Regexp // <…>
	marks    []mark
	unescape *strings.Replacer
}

// mark is a character that people put before and after words for formatting.
type mark struct {
	sign   string
	marked *regexp.Regexp
}

func newPatterns() patterns {
	return patterns{
		word:   regexp.MustCompile(`(^|[\s(\[,|])([@#][\w.-]+|https?://[^\s|]+|[\w.]+@[\w-]+\.\w+|[\w-]+\.(?:NET|net|com|org|io)\b)`),
		angled: regexp.MustCompile(`<([^<>]+)>`),
		marks: []mark{
			{"*", regexp.MustCompile(`(^|\W)\*([^\s*](?:[^*\n]*[^\s*])?)\*`)}, // bold
			{"_", regexp.MustCompile(`(^|\W)_([^\s_](?:[^_\n]*[^\s_])?)_`)},   // italic
			{"~", regexp.MustCompile(`(^|\W)~([^\s~](?:[^~\n]*[^\s~])?)~`)},   // struck
		},
		unescape: strings.NewReplacer("&amp;", "&", "&lt;", "<", "&gt;", ">"),
	}
}

// escape turns what a person types after a command into what the app gets with should_escape: mentions by id, and & <
// > as entities. ws.mu is held.
func (ws *Workspace) escape(text string) string {
	text = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(text)
	return ws.re.word.ReplaceAllStringFunc(text, func(found string) string {
		at := 0
		if strings.ContainsRune(" \t\n([,|", rune(found[0])) {
			at = 1
		}
		before, word := found[:at], found[at:]
		bare := strings.TrimRight(word, ".-,;:!?)]")
		if link := ws.mention(bare); link != "" {
			return before + link + word[len(bare):]
		}
		return found
	})
}

// mention returns the escaped form of @name, #channel or a link, or "" when there is no such person or channel. ws.mu
// is held.
func (ws *Workspace) mention(word string) string {
	switch name := word[1:]; word[0] {
	case '#':
		if c := ws.byChan[word]; c != nil {
			return "<#" + c.id + "|" + c.name + ">"
		}
	case '@':
		if name == "here" || name == "channel" || name == "everyone" {
			return "<!" + name + ">"
		}
		if p := ws.byID[word]; p != nil {
			return "<@" + p.ID + "|" + p.Name + ">"
		}
		if g := ws.findGroup(name); g != nil {
			return "<!subteam^" + g.ID + "|@" + g.Handle + ">"
		}
	default:
		switch {
		case strings.HasPrefix(word, "http://"), strings.HasPrefix(word, "https://"):
			return "<" + word + ">"
		case strings.Contains(word, "@"):
			return "<mailto:" + word + "|" + word + ">"
		}
		return "<http://" + word + "|" + word + ">" // people do not ask for it
	}
	return ""
}

// plain returns what a person reads of mrkdwn: mentions by name, links by their label, dates in the person's zone,
// and no formatting characters. ws.mu is held.
func (ws *Workspace) plain(text string, zone *time.Location) string {
	text = ws.re.angled.ReplaceAllStringFunc(text, func(found string) string {
		return ws.unlink(found[1:len(found)-1], zone)
	})
	for _, m := range ws.re.marks {
		if strings.Count(text, m.sign) > 1 {
			text = m.marked.ReplaceAllString(text, "$1$2")
		}
	}
	return ws.re.unescape.Replace(strings.ReplaceAll(text, "`", ""))
}

// unlink returns what a person reads for the text between < and >.
func (ws *Workspace) unlink(inner string, zone *time.Location) string {
	target, label, labelled := strings.Cut(inner, "|")
	switch {
	case strings.HasPrefix(target, "!date^"):
		return readDate(target, label, zone)
	case strings.HasPrefix(target, "@"):
		if p := ws.byID[target[1:]]; p != nil {
			return "@" + p.Name
		}
	case strings.HasPrefix(target, "#"):
		if c := ws.byChan[target[1:]]; c != nil {
			return "#" + c.name
		}
	case strings.HasPrefix(target, "!subteam^"):
		if g := ws.findGroup(strings.TrimPrefix(target, "!subteam^")); g != nil {
			return "@" + g.Handle
		}
	case strings.HasPrefix(target, "!"):
		return "@" + target[1:]
	}
	if labelled {
		return label
	}
	return target
}

// readDate returns !date^1392734382^{date_short} at {time} as a person in this zone reads it.
func readDate(target, fallback string, zone *time.Location) string {
	parts := strings.SplitN(target, "^", 4)
	if len(parts) < 3 {
		return fallback
	}
	sec, err := strconv.ParseInt(parts[1], 10, 64)
	if err != nil {
		return fallback
	}
	at := time.Unix(sec, 0).In(zone)
	return strings.NewReplacer(
		"{date_num}", at.Format("2006-01-02"), "{date}", at.Format("January 2, 2006"),
		"{date_short}", at.Format("Jan 2, 2006"), "{date_long}", at.Format("Monday, January 2, 2006"),
		"{date_pretty}", at.Format("January 2, 2006"), "{date_short_pretty}", at.Format("Jan 2, 2006"),
		"{date_long_pretty}", at.Format("Monday, January 2, 2006"),
		"{time}", at.Format("3:04 PM"), "{time_secs}", at.Format("3:04:05 PM"),
	).Replace(parts[2])
}
