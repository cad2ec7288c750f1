package storage

import (
	"context"
	"database/sql"
	"math/bits"
	"slices"
	"strings"
	"sync"
)

// span is a range of polls of a workspace, both ends included.
type span struct{ from, to int64 }

// grams is an index for search: it tells in which blocks of polls words may be, so that a search for a rare word need not read all
// polls. It keeps up to three letters in a row rather than words, because a part of a word is found too. It may be wrong when it
// says "yes", never when it says "no". It is built at the first search, and grows with new polls: the text of a poll never changes.
type grams struct {
	mu sync.Mutex
	of map[string]*gramsOf
}

// gramsOf is the index of one workspace.
type gramsOf struct {
	turn   chan struct{} // a lock with one place, for the fields below
	last   int64         // the last poll of the last block
	blocks []block
}

// block is some polls and the set of letters in their texts: each hash of three letters is a bit.
type block struct {
	span
	set []uint64
}

const (
	inBlock       = 16 // polls
	bitsForEach   = 8
	readForBlocks = 4096 // polls at once
	largestSet    = 1024 // words of 64 bits
	mostGrams     = 32   // workspaces
)

func (g *grams) in(workspace string) *gramsOf {
	g.mu.Lock()
	defer g.mu.Unlock()
	if _, ok := g.of[workspace]; g.of == nil || !ok && len(g.of) >= mostGrams {
		g.of = map[string]*gramsOf{}
	}
	if g.of[workspace] == nil {
		g.of[workspace] = &gramsOf{turn: make(chan struct{}, 1)}
	}
	return g.of[workspace]
}

// mayHave returns the spans that may have all the words, the newest polls first.
func (s *Store) mayHave(ctx context.Context, workspace string, words []string) ([]span, error) {
	g := s.grams.in(workspace)
	select {
	case g.turn <- struct{}{}:
		defer func() { <-g.turn }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	var newest int64
	if err := s.read(ctx, func(r *sql.Rows) error { return r.Scan(&newest) }, selectLast, workspace); err != nil {
		return nil, err
	}
	if newest-g.last >= inBlock {
		if err := s.grow(ctx, workspace, g); err != nil {
			return nil, err
		}
	}
	return g.find(words), nil
}

const selectTexts = `select number, question, context from polls where workspace = $1 and number > $2 order by number limit $3`

// grow adds blocks for polls that are new. After an error it has added fewer.
func (s *Store) grow(ctx context.Context, workspace string, g *gramsOf) error {
	for {
		var numbers []int64
		var texts []string
		err := s.read(ctx, func(r *sql.Rows) error {
			var number int64
			var question, about string
			err := r.Scan(&number, &question, &about)
			numbers, texts = append(numbers, number), append(texts, searched(question, about))
			return err
		}, selectTexts, workspace, g.last, readForBlocks)
		if err != nil {
			return err
		}
		for i := inBlock; i <= len(numbers); i += inBlock {
			g.blocks = append(g.blocks, block{span{g.last + 1, numbers[i-1]}, setOf(texts[i-inBlock : i])})
			g.last = numbers[i-1]
		}
		if len(numbers) < readForBlocks {
			return nil
		}
	}
}

// find returns the polls that are in no block yet, and then the blocks that may have all the words; adjacent blocks are one span.
func (g *gramsOf) find(words []string) []span {
	var hashes []uint64
	for _, w := range words {
		hashes = append(hashes, hashesOf(strings.ToLower(w))...)
	}
	found := []span{{g.last + 1, newestPossible}}
	for i := len(g.blocks) - 1; i >= 0; i-- {
		b := g.blocks[i]
		switch last := &found[len(found)-1]; {
		case !b.has(hashes):
		case b.to == last.from-1:
			last.from = b.from
		default:
			found = append(found, b.span)
		}
	}
	return found
}

// newestPossible is greater than every number of a poll.
const newestPossible = 1<<63 - 1

// searched returns the text in which words are searched.
func searched(question, about string) string { return strings.ToLower(question + "\n" + about) }

// setOf returns the set of letters of the texts, as small as possible.
func setOf(texts []string) []uint64 {
	set := make([]uint64, largestSet)
	for _, t := range texts {
		var a, b rune
		for _, c := range t {
			for _, gram := range [...][3]rune{{0, 0, c}, {0, b, c}, {a, b, c}} {
				at, bit := place(set, mixed(gram))
				set[at] |= bit
			}
			a, b = b, c
		}
	}
	in := 0
	for _, word := range set {
		in += bits.OnesCount64(word)
	}
	for len(set) > 1 && len(set)*64 >= 2*in*bitsForEach {
		half := len(set) / 2
		for i := range half {
			set[i] |= set[half+i]
		}
		set = set[:half]
	}
	return slices.Clone(set)
}

func (b block) has(hashes []uint64) bool {
	for _, h := range hashes {
		if at, bit := place(b.set, h); b.set[at]&bit == 0 {
			return false
		}
	}
	return true
}

// place returns the bit of a hash in a set. A set can be folded to half its length by combining its two halves.
func place(set []uint64, h uint64) (at int, bit uint64) {
	return int(h >> 6 & uint64(len(set)-1)), 1 << (h & 63)
}

// hashesOf returns the hashes of a word: of each three letters in a row, or of the whole word if it is shorter.
func hashesOf(word string) (all []uint64) {
	letters := []rune(word)
	if n := len(letters); n < 3 {
		letters = append(make([]rune, 3-n), letters...)
	}
	for i := range len(letters) - 2 {
		all = append(all, mixed([3]rune(letters[i:i+3])))
	}
	return all
}

// mixed returns a hash of three letters, by the last step of MurmurHash3.
func mixed(gram [3]rune) uint64 {
	h := uint64(gram[0])<<42 | uint64(gram[1])<<21 | uint64(gram[2])
	h = (h ^ h>>33) * 0xff51afd7ed558ccd
	h = (h ^ h>>33) * 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}
