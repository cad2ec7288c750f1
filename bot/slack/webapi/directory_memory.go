package webapi

import (
	"context"
	"encoding/json"
	"time"

	"quorum/bot"
	"quorum/bot/slack/inbound"
)

// groupList is the name under which the user groups of a workspace are remembered.
const groupList = "groups"

// rememberWithin is how long it may take to store what has changed. What is not stored is told again by Slack.
const rememberWithin = 10 * time.Second

// SetMemory has the directory keep what it knows, and begin with what was kept. Call it before [Directory.Run].
func (d *Directory) SetMemory(m bot.Memory) { d.memory = m }

// restore makes known what was known before the program was started.
func (d *Directory) restore(ctx context.Context) {
	if d.memory == nil {
		return
	}
	people := map[string][]Profile{}
	err := d.memory.Remembered(ctx, func(k bot.Known) {
		var groups []UserGroup
		var p Profile
		switch {
		case k.ID == groupList:
			if json.Unmarshal([]byte(k.Profile), &groups) == nil {
				d.groups.Set(k.Workspace, groups)
			}
		case json.Unmarshal([]byte(k.Profile), &p) == nil:
			p.ID = k.ID
			people[k.Workspace] = append(people[k.Workspace], p)
		}
	})
	for team, all := range people {
		_, unknown := d.known(team, idsOf(all))
		missing := make(map[string]bool, len(unknown))
		for _, id := range unknown {
			missing[id] = true
		}
		for _, p := range all {
			if missing[p.ID] { // what Slack has said meanwhile is newer
				d.store(team, p)
			}
		}
	}
	if err != nil && ctx.Err() == nil {
		d.log.Warn("who was known before the start could not be read; they are looked up", "err", err)
	}
}

func idsOf(people []Profile) []string {
	ids := make([]string, len(people))
	for i, p := range people {
		ids[i] = p.ID
	}
	return ids
}

// learn makes people known and keeps those of whom something has changed.
func (d *Directory) learn(ctx context.Context, team string, people ...Profile) {
	before, _ := d.known(team, idsOf(people))
	d.store(team, people...)
	var changed []bot.Known
	for _, p := range people {
		was, id := before[p.ID], p.ID
		was.Status, p.Status = inbound.Status{}, inbound.Status{}
		if was == p {
			continue
		}
		p.ID = ""
		changed = d.written(changed, team, id, p)
	}
	d.remember(ctx, changed)
}

// written appends a value as it is kept.
func (d *Directory) written(to []bot.Known, team, id string, value any) []bot.Known {
	text, err := json.Marshal(value)
	if err != nil {
		d.log.Error("what Slack tells of somebody cannot be kept", "err", err)
		return to
	}
	return append(to, bot.Known{Workspace: team, ID: id, Profile: string(text)})
}

func (d *Directory) remember(ctx context.Context, changed []bot.Known) {
	if d.memory == nil || len(changed) == 0 {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), rememberWithin)
	defer cancel()
	if err := d.memory.Remember(ctx, changed); err != nil {
		d.log.Warn("what Slack tells of people was not kept; it is asked again after a restart", "people", len(changed), "err", err)
	}
}
