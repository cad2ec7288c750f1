package storagetest

import (
	"fmt"
	"strings"

	"quorum/polls"
	"quorum/polls/kind"
	"quorum/storage"
)

func listTests() []test {
	return []test{
		{"what waits for a person", waiting},
		{"what a person asked", asked},
		{"the log shows what one may see", visible},
		{"the log is searched in any case", searched},
		{"who left is found in what is open", openWith},
		{"an open poll is found by its card", byCard},
		{"a line says what the poll is", wholeLine},
	}
}

// lines compares a list with the numbers of the polls that should be in it.
func (w *world) lines(what string, want ...int64) func([]polls.ListEntry, error) {
	w.Helper()
	return func(got []polls.ListEntry, err error) {
		w.Helper()
		w.must(err)
		var is []int64
		for _, l := range got {
			is = append(is, l.ID.Number)
		}
		equal(w, what, fmt.Sprint(is), fmt.Sprint(want))
	}
}

// count compares a number of polls with the expected one.
func (w *world) count(what string, want int) func(int, error) {
	w.Helper()
	return func(got int, err error) {
		w.Helper()
		w.must(err)
		equal(w, "the number of "+what, got, want)
	}
}

func waiting(w *world) {
	late := w.ask(question{rule: "all, within 5h"})
	soon := w.ask(question{rule: "all, within 2h"})
	answered := w.ask(question{rule: "all, within 2h"})
	cancelled := w.ask(question{})
	w.ask(question{people: []polls.Person{"cy", "di"}, rule: "all"})
	w.ask(question{workspace: "T2"})
	w.answer(answered, "ben", "yes")
	w.must(w.store.Update(w.ctx(), cancelled, func(p *polls.Poll) ([]polls.Event, error) {
		return p.Cancel(w.now, polls.Actor{Person: "ada"})
	}))
	at := polls.Place{Channel: "D1", Message: "7"}
	w.must(w.store.Update(w.ctx(), soon, func(p *polls.Poll) ([]polls.Event, error) { return p.MarkDelivered(w.now, "ben", at), nil }))

	got, err := w.store.Waiting(w.ctx(), "T1", "ben", 0, 9)
	w.lines("what waits for ben", soon.Number, late.Number)(got, err)
	equal(w, "where the question stands", got[0].QuestionAt, at)
	w.lines("the first that waits for ben", soon.Number)(w.store.Waiting(w.ctx(), "T1", "ben", 0, 1))
	w.lines("the second that waits for ben", late.Number)(w.store.Waiting(w.ctx(), "T1", "ben", 1, 9))
	w.lines("the third that waits for ben")(w.store.Waiting(w.ctx(), "T1", "ben", 2, 9))
	w.count("what waits for ben", 2)(w.store.CountWaiting(w.ctx(), "T1", "ben"))
	w.count("what waits for nobody", 0)(w.store.CountWaiting(w.ctx(), "T1", "eve"))
	w.lines("what waits for nobody")(w.store.Waiting(w.ctx(), "T1", "eve", 0, 9))
	w.lines("what waits for ben elsewhere", 1)(w.store.Waiting(w.ctx(), "T2", "ben", 0, 9))
	w.must(w.store.Update(w.ctx(), answered, func(p *polls.Poll) ([]polls.Event, error) { return p.Withdraw(w.now, "ben") }))
	w.lines("what waits after taking an answer back", soon.Number, answered.Number, late.Number)(w.store.Waiting(w.ctx(), "T1", "ben", 0, 9))
}

func asked(w *world) {
	var ids []polls.ID
	for range 4 {
		ids = append(ids, w.ask(question{rule: "1 of 3, within 2h"}))
	}
	w.ask(question{asker: "eve"})
	w.ask(question{workspace: "T2"})
	w.end(ids[3])
	w.answer(ids[2], "ben", "yes")
	w.lines("what ada asked", 2, 1, 3, 4)(w.store.Asked(w.ctx(), "T1", "ada", 0, 9))
	w.lines("the first of what ada asked", 2, 1)(w.store.Asked(w.ctx(), "T1", "ada", 0, 2))
	w.lines("the next of what ada asked", 1, 3)(w.store.Asked(w.ctx(), "T1", "ada", 1, 2))
	w.count("what ada asked", 4)(w.store.CountAsked(w.ctx(), "T1", "ada"))
	w.count("what ben asked", 0)(w.store.CountAsked(w.ctx(), "T1", "ben"))
	w.lines("what ben asked")(w.store.Asked(w.ctx(), "T1", "ben", 0, 9))
}

func visible(w *world) {
	open := w.ask(question{channel: "C1"})
	closed := w.ask(question{channel: "C1"})
	published := w.ask(question{channel: "C2", rule: "1 of 3, within 2h"})
	private := w.ask(question{asker: "eve", people: []polls.Person{"fay"}, rule: "all"})
	cancelled := w.ask(question{channel: "C1"})
	elsewhere := w.ask(question{workspace: "T2", channel: "C1"})
	w.end(closed)
	w.end(private)
	w.end(elsewhere)
	w.answer(published, "ben", "yes")
	w.must(w.store.Update(w.ctx(), cancelled, func(p *polls.Poll) ([]polls.Event, error) {
		return p.Cancel(w.now, polls.Actor{Person: "ada"})
	}))
	for _, c := range []struct {
		who  polls.Person
		in   string
		want []int64
	}{
		{"ada", "", []int64{published.Number, closed.Number}},
		{"ben", "", []int64{published.Number, closed.Number}},
		{"gus", "C1", []int64{closed.Number}},
		{"gus", "C2", []int64{published.Number}},
		{"gus", "", nil},
		{"eve", "", []int64{private.Number}},
		{"fay", "C1", []int64{private.Number, closed.Number}},
		{"gus", "C3", nil},
	} {
		w.lines(fmt.Sprintf("what %s sees in %q", c.who, c.in), c.want...)(
			w.store.Log(w.ctx(), "T1", storage.Viewer{Person: c.who, Channel: c.in}, nil, 9))
	}
	w.lines("the newest")(w.store.Log(w.ctx(), "T1", storage.Viewer{Person: "ada"}, nil, 0))
	w.lines("the newest", published.Number)(w.store.Log(w.ctx(), "T1", storage.Viewer{Person: "ada"}, nil, 1))
	w.lines("the next", closed.Number)(w.store.Log(w.ctx(), "T1", storage.Viewer{Person: "ada", Before: published.Number}, nil, 9))
	w.lines("those before all")(w.store.Log(w.ctx(), "T1", storage.Viewer{Person: "ada", Before: 1}, nil, 9))
	w.end(open)
	w.lines("all", published.Number, closed.Number, open.Number)(w.store.Log(w.ctx(), "T1", storage.Viewer{Person: "ada"}, nil, 9))
}

func searched(w *world) {
	for _, q := range []question{
		{text: "Ship ÜBERMUT on Friday?"}, {text: "Which queue?", context: "nats or KAFKA, 100% sure_thing"}, {text: "Rename the API?"},
	} {
		w.end(w.ask(q))
	}
	for words, want := range map[string][]int64{
		"übermut": {1}, "SHIP friday": {1}, "kafka QUEUE": {2}, "ship kafka": nil, "%": {2}, "_": {2}, "100%": {2}, "\\": nil, "": {3, 2, 1}, "i": {3, 2, 1},
	} {
		w.lines("polls with "+words, want...)(w.store.Log(w.ctx(), "T1", storage.Viewer{Person: "ada"}, strings.Fields(words), 9))
	}
	w.lines("earlier polls with i", 2, 1)(w.store.Log(w.ctx(), "T1", storage.Viewer{Person: "ada", Before: 3}, []string{"i"}, 9))
}

func openWith(w *world) {
	open := w.ask(question{rule: "all, within 2h"})
	published := w.ask(question{rule: "1 of 3, within 2h"})
	closed := w.ask(question{})
	w.ask(question{people: []polls.Person{"cy"}, rule: "all"})
	w.ask(question{workspace: "T2"})
	w.answer(open, "ben", "yes")
	w.answer(published, "cy", "yes")
	w.end(closed)
	got, err := w.store.OpenWith(w.ctx(), "T1", "ben")
	w.must(err)
	equal(w, "what is open with ben", fmt.Sprint(got), fmt.Sprint([]polls.ID{open, published}))
}

func wholeLine(w *world) {
	id := w.ask(question{channel: "C1", rule: "1 of 3, within 2h"})
	card := polls.Place{Channel: "C1", Message: "8"}
	w.must(w.store.Update(w.ctx(), id, func(p *polls.Poll) ([]polls.Event, error) { return p.PlaceCard(w.now, card), nil }))
	w.answer(id, "ben", "no")
	want := polls.ListEntry{
		ID: id, Question: "Ship 4.2 on Friday?", Asker: "ada", Channel: "C1", Phase: polls.PhasePublished, Deadline: w.now.Add(2 * hour),
		OpenedAt: w.now, PublishedAt: w.now, Answered: 1, Asked: 3, Label: polls.Leaning, Leader: kind.No, Card: card,
	}
	got, err := w.store.Asked(w.ctx(), "T1", "ada", 0, 1)
	w.must(err)
	equal(w, "the line", fmt.Sprintf("%+v", got[0]), fmt.Sprintf("%+v", want))
	w.end(id)
	w.must(w.store.Update(w.ctx(), id, func(p *polls.Poll) ([]polls.Event, error) { return p.RecordAskedAgain(w.now, "ada", 7), nil }))
	want.Phase, want.ClosedAt, want.AskedAgain = polls.PhaseClosed, w.now, 7
	got, err = w.store.Log(w.ctx(), "T1", storage.Viewer{Person: "ada"}, nil, 1)
	w.must(err)
	equal(w, "the line in the log", fmt.Sprintf("%+v", got[0]), fmt.Sprintf("%+v", want))
}

func byCard(w *world) {
	card := polls.Place{Channel: "C1", Message: "1.2"}
	id := w.ask(question{rule: "all, within 2h"})
	find := func(workspace string, at polls.Place) string {
		found, ok, err := w.store.ByCard(w.ctx(), workspace, at)
		w.must(err)
		if !ok {
			return "-"
		}
		return found.Key()
	}
	equal(w, "without a card", find("T1", card), "-")
	w.must(w.store.Update(w.ctx(), id, func(p *polls.Poll) ([]polls.Event, error) { return p.PlaceCard(w.now, card), nil }))
	equal(w, "by its card", find("T1", card), id.Key())
	equal(w, "in another workspace", find("T2", card), "-")
	equal(w, "by another message", find("T1", polls.Place{Channel: "C1", Message: "1.3"}), "-")
	w.must(w.store.Update(w.ctx(), id, func(p *polls.Poll) ([]polls.Event, error) { return p.Close(w.now, polls.Actor{Person: "ada"}) }))
	equal(w, "when it is over", find("T1", card), "-")
}
