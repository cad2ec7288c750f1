package slack

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"quorum/bot"
	"quorum/bot/slack/slacksim"
	"quorum/polls"
)

func (o *office) lookup(t *testing.T, ids ...string) []Profile {
	t.Helper()
	people, err := o.people.Lookup(t.Context(), o.team(), ids)
	if err != nil {
		t.Fatal(err)
	}
	return people
}

func TestDirectoryKnowsWhoCanBeAsked(t *testing.T) {
	o := newOffice(t, slacksim.Options{})
	for name, c := range map[string]struct {
		options []slacksim.UserOption
		why     string // empty: askable
	}{
		"ada":   {nil, ""},
		"guest": {[]slacksim.UserOption{slacksim.Restricted()}, ""},
		"grid":  {[]slacksim.UserOption{slacksim.ID("W0123")}, ""},
		"gone":  {[]slacksim.UserOption{slacksim.Deleted()}, "has left the workspace"},
		"robot": {[]slacksim.UserOption{slacksim.Bot()}, "is a bot"},
		"far":   {[]slacksim.UserOption{slacksim.Stranger()}, "is in another organization and shares no channel with this app"},
		"new":   {[]slacksim.UserOption{slacksim.Invited()}, "was invited but has never signed in"},
	} {
		p := o.lookup(t, o.ws.AddUser(name, c.options...).ID)[0]
		if ok, why := p.Askable(); ok != (c.why == "") || why != c.why || p.Name != name {
			t.Errorf("%s: askable %v, %q as %q; want %q", name, ok, why, p.Name, c.why)
		}
	}
	if ok, why := o.lookup(t, "USLACKBOT")[0].Askable(); ok || why != "is a bot" {
		t.Errorf("Slackbot: %v, %q", ok, why)
	}
	if ok, why := o.lookup(t, "U0NOBODY")[0].Askable(); ok || why != "is not visible to this app" {
		t.Errorf("nobody: %v, %q", ok, why)
	}
}

func TestDirectoryKeepsTheOrderAsked(t *testing.T) {
	o := newOffice(t, slacksim.Options{})
	ada, ben := o.ws.AddUser("ada", slacksim.TZ("Asia/Tokyo")), o.ws.AddUser("ben")
	got := o.lookup(t, ben.ID, "U0NOBODY", ada.ID, ben.ID)
	if got[0].Name != "ben" || !got[1].Unseen || got[2].Name != "ada" || got[3].Name != "ben" || got[2].TZ != "Asia/Tokyo" {
		t.Errorf("%+v", got)
	}
	if n := o.ws.Count("users.info"); n != 3 {
		t.Errorf("%d look-ups for three people", n)
	}
	o.lookup(t, ben.ID, ada.ID)
	if n := o.ws.Count("users.info"); n != 3 {
		t.Errorf("people are looked up again: %d", n)
	}
	if name := o.people.Name(o.team(), ada.ID); name != "ada" {
		t.Errorf("ada is called %q", name)
	}
	if name := o.people.Name("T0OTHER", ada.ID); name != "" {
		t.Errorf("in another workspace ada is called %q", name)
	}
}

// A thousand people cost a listing, not a thousand calls.
func TestDirectoryListsRatherThanAsksForMany(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := newOffice(t, slacksim.Options{RateLimits: true})
		var ids []string
		for i := range 1000 {
			ids = append(ids, o.ws.AddUser(fmt.Sprint("p", i)).ID)
		}
		var work sync.WaitGroup
		for range 5 {
			work.Go(func() {
				if people := o.lookup(t, ids...); people[999].Name != "p999" {
					t.Errorf("the last is %+v", people[999])
				}
			})
		}
		work.Wait()
		if listed, asked := o.ws.Count("users.list"), o.ws.Count("users.info"); listed != 6 || asked != 0 {
			t.Errorf("%d pages and %d look-ups; want 6 and 0", listed, asked)
		}
		if n := o.ws.Limited("users.list"); n != 0 {
			t.Errorf("Slack refused %d calls for their rate", n)
		}
	})
}

func TestDirectoryListsALargeWorkspaceWithinTheLimit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := newOffice(t, slacksim.Options{RateLimits: true})
		for i := range 8000 {
			o.ws.AddUser(fmt.Sprint("p", i))
		}
		began := time.Now()
		if err := o.people.Refresh(t.Context(), o.team()); err != nil {
			t.Fatal(err)
		}
		// 41 pages, 4 at once and 20 a minute.
		if took := time.Since(began); took > 2*time.Minute || o.ws.Limited("users.list") != 0 {
			t.Errorf("took %v with %d refusals", took, o.ws.Limited("users.list"))
		}
	})
}

func TestDirectoryFollowsChanges(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := newOffice(t, slacksim.Options{})
		ada := o.ws.AddUser("ada")
		ctx, stop := context.WithCancel(t.Context())
		var run sync.WaitGroup
		run.Go(func() { _ = o.people.Run(ctx) })
		synctest.Wait()
		if name := o.people.Name(o.team(), ada.ID); name != "ada" {
			t.Errorf("after listing ada is called %q", name)
		}
		o.people.Changed(UserChanged{Team: o.team(), User: ada.ID, Name: "Ada L.", TZ: "UTC", Deleted: true})
		if p := o.lookup(t, ada.ID)[0]; p.Name != "Ada L." || !p.Deleted {
			t.Errorf("after the change %+v", p)
		}
		// An event that was lost is made up for by the next listing.
		ben := o.ws.AddUser("ben")
		time.Sleep(refreshEvery + time.Minute)
		if name := o.people.Name(o.team(), ben.ID); name != "ben" {
			t.Errorf("after half an hour ben is called %q", name)
		}
		if n := o.ws.Count("users.list"); n != 2 {
			t.Errorf("listed %d times", n)
		}
		stop()
		run.Wait()
	})
}

func TestDirectorySurvivesAnOutage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := newOffice(t, slacksim.Options{})
		ada := o.ws.AddUser("ada")
		outage := o.ws.Fail("*", slacksim.Before, slacksim.Unavailable)
		ctx, stop := context.WithCancel(t.Context())
		var run sync.WaitGroup
		run.Go(func() { _ = o.people.Run(ctx) })
		synctest.Wait()
		var f *bot.Failure
		if _, err := o.people.Lookup(ctx, o.team(), []string{ada.ID}); !errors.As(err, &f) {
			t.Errorf("during the outage: %v", err)
		}
		outage.Stop()
		time.Sleep(refreshAgain + time.Second)
		if name := o.people.Name(o.team(), ada.ID); name != "ada" {
			t.Errorf("a minute later ada is called %q", name)
		}
		stop()
		run.Wait()
	})
}

// Who waits for somebody else's listing is not bound to it.
func TestDirectoryWaitersMayGiveUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := newOffice(t, slacksim.Options{})
		o.ws.Fail("users.list", slacksim.Before, slacksim.Hang)
		go func() { _ = o.people.Refresh(context.Background(), o.team()) }()
		synctest.Wait()
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if err := o.people.Refresh(ctx, o.team()); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%v", err)
		}
		time.Sleep(callTimeout)
	})
}

func TestGroups(t *testing.T) {
	o := newOffice(t, slacksim.Options{})
	ada, ben := o.ws.AddUser("ada"), o.ws.AddUser("ben")
	o.ws.AddUser("gone", slacksim.Deleted())
	group := o.ws.AddGroup("security", "ada", "gone", "ben")
	o.ws.AddGroup("platform", "ada")
	o.ws.AddGroup("insecure", "ada")
	members, err := o.people.Members(t.Context(), o.team(), group.ID)
	if err != nil || len(members) != 2 || members[0].ID != ada.ID || members[1].ID != ben.ID {
		t.Errorf("members %+v, %v", members, err)
	}
	if name := o.people.GroupName(o.team(), group.ID); name != "" {
		t.Errorf("a name that nobody asked for: %q", name)
	}
	for typed, want := range map[string]string{"": "insecure platform security", "SEC": "security insecure", "@plat": "platform", "x": ""} {
		groups, err := o.people.SuggestGroups(t.Context(), o.team(), typed, 10)
		var handles []string
		for _, g := range groups {
			handles = append(handles, g.Handle)
		}
		if got := strings.Join(handles, " "); err != nil || got != want {
			t.Errorf("%q suggests %q, %v; want %q", typed, got, err, want)
		}
	}
	if groups, _ := o.people.SuggestGroups(t.Context(), o.team(), "", 2); len(groups) != 2 {
		t.Errorf("%d groups, want at most 2", len(groups))
	}
	if n := o.ws.Count("usergroups.list"); n != 1 {
		t.Errorf("listed %d times", n)
	}
	if name := o.people.GroupName(o.team(), group.ID); name != "security" {
		t.Errorf("the group is called %q", name)
	}
}

func TestGroupsThatCannotBeRead(t *testing.T) {
	for name, c := range map[string]struct {
		options slacksim.Options
		group   string
		want    string
	}{
		"a free plan":  {slacksim.Options{FreePlan: true}, "S1", "plan"},
		"no scope":     {slacksim.Options{Scopes: []string{"users:read"}}, "S1", "usergroups:read"},
		"no such":      {slacksim.Options{}, "S0NONE", "no longer exists"},
		"an old token": {slacksim.Options{}, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t, c.options)
			if c.group == "" {
				o.ws.Revoke("token_revoked")
				c.group = "S1"
			}
			_, err := o.people.Members(t.Context(), o.team(), c.group)
			var told *polls.Error
			if errors.As(err, &told) != (c.want != "") || err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%v", err)
			}
			groups, err := o.people.Groups(t.Context(), o.team())
			if (err == nil) != (c.want != "") || len(groups) != 0 {
				t.Errorf("the list: %v, %v", groups, err)
			}
		})
	}
}

func TestWhereTheAppCanPost(t *testing.T) {
	o := newOffice(t, slacksim.Options{})
	o.ws.AddUser("ada")
	o.ws.AddUser("ben")
	for name, c := range map[string]struct {
		id, why string // why is in it; empty: postable
	}{
		"a channel it is in":          {o.ws.AddChannel("in", "ada").InviteBot().ID, ""},
		"a public one it is not in":   {o.ws.AddChannel("out", "ada").ID, ""},
		"a private one it is in":      {o.ws.AddPrivateChannel("secret", "ada").InviteBot().ID, ""},
		"a private one it is not in":  {o.ws.AddPrivateChannel("hidden", "ada").ID, "/invite @quorum"},
		"an archived one":             {o.ws.AddChannel("old", "ada").InviteBot().Archive().ID, "archived"},
		"a conversation of others":    {o.ws.AddDM("ada", "ben").ID, "our own conversation"},
		"a channel that is not there": {"C0NONE", "/invite @quorum"},
	} {
		got, err := o.people.Conversation(t.Context(), o.team(), c.id)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		ok, why := got.Postable("quorum")
		if ok != (c.why == "") || !strings.Contains(why, c.why) {
			t.Errorf("%s: %v, %q; want %q", name, ok, why, c.why)
		}
		if err := o.tryPosting(t, c.id); (err == nil) != ok {
			t.Errorf("%s: postable is %v, and posting gives %v", name, ok, err)
		}
	}
	strict := newOffice(t, slacksim.Options{Scopes: []string{"chat:write", "channels:read"}})
	public := strict.ws.AddChannel("public").ID
	got, err := strict.people.Conversation(t.Context(), strict.team(), public)
	if ok, why := got.Postable("quorum"); err != nil || ok || !strings.Contains(why, "/invite") {
		t.Errorf("a public channel without chat:write.public: %v, %q, %v", ok, why, err)
	}
	if strict.tryPosting(t, public) == nil {
		t.Error("the simulated workspace took it all the same")
	}
	o.ws.Fail("conversations.info", slacksim.Before, slacksim.Unavailable)
	if _, err := o.people.Conversation(t.Context(), o.team(), "C1"); err == nil {
		t.Error("an outage is taken for an answer")
	}
}

func (o *office) tryPosting(t *testing.T, id string) error {
	_, err := o.sender.Post(o.to(id, "try"), said("x")).Send(t.Context())
	return err
}
