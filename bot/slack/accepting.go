package slack

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"quorum/bot"
	"quorum/bot/slack/inbound"
	"quorum/bot/slack/mrkdwn"
	"quorum/bot/slack/render"
	"quorum/bot/slack/webapi"
	"quorum/polls"
	"quorum/polls/phrase"
)

// What people ask for by commands and forms. Where everything that it takes is in memory, it is done within the
// acknowledgement. Where something must be looked up first, it is accepted: kept before the first look-up, tried at once, and
// left to the loop that carries out what was accepted when Slack does not answer in time.

// tryWithin is how long a command or form is tried within its acknowledgement once it is accepted.
const tryWithin = 1200 * time.Millisecond

// How the payload of what was accepted is read.
const (
	commandKind = "command"
	formKind    = "form"
)

// work does what a command or form asks for, and returns what its person reads; the zero Message when they see it elsewhere.
// Mistakes of theirs are [*askError] or [*phrase.Error]; every other error is a fault.
type work func(ctx context.Context) (webapi.Message, error)

// accept does what a person asks for. pending is true when it could not be done within the acknowledgement: it goes on by
// itself, and its person is told.
func (r *Responder) accept(ctx context.Context, in inbound.Inbound, do work) (m webapi.Message, pending bool, err error) {
	m, err = do(webapi.FromMemory(ctx))
	if !errors.Is(err, webapi.ErrNotInMemory) {
		return m, false, err
	}
	a, err := acceptedFrom(in)
	if err == nil {
		err = r.bot.Accept(ctx, a)
	}
	if err != nil {
		return m, false, err
	}
	within, cancel := context.WithTimeout(ctx, tryWithin)
	defer cancel()
	m, err = do(r.bot.Serving(within, a))
	if bot.IsDone(err) { // it was delivered before
		m, err = r.alreadyDone(a, in), nil
	}
	if err == nil || isMistake(err) || isFinal(err) || isBarred(err) {
		if over := r.bot.Over(ctx, a); over != nil {
			r.log.Warn("what a person asked for is done and will be tried again", "err", over)
		}
		return m, false, err
	}
	r.log.Info("what a person asked for is left to the loop that carries it out", "kind", in.Kind(), "err", err)
	if err := r.bot.GiveOver(ctx, a); err != nil { // it is tried again all the same, a little later
		r.log.Warn("what a person asked for is tried again later", "err", err)
	}
	return webapi.Message{}, true, nil
}

// isMistake reports whether an error is for the person to mend.
func isMistake(err error) bool {
	return errors.As(err, new(*phrase.Error)) || errors.As(err, new(*askError))
}

// isFinal reports whether trying again would not help: Slack has refused to tell something.
func isFinal(err error) bool {
	f := (*bot.Failure)(nil)
	return errors.As(err, &f) && f.Fate == bot.Refused
}

// isBarred reports whether Slack does not accept the bot's token.
func isBarred(err error) bool {
	f := (*bot.Failure)(nil)
	return errors.As(err, &f) && f.Fate == bot.Barred
}

// acceptedFrom returns a command or form as it is kept. The trigger and the response URL are not: they are void, or worth
// nothing to anybody else, by the time that it is read again.
func acceptedFrom(in inbound.Inbound) (bot.Accepted, error) {
	a := bot.Accepted{At: time.Now()}
	var kept any
	switch in := in.(type) {
	case inbound.Command:
		in.TriggerID, in.ResponseURL = "", ""
		a.Kind, a.Workspace, a.Key, a.Person, kept = commandKind, in.Team, in.Key, polls.Person(in.User), in
	case inbound.Submission:
		in.ResponseURL = ""
		a.Kind, a.Workspace, a.Key, a.Person, kept = formKind, in.Team, in.Key, polls.Person(in.User), in
	default:
		return a, fmt.Errorf("slack: a %s cannot be accepted", in.Kind())
	}
	payload, err := json.Marshal(kept)
	a.Payload = string(payload)
	return a, err
}

// asAccepted returns what was accepted as it came in.
func asAccepted(a bot.Accepted) (in inbound.Inbound, err error) {
	switch a.Kind {
	case commandKind:
		c := inbound.Command{}
		err = json.Unmarshal([]byte(a.Payload), &c)
		return c, err
	case formKind:
		s := inbound.Submission{}
		err = json.Unmarshal([]byte(a.Payload), &s)
		return s, err
	}
	return nil, fmt.Errorf("slack: something of the kind %q was accepted", a.Kind)
}

// Carry implements [bot.Guide].
func (r *Responder) Carry(ctx context.Context, a bot.Accepted, last bool) (reply string, err error) {
	in, err := asAccepted(a)
	if err != nil { // trying again would not help
		r.log.Error("what was accepted cannot be read", "kind", a.Kind, "err", err)
		return render.Lines("Quorum cannot read any more what you asked for, so it was not done. Please ask for it again.").Encode()
	}
	m, err := r.workOf(in)(ctx)
	switch {
	case bot.IsDone(err):
		m, err = r.alreadyDone(a, in), nil
	case isMistake(err), isFinal(err):
		m, err = r.notDone(a, in, r.told(err, "carrying out what was accepted", in).Text), nil
	case err != nil && last:
		m, err = r.notDone(a, in, render.NoAnswerInTime), nil
	}
	if err != nil || len(m.Blocks) == 0 && m.Text == "" {
		return "", err
	}
	return m.Encode()
}

// alreadyDone returns what a person reads of what was done before, when the reply to it is lost.
func (r *Responder) alreadyDone(a bot.Accepted, in inbound.Inbound) webapi.Message {
	return r.slack.scene(a.Workspace).Refused("Done.", "", typedIn(in))
}

// notDone says why what a person asked for could not be done, with what they typed and a way to go on from it.
func (r *Responder) notDone(a bot.Accepted, in inbound.Inbound, why string) webapi.Message {
	s := r.slack.scene(a.Workspace)
	if _, ok := fieldsOf(in); ok {
		return s.NotAsked(why+" Nobody was asked.", typedIn(in), a.Key)
	}
	return s.Refused(why+" Nothing was done.", "", typedIn(in))
}

// ComposeReply implements [bot.Surface].
func (c *Composer) ComposeReply(d bot.Delivery) (bot.Letter, error) {
	if d.Detail == "" {
		return nil, nil
	}
	m, err := webapi.DecodeMessage(d.Detail)
	if err != nil {
		return nil, err
	}
	return c.sender.Post(to(d, string(d.To)), m), nil
}

// workOf returns what a command or form that was accepted asks for.
func (r *Responder) workOf(in inbound.Inbound) work {
	switch in := in.(type) {
	case inbound.Command:
		return r.commandWork(in)
	case inbound.Submission:
		return r.formWork(in)
	}
	return func(context.Context) (webapi.Message, error) { return webapi.Message{}, nil }
}

// fieldsOf returns the fields of the form for asking that a command or form fills; ok is false when it does not ask.
func fieldsOf(in inbound.Inbound) (f render.AskForm, ok bool) {
	switch in := in.(type) {
	case inbound.Command:
		if _, verb := verbIn(cutWord(in.Text)); verb {
			return f, false
		}
		return askFields(in, in.Text), true
	case inbound.Submission:
		return render.ReadAsk(in.State, in.PrivateMetadata), in.CallbackID == render.FormAsk
	}
	return f, false
}

// typedIn returns what a person typed, for giving it back.
func typedIn(in inbound.Inbound) string {
	if c, ok := in.(inbound.Command); ok {
		return c.Name + " " + mrkdwn.Unescape(strings.TrimSpace(c.Text))
	}
	return ""
}

// editAccepted opens the form for asking with what was accepted and could not be asked.
func (r *Responder) editAccepted(ctx context.Context, in inbound.Click, key string) inbound.Reply {
	a, ok, err := r.bot.AcceptedFrom(ctx, in.Team, key, polls.Person(in.User))
	if err != nil {
		return r.tell(in, r.told(err, "reading what was accepted", in).Text)
	}
	var f render.AskForm
	if ok {
		typed, err := asAccepted(a)
		if err != nil {
			return r.tell(in, r.told(err, "reading what was accepted", in).Text)
		}
		f, ok = fieldsOf(typed)
	}
	if !ok {
		return r.tell(in, "What you typed is not kept any more. Please ask anew.")
	}
	return r.openAsk(ctx, in.TriggerID, in.Team, in, f)
}
