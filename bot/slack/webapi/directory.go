package webapi

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"quorum/bot/slack/inbound"

	slackgo "github.com/slack-go/slack"
)

// How the directory is kept fresh, and how many unknown people are worth asking
// Slack for one by one.
const (
	refreshEvery = 30 * time.Minute
	refreshAgain = time.Minute // after a refresh that failed
	peoplePage   = 200
	maxOneByOne  = 25
	askAtOnce    = 8
)

// Directory knows the people, user groups and channels of the workspaces that
// one client serves. People are listed once and then kept up to date by
// [Directory.Changed] and a refresh every half hour; who is not on the list
// (people of other organizations, new ones) is looked up singly. It is safe
// for concurrent use.
type Directory struct {
	client *Client
	log    *slog.Logger

	mu    sync.Mutex
	teams map[string]*roster
}

// roster is what is known of one workspace.
type roster struct {
	people  map[string]Profile
	listed  bool          // the whole list has been read once
	loading chan struct{} // closed when the listing under way ends; nil: none is
	failed  error         // of the last listing

	groups   []UserGroup
	groupsAt time.Time
	belong   map[string]belonging // by group

	dnd map[string]paused // by person
}

// NewDirectory returns an empty directory. log may be nil.
func NewDirectory(client *Client, log *slog.Logger) *Directory {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	return &Directory{client: client, log: log, teams: make(map[string]*roster)}
}

// Run lists the people of the client's own workspace, and again now and then,
// until ctx ends. Without it the directory works, by looking people up.
func (d *Directory) Run(ctx context.Context) error {
	return d.client.guard.Keep(ctx, "directory", d.refreshing)
}

func (d *Directory) refreshing(ctx context.Context) error {
	for {
		next := refreshEvery
		who, err := d.client.Identify(ctx)
		if err == nil {
			err = errors.Join(d.Refresh(ctx, who.Team), d.refreshGroups(ctx, who.Team))
		}
		if err != nil && ctx.Err() == nil {
			d.log.Warn("the people of the workspace could not be listed; they are looked up singly", "err", err)
			next = refreshAgain
		}
		if !wait(ctx, next) {
			return nil
		}
	}
}

// Lookup returns the profiles of people, in the order of ids. Somebody whom
// Slack does not show to this app has a profile that is Unseen. When the list
// has not been read yet and many are unknown, it waits for the list. The error
// is a fault or a [*bot.Failure]; then nobody's profile is returned.
func (d *Directory) Lookup(ctx context.Context, team string, ids []string) ([]Profile, error) {
	known, missing := d.recall(team, ids)
	if len(missing) > maxOneByOne && !d.isListed(team) {
		if err := d.Refresh(ctx, team); err != nil {
			return nil, err
		}
		known, missing = d.recall(team, ids)
	}
	if err := d.ask(ctx, team, missing, known); err != nil {
		return nil, err
	}
	out := make([]Profile, len(ids))
	for i, id := range ids {
		out[i] = known[id]
	}
	return out, nil
}

// Name is what a person is called as far as it is known, empty when it is not;
// it asks nobody.
func (d *Directory) Name(team, id string) string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.roster(team).people[id].Name
}

// Unknown returns those of the ids of which nothing is known yet; it asks nobody.
func (d *Directory) Unknown(team string, ids []string) []string {
	_, missing := d.recall(team, ids)
	return missing
}

// Left reports whether somebody is known to have left the workspace; it asks
// nobody.
func (d *Directory) Left(team, id string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.roster(team).people[id].Deleted
}

func (d *Directory) recall(team string, ids []string) (known map[string]Profile, missing []string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	known = make(map[string]Profile, len(ids))
	asked := make(map[string]bool)
	r := d.roster(team)
	for _, id := range ids {
		p, ok := r.people[id]
		switch {
		case ok:
			known[id] = p
		case !asked[id]:
			asked[id] = true
			missing = append(missing, id)
		}
	}
	return known, missing
}

func (d *Directory) isListed(team string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.roster(team).listed
}

// ask looks people up singly and adds them to known.
func (d *Directory) ask(ctx context.Context, team string, ids []string, known map[string]Profile) error {
	found := make([]Profile, len(ids))
	g, ctx := d.client.guard.Group(ctx)
	g.Limit(askAtOnce)
	for i, id := range ids {
		g.Go("directory", func() (err error) {
			found[i], err = d.askOne(ctx, team, id)
			return err
		})
	}
	if err := g.Wait(); err != nil {
		return err
	}
	for _, p := range found {
		known[p.ID] = p
	}
	return nil
}

func (d *Directory) askOne(ctx context.Context, team, id string) (Profile, error) {
	var u *slackgo.User
	err := d.client.do(ctx, Turn{Team: team, Method: "users.info"}, func(ctx context.Context) (err error) {
		u, err = d.client.api.GetUserInfoContext(ctx, id, slackgo.GetUserInfoOptionIncludeLocale(false))
		return err
	})
	switch ErrorCode(err) {
	case "user_not_found", "user_not_visible", "users_not_found":
		return Profile{ID: id, Unseen: true}, nil // not kept: they may become visible
	}
	if err != nil {
		return Profile{}, fmt.Errorf("look up %s: %w", id, err)
	}
	p := profileOf(u)
	p.ID = id
	d.keep(team, p)
	return p, nil
}

func (d *Directory) keep(team string, people ...Profile) {
	d.mu.Lock()
	defer d.mu.Unlock()
	r := d.roster(team)
	for _, p := range people {
		r.people[p.ID] = p
	}
	d.client.meter.knows(team, len(r.people))
}

// Changed takes in what Slack tells about somebody.
func (d *Directory) Changed(c inbound.UserChanged) {
	d.keep(c.Team, Profile{
		ID: c.User, Name: c.Name, TZ: c.TZ, Deleted: c.Deleted, Bot: c.Bot,
		Guest: c.Guest, Stranger: c.Stranger, Invited: c.Invited, Status: c.Status,
	})
}

// roster is called with d.mu held.
func (d *Directory) roster(team string) *roster {
	r := d.teams[team]
	if r == nil {
		r = &roster{people: make(map[string]Profile), belong: make(map[string]belonging), dnd: make(map[string]paused)}
		d.teams[team] = r
	}
	return r
}
