package slack

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"quorum/bot"
	"quorum/polls"
)

// Responder acts on what comes in from Slack: it is the [Handler] of the bot. Whatever it reports as done is stored.
type Responder struct {
	bot    *bot.Bot
	slack  *Composer
	client *Client
	people *Directory
	urls   *ResponseURLs
	log    *slog.Logger
	most   int            // stakeholders of one poll
	home   *time.Location // of askers whose own zone is not known
}

// ResponderOptions are what [NewResponder] needs; Log and MaxStakeholders may be left out.
type ResponderOptions struct {
	Bot             *bot.Bot
	Composer        *Composer // the bot's surface
	Log             *slog.Logger
	MaxStakeholders int            // default 1,000
	Zone            *time.Location // of askers whose own zone is not known; default UTC
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
		log: o.Log, most: o.MaxStakeholders, home: o.Zone,
	}
}

// Handle implements [Handler].
func (r *Responder) Handle(ctx context.Context, in Inbound) Reply {
	switch in := in.(type) {
	case Command:
		return r.command(ctx, in)
	case Click:
		return r.click(ctx, in)
	case Submission:
		return r.submit(ctx, in)
	case Shortcut:
		return r.shortcut(ctx, in)
	case Suggestion:
		return r.suggest(ctx, in)
	case HomeOpened:
		return r.homeOpened(ctx, in)
	case UserChanged:
		return r.userChanged(ctx, in)
	case Uninstalled:
		r.log.Error("Slack says that the app's token is void; install the app again and set the new token", "reason", in.Reason)
	}
	return Reply{}
}

// say turns an error into what the person reads. A fault is logged here, once.
func (r *Responder) say(err error, doing string, in Inbound) string {
	var told *polls.Error
	if errors.As(err, &told) {
		return told.Text
	}
	r.log.Error("nothing was saved", "doing", doing, "kind", in.Kind(), "err", err)
	return nothingSaved
}

// tell answers a click where only that person sees it. When even that fails the delivery is not acknowledged, so that
// Slack shows its own error.
func (r *Responder) tell(ctx context.Context, in Click, text string) Reply {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer cancel()
	if in.ResponseURL == "" {
		err := r.client.Whisper(ctx, in.Channel, in.User, text)
		return Reply{Unstored: err != nil}
	}
	err := r.urls.Respond(ctx, in.ResponseURL, Message{Text: Escape(text)}, true)
	return Reply{Unstored: err != nil}
}

func (r *Responder) userChanged(ctx context.Context, in UserChanged) Reply {
	r.people.Changed(in)
	if !in.Deleted {
		return Reply{}
	}
	if err := r.bot.Leave(ctx, in.Team, polls.Person(in.User)); err != nil {
		r.log.Error("somebody's leaving was not stored", "err", err)
		return Reply{Unstored: true}
	}
	return Reply{}
}

func (r *Responder) homeOpened(ctx context.Context, in HomeOpened) Reply {
	if in.Tab != "" && in.Tab != "home" {
		return Reply{}
	}
	if err := r.publishHome(ctx, in.Team, in.User); err != nil {
		r.log.Warn("the App Home was not shown", "err", err)
	}
	return Reply{}
}

// homeLines is how many polls each list of the App Home shows.
const homeLines = 10

func (r *Responder) publishHome(ctx context.Context, team, user string) error {
	who := polls.Person(user)
	waiting, err := r.bot.Waiting(ctx, team, who, homeLines+1)
	if err != nil {
		return err
	}
	asked, err := r.bot.Asked(ctx, team, who, homeLines+1)
	if err != nil {
		return err
	}
	return r.client.PublishHome(ctx, user, r.slack.scene(team).home(waiting, asked))
}
