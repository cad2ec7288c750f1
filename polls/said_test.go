package polls

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"quorum/polls/saidtest"
)

// words has what tests of this package met, in full.
var words = saidtest.Open("testdata/said.txtar")

// said checks that a sentence begins with what matters of it.
func said(t *testing.T, sentence, begin string) {
	t.Helper()
	next, _ := utf8.DecodeRuneInString(strings.TrimPrefix(sentence, begin))
	if !strings.HasPrefix(sentence, begin) || unicode.IsLetter(next) || unicode.IsDigit(next) {
		t.Errorf("said: %s\nwant: %s…", sentence, begin)
	}
	words.Said(t, sentence)
}
