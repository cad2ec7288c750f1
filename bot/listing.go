package bot

import (
	"context"

	"quorum/polls"
	"quorum/storage"
)

// Listing is a part of a list of polls.
type Listing struct {
	Lines   []polls.ListEntry
	Skipped int // how many polls of the list come before
	Total   int // how many polls are in the list
}

// More returns how many polls of the list come after.
func (l Listing) More() int { return max(0, l.Total-l.Skipped-len(l.Lines)) }

// Waiting returns at most n open polls that wait for a person's answer, without the first skip, the nearest deadline first.
func (b *Bot) Waiting(ctx context.Context, workspace string, who polls.Person, skip, n int) (l Listing, err error) {
	l.Skipped = skip
	if l.Total, err = b.store.CountWaiting(ctx, workspace, who); err == nil {
		l.Lines, err = b.store.Waiting(ctx, workspace, who, skip, n)
	}
	l.Total = max(l.Total, skip*min(1, len(l.Lines))+len(l.Lines)) // a poll may have been opened in between
	return l, err
}

// Asked returns at most n polls that a person asked, without the first skip, open ones and new ones first.
func (b *Bot) Asked(ctx context.Context, workspace string, who polls.Person, skip, n int) (l Listing, err error) {
	l.Skipped = skip
	if l.Total, err = b.store.CountAsked(ctx, workspace, who); err == nil {
		l.Lines, err = b.store.Asked(ctx, workspace, who, skip, n)
	}
	l.Total = max(l.Total, skip*min(1, len(l.Lines))+len(l.Lines))
	return l, err
}

// Log returns at most n decided polls whose question or context has all the words, and which a person may see from a channel, the
// newest first. Their numbers are below before; 0: any. more reports whether there are others.
func (b *Bot) Log(ctx context.Context, workspace string, who polls.Person, channel string, words []string, before int64, n int) (lines []polls.ListEntry, more bool, err error) {
	lines, err = b.store.Log(ctx, workspace, storage.Viewer{Person: who, Channel: channel, Before: before}, words, n+1)
	if len(lines) > n {
		return lines[:n], true, err
	}
	return lines, false, err
}
