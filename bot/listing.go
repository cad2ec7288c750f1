package bot

import (
	"context"

	"quorum/polls"
	"quorum/storage"
)

// Listing is a part of a list of polls.
type Listing struct {
	Lines   []polls.ListEntry
	Skipped int // how many of the list come before
	Total   int // how many are in the list
}

// More is how many of the list come after.
func (l Listing) More() int { return max(0, l.Total-l.Skipped-len(l.Lines)) }

// Waiting lists the open polls that wait for somebody's answer, at most n after so many others, the nearest deadline first.
func (b *Bot) Waiting(ctx context.Context, workspace string, who polls.Person, skip, n int) (l Listing, err error) {
	l.Skipped = skip
	if l.Total, err = b.store.CountWaiting(ctx, workspace, who); err == nil {
		l.Lines, err = b.store.Waiting(ctx, workspace, who, skip, n)
	}
	l.Total = max(l.Total, skip*min(1, len(l.Lines))+len(l.Lines)) // one may have come in between
	return l, err
}

// Asked lists the polls that somebody asked, at most n after so many others, open ones and new ones first.
func (b *Bot) Asked(ctx context.Context, workspace string, who polls.Person, skip, n int) (l Listing, err error) {
	l.Skipped = skip
	if l.Total, err = b.store.CountAsked(ctx, workspace, who); err == nil {
		l.Lines, err = b.store.Asked(ctx, workspace, who, skip, n)
	}
	l.Total = max(l.Total, skip*min(1, len(l.Lines))+len(l.Lines))
	return l, err
}

// Log lists decided polls whose question or context has all the words, at most n, of those that somebody may see from a
// channel, the newest first. before is the number that all are below; 0: any. more says that there are others.
func (b *Bot) Log(ctx context.Context, workspace string, who polls.Person, channel string, words []string, before int64, n int) (lines []polls.ListEntry, more bool, err error) {
	lines, err = b.store.Log(ctx, workspace, storage.Viewer{Person: who, Channel: channel, Before: before}, words, n+1)
	if len(lines) > n {
		return lines[:n], true, err
	}
	return lines, false, err
}
