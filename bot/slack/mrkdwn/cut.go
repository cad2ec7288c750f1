package mrkdwn

import (
	"sort"
	"strings"
	"unicode/utf8"
)

// Fitting returns how many letters of a text fit into most characters once they are written in mrkdwn.
func Fitting(write func(string) string, text string, most int) int {
	letters := []rune(text)
	if len(letters) <= most && Length(write(text)) <= most {
		return len(letters)
	}
	n := sort.Search(len(letters)+1, func(n int) bool { return Length(write(string(letters[:n]))) > most })
	for n--; n > 0 && Length(write(string(letters[:n]))) > most; n-- { // a mention may be longer in part than whole
	}
	return max(0, n)
}

// Parts cuts a long text into pieces that each fit once they are written in mrkdwn.
func Parts(write func(string) string, text string, most int) []string {
	var all []string
	letters := []rune(text)
	for len(letters) > 0 {
		n := max(1, Fitting(write, string(letters), most))
		all = append(all, write(string(letters[:n])))
		letters = letters[n:]
	}
	return all
}

// Cut cuts text that is in mrkdwn already. It never cuts inside an entity or a link.
func Cut(mrkdwn string, most int) string {
	if Length(mrkdwn) <= most {
		return mrkdwn
	}
	cut := string([]rune(mrkdwn)[:most-1])
	if open := strings.LastIndexByte(cut, '<'); open > strings.LastIndexByte(cut, '>') {
		cut = cut[:open]
	}
	if open := strings.LastIndexByte(cut, '&'); open >= 0 && !strings.Contains(cut[open:], ";") {
		cut = cut[:open]
	}
	return cut + "…"
}

// Length returns the length of a text as Slack counts it: in characters.
func Length(s string) int { return utf8.RuneCountInString(s) }
