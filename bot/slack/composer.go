package slack

import (
	"context"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"quorum/bot"
	"quorum/bot/slack/render"
	"quorum/bot/slack/webapi"
	"quorum/polls"
)

// maxPresent is the number of polls for which it is remembered whether the asker is in the channel.
const maxPresent = 10_000

// Composer makes messages for Slack of notices. It is the [bot.Surface].
type Composer struct {
	client  *webapi.Client
	people  *webapi.Directory
	sender  *webapi.Sender
	urls    *webapi.ResponseURLs
	moved   moves
	hidden  bot.Cache[hidden, struct{}]
	screens screens
	present bot.Cache[polls.ID, bool] // whether the asker is in the channel, until the notice that needs to know has been written
	address atomic.Pointer[string]    // the workspace's address, https://acme.slack.com/
}

// NewComposer returns a Composer that sends through client and looks people up in the directory.
func NewComposer(client *webapi.Client, people *webapi.Directory) *Composer {
	urls := webapi.NewResponseURLs(client)
	return &Composer{
		client: client, people: people, urls: urls, sender: webapi.NewSender(client, urls), screens: newScreens(),
		hidden: bot.Cache[hidden, struct{}]{Life: hiddenFor, Most: maxHidden}, present: bot.Cache[polls.ID, bool]{Most: maxPresent},
	}
}

// SetAddress sets the web address of the workspace. Until then messages have no links to each other.
func (c *Composer) SetAddress(workspace string) { c.address.Store(&workspace) }

// Compose implements [bot.Surface].
func (c *Composer) Compose(p *polls.Poll, d bot.Delivery) (bot.Letter, error) {
	write, ok := writers()[d.Kind]
	if !ok {
		return nil, nil // a newer version has stored this kind
	}
	team := p.ID.Workspace
	if ids := c.unknown(team, peopleInNotice(p, d)); len(ids) > 0 && d.Attempts < maxIntroductions {
		return nil, &bot.Unprepared{Prepare: func(ctx context.Context) error { return c.learn(ctx, team, ids) }}
	}
	return write(c, p, d)
}

// writers is the table of notices. A new notice is a method here and its renderer.
func writers() map[polls.NoticeKind]func(*Composer, *polls.Poll, bot.Delivery) (bot.Letter, error) {
	return map[polls.NoticeKind]func(*Composer, *polls.Poll, bot.Delivery) (bot.Letter, error){
		polls.NoticeCard:         (*Composer).card,
		polls.NoticeQuestion:     (*Composer).question,
		polls.NoticeRecorded:     (*Composer).recorded,
		polls.NoticeReminder:     (*Composer).reminder, // a digest is gathered, see Excerpt
		polls.NoticeSummary:      (*Composer).summary,
		polls.NoticeAskerSummary: (*Composer).copy,
		polls.NoticeCopies:       (*Composer).copies,
		polls.NoticeRevised:      (*Composer).revised,
		polls.NoticeReason:       (*Composer).reason,
		polls.NoticeFlip:         (*Composer).flip,
		polls.NoticeReopen:       (*Composer).reopen,
		polls.NoticeCancelled:    (*Composer).cancelled,
		polls.NoticeStuck:        (*Composer).stuck,
		polls.NoticeDoubt:        (*Composer).doubt,
		polls.NoticeUnreachable:  (*Composer).unreachable,
		polls.NoticeUndelivered:  (*Composer).undelivered,
	}
}

func (c *Composer) card(p *polls.Poll, d bot.Delivery) (bot.Letter, error) {
	m := c.scene(p.ID.Workspace).Card(p)
	switch {
	case p.CardGone():
		return nil, nil
	case p.Card.IsZero():
		return c.sender.Post(to(d, c.cardChannel(p)), m), nil
	}
	at := to(d, c.moved.current(p.Card.Channel))
	at.Message = p.Card.Message
	return c.sender.Keep(at, m), nil
}

// cardChannel returns where the card goes: the channel of the poll, or the conversation between the asker and the bot.
func (c *Composer) cardChannel(p *polls.Poll) string {
	if p.Channel != "" {
		return c.moved.current(p.Channel)
	}
	return string(p.Asker)
}

// question asks one person. It returns nothing for a person who has answered in another way, has left, or would only read that
// the poll is over.
func (c *Composer) question(p *polls.Poll, d bot.Delivery) (bot.Letter, error) {
	s, ok := p.Stakeholder(d.To)
	if !ok || p.Ended() || s.Left || !s.Delivered.IsZero() {
		return nil, nil
	}
	return c.sender.Post(to(d, string(d.To)), c.scene(p.ID.Workspace).Question(p, d.To, render.AsAsked)), nil
}

// recorded shows a person what was recorded, in the message with the question. A person can answer before it is known where
// this message is: in the App Home, or right after the message has arrived.
func (c *Composer) recorded(p *polls.Poll, d bot.Delivery) (bot.Letter, error) {
	s, ok := p.Stakeholder(d.To)
	switch {
	case !ok, s.Question.IsZero() && (s.Unreachable != "" || p.Ended()): // there is no question, and none will be sent
		return nil, nil
	case s.Question.IsZero():
		return nil, bot.ErrNotYet
	}
	return c.questionAt(p, d, s.Question), nil
}

// questionAt updates a message that shows the question to one person.
func (c *Composer) questionAt(p *polls.Poll, d bot.Delivery, stands polls.Place) bot.Letter {
	at := to(d, stands.Channel)
	at.Message = stands.Message
	moment, seen := c.screens.moment(stands, p, d.To)
	letter := c.sender.Replace(at, c.scene(p.ID.Workspace).Question(p, d.To, moment))
	return &screenLetter{Letter: letter, screens: &c.screens, at: stands, seen: seen}
}

func (c *Composer) summary(p *polls.Poll, d bot.Delivery) (bot.Letter, error) {
	s := c.scene(p.ID.Workspace)
	if c.goesToFallback(p) {
		return c.toFallbackRecipient(p, d, 0, s.FallbackSummary(p, ""))
	}
	return c.inThread(p, d, s.Summary(p))
}

// goesToFallback reports whether the summary would go to the conversation with an asker who has left.
func (c *Composer) goesToFallback(p *polls.Poll) bool {
	return (p.Channel == "" || p.Card.IsZero() && cardUndelivered(p)) && c.departed(p)
}

func (c *Composer) cancelled(p *polls.Poll, d bot.Delivery) (bot.Letter, error) {
	return c.inThread(p, d, c.scene(p.ID.Workspace).Cancelled(p))
}

// inThread posts under the card. When the card could not be posted, the asker gets the message.
func (c *Composer) inThread(p *polls.Poll, d bot.Delivery, m webapi.Message) (bot.Letter, error) {
	switch {
	case !p.Card.IsZero():
		at := to(d, c.moved.current(p.Card.Channel))
		at.Thread = p.Card.Message
		at.Broadcast = d.Kind == polls.NoticeSummary && p.Announce
		return c.sender.Post(at, m), nil
	case cardUndelivered(p):
		return c.toAsker(p, d, m)
	}
	return nil, bot.ErrNotYet
}

// stuck tells the asker, and updates the message when it changes.
func (c *Composer) stuck(p *polls.Poll, d bot.Delivery) (bot.Letter, error) {
	m := c.scene(p.ID.Workspace).Stuck(p)
	switch {
	case !d.At.IsZero():
		return c.again(d, d.At, m), nil
	case p.Stuck() && p.LastStuck(d.Detail):
		return c.toAsker(p, d, m)
	}
	return nil, nil
}

// doubt tells the asker once, and updates the message when it changes.
func (c *Composer) doubt(p *polls.Poll, d bot.Delivery) (bot.Letter, error) {
	s := c.scene(p.ID.Workspace)
	switch {
	case !d.At.IsZero():
		return c.again(d, d.At, s.DoubtOver(p)), nil
	case p.Phase == polls.PhaseOpen:
		return c.toAsker(p, d, s.Doubt(p))
	}
	return nil, nil
}

func (c *Composer) unreachable(p *polls.Poll, d bot.Delivery) (bot.Letter, error) {
	return c.toAsker(p, d, c.scene(p.ID.Workspace).Unreachable(p))
}

func (c *Composer) undelivered(p *polls.Poll, d bot.Delivery) (bot.Letter, error) {
	s := c.scene(p.ID.Workspace)
	kind := polls.NoticeKind(d.Detail)
	why, _ := p.Undelivered(kind)
	switch {
	case kind == polls.NoticeUndelivered && c.departed(p): // the first of the people asked could not be told either
		return c.toFallbackRecipient(p, d, 1, s.FallbackSummary(p, ""))
	case kind == polls.NoticeUndelivered:
		return c.toFallbackRecipient(p, d, 0, s.FallbackSummary(p, why))
	case kind == polls.NoticeSummary && c.departed(p):
		return c.toFallbackRecipient(p, d, 0, s.FallbackSummary(p, ""))
	}
	return c.toAsker(p, d, s.Undelivered(p, kind, why))
}

// to returns the address of a delivery.
func to(d bot.Delivery, whom string) webapi.Address {
	return webapi.Address{Team: d.Topic.Workspace, To: whom, ID: d.ID, Lane: d.Lane}
}

// scene returns what renderers need to know of a workspace.
func (c *Composer) scene(team string) render.Scene {
	return render.Scene{
		Now:   time.Now(),
		Names: func(who polls.Person) string { return c.people.Name(team, string(who)) },
		Group: func(id string) string { return c.people.GroupName(team, id) },
		Link:  c.link,
	}
}

// link returns the web address of a message, or nothing when it is not known.
func (c *Composer) link(at polls.Place) string {
	home := c.address.Load()
	if home == nil || at.IsZero() {
		return ""
	}
	link, err := url.JoinPath(*home, "archives", at.Channel, "p"+strings.ReplaceAll(at.Message, ".", ""))
	if err != nil {
		return ""
	}
	return link
}

func cardUndelivered(p *polls.Poll) bool {
	_, lost := p.Undelivered(polls.NoticeCard)
	return lost
}
