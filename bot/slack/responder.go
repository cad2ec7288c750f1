package slack

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"quorum/bot"
	"quorum/bot/slack/inbound"
	"quorum/bot/slack/mrkdwn"
	"quorum/bot/slack/render"
	"quorum/bot/slack/webapi"
	"quorum/polls"
	"quorum/polls/phrase"
)

// Responder acts on everything that comes in from Slack. It is the [inbound.Handler] of the bot. What it acknowledges is
// stored.
type Responder struct {
	bot         *bot.Bot
	slack       *Composer
	client      *webapi.Client
	people      *webapi.Directory
	urls        *webapi.ResponseURLs
	log         *slog.Logger
	guard       *bot.Guard
	most        int                         // stakeholders of one poll
	defaultZone *time.Location              // the zone of askers whose own is not known
	homeForms   bot.Cache[string, struct{}] // the ids of forms that were opened from the App Home

	errands  *errands
	appHomes newest[homeOf, render.HomePage]
	shown    newest[polls.Place, func(context.Context) error] // by message
}

// maxHomeForms is for how many forms it is remembered that they were opened from the App Home.
const maxHomeForms = 1000

// ResponderOptions has what [NewResponder] needs. Log, Guard, MaxStakeholders and Zone may be left out.
type ResponderOptions struct {
	Bot             *bot.Bot
	Composer        *Composer // the bot's surface
	Log             *slog.Logger
	Guard           *bot.Guard     // of what runs after an acknowledgement; may be nil
	MaxStakeholders int            // default 1,000
	Zone            *time.Location // the zone of askers whose own is not known; default UTC
}

// NewResponder returns a Responder.
func NewResponder(o ResponderOptions) *Responder {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Zone == nil {
		o.Zone = time.UTC
	}
	if o.MaxStakeholders == 0 {
		o.MaxStakeholders = 1000
	}
	return &Responder{
		bot: o.Bot, slack: o.Composer, client: o.Composer.client, people: o.Composer.people, urls: o.Composer.urls,
		log: o.Log, guard: o.Guard, most: o.MaxStakeholders, defaultZone: o.Zone, homeForms: bot.Cache[string, struct{}]{Most: maxHomeForms},
		errands: newErrands(o.Guard),
	}
}

// Finish waits at most within for what people are still to be shown after the acknowledgement. Handle must not be called any
// more.
func (r *Responder) Finish(within time.Duration) { r.errands.finish(within) }

// Handle implements [inbound.Handler].
func (r *Responder) Handle(ctx context.Context, in inbound.Inbound) inbound.Reply {
	switch in := in.(type) {
	case inbound.Command:
		return r.command(ctx, in)
	case inbound.Click:
		return r.click(ctx, in)
	case inbound.Submission:
		return r.submit(ctx, in)
	case inbound.Shortcut:
		return r.shortcut(ctx, in)
	case inbound.Suggestion:
		return r.suggest(ctx, in)
	case inbound.HomeOpened:
		return r.homeOpened(in)
	case inbound.UserChanged:
		return r.userChanged(ctx, in)
	case inbound.Replied:
		return r.replied(ctx, in)
	case inbound.ChannelIDChanged:
		r.slack.moved.add(in.Old, in.New)
	case inbound.Uninstalled:
		r.log.Error("Slack says that the token in SLACK_BOT_TOKEN is void; install the app again and set the new token", "reason", in.Reason)
		r.errands.run(func(ctx context.Context) { _ = r.client.Ping(ctx) }) // from then on people are told so
	}
	return inbound.Reply{}
}

// What a person reads about an error that is not a mistake of the person.
const (
	nothingSaved = "Quorum could not store this, so nothing was saved. Try again in a minute."
	notLookedUp  = "Slack did not tell Quorum what it needs to know for this, so nothing was saved. Try again in a minute."
	notLetIn     = "Slack no longer accepts Quorum's token, so nothing was saved. Trying again does not help: please tell the person who runs Quorum."
	notInTime    = "Storing this took so long that Quorum cannot say whether it was saved. Please look before you do it again."
)

// told returns the sentence that the person reads about an error. A fault is logged here, once.
func (r *Responder) told(err error, doing string, in inbound.Inbound) *phrase.Error {
	var mistake *phrase.Error
	if errors.As(err, &mistake) {
		told := *mistake
		told.Text, told.Hints = hinted(mistake.Text, mistake.Hints), nil
		return &told
	}
	text := nothingSaved
	switch failed := (*bot.Failure)(nil); {
	case isBarred(err):
		text = notLetIn
	case errors.As(err, &failed):
		text = notLookedUp
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		text = notInTime
	}
	r.log.Error("something a person did was not stored", "doing", doing, "kind", in.Kind(), "err", err)
	return &phrase.Error{Text: text}
}

// tellWithin is how long what came of a click is worth telling.
const tellWithin = time.Minute

// tell answers a click after the acknowledgement, visible to that person alone. When this is not possible the click is not
// acknowledged, so that Slack shows an error of its own.
func (r *Responder) tell(in inbound.Click, text string) inbound.Reply {
	if in.ResponseURL == "" && in.Channel == "" {
		return inbound.Reply{Unstored: true}
	}
	text = mrkdwn.Escape(text)
	r.errands.run(func(ctx context.Context) {
		ctx, cancel := context.WithTimeout(ctx, tellWithin)
		defer cancel()
		var err error
		if in.ResponseURL != "" {
			err = r.urls.Respond(ctx, in.ResponseURL, webapi.Message{Text: text}, true)
		}
		if in.Channel != "" && (in.ResponseURL == "" || err != nil) {
			err = r.client.Whisper(ctx, in.Channel, in.User, text)
		}
		if err != nil {
			r.log.Warn("somebody could not be told what came of their click", "err", err)
		}
	})
	return inbound.Reply{}
}

func (r *Responder) userChanged(ctx context.Context, in inbound.UserChanged) inbound.Reply {
	r.people.Changed(in)
	if !in.Deleted {
		return inbound.Reply{}
	}
	if err := r.bot.Leave(ctx, in.Team, polls.Person(in.User)); err != nil {
		r.log.Error("somebody's leaving was not stored", "err", err)
		return inbound.Reply{Unstored: true}
	}
	return inbound.Reply{}
}

// scene returns what renderers need to know to show a poll.
func (r *Responder) scene(id polls.ID) render.Scene { return r.slack.scene(id.Workspace) }

var _ bot.Surface = (*Composer)(nil)
