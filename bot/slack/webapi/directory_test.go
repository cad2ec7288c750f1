package webapi

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"quorum/bot"
	"quorum/bot/slack/inbound"
	"quorum/bot/slack/slacksim"
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
	if got[0].Name != "ben" || !got[1].Hidden || got[2].Name != "ada" || got[3].Name != "ben" || got[2].TZ != "Asia/Tokyo" {
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
		if listed, asked := o.ws.Count("users.list"), o.ws.Count("users.info"); listed != 2 || asked != 0 {
			t.Errorf("%d pages and %d look-ups; want 2 and 0", listed, asked)
		}
		if n := o.ws.Limited("users.list"); n != 0 {
			t.Errorf("Slack refused %d calls for their rate", n)
		}
	})
}

func TestDirectoryListsALargeWorkspaceWithinTheLimit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := newOffice(t, slacksim.Options{RateLimits: true})
		for i := range 5000 {
			o.ws.AddUser(fmt.Sprint("p", i))
		}
		began := time.Now()
		if err := o.people.Refresh(t.Context(), o.team()); err != nil {
			t.Fatal(err)
		}
		// 26 pages, 4 at once and 20 a minute.
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
		o.people.Changed(inbound.UserChanged{Team: o.team(), User: ada.ID, Name: "Ada L.", TZ: "UTC", Deleted: true})
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
		time.Sleep(refreshRetry + time.Second)
		if name := o.people.Name(o.team(), ada.ID); name != "ada" {
			t.Errorf("a minute later ada is called %q", name)
		}
		stop()
		run.Wait()
	})
}

// Who waits for somebody else's listing is bound neither to it nor to them.
func TestDirectoryListingsAreShared(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := newOffice(t, slacksim.Options{})
		ada := o.ws.AddUser("ada")
		o.ws.Fail("users.list", slacksim.Before, slacksim.Hang, slacksim.Times(1))
		leader, giveUp := context.WithCancel(t.Context())
		var work sync.WaitGroup
		work.Go(func() { _ = o.people.Refresh(leader, o.team()) })
		synctest.Wait()
		short, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if err := o.people.Refresh(short, o.team()); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("who had only a second: %v", err)
		}
		work.Go(func() {
			if err := o.people.Refresh(t.Context(), o.team()); err != nil {
				t.Errorf("whose leader gave up: %v", err)
			}
		})
		synctest.Wait()
		giveUp()
		work.Wait()
		if name := o.people.Name(o.team(), ada.ID); name != "ada" {
			t.Errorf("ada is called %q", name)
		}
	})
}

// A listing cut short has taught something all the same.
func TestDirectoryKeepsThePagesItRead(t *testing.T) {
	o := newOffice(t, slacksim.Options{})
	var ids []string
	for i := range peoplePage + 100 {
		ids = append(ids, o.ws.AddUser(fmt.Sprint("p", i)).ID)
	}
	o.ws.Fail("users.list", slacksim.Before, slacksim.Unavailable, slacksim.When(func(c slacksim.Call) bool { return c.Args["cursor"] != "" }))
	if err := o.people.Refresh(t.Context(), o.team()); err == nil {
		t.Fatal("the second page failed, and nobody noticed")
	}
	if name := o.people.Name(o.team(), ids[0]); name != "p0" {
		t.Errorf("the first is called %q", name)
	}
}

// Some workspaces are too large for large pages: Slack then answers with an error of its own.
func TestDirectoryListsInSmallPagesWhereItMust(t *testing.T) {
	o := newOffice(t, slacksim.Options{})
	for i := range 500 {
		o.ws.AddUser(fmt.Sprint("p", i))
	}
	o.ws.Fail("users.list", slacksim.Before, slacksim.Internal, slacksim.When(func(c slacksim.Call) bool { return c.Args["limit"] == "1000" }))
	if err := o.people.Refresh(t.Context(), o.team()); err != nil {
		t.Fatal(err)
	}
	if n := o.ws.Count("users.list"); n != 4 {
		t.Errorf("%d calls for 501 people; want one in vain and three small pages", n)
	}
}
