package webapi

import (
	"context"
	"strings"
	"testing"

	"quorum/bot"
	"quorum/bot/slack/inbound"
	"quorum/bot/slack/slacksim"
)

// notebook is a memory that counts what is written.
type notebook struct {
	kept   map[string]bot.Known
	writes int
}

func (n *notebook) Remember(_ context.Context, all []bot.Known) error {
	n.writes += len(all)
	for _, k := range all {
		n.kept[k.Workspace+" "+k.ID] = k
	}
	return nil
}

func (n *notebook) Remembered(_ context.Context, each func(bot.Known)) error {
	for _, k := range n.kept {
		each(k)
	}
	return nil
}

func TestTheDirectoryIsKept(t *testing.T) {
	o := newOffice(t, slacksim.Options{})
	ada := o.ws.AddUser("ada")
	ben := o.ws.AddUser("ben")
	n := &notebook{kept: map[string]bot.Known{}}
	o.people.SetMemory(n)
	for range 2 {
		if err := o.people.Refresh(t.Context(), o.team()); err != nil {
			t.Fatal(err)
		}
	}
	first := n.writes
	if first != len(n.kept) {
		t.Errorf("%d rows were written for %d people", first, len(n.kept))
	}
	changed := inbound.UserChanged{Team: o.team(), User: ben.ID, Name: "Ben", TZ: "Asia/Tokyo", Deleted: true, Status: inbound.Status{Text: "Out sick"}}
	o.people.Changed(changed)
	changed.Status = inbound.Status{}
	o.people.Changed(changed)
	if n.writes != first+1 || strings.Contains(n.kept[o.team()+" "+ben.ID].Profile, "sick") {
		t.Errorf("%d rows were written for one change: %v", n.writes-first, n.kept)
	}
	later := NewDirectory(o.people.client, nil)
	later.SetMemory(n)
	later.restore(t.Context())
	known, err := later.Lookup(FromMemory(t.Context()), o.team(), []string{ada.ID, ben.ID})
	if err != nil || known[0].Name != o.people.Name(o.team(), ada.ID) || !known[1].Deleted || known[1].TZ != "Asia/Tokyo" || known[1].ID != ben.ID {
		t.Errorf("after a restart: %+v, %v", known, err)
	}
}
