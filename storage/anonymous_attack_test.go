package storage_test

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"quorum/polls"
	"quorum/polls/kind"
)

const page = 4096

// said is the nth of the answers to a poll. A word that stands in it three times is in no other.
func said(id polls.ID, n int) polls.Response { return saidAtLength(id, n, n*7%83) }

// saidAtLength is the same with so many letters more.
func saidAtLength(id polls.ID, n, more int) polls.Response {
	return polls.Response{
		Position: []string{kind.Yes, kind.No}[n%2], Confidence: []polls.Confidence{"", "sure", "guess"}[n%3],
		Reason: strings.ReplaceAll("w because of w and of w", "w", fmt.Sprintf("q%d-%03d", id.Number, n)) + strings.Repeat("é", more),
	}
}

// disordered reads pages as an attacker does, whatever the tables say, and returns those in which answers lie in another order
// than that of their words.
func disordered(data []byte) (found []string) {
	answer := regexp.MustCompile(`(No|Yes)\W*(?:reason\W*)?(q\d+-\d{3}) `)
	for at := 0; at < len(data); at += page {
		var here []string
		for _, m := range answer.FindAllSubmatch(data[at:min(at+page, len(data))], -1) {
			here = append(here, string(m[1])+" "+string(m[2]))
		}
		if !slices.IsSorted(here) {
			found = append(found, fmt.Sprintf("page %d has %v", at/page+1, here))
		}
	}
	return found
}

// repeated returns the answers that are there more than once: then a poll is there as it was before and after some of them.
func repeated(data []byte) (found []string) {
	times := map[string]int{}
	for _, w := range regexp.MustCompile(`q\d+-\d{3}`).FindAll(data, -1) {
		times[string(w)]++
	}
	for _, w := range slices.Sorted(maps.Keys(times)) {
		if times[w] > 3 {
			found = append(found, fmt.Sprintf("%s is there %d times instead of 3", w, times[w]))
		}
	}
	return found
}

func traces(data []byte) []string { return append(disordered(data), repeated(data)...) }

// attack fails when a file tells something of the order in which answers came, and when it holds none.
func attack(t testing.TB, what string, data []byte) {
	t.Helper()
	if !strings.Contains(string(data), " because of q") {
		t.Errorf("%s has no answer in it", what)
	}
	for _, found := range traces(data) {
		t.Errorf("%s: %s", what, found)
	}
}
