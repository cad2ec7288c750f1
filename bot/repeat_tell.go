package bot

import (
	"context"
	"errors"
	"strconv"
	"time"

	"quorum/polls/schedule"
)

// maxTellAgain is the longest pause between two tries to tell an asker.
const maxTellAgain = 30 * time.Minute

// tellAsker tells a schedule's asker what there is to tell. What is to be told is stored with the change that it tells of,
// and ends when it was told; whoever tells it has a lease on it first. A try that may have arrived is looked for before it
// is told again, so that the asker is told once.
//
// The outbox is no place for it: its notices are a poll's, and rendered from one, and here there is none.
func (b *Bot) tellAsker(ctx context.Context, id schedule.ID, g Guide) error {
	var word schedule.Word
	taken, now := false, time.Now()
	s, err := b.store.UpdateSchedule(ctx, id, func(s *schedule.Schedule) error {
		word, taken = s.Telling(now, now.Add(min(b.opts.Lease<<min(s.Word.Tries, 10), maxTellAgain)))
		return nil
	})
	if err != nil || !taken {
		return err
	}
	letter := g.Word(s, id.Key()+"/"+strconv.FormatInt(word.At.UnixMilli(), 10), word.Text)
	if !b.told(ctx, letter, word) {
		return nil // its row says when to try again
	}
	_, err = b.store.UpdateSchedule(ctx, id, func(s *schedule.Schedule) error { s.Told(word); return nil })
	return err
}

// told sends a letter and says whether there is no more to be done about it: it has arrived, or is refused.
func (b *Bot) told(ctx context.Context, letter Letter, word schedule.Word) bool {
	var err error
	found := false
	if word.Tries > 0 {
		_, found, err = letter.Find(ctx, word.At)
	}
	if err == nil && !found {
		_, err = letter.Send(ctx)
	}
	if err == nil {
		return true
	}
	b.log.Warn("the asker of a schedule was not told", "tries", word.Tries+1, "err", err)
	refused := (*Failure)(nil)
	return errors.As(err, &refused) && refused.Fate == Refused
}
