package webapi

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"quorum/polls"
	"quorum/polls/phrase"

	slackgo "github.com/slack-go/slack"
)

// How long the list of user groups is good for, how long the members of a group that is a source, and how much of a kind is
// kept at most.
const (
	groupsFor  = 10 * time.Minute
	sourcesFor = 5 * time.Minute
	maxMembers = 1000
)

// UserGroup is a user group, such as @security.
type UserGroup struct {
	ID     string // S…
	Handle string // without the @
	Name   string
}

// Members returns the people of a user group as they are now, or were within the
// last minute, in Slack's order, those who have left the workspace left out. A
// [*phrase.Error] says what the asker can do instead; every other error is a
// fault.
func (d *Directory) Members(ctx context.Context, team, group string) ([]Profile, error) {
	all, err := load(ctx, &d.members, inWorkspace{team, group}, func(ctx context.Context) ([]Profile, error) { return d.listMembers(ctx, team, group) })
	return slices.Clone(all), err
}

func (d *Directory) listMembers(ctx context.Context, team, group string) ([]Profile, error) {
	var answer struct {
		Users []string `json:"users"`
	}
	err := d.client.read(ctx, turn{Team: team, Method: "usergroups.users.list"}, &answer, func(ctx context.Context) error {
		_, err := d.client.api.GetUserGroupMembersContext(ctx, group, slackgo.GetUserGroupMembersOptionTeamID(team))
		return err
	})
	if err != nil {
		if text := groupTrouble(ErrorCode(err)); text != "" {
			return nil, &phrase.Error{Code: phrase.Invalid, Field: phrase.FieldAsked, Text: text}
		}
		return nil, fmt.Errorf("list the members of %s: %w", group, err)
	}
	people, err := d.Lookup(ctx, team, answer.Users)
	if err != nil {
		return nil, err
	}
	people = slices.DeleteFunc(people, func(p Profile) bool { return p.Deleted })
	d.sources.Set(inWorkspace{team, group}, setOf(people))
	return people, nil
}

// MemberSet says who is in a user group, as it was within the last five minutes: it matters with each question.
func (d *Directory) MemberSet(ctx context.Context, team, group string) (map[polls.Person]bool, error) {
	return load(ctx, &d.sources, inWorkspace{team, group}, func(ctx context.Context) (map[polls.Person]bool, error) {
		people, err := d.Members(ctx, team, group)
		return setOf(people), err
	})
}

func setOf(people []Profile) map[polls.Person]bool {
	in := make(map[polls.Person]bool, len(people))
	for _, p := range people {
		in[polls.Person(p.ID)] = true
	}
	return in
}

func groupTrouble(code string) string {
	switch code {
	case "no_such_subteam", "subteam_not_found", "invalid_arguments":
		return "That user group no longer exists. Name the people instead."
	case "plan_upgrade_required", "paid_teams_only":
		return "This workspace's plan has no user groups. Name the people instead."
	case "missing_scope", "permission_denied", "user_is_restricted":
		return "This app may not see who is in a user group. Name the people, or ask an administrator to give it usergroups:read."
	}
	return ""
}

// Groups returns the user groups of a workspace by handle, none when its plan
// has none or the app may not see them. The list may be ten minutes old.
func (d *Directory) Groups(ctx context.Context, team string) ([]UserGroup, error) {
	groups, err := load(ctx, &d.groups, team, func(ctx context.Context) ([]UserGroup, error) { return d.listGroups(ctx, team) })
	return slices.Clone(groups), err
}

func (d *Directory) refreshGroups(ctx context.Context, team string) error {
	before, _ := d.groups.Last(team)
	groups, err := d.groups.Refresh(ctx, team, func(ctx context.Context) ([]UserGroup, error) { return d.listGroups(ctx, team) })
	if err == nil && !slices.Equal(before, groups) {
		d.remember(ctx, d.written(nil, team, groupList, groups))
	}
	return err
}

func (d *Directory) listGroups(ctx context.Context, team string) ([]UserGroup, error) {
	var answer struct {
		Groups []group `json:"usergroups"`
	}
	err := d.client.read(ctx, turn{Team: team, Method: "usergroups.list"}, &answer, func(ctx context.Context) error {
		_, err := d.client.api.GetUserGroupsContext(ctx, slackgo.GetUserGroupsOptionTeamID(team))
		return err
	})
	if err != nil && groupTrouble(ErrorCode(err)) == "" {
		return nil, fmt.Errorf("list the user groups of %s: %w", team, err)
	}
	return groupsOf(answer.Groups), nil
}

// group is what is read of a user group that Slack describes.
type group struct {
	ID      string `json:"id"`
	Handle  string `json:"handle"`
	Name    string `json:"name"`
	Deleted int64  `json:"date_delete"` // when; 0: it is not
}

func groupsOf(listed []group) []UserGroup {
	var groups []UserGroup
	for _, g := range listed {
		if g.Deleted == 0 {
			groups = append(groups, UserGroup{ID: g.ID, Handle: g.Handle, Name: g.Name})
		}
	}
	slices.SortFunc(groups, func(a, b UserGroup) int { return cmp.Compare(a.Handle, b.Handle) })
	return groups
}

// SuggestGroups returns at most n groups whose handle or name contains what was
// typed, those whose handle begins with it first.
func (d *Directory) SuggestGroups(ctx context.Context, team, typed string, n int) ([]UserGroup, error) {
	groups, err := d.Groups(ctx, team)
	if err != nil {
		return nil, err
	}
	typed = strings.ToLower(strings.TrimPrefix(strings.TrimSpace(typed), "@"))
	rank := func(g UserGroup) int {
		switch {
		case strings.HasPrefix(strings.ToLower(g.Handle), typed):
			return 0
		case strings.Contains(strings.ToLower(g.Handle+" "+g.Name), typed):
			return 1
		}
		return 2
	}
	groups = slices.DeleteFunc(groups, func(g UserGroup) bool { return rank(g) == 2 })
	slices.SortStableFunc(groups, func(a, b UserGroup) int { return rank(a) - rank(b) })
	return groups[:min(n, len(groups))], nil
}

// GroupName is the handle of a user group as far as it is known, without the @;
// it asks nobody.
func (d *Directory) GroupName(team, group string) string {
	groups, _ := d.groups.Last(team)
	for _, g := range groups {
		if g.ID == group {
			return g.Handle
		}
	}
	return ""
}
