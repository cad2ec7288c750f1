package webapi

import (
	"errors"
	"strings"
	"testing"

	"quorum/bot/slack/slacksim"
	"quorum/polls/phrase"
)

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
			var told *phrase.Error
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
