package bot

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"quorum/polls"
	"quorum/storage"
)

// groupReminders returns the notices in groups that are one message: the reminders to one person are a group, every other notice is
// one by itself.
func groupReminders(batch []storage.Delivery) [][]storage.Delivery {
	type person struct {
		workspace string
		who       polls.Person
	}
	var groups [][]storage.Delivery
	at := map[person]int{}
	for _, d := range batch {
		who := person{d.Topic.Workspace, d.To}
		i, known := at[who]
		if d.Kind != polls.NoticeReminder || !known {
			groups = append(groups, []storage.Delivery{d})
			if d.Kind == polls.NoticeReminder {
				at[who] = len(groups) - 1
			}
			continue
		}
		groups[i] = append(groups[i], d)
	}
	for _, g := range groups {
		slices.SortFunc(g, func(a, b storage.Delivery) int {
			return cmp.Or(cmp.Compare(a.Topic.Number, b.Topic.Number), cmp.Compare(a.Key, b.Key))
		})
	}
	return groups
}

// remind delivers the reminders that are due to one person as one message, but not soon after the last one.
func (c courier) remind(ctx context.Context, group []storage.Delivery) []outcome {
	all := make([]outcome, len(group))
	at, err := c.quietUntil(ctx, group)
	if err != nil || at.After(time.Now()) {
		for i, d := range group {
			all[i] = postponed(at)
			if err != nil {
				all[i] = outcomeOf(c.unread(d, err))
			}
		}
		return all
	}
	letter, said := c.gather(ctx, group, all)
	switch {
	case len(said) == 1:
		all[said[0]] = outcomeOf(c.attempt(ctx, group[said[0]]))
	case len(said) > 1:
		place, err := letter.Send(ctx)
		together := polls.Copy{Place: place}
		for _, i := range said {
			together.Of = append(together.Of, group[i].Topic.Number)
		}
		for _, i := range said {
			all[i] = outcomeOf(remindedAt(group[i], place, together))
			if err != nil {
				all[i] = outcomeOf(c.failed(group[i], err))
			}
		}
	}
	return all
}

func postponed(until time.Time) outcome {
	return outcome{result: storage.Result{State: storage.Retry, Next: until}}
}

// gather renders one letter for several notices, and returns which of them are in it. It puts the outcomes of the others into all.
// When one of them has just arrived, or may have, the others wait.
func (c courier) gather(ctx context.Context, group []storage.Delivery, all []outcome) (letter Letter, said []int) {
	if len(group) == 1 {
		return nil, []int{0}
	}
	var excerpts []Excerpt
	var told []Delivery
	var rests time.Time
	for i, d := range group {
		if outdated(group, i) {
			all[i] = outcome{result: storage.Result{State: storage.Dropped}}
			continue
		}
		excerpt, result, change, rendered := c.excerpt(ctx, d)
		if rendered && excerpt != nil && d.Recover { // it may have arrived: the person must not get it again with the others
			var known bool
			result, change, known = c.recover(ctx, d, c.bot.surface.Gather([]Delivery{shown(d)}, []Excerpt{excerpt}, 0))
			rendered = !known
			if known {
				rests = latest(rests, result.Next, d.Started.Add(polls.Quiet))
			}
		}
		switch {
		case !rendered:
			all[i] = outcome{result, change}
		case excerpt == nil:
			all[i] = outcome{result: storage.Result{State: storage.Dropped}}
		default:
			said, told, excerpts = append(said, i), append(told, shown(d)), append(excerpts, excerpt)
		}
	}
	if rests.After(time.Now()) {
		for _, i := range said {
			all[i] = postponed(rests)
		}
		return nil, nil
	}
	if len(said) < 2 {
		return nil, said
	}
	return c.bot.surface.Gather(told, excerpts, 0), said
}

// outdated reports whether a later reminder of the same poll is in the group: both were held back until now.
func outdated(group []storage.Delivery, i int) bool {
	return slices.ContainsFunc(group[i+1:], func(d storage.Delivery) bool { return d.Topic == group[i].Topic })
}

func (c courier) excerpt(ctx context.Context, d storage.Delivery) (excerpt Excerpt, result storage.Result, change change, rendered bool) {
	result, change, rendered = c.render(ctx, d, func(p *polls.Poll) (err error) {
		excerpt, err = c.bot.surface.Excerpt(p, shown(d))
		return err
	})
	return excerpt, result, change, rendered
}

// quietUntil returns until when a person gets no reminder: for a while after the last reminder of any question, while another one may
// be on its way, and while the person is away.
func (c courier) quietUntil(ctx context.Context, group []storage.Delivery) (time.Time, error) {
	workspace, who := group[0].Topic.Workspace, group[0].To
	last, err := c.bot.store.LastReminder(ctx, workspace, who)
	if err != nil {
		return time.Time{}, err
	}
	other, err := c.bot.store.Reminding(ctx, group)
	if err != nil {
		return time.Time{}, err
	}
	habits, err := c.bot.HabitsOf(ctx, workspace, who)
	return latest(last.Add(polls.Quiet), other, habits.Away), err
}

func latest(all ...time.Time) time.Time { return slices.MaxFunc(all, time.Time.Compare) }

// reminded does what follows reminders that were due: the other reminders of these people are brought forward, and the asker is told
// when a quorum has become unlikely.
func (b *Bot) reminded(ctx context.Context, id polls.ID, events []polls.Event) error {
	people := map[polls.Person]bool{}
	moment := false
	for _, e := range events {
		if f, ok := e.Fact.(polls.Reminded); ok {
			moment = true
			for _, who := range f.Persons {
				people[who] = true
			}
		}
	}
	if !moment {
		return nil
	}
	return errors.Join(
		b.guard.Try("reminders", func() error { return b.hasten(ctx, id, people) }),
		b.guard.Try("forecast", func() error { return b.doubt(ctx, id) }),
	)
}

func (b *Bot) doubt(ctx context.Context, id polls.ID) error {
	f, ok, err := b.Forecast(ctx, id)
	if err != nil || !ok || f.Chance >= polls.Doubtful {
		return err
	}
	return b.store.Update(ctx, id, func(p *polls.Poll) ([]polls.Event, error) { return p.RecordDoubt(time.Now(), f.Chance), nil })
}

// hasten brings forward the reminders of other polls that are due soon, so that each person gets one message.
func (b *Bot) hasten(ctx context.Context, id polls.ID, reminded map[polls.Person]bool) error {
	if len(reminded) == 0 {
		return nil
	}
	also, err := b.store.AlsoWaiting(ctx, id)
	if err != nil {
		return err
	}
	for other, people := range also {
		people = slices.DeleteFunc(people, func(who polls.Person) bool { return !reminded[who] })
		if len(people) == 0 {
			continue
		}
		err := b.store.Update(ctx, other, func(p *polls.Poll) ([]polls.Event, error) { return p.RemindEarly(time.Now(), people), nil })
		switch {
		case ctx.Err() != nil, errors.Is(err, storage.ErrUnavailable):
			return err
		case err != nil:
			b.skip("reminders", other.Key(), err)
		}
	}
	return nil
}
