package render

import (
	"encoding/json"
	"strconv"
	"strings"

	"quorum/bot/slack/mrkdwn"
	"quorum/bot/slack/webapi"
	"quorum/polls"
	"quorum/polls/phrase"

	slackgo "github.com/slack-go/slack"
)

// Excerpt is what a message about several questions says of one.
type Excerpt struct {
	number int64
	line   string // all of it on one line
	Done   bool   // it no longer waits
	blocks []slackgo.Block
}

// Excerpt returns what a message about several questions says of one: that it waits, or what was recorded since.
func (s Scene) Excerpt(p *polls.Poll, who polls.Person) Excerpt {
	me, _ := p.Stakeholder(who)
	e := Excerpt{number: p.ID.Number, line: mrkdwn.Bold(mrkdwn.OneLine(s.Clipped(phrase.Clip(mrkdwn.OneLine(p.Question), 300), 600)))}
	page := newPage()
	done := s.recorded(p, me)
	if !p.Published.IsZero() {
		done = joinLines(s.titled(p, p.Outcome.ShortSentence())+s.summaryLink(p, who), s.afterwardsSaid(p, me))
	}
	if done != "" {
		page.say(e.line + "\n" + done)
		e.blocks, e.Done = page.blocks, true
		return e
	}
	about := s.Name(p.Asker) + " asks" + until(p) + s.linked(me.Question, "Open")
	page.say(e.line + "\n" + about)
	page.whisper(s.Clipped(p.WhyNeeded(who), 600))
	page.row(append(s.choices(p, me), waysOut(p, me)...)...)
	e.line += ", " + about
	e.blocks = page.blocks
	return e
}

// Limits of a message about several questions: of blocks, and of what they take as Slack counts, see maxMessageChars.
const (
	maxGatheredBlocks = 45
	maxGatheredChars  = 9000
)

// Gathered renders a message about several questions. Those that do not fit with their buttons stand in lines. Of others that
// wait too it says how many there are.
func (s Scene) Gathered(all []Excerpt, reminder bool, others int) webapi.Message {
	waiting := others
	for _, e := range all {
		if !e.Done {
			waiting++
		}
	}
	lead := phrase.Counted(waiting, "question waits", "questions wait") + " for your answer"
	switch {
	case waiting == 0:
		lead = "Nothing of this waits for you any more"
	case reminder:
		lead = "A reminder: " + lead
	}
	page := newPage()
	page.say(mrkdwn.Bold(lead + "."))
	text, rest := []string{lead + "."}, []string(nil)
	left := maxGatheredChars
	for i, e := range all {
		if !e.Done {
			text = append(text, e.line+".")
		}
		size := sizeOf(e.blocks)
		if left -= size; left < 0 || len(page.blocks)+len(e.blocks) > maxGatheredBlocks {
			left = 0
			rest = append(rest, "• "+e.line)
			continue
		}
		for _, b := range e.blocks {
			if row, ok := b.(*slackgo.ActionBlock); ok {
				row.BlockID = gatheredID(i, all)
			}
			page.add(b)
		}
	}
	shown := linesIn(rest, maxSection)
	page.say(strings.Join(rest[:shown], "\n"))
	if more := others + len(rest) - shown; more > 0 {
		page.whisper("and " + strconv.Itoa(more) + " more: `/quorum list` shows all that wait for you.")
	}
	return webapi.Message{Text: mrkdwn.Cut(strings.Join(text, " "), webapi.MaxText), Blocks: page.blocks}
}

// linesIn returns how many of the lines fit into most characters.
func linesIn(lines []string, most int) (n int) {
	for _, line := range lines {
		if most -= mrkdwn.Length(line) + 1; most < 0 {
			break
		}
		n++
	}
	return n
}

func sizeOf(blocks []slackgo.Block) int {
	raw, err := json.Marshal(blocks)
	if err != nil { // blocks of ours always can be
		return maxGatheredChars
	}
	return mrkdwn.Length(string(raw))
}

// gatheredID names a row of buttons and, after it, all questions that the message is about: "with/0/12,15,16".
func gatheredID(row int, all []Excerpt) string {
	numbers := make([]string, len(all))
	for i, e := range all {
		numbers[i] = strconv.FormatInt(e.number, 10)
	}
	return phrase.Clip(blockGathered+"/"+strconv.Itoa(row)+"/"+strings.Join(numbers, ","), 250)
}

const blockGathered = "with"

// ReadGathered reads which questions the message is about in which a button was clicked; none when it is about one.
func ReadGathered(block string) (numbers []int64) {
	list, ok := strings.CutPrefix(block, blockGathered+"/")
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
