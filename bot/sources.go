package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"quorum/polls"
	"quorum/polls/phrase"
	"quorum/storage"
)

const sourcesSetting = "sources"

// Sources returns the groups of a workspace whose members count as one source each. For a person in several groups the first one
// counts. There are none until an admin has set them.
func (b *Bot) Sources(ctx context.Context, workspace string) (groups []string, err error) {
	set, ok, err := b.store.Setting(ctx, workspace, "", sourcesSetting)
	if err != nil || !ok {
		return nil, err
	}
	if err := json.Unmarshal([]byte(set.Value), &groups); err != nil {
		return nil, fmt.Errorf("bot: reading the sources of %s: %w", workspace, err)
	}
	return groups, nil
}

// SetSources replaces the list of sources, for an admin. Open polls do not change.
func (b *Bot) SetSources(ctx context.Context, workspace string, by polls.Person, groups []string) error {
	if !b.actor(by).Admin {
		return &phrase.Error{
			Code: phrase.Forbidden,
			Text: "Only an admin of Quorum can set the sources. Who is one stands in the program's settings, under admins.",
		}
	}
	set := storage.Setting{Workspace: workspace, Name: sourcesSetting, By: by, At: time.Now()}
	if len(groups) > 0 {
		value, err := json.Marshal(groups)
		if err != nil {
			return err
		}
		set.Value = string(value)
	}
	return b.store.Set(ctx, set)
}
