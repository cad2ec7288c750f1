package polls

import (
	"cmp"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/txtar"
)

// Tests check the facts of a sentence: its outcome, who, how many. Its wording is in one golden file, which has for each
// test all sentences that it met, in the order of the alphabet. To write it anew, and then read what changed aloud:
//
//	UPDATE_SAID=1 go test ./polls
const saidFile = "testdata/said.txtar"

var heard = struct {
	sync.Mutex
	by map[string]map[string]bool // sentences, by the test that met them
}{by: map[string]map[string]bool{}}

// said checks that a sentence begins with what matters of it, and holds the whole against the golden file when the test
// ends.
func said(t *testing.T, sentence, begin string) {
	t.Helper()
	next, _ := utf8.DecodeRuneInString(strings.TrimPrefix(sentence, begin))
	if !strings.HasPrefix(sentence, begin) || begin != "" && (unicode.IsLetter(next) || unicode.IsDigit(next)) {
		t.Errorf("said: %s\nwant: %s…", sentence, begin)
	}
	heard.Lock()
	defer heard.Unlock()
	if heard.by[t.Name()] == nil {
		heard.by[t.Name()] = map[string]bool{}
		t.Cleanup(func() { compareSaid(t) })
	}
	heard.by[t.Name()][sentence] = true
}

func compareSaid(t *testing.T) {
	heard.Lock()
	defer heard.Unlock()
	got := strings.Join(slices.Sorted(maps.Keys(heard.by[t.Name()])), "\n") + "\n"
	delete(heard.by, t.Name())
	archive, err := txtar.ParseFile(saidFile)
	if err != nil {
		t.Fatal(err)
	}
	i, found := slices.BinarySearchFunc(archive.Files, t.Name(), func(f txtar.File, name string) int { return cmp.Compare(f.Name, name) })
	if os.Getenv("UPDATE_SAID") != "" {
		if !found {
			archive.Files = slices.Insert(archive.Files, i, txtar.File{Name: t.Name()})
		}
		archive.Files[i].Data = []byte(got)
		if err := os.WriteFile(saidFile, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want := ""
	if found {
		want = string(archive.Files[i].Data)
	}
	if want != got && !t.Failed() {
		t.Errorf("%s has\n%s\nand the test met\n%s\nhint: UPDATE_SAID=1 go test ./polls", saidFile, want, got)
	}
}
