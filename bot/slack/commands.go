package slack

import (
	"context"
	"encoding/json"
	"errors"
	"regexp"
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

// verb is a word after the slash command that is not a question. How it reads its arguments is its own matter.
type verb struct {
	name string
	// takes says what may follow the word. Anything else makes the text a question that happens to begin with it.
	takes func(rest string) bool
	run   func(r *Responder, ctx context.Context, in inbound.Command, rest string) (webapi.Message, error)
	own   bool // it is about whoever says it, so no id of a question follows
}

// verbs is the table of what can be said to the command besides a question.
func verbs() []verb {
	return slices.Concat(habitVerbs(), scheduleVerbs(), []verb{
		{"help", takesLittle, (*Responder).help, false},
		{"sources", takesSources, (*Responder).sources, false},
		{"list", takesLittle, (*Responder).list, false},
		{"log", takesWords, (*Responder).history, false},
		{"stats", takesLittle, (*Responder).stats, false},
		{"status", takesID, (*Responder).status, false},
		{"close", takesID, (*Responder).closePoll, false},
		{"cancel", takesID, (*Responder).cancelPoll, false},
		{"remind", takesID, (*Responder).remind, false},
		{"reopen", takesID, (*Responder).reopen, false},
		{"add", takesIDAndMore, (*Responder).addPeople, false},
		{"lower", takesIDAndMore, (*Responder).lowerRule, false},
	})
}

func takesLittle(rest string) bool { return takesWords(rest) && len(strings.Fields(rest)) < 2 }

func takesWords(rest string) bool {
	return !strings.Contains(rest, "<@") && !strings.Contains(rest, "<!subteam^") && !strings.Contains(rest, "|")
}

func takesID(rest string) bool {
	if _, err := polls.ParseNumber(rest); err == nil {
		return true
	}
	return takesLittle(rest) // somebody means a question, and mistypes or forgets which
}

// takesIDAndMore is for verbs after which the id of a question is followed by something.
func takesIDAndMore(rest string) bool {
	first, _, _ := strings.Cut(rest, " ")
	_, err := polls.ParseNumber(first)
	return err == nil || takesLittle(rest) || onlyNames(rest)
}

// onlyNames says of what follows a verb that it names people and perhaps an id, and nothing else: "Q12 @ben" after "remind"
// is no question to ben.
func onlyNames(rest string) bool { return strings.Contains(rest, "<") && namesAlone.MatchString(rest) }

var namesAlone = regexp.MustCompile(`^(?i:[QS#]?\d+\b|(?:and|about|for|of|to)\b|<[@!][^<>]*>|[\s,&\[\]])+$`)

// takesNobody refuses the verb with names after it.
func (v verb) takesNobody(_ *Responder, _ context.Context, in inbound.Command, _ string) (webapi.Message, error) {
	return webapi.Message{}, &phrase.Error{Code: phrase.Invalid, Text: in.Name + " " + v.name +
		" takes no names, so leave them out. To ask it as a question, end it with a question mark."}
}

// command acts on a slash command: a verb, a question, or nothing, which opens the form.
func (r *Responder) command(ctx context.Context, in inbound.Command) inbound.Reply {
	text := strings.TrimSpace(in.Text)
	if text == "" {
		return r.openAsk(ctx, in.TriggerID, in.Team, in, render.AskFields{Channel: ownOr(in.Channel, in.ChannelName)})
	}
	word, rest, _ := strings.Cut(text, " ")
	rest = strings.TrimSpace(rest)
	for _, v := range verbs() {
		run := v.run
		switch {
		case !strings.EqualFold(v.name, word):
			continue
		case v.takes(rest):
		case onlyNames(rest):
			run = v.takesNobody
		default:
			continue
		}
		m, err := run(r, ctx, in, rest)
		if missing := (*unasked)(nil); errors.As(err, &missing) {
			return r.askAgain(ctx, in, missing.fields, missing.err)
		}
		if errors.Is(err, errQuestion) {
			break
		}
		if err != nil {
			m = r.slack.scene(in.Team).Refused(r.told(err, v.name, in).Text, in.Name, mrkdwn.Unescape(text))
		}
		return r.reply(ctx, in, m)
	}
	if meant, ok := meantVerb(word, rest); ok {
		sentence := "There is no " + in.Name + " " + mrkdwn.Unescape(word) + ". Did you mean " + strings.TrimSpace(in.Name+" "+meant+" "+rest) + "?"
		return r.reply(ctx, in, r.slack.scene(in.Team).Refused(sentence, "", ""))
	}
	return r.ask(ctx, in, text)
}

// meantVerb finds the verb that was mistyped, in what cannot be a question: one word, or two of which the second is the
// id of a question.
func meantVerb(word, rest string) (verb string, ok bool) {
	if !takesLittle(word) || strings.HasSuffix(word, "?") {
		return "", false
	}
	if rest != "" {
		_, noPoll := polls.ParseNumber(rest)
		_, noSchedule := schedule.ParseNumber(rest)
		if noPoll != nil && noSchedule != nil {
			return "", false
		}
	}
	var names []string
	for _, v := range verbs() {
		if rest == "" || !v.own {
			names = append(names, v.name)
		}
	}
	return phrase.Meant(strings.ToLower(word), names)
}

// reply answers a command. What is too large for an acknowledgement goes through the response URL.
func (r *Responder) reply(ctx context.Context, in inbound.Command, m webapi.Message) inbound.Reply {
	if plain, ok := m.WithoutPictures(); ok {
		if r.urls.Respond(ctx, in.ResponseURL, m, true) == nil {
			return inbound.Reply{}
		}
		m = plain // a chart that is refused must not take the words with it
	}
	const envelope = 500 // what stands around it
	whole := inbound.Reply{Text: m.Text}
	if len(m.Blocks) > 0 {
		whole.Blocks = m.Blocks
	}
	if raw, err := json.Marshal(whole.Ephemeral()); err == nil && len(raw) <= inbound.MaxSocketReply-envelope {
		return whole
	}
	if err := r.urls.Respond(ctx, in.ResponseURL, m, true); err != nil {
		r.log.Warn("a long reply was not shown whole", "err", err)
		return inbound.Reply{Text: m.Text}
	}
	return inbound.Reply{}
}

func (r *Responder) id(in inbound.Command, verb, rest string) (polls.ID, error) {
	if rest == "" {
		return polls.ID{}, &phrase.Error{Code: phrase.Invalid, Text: "Say which: " + in.Name + " " + verb + " Q12. " + in.Name + " list shows yours."}
	}
	n, err := polls.ParseNumber(rest)
	return polls.ID{Workspace: in.Team, Number: n}, err
}

func (r *Responder) help(context.Context, inbound.Command, string) (webapi.Message, error) {
	return render.Help(), nil
}

func (r *Responder) list(ctx context.Context, in inbound.Command, rest string) (webapi.Message, error) {
	skip, err := skipped(in, "list", rest)
	if err != nil {
		return webapi.Message{}, err
	}
	who := polls.Person(in.User)
	waiting, err := r.bot.Waiting(ctx, in.Team, who, skip, render.MaxListLines)
	if err != nil {
		return webapi.Message{}, err
	}
	asked, err := r.bot.Asked(ctx, in.Team, who, skip, render.MaxListLines)
	r.knowAskers(ctx, in.Team, slices.Concat(waiting.Lines, asked.Lines))
	return r.slack.scene(in.Team).List(waiting, asked, in.Name), err
}

// skipped is how many of a list come before the page that was named; nothing said means the first one.
func skipped(in inbound.Command, verb, page string) (int, error) {
	if page == "" {
		return 0, nil
	}
	n, ok := render.PageNumber(page)
	if !ok {
		return 0, &phrase.Error{Code: phrase.Invalid, Text: in.Name + " " + verb + " takes the number of a page and nothing else: " + in.Name + " " + verb + " 2."}
	}
	return (n - 1) * render.MaxListLines, nil
}

func (r *Responder) history(ctx context.Context, in inbound.Command, rest string) (webapi.Message, error) {
	words := strings.Fields(mrkdwn.Unescape(rest))
	before := int64(0)
	if len(words) > 1 && strings.EqualFold(words[0], render.BeforeWord) {
		if n, err := polls.ParseNumber(words[1]); err == nil && strings.EqualFold(words[1][:1], "q") {
			before, words = n, words[2:]
		}
	}
	lines, more, err := r.bot.Log(ctx, in.Team, polls.Person(in.User), r.slack.moved.former(in.Channel), words, before, render.MaxListLines)
	r.knowAskers(ctx, in.Team, lines)
	return r.slack.scene(in.Team).Log(lines, more, strings.Join(words, " "), in.Name), err
}

func (r *Responder) status(ctx context.Context, in inbound.Command, rest string) (m webapi.Message, err error) {
	id, err := r.id(in, "status", rest)
	if err != nil {
		return m, err
	}
	who := polls.Person(in.User)
	ahead := r.forecast(ctx, id)
	err = r.read(ctx, id, who, r.slack.moved.former(in.Channel), everybody, func(p *polls.Poll) error {
		m = r.scene(id).Expecting(ahead).Status(p, who)
		return nil
	})
	return m, err
}

func (r *Responder) closePoll(ctx context.Context, in inbound.Command, rest string) (webapi.Message, error) {
	id, err := r.id(in, "close", rest)
	if err != nil {
		return webapi.Message{}, err
	}
	return webapi.Message{Text: closedText(id)}, r.bot.Close(ctx, id, polls.Person(in.User))
}

func (r *Responder) cancelPoll(ctx context.Context, in inbound.Command, rest string) (webapi.Message, error) {
	id, err := r.id(in, "cancel", rest)
	if err != nil {
		return webapi.Message{}, err
	}
	return webapi.Message{Text: id.String() + " is cancelled. No answer is shown to anybody."}, r.bot.Cancel(ctx, id, polls.Person(in.User))
}

func (r *Responder) remind(ctx context.Context, in inbound.Command, rest string) (webapi.Message, error) {
	id, err := r.id(in, "remind", rest)
	if err != nil {
		return webapi.Message{}, err
	}
	n, err := r.bot.Remind(ctx, id, polls.Person(in.User))
	return webapi.Message{Text: "Reminding " + phrase.Counted(n, "person", "people") + " about " + id.String() + ". The same people can be reminded again in " +
		strconv.Itoa(int(polls.Quiet.Minutes())) + " minutes, twice in all."}, err
}
