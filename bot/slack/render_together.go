package slack

import (
	"encoding/json"
	"strconv"
	"strings"

	"quorum/polls"

	slackgo "github.com/slack-go/slack"
)

// excerpt is what a message about several questions says of one.
type excerpt struct {
	number int64
	line   string // all of it on one line
	done   bool   // it no longer waits
	blocks []slackgo.Block
}

// excerpt renders one of several questions that wait for somebody, or what was recorded since.
func (s scene) excerpt(p *polls.Poll, who polls.Person) excerpt {
	me, _ := p.Stakeholder(who)
	e := excerpt{number: p.ID.Number, line: bold(oneLine(s.saidTo(clip(oneLine(p.Question), 300), 600)))}
	page := newPage()
	done := s.recorded(p, me)
	if !p.Published.IsZero() {
		done = joinLines(s.titled(p, p.Outcome.Brief())+s.summaryLink(p, who), s.afterwardsSaid(p, me))
	}
	if done != "" {
		page.say(e.line + "\n" + done)
		e.blocks, e.done = page.blocks, true
		return e
	}
	about := s.sayName(p.Asker) + " asks" + until(p) + s.linked(me.Question, "Open")
	page.say(e.line + "\n" + about)
	page.whisper(s.saidTo(p.Need(who), 600))
	page.row(append(s.choices(p, me), waysOut(p, me)...)...)
	e.line += ", " + about
	e.blocks = page.blocks
	return e
}

// Limits of a message about several questions: of blocks, and of what they take as Slack counts, see maxMessageChars.
const (
	maxTogetherBlocks = 45
	maxTogetherChars  = 9000
)

// together renders a message about several questions. Those that do not fit with their buttons stand in lines. Of others that
// wait too it says how many there are.
func (s scene) together(all []excerpt, reminder bool, others int) Message {
	waiting := others
	for _, e := range all {
		if !e.done {
			waiting++
		}
	}
	lead := counted(waiting, "question waits", "questions wait") + " for your answer"
	switch {
	case waiting == 0:
		lead = "Nothing of this waits for you any more"
	case reminder:
		lead = "A reminder: " + lead
	}
	page := newPage()
	page.say(bold(lead + "."))
	text, rest := []string{lead + "."}, []string(nil)
	left := maxTogetherChars
	for i, e := range all {
		if !e.done {
			text = append(text, e.line+".")
		}
		size := sizeOf(e.blocks)
		if left -= size; left < 0 || len(page.blocks)+len(e.blocks) > maxTogetherBlocks {
			left = 0
			rest = append(rest, "• "+e.line)
			continue
		}
		for _, b := range e.blocks {
			if row, ok := b.(*slackgo.ActionBlock); ok {
				row.BlockID = togetherID(i, all)
			}
			page.add(b)
		}
	}
	shown := linesIn(rest, maxSection)
	page.say(strings.Join(rest[:shown], "\n"))
	if more := others + len(rest) - shown; more > 0 {
		page.whisper("and " + itoa(more) + " more: `/quorum list` shows all that wait for you.")
	}
	return Message{Text: cutMarked(strings.Join(text, " "), maxText), Blocks: page.blocks}
}

// linesIn is how many of the lines fit into so many characters.
func linesIn(lines []string, most int) (n int) {
	for _, line := range lines {
		if most -= length(line) + 1; most < 0 {
			break
		}
		n++
	}
	return n
}

func sizeOf(blocks []slackgo.Block) int {
	raw, err := json.Marshal(blocks)
	if err != nil { // blocks of ours always can be
		return maxTogetherChars
	}
	return length(string(raw))
}

// togetherID names a row of buttons and, after it, all questions that the message is about: "with/0/12,15,16".
func togetherID(row int, all []excerpt) string {
	numbers := make([]string, len(all))
	for i, e := range all {
		numbers[i] = strconv.FormatInt(e.number, 10)
	}
	return clip(blockTogether+"/"+strconv.Itoa(row)+"/"+strings.Join(numbers, ","), 250)
}

const blockTogether = "with"

// readTogether reads which questions the message is about in which a button was clicked; none when it is about one.
func readTogether(block string) (numbers []int64) {
	list, ok := strings.CutPrefix(block, blockTogether+"/")
	_, list, there := strings.Cut(list, "/")
	if !ok || !there {
		return nil
	}
	for word := range strings.SplitSeq(list, ",") {
		if n, err := strconv.ParseInt(word, 10, 64); err == nil {
			numbers = append(numbers, n)
		}
	}
	return numbers
}
