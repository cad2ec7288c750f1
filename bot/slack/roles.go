package slack

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"quorum/bot"
	"quorum/bot/slack/webapi"
	"quorum/polls"
	"quorum/polls/phrase"
)

// handleForm is a name that was typed and did not become a mention, as in a field of a form.
var handleForm = regexp.MustCompile(`(^|[\s,])@([\pL\d._-]*[\pL\d])`)

// roles notes on each invitation which of the groups in the rule the person is in. Names that were typed instead of picked are
// looked up among the people asked and the groups of the workspace.
func (r *Responder) roles(ctx context.Context, req bot.Request, asked []webapi.Profile) (bot.Request, error) {
	if handleForm.MatchString(req.Draft.Rule) {
		groups, err := r.people.Groups(ctx, req.Workspace)
		if err != nil {
			return req, err
		}
		req.Draft.Rule = mentionAll(req.Draft.Rule, asked, groups)
	}
	rule, err := polls.ParseRule(req.Draft.Rule)
	if err != nil {
		return req, nil // opening the poll reports this, with any other mistakes
	}
	if req.Reserve, err = r.inviteFallback(ctx, req.Workspace, rule.Else.Ask); err != nil {
		return req, err
	}
	for _, m := range rule.Names() {
		if !m.Group {
			continue
		}
		if r.people.GroupName(req.Workspace, m.ID) == "" {
			if _, err := r.people.Groups(ctx, req.Workspace); err != nil { // without it only the name of the group is missing
				r.log.Info("user groups could not be listed", "err", err)
			}
		}
		in, err := r.people.MemberSet(ctx, req.Workspace, m.ID)
		if err != nil {
			return req, err
		}
		for i := range req.Asked {
			if who := &req.Asked[i]; in[who.Person] {
				who.Groups = append(who.Groups, m.ID)
			}
		}
	}
	return req, nil
}

// inviteFallback looks up the person who is asked at the deadline without a quorum. The invitation is empty when the rule names
// nobody, or the person cannot be asked.
func (r *Responder) inviteFallback(ctx context.Context, team string, who polls.Mention) (polls.Invite, error) {
	if who == (polls.Mention{}) {
		return polls.Invite{}, nil
	}
	found, err := r.people.Lookup(ctx, team, []string{who.ID})
	if err != nil {
		return polls.Invite{}, err
	}
	if ok, _ := found[0].Askable(); !ok {
		return polls.Invite{}, nil
	}
	return polls.Invite{Person: polls.Person(found[0].ID), Zone: found[0].Zone()}, nil
}

// mentionAll replaces the names that it knows by mentions.
func mentionAll(rule string, asked []webapi.Profile, groups []webapi.UserGroup) string {
	return handleForm.ReplaceAllStringFunc(rule, func(found string) string {
		before, name, _ := strings.Cut(found, "@")
		if i := slices.IndexFunc(groups, func(g webapi.UserGroup) bool { return strings.EqualFold(g.Handle, name) }); i >= 0 {
			return before + polls.Mention{ID: groups[i].ID, Group: true}.String()
		}
		if i := slices.IndexFunc(asked, func(p webapi.Profile) bool { return strings.EqualFold(p.Name, name) }); i >= 0 {
			return before + polls.Mention{ID: asked[i].ID}.String()
		}
		return found
	})
}

// withNames returns a mistake in which people and groups are named instead of mentioned, for where Slack shows no mentions.
func (r *Responder) withNames(team string, mistake *phrase.Error) *phrase.Error {
	if !strings.Contains(mistake.Text, "<@") && !strings.Contains(mistake.Text, "<!subteam^") {
		return mistake
	}
	named := *mistake
	named.Text = r.slack.scene(team).Plain(mistake.Text)
	return &named
}
