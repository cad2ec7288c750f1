package slack

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"

	"quorum/bot/slack/inbound"
	"quorum/bot/slack/mrkdwn"
	"quorum/bot/slack/render"
	"quorum/bot/slack/webapi"
	"quorum/polls"
	"quorum/polls/phrase"
	"quorum/polls/schedule"
)

// command acts on a slash command: a verb, a question, or nothing, which opens the form.
func (r *Responder) command(ctx context.Context, in inbound.Command) inbound.Reply {
	if strings.TrimSpace(in.Text) == "" {
		return r.openAsk(ctx, in.TriggerID, in.Team, in, render.AskForm{Channel: ownOr(in.Channel, in.ChannelName)})
	}
	do, pending := r.commandWork(in), false
	var m webapi.Message
	var err error
	if looksUp(in.Text) {
		m, pending, err = r.accept(ctx, in, do)
	} else {
		m, err = do(ctx)
	}
	missing := (*askError)(nil)
	switch {
	case pending:
		_, asks := fieldsOf(in)
		m = render.Pending(asks)
	case errors.As(err, &missing):
		return r.askAgain(ctx, in, missing.fields, missing.err)
	case err != nil:
		why := r.told(err, "a command", in).Text
		if _, asks := fieldsOf(in); asks && why != notInTime {
			why += " Nobody was asked."
		}
		m = r.slack.scene(in.Team).Refused(why, in.Name, mrkdwn.Unescape(strings.TrimSpace(in.Text)))
	}
	return r.reply(in, m)
}

// looksUp reports whether what a text asks for may take look-ups: it is then accepted before they are made.
func looksUp(text string) bool {
	v, ok := verbIn(cutWord(text))
	return !ok || slices.Contains([]string{"add", "deputy", "edit", "run", "sources", "use"}, v.name)
}

// commandWork returns what a command asks for.
func (r *Responder) commandWork(in inbound.Command) work {
	text := strings.TrimSpace(in.Text)
	word, rest := cutWord(text)
	return func(ctx context.Context) (webapi.Message, error) {
		v, is := readVerb(word, rest)
		var err error
		if is == isCommand {
			var m webapi.Message
			if m, err = r.act(ctx, call{in, v}, rest); !errors.Is(err, errQuestion) {
				return m, err
			}
		}
		if is == inDoubt {
			return webapi.Message{}, &askError{askFields(in, text), doubt(in, v)}
		}
		if meant, ok := meantVerb(word, rest); ok {
			sentence := "There is no " + in.Name + " " + mrkdwn.Unescape(word) + ". Did you mean " + strings.TrimSpace(in.Name+" "+meant+" "+rest) + "?"
			return r.slack.scene(in.Team).Refused(sentence, "", ""), nil
		}
		return r.ask(ctx, in, text)
	}
}

// act runs a verb. The error is errQuestion when the text is a question after all.
func (r *Responder) act(ctx context.Context, in call, rest string) (webapi.Message, error) {
	if !in.verb.fits(rest) {
		return webapi.Message{}, in.takesNoNames()
	}
	return in.verb.run(r, ctx, in, rest)
}

// meantVerb returns the verb that was probably meant by a mistyped word. It only looks at texts that cannot be a question: one
// word, or a word before the id of a question or schedule and what else the verb takes.
func meantVerb(word, rest string) (name string, ok bool) {
	if !fitsWord(word) {
		return "", false
	}
	first, _ := cutWord(rest)
	_, noPoll := polls.ParseNumber(first)
	_, noSchedule := schedule.ParseNumber(first)
	if rest != "" && noPoll != nil && noSchedule != nil {
		return "", false
	}
	var names []string
	for _, v := range verbs() {
		if rest == "" || v.takesID() && v.fits(rest) && !asks(rest) {
			names = append(names, v.name)
		}
	}
	if len(names) == 0 {
		return "", false
	}
	return phrase.Meant(strings.ToLower(word), names)
}

// reply answers a command. What an acknowledgement cannot carry goes through the response URL.
func (r *Responder) reply(in inbound.Command, m webapi.Message) inbound.Reply {
	if _, ok := m.WithoutPictures(); ok || in.Mute {
		return r.respond(in, m)
	}
	const envelope = 500 // what a Socket Mode reply has around it
	whole := inbound.Reply{Text: m.Text}
	if len(m.Blocks) > 0 {
		whole.Blocks = m.Blocks
	}
	if raw, err := json.Marshal(whole.Ephemeral()); err == nil && len(raw) <= inbound.MaxSocketReply-envelope {
		return whole
	}
	return r.respond(in, m)
}

// respond answers a command through its response URL, after the acknowledgement.
func (r *Responder) respond(in inbound.Command, m webapi.Message) inbound.Reply {
	r.errands.run(func(ctx context.Context) { r.later(ctx, in, m) })
	return inbound.Reply{}
}

func (r *Responder) id(in call, rest string) (polls.ID, error) {
	if rest == "" {
		return polls.ID{}, in.which()
	}
	n, err := polls.ParseNumber(rest)
	return polls.ID{Workspace: in.Team, Number: n}, err
}

func (r *Responder) list(ctx context.Context, in call, rest string) (webapi.Message, error) {
	skip, err := skipped(in, rest)
	if err != nil {
		return webapi.Message{}, err
	}
	who := polls.Person(in.User)
	waiting, err := r.bot.Waiting(ctx, in.Team, who, skip, render.MaxListLines)
	if err != nil {
		return webapi.Message{}, err
	}
	asked, err := r.bot.Asked(ctx, in.Team, who, skip, render.MaxListLines)
	r.lookUpAskers(ctx, in.Team, slices.Concat(waiting.Lines, asked.Lines))
	return r.slack.scene(in.Team).List(waiting, asked, in.Name), err
}

// skipped returns how many entries of a list are before the page that was named. No page means the first one.
func skipped(in call, page string) (int, error) {
	if page == "" {
		return 0, nil
	}
	n, ok := render.PageNumber(page)
	if !ok {
		return 0, &phrase.Error{Code: phrase.Invalid, Text: in.Name + " " + in.verb.name + " takes the number of a page and nothing else: " + in.typed("2") + "."}
	}
	return (n - 1) * render.MaxListLines, nil
}

func (r *Responder) history(ctx context.Context, in call, rest string) (webapi.Message, error) {
	words := strings.Fields(mrkdwn.Unescape(rest))
	before := int64(0)
	if len(words) > 1 && strings.EqualFold(words[0], render.BeforeWord) {
		if n, err := polls.ParseNumber(words[1]); err == nil && strings.EqualFold(words[1][:1], "q") {
			before, words = n, words[2:]
		}
	}
	lines, more, err := r.bot.Log(ctx, in.Team, polls.Person(in.User), r.slack.moved.original(in.Channel), words, before, render.MaxListLines)
	r.lookUpAskers(ctx, in.Team, lines)
	return r.slack.scene(in.Team).Log(lines, more, strings.Join(words, " "), in.Name), err
}

func (r *Responder) status(ctx context.Context, in call, rest string) (m webapi.Message, err error) {
	id, err := r.id(in, rest)
	if err != nil {
		return m, err
	}
	who := polls.Person(in.User)
	ahead := r.forecast(ctx, id)
	err = r.read(ctx, id, who, r.slack.moved.original(in.Channel), peopleInPoll, func(p *polls.Poll) error {
		m = r.scene(id).WithForecast(ahead).Status(p, who)
		return nil
	})
	return m, err
}

func (r *Responder) closePoll(ctx context.Context, in call, rest string) (webapi.Message, error) {
	id, err := r.id(in, rest)
	if err != nil {
		return webapi.Message{}, err
	}
	return webapi.Message{Text: closedText(id)}, r.bot.Close(ctx, id, polls.Person(in.User))
}

func (r *Responder) cancelPoll(ctx context.Context, in call, rest string) (webapi.Message, error) {
	id, err := r.id(in, rest)
	if err != nil {
		return webapi.Message{}, err
	}
	return webapi.Message{Text: id.String() + " is cancelled. No answer is shown to anybody."}, r.bot.Cancel(ctx, id, polls.Person(in.User))
}

func (r *Responder) remind(ctx context.Context, in call, rest string) (webapi.Message, error) {
	id, err := r.id(in, rest)
	if err != nil {
		return webapi.Message{}, err
	}
	n, err := r.bot.Remind(ctx, id, polls.Person(in.User))
	return webapi.Message{Text: "Reminding " + phrase.Counted(n, "person", "people") + " about " + id.String() + ". The same people can be reminded again in " +
		strconv.Itoa(int(polls.Quiet.Minutes())) + " minutes, twice in all."}, err
}
