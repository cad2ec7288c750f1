package slack_test

import (
	"strconv"
	"time"

	"quorum/bot"
	"quorum/polls"
	"quorum/polls/kind"
	"quorum/storage"
)

// busyDays are past questions from a Monday on, six a day, one each hour from nine o'clock on. Every other one is answered
// by di after five minutes; ben takes ten, and cy forty. Two answers are enough. It is nine o'clock on a working day then.
// They stand in the database as if the program had long asked them and told everybody: to live through the days costs
// seconds.
func (w *world) busyDays(questions int) {
	w.t.Helper()
	const perDay = 6
	w.morning(time.Monday)
	w.stop()
	for i := range questions {
		id := w.asked("Past " + strconv.Itoa(i) + "?")
		says := kind.Yes
		if w.after(5 * time.Minute); i%2 == 0 {
			says = kind.No
			w.answered(id, "di", says)
		}
		w.after(5 * time.Minute)
		w.answered(id, "ben", says)
		w.after(30 * time.Minute)
		w.answered(id, "cy", kind.Yes)
		if i%2 == 0 {
			w.answered(id, "di", kind.Yes) // and so it is reversed
		}
		w.after(20 * time.Minute)
		w.happens(id, func(p *polls.Poll) ([]polls.Event, error) { return p.Tick(time.Now()), nil })
		if i%perDay == perDay-1 {
			w.morning(time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday)
		}
	}
	w.allTold()
	w.start()
}

// quietWeek are five past questions of a week to eve, who said nothing to any of them: so it is known that people may be
// silent for longer than a busy day.
func (w *world) quietWeek() {
	w.t.Helper()
	w.morning(time.Monday)
	w.stop()
	var all []polls.ID
	for i := range 5 {
		all = append(all, w.askedOf("Quiet "+strconv.Itoa(i)+"?", "1, within 4 working days", "eve"))
	}
	w.morning(time.Saturday)
	for _, id := range all {
		w.happens(id, func(p *polls.Poll) ([]polls.Event, error) { return p.Tick(time.Now()), nil })
	}
	w.allTold()
	w.start()
}

// asked has ada ask ben, cy and di, past Slack, and they have the question at once.
func (w *world) asked(question string) polls.ID {
	w.t.Helper()
	return w.askedOf(question, "2, within 1h", "ben", "cy", "di")
}

func (w *world) askedOf(question, rule string, people ...string) polls.ID {
	w.t.Helper()
	r := bot.Request{
		Workspace: w.Team().ID, Asker: w.person("ada"), Channel: w.Channel("releases").ID, Zone: w.berlin(),
		Draft: polls.Draft{Question: question, Rule: rule, Asked: []polls.Party{{Mentions: []polls.Mention{{ID: "U0"}}}}},
	}
	for _, name := range people {
		r.Asked = append(r.Asked, polls.Invite{Person: w.person(name), Zone: r.Zone.String()})
	}
	id, err := w.bot.Ask(w.t.Context(), r)
	if err != nil {
		w.t.Fatal(err)
	}
	w.happens(id, func(p *polls.Poll) (all []polls.Event, err error) {
		for _, name := range people {
			all = append(all, p.MarkDelivered(time.Now(), w.person(name), polls.Place{Channel: w.User(name).DM().ID, Message: "1.0"})...)
		}
		return all, nil
	})
	return id
}

func (w *world) answered(id polls.ID, name, position string) {
	w.t.Helper()
	w.happens(id, func(p *polls.Poll) ([]polls.Event, error) {
		return p.Answer(time.Now(), w.person(name), polls.Response{Position: position})
	})
}

func (w *world) happens(id polls.ID, change func(p *polls.Poll) ([]polls.Event, error)) {
	w.t.Helper()
	if err := w.store.Update(w.t.Context(), id, change); err != nil {
		w.t.Fatal(err)
	}
}

// allTold settles everything that is to be told.
func (w *world) allTold() {
	w.t.Helper()
	now := time.Now()
	due, err := w.store.Lease(w.t.Context(), now, now.Add(time.Hour), polls.LaneAck, polls.LaneRefresh, 1000)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, d := range due {
		if err := w.store.Settle(w.t.Context(), d, storage.Result{State: storage.Sent}, nil); err != nil {
			w.t.Fatal(err)
		}
	}
}

func (w *world) person(name string) polls.Person { return polls.Person(w.User(name).ID()) }
