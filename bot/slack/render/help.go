package render

import (
	"strings"

	"quorum/bot/slack/webapi"
	"quorum/polls/kind"
)

// HelpGroup is a part of the help, with its title.
type HelpGroup struct {
	Title string
	Lines []HelpLine
}

// HelpLine is the help on one command.
type HelpLine struct {
	Command string // an example, as it is typed after the slash command
	Does    string // "shows where it stands."
}

// Help renders how to ask, and the help on the commands.
func Help(groups []HelpGroup) webapi.Message {
	all := helpOnAsking()
	for _, g := range groups {
		all = append(all, "*"+g.Title+"*")
		for _, l := range g.Lines {
			all = append(all, "`/quorum "+l.Command+"` "+l.Does)
		}
	}
	return Lines(all...)
}

// helpOnAsking returns how to write a question, with examples to copy.
func helpOnAsking() []string {
	return []string{
		"*Quorum asks several people the same question at once, privately, and posts the summary as soon as enough have answered.*",
		"*Ask*",
		"`/quorum` opens a form.",
		"`/quorum Ship 4.2 on Friday? @ana @ben @cy`",
		"`/quorum Which queue? @platform @ben | options: nats, kafka, sqs | quorum: 3 of 5, within 2h`",
		"`/quorum Rename the API? [@ana @ben] @cy | context: see the draft | quorum: 2 independent, by fri 12:00`",
		"People in brackets count as one source. Without a rule it takes more than half of the sources, or of ten and more five if the outcome is then firm, within one working day.",
		"*Rules:* `3`, `3 of 5`, `60%`, `majority`, `all`, `2 independent`, `decided`; then, with commas, `1 from @security`, `all from @leads`, `with @ana`, `95% sure`, `no block`, `within 2h` or `by fri 12:00`, and `else yes`, `else extend 1d` or `else ask @dan`. `pass: 2/3` says what it takes to pass.",
		"The summary comes as soon as the rule is met, even if it leans; a tie is waited out while somebody can break it. `3, 95% sure` waits until the rest would hardly change it, `decided` until nobody can.",
		"*Kinds:* " + kindNames() + ". Without one it is yes/no, or a choice when there are options.",
		"`/quorum How long will it take? @ana @ben @cy | kind: estimate | options: days`",
		"`/quorum When do we meet? @ana @ben | kind: dates | options: Mon 14:00, Tue 10:00`",
		"`| context: …` is read by everybody, `| brief @security: …` by them alone.",
		"`| anonymous` keeps apart who has answered and what was answered. `| announce` shows the summary in the channel too.",
		"Add `| every: mon 09:00` and it is asked each Monday, for the first time then; also `every: weekday 16:30`, `every: mon, thu 10:00`, `every: first mon 9am`, `every: day 9:00` or five fields of cron. Who is in a group is looked up each time.",
	}
}

// kindNames returns the kinds of question as people type them.
func kindNames() string {
	var names []string
	for _, k := range kind.All() {
		names = append(names, "`"+k.Name()+"`")
	}
	return strings.Join(names, ", ")
}
