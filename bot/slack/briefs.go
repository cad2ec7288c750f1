package slack

import (
	"context"

	"quorum/bot"
	"quorum/bot/slack/mrkdwn"
	"quorum/bot/slack/webapi"
	"quorum/polls"
)

// briefs notes on each invitation which briefs the person reads: those for the person, for a group that the person is in, and
// for the source that the person counts for.
func (r *Responder) briefs(ctx context.Context, req bot.Request, asked []webapi.Profile) (bot.Request, error) {
	if len(req.Draft.Briefs) == 0 {
		return req, nil
	}
	groups, err := r.people.Groups(ctx, req.Workspace)
	if err != nil {
		return req, err
	}
	briefs := make([]polls.Brief, len(req.Draft.Briefs))
	for i, b := range req.Draft.Briefs {
		b.To = mentionAll(b.To, asked, groups)
		briefs[i] = b
		for _, piece := range mrkdwn.ParseText(b.To) {
			in, err := r.readers(ctx, req.Workspace, piece)
			if err != nil {
				return req, err
			}
			for j := range req.Asked {
				if a := &req.Asked[j]; in(*a) {
					a.Briefs = append(a.Briefs, i)
				}
			}
		}
	}
	req.Draft.Briefs = briefs
	return req, nil
}

// readers returns a function that reports whether an invited person reads what is for one name.
func (r *Responder) readers(ctx context.Context, team string, piece mrkdwn.Piece) (func(polls.Invite) bool, error) {
	switch piece.Kind {
	case mrkdwn.Person:
		return func(a polls.Invite) bool { return string(a.Person) == piece.ID }, nil
	case mrkdwn.Group:
		members, err := r.people.MemberSet(ctx, team, piece.ID)
		name := r.people.GroupName(team, piece.ID)
		return func(a polls.Invite) bool { return members[a.Person] || name != "" && a.Source == name }, err
	}
	return func(polls.Invite) bool { return false }, nil
}
