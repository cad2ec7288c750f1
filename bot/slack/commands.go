package slack

import (
	"context"
	"strings"

	"quorum/polls"
)

// verb is a word after the slash command that is not a question. How it reads its arguments is its own matter.
type verb struct {
	name string
	// id says that it is about one poll; without an id the text is a question that happens to begin with the word.
	id  bool
	run func(r *Responder, ctx context.Context, in Command, rest string) (Message, error)
}

// verbs is the table of what can be said to the command besides a question.
func verbs() []verb {
	return []verb{
		{"help", false, (*Responder).help},
		{"list", false, (*Responder).list},
		{"log", false, (*Responder).history},
		{"status", true, (*Responder).status},
		{"close", true, (*Responder).closePoll},
		{"cancel", true, (*Responder).cancelPoll},
		{"remind", true, (*Responder).remind},
	}
}

// command acts on a slash command: a verb, a question, or nothing, which opens the form.
func (r *Responder) command(ctx context.Context, in Command) Reply {
	text := strings.TrimSpace(in.Text)
	if text == "" {
		return r.openAsk(ctx, in.TriggerID, in.Team, in, askFields{Channel: ownOr(in)})
	}
	word, rest, _ := strings.Cut(text, " ")
	for _, v := range verbs() {
		if strings.EqualFold(v.name, word) && !isQuestion(v, rest) {
			m, err := v.run(r, ctx, in, strings.TrimSpace(rest))
			if err != nil {
				m = Message{Text: r.say(err, v.name, in)}
			}
			return Reply{Text: m.Text, Blocks: blocksOf(m)}
		}
	}
	return r.ask(ctx, in, text)
}

// isQuestion says that a text which begins with a verb asks something: it mentions somebody, or a verb without
// arguments is followed by more than one word.
func isQuestion(v verb, rest string) bool {
	if strings.Contains(rest, "<@") || strings.Contains(rest, "<!subteam^") {
		return true
	}
	return !v.id && v.name != "log" && len(strings.Fields(rest)) > 1
}

func blocksOf(m Message) any {
	if len(m.Blocks) == 0 {
		return nil
	}
	return m.Blocks
}

func (r *Responder) id(in Command, rest string) (polls.ID, error) {
	n, err := polls.ParseNumber(rest)
	return polls.ID{Workspace: in.Team, Number: n}, err
}

func (r *Responder) help(context.Context, Command, string) (Message, error) { return help(), nil }

// listLines is how many polls a list in a message shows.
const listLines = 15

func (r *Responder) list(ctx context.Context, in Command, _ string) (Message, error) {
	who := polls.Person(in.User)
	waiting, err := r.bot.Waiting(ctx, in.Team, who, listLines)
	if err != nil {
		return Message{}, err
	}
	asked, err := r.bot.Asked(ctx, in.Team, who, listLines)
	return r.slack.scene(in.Team).list(waiting, asked), err
}

func (r *Responder) history(ctx context.Context, in Command, rest string) (Message, error) {
	words := strings.Fields(Unescape(rest))
	lines, err := r.bot.Log(ctx, in.Team, polls.Person(in.User), in.Channel, words, listLines)
	return r.slack.scene(in.Team).log(lines, strings.Join(words, " ")), err
}

func (r *Responder) status(ctx context.Context, in Command, rest string) (m Message, err error) {
	id, err := r.id(in, rest)
	if err != nil {
		return m, err
	}
	who := polls.Person(in.User)
	err = r.bot.Look(ctx, id, who, in.Channel, func(p *polls.Poll) error {
		m = r.slack.scene(in.Team).status(p, who)
		return nil
	})
	return m, err
}

func (r *Responder) closePoll(ctx context.Context, in Command, rest string) (Message, error) {
	id, err := r.id(in, rest)
	if err != nil {
		return Message{}, err
	}
	return Message{Text: id.String() + " is closed. The summary is in its thread."}, r.bot.Close(ctx, id, polls.Person(in.User))
}

func (r *Responder) cancelPoll(ctx context.Context, in Command, rest string) (Message, error) {
	id, err := r.id(in, rest)
	if err != nil {
		return Message{}, err
	}
	return Message{Text: id.String() + " is cancelled. No answer is shown to anybody."}, r.bot.Cancel(ctx, id, polls.Person(in.User))
}

func (r *Responder) remind(ctx context.Context, in Command, rest string) (Message, error) {
	id, err := r.id(in, rest)
	if err != nil {
		return Message{}, err
	}
	n, err := r.bot.Remind(ctx, id, polls.Person(in.User))
	return Message{Text: "Reminding " + counted(n, "person", "people") + " about " + id.String() + "."}, err
}
