package render

import (
	"slices"
	"strconv"
	"strings"

	"quorum/bot/slack/mrkdwn"
	"quorum/polls"
	"quorum/polls/kind"
	"quorum/polls/phrase"

	slackgo "github.com/slack-go/slack"
)

// roomForTable is what a table may take, in characters; of more, a chart and a tally say it shorter.
const roomForTable = roomForTally + 600

// nothing stands in a cell where an option would be compared with itself.
const nothing = "—"

// table are the rows of a table, the first of which names the columns, in plain text.
type table [][]string

// table says what a chart and a tally cannot: of slots who can, could and cannot, and of a ranking how each option stands
// against each other. It stands in their place. There is none where it would say no more, or too much.
func (s Scene) table(p *polls.Poll) table {
	var t table
	tally := p.Outcome.Tally
	switch way := p.Kind.Way(); {
	case p.Outcome.Counted == 0 || len(tally) == 0:
	case way == kind.Slots:
		t = s.slotTable(p)
	case way == kind.Ranking && len(tally) > 2 && p.Outcome.Counted > 1:
		t = s.pairTable(p)
	}
	if t.size() > roomForTable {
		return nil
	}
	return t
}

// slotTable has a row for each slot.
func (s Scene) slotTable(p *polls.Poll) table {
	t := table{append([]string{"when"}, kind.SlotAnswers()...)}
	of := rowOf(p)
	for _, group := range placed(p) {
		for _, slot := range group {
			r := of[slot]
			t = append(t, []string{s.Plain(slot), s.count(p, r.who), s.count(p, r.maybe), s.count(p, r.not)})
		}
	}
	return t
}

// pairTable has a row for each option, with how many put it before each other, and how many the other before it. Its number
// is its place; without a quorum it has none.
func (s Scene) pairTable(p *polls.Poll) table {
	var options []string
	var names []string
	for _, group := range placed(p) {
		place := ""
		if p.Outcome.Met() {
			place = strconv.Itoa(len(options)+1) + ". "
		}
		for _, o := range group {
			options, names = append(options, o), append(names, place+s.Plain(o))
		}
	}
	head := []string{"option"}
	for _, label := range s.chartLabels(options) {
		head = append(head, "over "+label)
	}
	t := table{append(head, "in first place")}
	of, before := rowOf(p), p.Preferred()
	for i, o := range options {
		row := []string{names[i]}
		for _, other := range options {
			score := nothing
			if other != o {
				score = strconv.Itoa(before[[2]string{o, other}]) + "–" + strconv.Itoa(before[[2]string{other, o}])
			}
			row = append(row, score)
		}
		t = append(t, append(row, s.count(p, of[o].who)))
	}
	return t
}

// placed are the choices in their places, the best first. Without a quorum nothing is made of the answers, so that each is
// where the asker put it.
func placed(p *polls.Poll) [][]string {
	if p.Outcome.Met() {
		return p.Places()
	}
	var all [][]string
	for _, c := range p.Outcome.Tally {
		all = append(all, []string{c.Choice})
	}
	return all
}

func rowOf(p *polls.Poll) map[string]row {
	all := map[string]row{}
	for _, r := range rows(p) {
		all[r.choice] = r
	}
	return all
}

// count returns how many they are, how sure, and who, in plain text.
func (s Scene) count(p *polls.Poll, who []polls.Stakeholder) string {
	if len(who) == 0 {
		return "0"
	}
	return mrkdwn.Unescape(strconv.Itoa(len(who)) + howSure(who) + s.nameThem(p, who))
}

// size returns how much Slack counts of a table: the cells' contents and their types.
func (t table) size() int {
	n := 0
	for _, row := range t {
		for _, cell := range row {
			n += mrkdwn.Length(cell) + len(slackgo.TableCellRawText)
		}
	}
	return n
}

// block is the table as Slack shows it: at the end of a message, wherever it stands.
func (t table) block() slackgo.Block {
	b := slackgo.NewTableBlock("")
	for i, row := range t {
		var cells []slackgo.TableCell
		for _, cell := range row {
			if i == 0 {
				cell = phrase.Capitalized(cell)
			}
			cells = append(cells, slackgo.NewTableRawTextCell(cell))
		}
		b.AddRow(cells...)
	}
	for i := range t[0] {
		b.ColumnSettings = append(b.ColumnSettings, slackgo.ColumnSetting{Align: slackgo.ColumnAlignmentLeft, IsWrapped: t.long(i)})
	}
	return b
}

// long reports whether a column has more in it than reads well on one line.
func (t table) long(column int) bool {
	return slices.ContainsFunc(t[1:], func(row []string) bool { return mrkdwn.Length(row[column]) > maxChartLabel })
}

// aloud returns the table row by row, for people who cannot see it.
func (t table) aloud() string {
	var all []string
	for _, row := range t[min(1, len(t)):] {
		var said []string
		for i, cell := range row[1:] {
			if cell != nothing {
				said = append(said, t[0][i+1]+" "+cell)
			}
		}
		all = append(all, row[0]+": "+strings.Join(said, "; ")+".")
	}
	return mrkdwn.Escape(strings.Join(all, " "))
}
