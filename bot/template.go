package bot

import (
	"context"
	"strings"
	"time"

	"quorum/polls"
	"quorum/polls/phrase"
	"quorum/polls/schedule"
	"quorum/storage"
)

// templatePrefix begins the names of the settings that are templates.
const templatePrefix = "template/"

// MaxTemplates is how many templates a person may have.
const MaxTemplates = 100

// Template is a question that a person has saved under a name.
type Template struct {
	Name  string
	Draft polls.Draft
}

// SaveTemplate saves a question under a name, in place of the one of that name.
func (b *Bot) SaveTemplate(ctx context.Context, workspace string, who polls.Person, name string, d polls.Draft) error {
	all, err := b.store.SettingsUnder(ctx, workspace, who, templatePrefix)
	if err != nil {
		return err
	}
	if _, there, err := b.Template(ctx, workspace, who, name); err != nil || !there && len(all) >= MaxTemplates {
		if err == nil {
			err = phrase.Refusal(phrase.Invalid, "You have saved %d questions, which is as many as fit.", len(all)).Hint(phrase.ToForget, "NAME")
		}
		return err
	}
	value, err := schedule.EncodeDraft(d)
	if err != nil {
		return err
	}
	return b.store.Set(ctx, storage.Setting{Workspace: workspace, Person: who, Name: templatePrefix + name, Value: value, By: who, At: time.Now()})
}

// Template returns the template of a name; ok is false when there is none.
func (b *Bot) Template(ctx context.Context, workspace string, who polls.Person, name string) (d polls.Draft, ok bool, err error) {
	set, ok, err := b.store.Setting(ctx, workspace, who, templatePrefix+name)
	if err != nil || !ok {
		return d, false, err
	}
	d, err = schedule.DecodeDraft(set.Value)
	return d, err == nil, err
}

// Templates returns the templates of a person, by name. Unreadable ones are left out.
func (b *Bot) Templates(ctx context.Context, workspace string, who polls.Person) ([]Template, error) {
	sets, err := b.store.SettingsUnder(ctx, workspace, who, templatePrefix)
	if err != nil {
		return nil, err
	}
	var all []Template
	for _, set := range sets {
		d, err := schedule.DecodeDraft(set.Value)
		if err != nil {
			b.skip("templates", workspace+"/"+string(who)+" "+set.Name, err)
			continue
		}
		all = append(all, Template{Name: strings.TrimPrefix(set.Name, templatePrefix), Draft: d})
	}
	return all, nil
}

// ForgetTemplate deletes the template of a name, if there is one.
func (b *Bot) ForgetTemplate(ctx context.Context, workspace string, who polls.Person, name string) error {
	return b.store.Set(ctx, storage.Setting{Workspace: workspace, Person: who, Name: templatePrefix + name})
}

// Newest returns the poll that a person asked last; ok is false when there is none.
func (b *Bot) Newest(ctx context.Context, workspace string, who polls.Person) (id polls.ID, ok bool, err error) {
	return b.store.Newest(ctx, workspace, who)
}
