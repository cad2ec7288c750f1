package slack

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"quorum/bot"
	"quorum/bot/slack/mrkdwn"
	"quorum/bot/slack/render"
	"quorum/bot/slack/webapi"
	"quorum/polls"
	"quorum/polls/phrase"
)

// maxSources is how many groups the list of sources of a workspace may have. Each is looked up for every question.
const maxSources = 20

// sources shows the list of sources of the workspace, or sets it.
func (r *Responder) sources(ctx context.Context, in call, rest string) (webapi.Message, error) {
	who := polls.Person(in.User)
	if strings.TrimSpace(rest) == "" {
		return r.showSources(ctx, in)
	}
	if strings.EqualFold(strings.TrimSpace(rest), "none") {
		return webapi.Message{Text: "There is no list of sources any more. Each person is their own source, unless brackets say otherwise."},
			r.bot.SetSources(ctx, in.Team, who, nil)
	}
	draft, _ := polls.ParseDraft(rest) // an error only says that the question is missing
	groups, err := r.groupIDs(ctx, in.Team, draft.Asked)
	if err != nil {
		return webapi.Message{}, err
	}
	switch {
	case len(groups) == 0 || strings.Contains(draft.Question, "@"):
		return webapi.Message{}, notAGroup()
	case len(groups) > maxSources:
		return webapi.Message{}, &phrase.Error{Code: phrase.Invalid, Text: "At most " + strconv.Itoa(maxSources) + " groups can be sources."}
	}
	if err := r.bot.SetSources(ctx, in.Team, who, groups); err != nil {
		return webapi.Message{}, err
	}
	return r.showSources(ctx, in)
}

// groupIDs returns the ids of the groups that are named. A group without members is a mistake.
func (r *Responder) groupIDs(ctx context.Context, team string, named []polls.Party) ([]string, error) {
	var groups []string
	for _, party := range named {
		for _, m := range party.Mentions {
			if !m.Group {
				return nil, notAGroup()
			}
			members, err := r.people.Members(ctx, team, m.ID)
			switch {
			case err != nil:
				return nil, err
			case len(members) == 0:
				return nil, &phrase.Error{
					Code: phrase.Invalid, Text: "Nobody is in @" + r.groupName(ctx, team, m.ID) + ". Put people into it, or leave it out of the list.",
				}
			}
			groups = append(groups, m.ID)
		}
	}
	return groups, nil
}

func notAGroup() *phrase.Error {
	return &phrase.Error{Code: phrase.Invalid, Text: "Only user groups can be sources: pick them from the list that appears as you type @, like /quorum sources @platform @security. /quorum sources none empties the list."}
}

func (r *Responder) showSources(ctx context.Context, in call) (webapi.Message, error) {
	groups, err := r.bot.Sources(ctx, in.Team)
	if err != nil {
		return webapi.Message{}, err
	}
	if len(groups) == 0 {
		return render.Lines("There is no list of sources. Each person is their own source, unless brackets say otherwise.",
			"An admin of Quorum sets it with `"+in.Name+" sources @platform @security`."), nil
	}
	var names []string
	for _, g := range groups {
		names = append(names, mrkdwn.Escape("@"+r.groupName(ctx, in.Team, g)))
	}
	return render.Lines("Who is in one of these groups counts for it, as one source: "+strings.Join(names, ", ")+".",
		"Who is in several counts for the first of them. Brackets in a question go before this list."), nil
}

// groupName returns the handle of a group, or its id when the handle is not known.
func (r *Responder) groupName(ctx context.Context, team, group string) string {
	if name := r.people.GroupName(team, group); name != "" {
		return name
	}
	if _, err := r.people.Groups(ctx, team); err != nil { // without it only the name of the group is missing
		r.log.Info("user groups could not be listed", "err", err)
	}
	return cmp.Or(r.people.GroupName(team, group), group)
}

// groupSources gives each person outside of brackets the source that the list of the workspace says: the first of its groups that the
// person is in. When a group cannot be looked up, the question is asked all the same, and a sentence says so.
func (r *Responder) groupSources(ctx context.Context, req bot.Request) (skipped []string, err error) {
	if !slices.ContainsFunc(req.Asked, alone) {
		return nil, nil
	}
	groups, err := r.bot.Sources(ctx, req.Workspace)
	if err != nil {
		return nil, err
	}
	for _, g := range groups {
		name := r.groupName(ctx, req.Workspace, g)
		in, err := r.people.MemberSet(ctx, req.Workspace, g)
		if err != nil {
			r.log.Info("a source could not be looked up", "err", err)
			skipped = append(skipped, "Who is in @"+name+" could not be looked up, so its people are counted one by one.")
			continue
		}
		for i := range req.Asked {
			if a := &req.Asked[i]; alone(*a) && in[a.Person] {
				a.Source = name
			}
		}
	}
	return skipped, nil
}

func alone(a polls.Invite) bool { return a.Source == "" }
