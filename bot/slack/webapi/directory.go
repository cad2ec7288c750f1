package webapi

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"quorum/bot"
	"quorum/bot/slack/inbound"
	"quorum/polls"

	slackgo "github.com/slack-go/slack"
)

// How the directory is kept fresh, and how many unknown people are worth asking
// Slack for one by one.
const (
	refreshEvery  = 30 * time.Minute
	refreshRetry  = time.Minute // after a refresh that failed
	peoplePage    = 1000        // people at once
	smallPage     = 200         // when Slack refuses the large page
	maxOneByOne   = 25
	asNow         = time.Minute     // how long a looked-up value counts as current
	lookUpFor     = 2 * time.Minute // how long a look-up may take
	lookUpsAtOnce = 8
)

// Directory knows the people, user groups and channels of the workspaces that
// one client serves. People are listed once and then kept up to date by
// [Directory.Changed] and a refresh every half hour; who is not on the list
// (people of other organizations, new ones) is looked up singly. What it
// knows is kept for the next start, see [Directory.SetMemory]. It is safe for
// concurrent use.
type Directory struct {
	client *Client
	log    *slog.Logger
	memory bot.Memory // may be nil

	listings bot.Cache[string, struct{}]                   // by workspace: its people have been listed
	groups   bot.Cache[string, []UserGroup]                // by workspace
	members  bot.Cache[inWorkspace, []Profile]             // by user group, as they are now
	sources  bot.Cache[inWorkspace, map[polls.Person]bool] // by user group that is a source
	channels bot.Cache[inWorkspace, Conversation]          // by channel; only those in which the app can post
	asking   bot.Cache[inWorkspace, Profile]               // by person who is on no list
	paused   bot.Cache[inWorkspace, pause]                 // by person

	mu     sync.Mutex
	people map[string]map[string]Profile // by workspace and id
}

// inWorkspace names a person, a channel or a user group.
type inWorkspace struct{ team, id string }

// NewDirectory returns an empty directory. log may be nil.
func NewDirectory(client *Client, log *slog.Logger) *Directory {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	d := &Directory{
		client: client, log: log, people: make(map[string]map[string]Profile),
		listings: bot.Cache[string, struct{}]{Guard: client.guard, Loop: "directory"},
		groups:   bot.Cache[string, []UserGroup]{Life: groupsFor, Guard: client.guard, Loop: "directory"},
		members:  bot.Cache[inWorkspace, []Profile]{Life: asNow, Most: maxMembers},
		sources:  bot.Cache[inWorkspace, map[polls.Person]bool]{Life: sourcesFor, Most: maxMembers},
		channels: bot.Cache[inWorkspace, Conversation]{Life: asNow, Most: maxMembers},
		asking:   bot.Cache[inWorkspace, Profile]{Life: asNow, Most: maxMembers},
		paused:   bot.Cache[inWorkspace, pause]{Life: dndFresh, Most: maxPaused},
	}
	d.members.Guard, d.sources.Guard, d.channels.Guard, d.asking.Guard = client.guard, client.guard, client.guard, client.guard
	d.members.Loop, d.sources.Loop, d.channels.Loop, d.asking.Loop = "directory", "directory", "directory", "directory"
	// The next caller wants to know it as well when the one who asked has given up.
	d.members.LoadFor, d.sources.LoadFor, d.channels.LoadFor, d.asking.LoadFor = lookUpFor, lookUpFor, lookUpFor, lookUpFor
	return d
}

// Run lists the people of the client's own workspace, and again now and then,
// until ctx ends. Without it the directory works, by looking people up.
func (d *Directory) Run(ctx context.Context) error {
	return d.client.guard.Keep(ctx, "directory", d.refreshing)
}

func (d *Directory) refreshing(ctx context.Context) error {
	d.restore(ctx)
	for {
		next := refreshEvery
		who, err := d.client.Identify(ctx)
		if err == nil {
			err = errors.Join(d.Refresh(ctx, who.Team), d.refreshGroups(ctx, who.Team))
		}
		if err != nil && ctx.Err() == nil {
			d.log.Warn("the people of the workspace could not be listed; they are looked up singly", "err", err)
			next = refreshRetry
		}
		if !wait(ctx, next) {
			return nil
		}
	}
}

// Lookup returns the profiles of people, in the order of ids. A person whom
// Slack does not show to this app has a profile that is Unseen. When the list
// has not been read yet and many are unknown, it waits for the list. The error
// is a fault or a [*bot.Failure]; then nobody's profile is returned.
func (d *Directory) Lookup(ctx context.Context, team string, ids []string) ([]Profile, error) {
	known, missing := d.known(team, ids)
	if len(missing) > maxOneByOne && onlyMemory(ctx) == nil {
		if _, listed := d.listings.Get(team); !listed {
			if err := d.Refresh(ctx, team); err != nil {
				return nil, err
			}
			known, missing = d.known(team, ids)
		}
	}
	if err := d.lookUp(ctx, team, missing, known); err != nil {
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
	return d.profile(team, id).Name
}

// Unknown returns those of the ids of which nothing is known yet; it asks nobody.
func (d *Directory) Unknown(team string, ids []string) []string {
	_, missing := d.known(team, ids)
	return missing
}

// Left reports whether a person is known to have left the workspace; it asks
// nobody.
func (d *Directory) Left(team, id string) bool {
	return d.profile(team, id).Deleted
}

func (d *Directory) profile(team, id string) Profile {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.people[team][id]
}

func (d *Directory) known(team string, ids []string) (known map[string]Profile, missing []string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	known = make(map[string]Profile, len(ids))
	asked := make(map[string]bool)
	for _, id := range ids {
		p, ok := d.people[team][id]
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

// lookUp looks people up singly and adds them to known.
func (d *Directory) lookUp(ctx context.Context, team string, ids []string, known map[string]Profile) error {
	found := make([]Profile, len(ids))
	g, ctx := d.client.guard.Group(ctx)
	g.Limit(lookUpsAtOnce)
	for i, id := range ids {
		g.Go("directory", func() (err error) {
			found[i], err = load(ctx, &d.asking, inWorkspace{team, id}, func(ctx context.Context) (Profile, error) { return d.lookUpOne(ctx, team, id) })
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

func (d *Directory) lookUpOne(ctx context.Context, team, id string) (Profile, error) {
	var answer struct {
		User user `json:"user"`
	}
	err := d.client.read(ctx, turn{Team: team, Method: "users.info"}, &answer, func(ctx context.Context) error {
		_, err := d.client.api.GetUserInfoContext(ctx, id, slackgo.GetUserInfoOptionIncludeLocale(false))
		return err
	})
	switch ErrorCode(err) {
	case "user_not_found", "user_not_visible", "users_not_found":
		return Profile{ID: id, Hidden: true}, nil // not kept: they may become visible
	}
	if err != nil {
		return Profile{}, fmt.Errorf("look up %s: %w", id, err)
	}
	p := answer.User.profile()
	p.ID = id
	d.learn(ctx, team, p)
	return p, nil
}

func (d *Directory) store(team string, people ...Profile) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.people[team] == nil {
		d.people[team] = make(map[string]Profile)
	}
	for _, p := range people {
		d.people[team][p.ID] = p
	}
	d.client.meter.knows(team, len(d.people[team]))
}

// Changed stores what Slack tells about a person.
func (d *Directory) Changed(c inbound.UserChanged) {
	d.learn(context.Background(), c.Team, Profile{
		ID: c.User, Name: c.Name, TZ: c.TZ, Offset: c.Offset, Deleted: c.Deleted, Bot: c.Bot,
		Stranger: c.Stranger, Invited: c.Invited, Status: c.Status,
	})
}
