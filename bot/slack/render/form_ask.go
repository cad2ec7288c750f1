package render

import (
	"strings"

	"quorum/bot/slack/mrkdwn"
	"quorum/polls"
	"quorum/polls/phrase"

	slackgo "github.com/slack-go/slack"
)

// The inputs of the form for asking. Block id and action id of an input are the same word; a click on one of those
// that dispatch (asked, groups, quorum) comes with that word as its action id and [FormAsk] as its callback id.
const (
	inputQuestion  = "question"
	inputContext   = "context"
	inputAsked     = "asked"
	inputGroups    = "groups"
	inputKind      = "kind"
	inputOptions   = "options"
	inputRule      = "quorum"
	inputPass      = "pass"
	inputBriefs    = "briefs"
	inputAnonymous = "anonymous"
	inputAnnounce  = "announce"
	inputEvery     = "every"
	inputChannel   = "channel"
)

// maxProblem is how long the sentence about a mistake may be. An acknowledgement with a longer one might be more than a
// socket takes, and close the form with all that was typed.
const maxProblem = 1000

// AskForm is what the form for asking shows, and what it holds when it is sent.
type AskForm struct {
	Draft   polls.Draft
	Channel string // where the card goes; empty: the asker's own conversation
	Typed   string // the text of a command that could not be understood, shown so that nothing of it is lost
	Problem string // a sentence shown at the top
	Preview string // the rule that will apply, in words: [polls.Plan].Words
	Warning string // [polls.Plan].Warning
	Groups  bool   // user groups can be chosen: somebody answers the menu's suggestions
	Here    bool   // propose the conversation the form is opened in; otherwise Channel, even when empty
}

// AskForm renders the form "Ask stakeholders", filled in as far as something is known.
func (s Scene) AskForm(f AskForm) slackgo.ModalViewRequest {
	question, context := spill(f.Draft.Question, f.Draft.Context)
	blocks := s.askHead(f)
	blocks = append(blocks,
		typed(inputQuestion, phrase.FieldQuestion, question, "Ship 4.2 on Friday?", true),
		optional(typed(inputContext, phrase.FieldContext, context, "What people need to know before they answer", true)),
	)
	blocks = append(blocks, s.whoToAsk(f)...)
	blocks = append(blocks,
		kindInput(f.Draft.Kind, f.Draft.Options),
		hint(optional(typed(inputOptions, phrase.FieldOptions, phrase.OptionLines(f.Draft.Options), "One on each line", true)),
			"For choice and multi: 2 to 20, one on each line. For rank and dates: 2 to 10. For an estimate: its unit, like days. Other kinds have none."),
		ruleInput(s.typable(f.Draft.Rule)),
		previewBlock(f.Preview, f.Warning),
		hint(optional(typed(inputPass, phrase.FieldPass, f.Draft.Pass, "2/3", false)),
			"For yes/no and choice: what it takes to pass. majority, 2/3, 60%, 60% of asked, or no block. Left empty, what leads is the outcome."),
		hint(optional(typed(inputBriefs, phrase.FieldBriefs, s.briefLines(f.Draft.Briefs), "@security: the new port is 8443", true)),
			"What some alone need to know, each on a line of its own: @security: the new port is 8443. The others do not see it."),
		anonymousInput(f.Draft.Anonymous),
		announceInput(f.Draft.Announce),
		hint(optional(typed(inputEvery, phrase.FieldEvery, f.Draft.Every, "mon 09:00", false)),
			"To ask it again and again: mon 09:00, weekday 16:30, first mon 9am, day 9:00, or five fields of cron. Nothing is asked before that time. Left empty, it is asked once, now."),
		channelInput(f.Channel, f.Here),
	)
	return slackgo.ModalViewRequest{
		Type: slackgo.VTModal, CallbackID: FormAsk, Title: label("Ask stakeholders"), Submit: label("Ask"), Close: label("Cancel"),
		Blocks: slackgo.Blocks{BlockSet: blocks}, PrivateMetadata: writeAskMemo(f),
	}
}

// LoadingForm stands in a form's place until what it shows was looked up: a trigger lives three seconds.
func LoadingForm(title string) slackgo.ModalViewRequest {
	return slackgo.ModalViewRequest{
		Type: slackgo.VTModal, Title: label(title), Close: label("Cancel"),
		Blocks: slackgo.Blocks{BlockSet: []slackgo.Block{slackgo.NewSectionBlock(label("One moment…"), nil, nil)}},
	}
}

// NoteForm replaces a form that cannot be shown by a sentence that says why.
func NoteForm(title, sentence string) slackgo.ModalViewRequest {
	return slackgo.ModalViewRequest{
		Type: slackgo.VTModal, Title: label(title), Close: label("Close"),
		Blocks: slackgo.Blocks{BlockSet: []slackgo.Block{slackgo.NewSectionBlock(label(phrase.Clip(sentence, maxSection)), nil, nil)}},
	}
}

// spill moves what is too long for the field of the question into that of the context.
func spill(question, context string) (string, string) {
	letters := []rune(question)
	if len(letters) <= maxInputText {
		return question, phrase.Clip(context, maxInputText)
	}
	rest := string(letters[maxInputText:])
	return string(letters[:maxInputText]), phrase.Clip(strings.TrimSpace(rest+"\n"+context), maxInputText)
}

func (s Scene) askHead(f AskForm) []slackgo.Block {
	var blocks []slackgo.Block
	if f.Problem != "" {
		blocks = append(blocks, slackgo.NewSectionBlock(marked(mrkdwn.Bold(s.Clipped(mrkdwn.OneLine(f.Problem), maxProblem))), nil, nil))
	}
	for _, part := range mrkdwn.Parts(s.typedBack, f.Typed, maxSection-100) {
		blocks = append(blocks, slackgo.NewContextBlock("", marked("You wrote: "+part)))
	}
	return blocks
}

// whoToAsk returns the fields for people and groups, with a note on those who count as one source.
func (s Scene) whoToAsk(f AskForm) []slackgo.Block {
	people, groups := chosen(f.Draft.Asked)
	menu := slackgo.NewOptionsMultiSelectBlockElement(slackgo.MultiOptTypeUser, label("Choose people"), inputAsked).WithInitialUsers(people...)
	input := slackgo.NewInputBlock(inputAsked, label(string(phrase.FieldAsked)), nil, menu).WithDispatchAction(true)
	blocks := []slackgo.Block{hint(input, "Each is asked at once, in a direct message, without seeing the others' answers.")}
	if f.Groups || len(groups) > 0 {
		input.WithOptional(true)
		blocks = append(blocks, s.groupInput(groups))
	}
	if note := s.sourceNote(f.Draft.Asked); note != "" {
		blocks = append(blocks, slackgo.NewContextBlock("", marked(note)))
	}
	if f.Draft.Deputies != "" {
		blocks = append(blocks, slackgo.NewContextBlock("", marked("Stand-ins: "+s.Clipped(mrkdwn.OneLine(f.Draft.Deputies), 1000))))
	}
	return blocks
}

func (s Scene) groupInput(groups []string) slackgo.Block {
	var initial []*slackgo.OptionBlockObject
	for _, id := range groups {
		initial = append(initial, option(id, s.mentionName(mrkdwn.Piece{Kind: mrkdwn.Group, ID: id})))
	}
	menu := slackgo.NewOptionsMultiSelectBlockElement(slackgo.MultiOptTypeExternal, label("Choose groups"), inputGroups).
		WithInitialOptions(initial...).WithMinQueryLength(0)
	return slackgo.NewInputBlock(inputGroups, label("Groups to ask"), nil, menu).WithOptional(true).WithDispatchAction(true)
}

// sourceNote returns which people were put into brackets.
func (s Scene) sourceNote(asked []polls.Party) string {
	var sources []string
	for _, party := range asked {
		if !party.OneSource {
			continue
		}
		var names []string
		for _, m := range party.Mentions {
			names = append(names, mrkdwn.Escape(s.mentionName(pieceOf(m))))
		}
		sources = append(sources, phrase.List(names))
	}
	if len(sources) == 0 {
		return ""
	}
	return mrkdwn.Cut("Counted as one source each: "+strings.Join(sources, "; ")+".", maxSection)
}

// pieceOf returns a mention as a piece of text.
func pieceOf(m polls.Mention) mrkdwn.Piece {
	if m.Group {
		return mrkdwn.Piece{Kind: mrkdwn.Group, ID: m.ID}
	}
	return mrkdwn.Piece{Kind: mrkdwn.Person, ID: m.ID}
}

// chosen returns the people and the groups that are asked, each once, in the asker's order.
func chosen(asked []polls.Party) (people, groups []string) {
	seen := map[polls.Mention]bool{}
	for _, party := range asked {
		for _, m := range party.Mentions {
			switch {
			case seen[m]:
			case m.Group:
				groups = append(groups, m.ID)
			default:
				people = append(people, m.ID)
			}
			seen[m] = true
		}
	}
	return people, groups
}
