package bot

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"quorum/polls"
	"quorum/polls/schedule"
	"quorum/storage"
	"quorum/storage/storagetest"
)

// BenchmarkAnotherPoll compares what an answer costs in one poll while 32 people answer another, whose rule asks for
// sureness, with what it costs without them (ratio), and while they answer one whose rule only counts (ratio-to-counting).
func BenchmarkAnotherPoll(b *testing.B) {
	for _, asked := range []int{10, 1000} {
		for _, k := range questions() {
			b.Run(fmt.Sprintf("%s/%d asked", strings.ReplaceAll(k.kind, "/", "-"), asked), func(b *testing.B) {
				w := newCrowded(b)
				other, sure, counting := w.ask(questions()[0], 10, "all"), w.ask(k, asked, "5, 99% sure"), w.ask(k, asked, "all")
				alone, beside, plain := 0.0, 0.0, 0.0
				for range max(b.N, 3) {
					alone = max(alone, w.answersPerSecond(other))
					stop := w.crowd(counting, k, asked)
					plain = max(plain, w.answersPerSecond(other))
					stop()
					stop = w.crowd(sure, k, asked)
					beside = max(beside, w.answersPerSecond(other))
					stop()
				}
				b.ReportMetric(1000/alone, "ms/alone")
				b.ReportMetric(1000/beside, "ms/beside")
				b.ReportMetric(alone/beside, "ratio")
				b.ReportMetric(plain/beside, "ratio-to-counting")
			})
		}
	}
}

// crowded is a bot at work, of which many people want something.
type crowded struct {
	b     *testing.B
	store *storage.Store
	bot   *Bot
	n     atomic.Int64
}

func newCrowded(b *testing.B) *crowded {
	store, err := storage.Open(b.Context(), storagetest.Empty(b), storage.Options{})
	if err != nil {
		b.Fatal(err)
	}
	w := &crowded{b: b, store: store, bot: New(store, deaf{}, Options{})}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- w.bot.Run(ctx, nil) }()
	b.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			b.Error(err)
		}
		if err := store.Close(); err != nil {
			b.Error(err)
		}
	})
	return w
}

// deaf is a surface on which there is nothing to say.
type deaf struct{}

func (deaf) Compose(*polls.Poll, Delivery) (Letter, error)      { return nil, nil }
func (deaf) Excerpt(*polls.Poll, Delivery) (Excerpt, error)     { return nil, nil }
func (deaf) ComposeSchedule(schedule.Schedule, Delivery) Letter { return nil }
func (deaf) ComposeReply(Delivery) (Letter, error)              { return nil, nil }
func (deaf) Gather([]Delivery, []Excerpt, int) Letter           { return nil }

// question is one of each kind; say is an answer to it, by chance.
type question struct {
	kind    string
	options []string
	say     func() string
}

func questions() []question {
	options := []string{"ann", "bob", "cid", "dan", "eve", "fay", "gus", "hal", "ida", "jim"}
	among := func(all ...string) func() string { return func() string { return all[rand.IntN(len(all))] } }
	some := func(join string, each func(option string) string) func() string {
		return func() string {
			var said []string
			for _, i := range rand.Perm(len(options)) {
				said = append(said, each(options[i]))
			}
			return strings.Join(said, join)
		}
	}
	as := func(o string) string { return o }
	return []question{
		{"yes/no", nil, among("yes", "no")},
		{"choice", options, among(options...)},
		{"multi", options, func() string { return some(", ", as)()[:8] }},
		{"rank", options, some(" > ", as)},
		{"1-5", nil, among("1", "2", "3", "4", "5")},
		{"fist", nil, among("0", "1", "2", "3", "4", "5")},
		{"estimate", nil, func() string { return fmt.Sprint(1 + rand.IntN(999)) }},
		{"probability", nil, func() string { return fmt.Sprintf("%d%%", 1+rand.IntN(99)) }},
		{"dates", options, some("; ", func(o string) string { return o + ": " + among("yes", "no", "if need be")() })},
		{"consent", nil, among("no objection", "stand aside", "objection")},
	}
}

func (w *crowded) ask(k question, people int, rule string) polls.ID {
	r := Request{Workspace: "T1", Asker: "ada", Draft: polls.Draft{
		Question: "Which?", Kind: k.kind, Options: k.options, Rule: rule + ", within 9h", Asked: []polls.Party{{Mentions: []polls.Mention{{ID: "U0"}}}},
	}}
	for i := range people {
		r.Asked = append(r.Asked, polls.Invite{Person: person(i)})
	}
	id, err := w.bot.Ask(w.b.Context(), r)
	if err != nil {
		w.b.Fatal(err)
	}
	return id
}

func person(i int) polls.Person { return polls.Person(fmt.Sprintf("U%08d", i)) }

// answer gives or changes an answer; the last of those asked never does, so that the poll stays open.
func (w *crowded) answer(id polls.ID, say string, people int) {
	n := w.n.Add(1)
	who := person(int(n) % (people - 1))
	err := w.store.Update(w.b.Context(), id, func(p *polls.Poll) ([]polls.Event, error) {
		return p.Answer(time.Now(), who, polls.Response{Position: say, Reason: fmt.Sprint(n)})
	})
	if err != nil {
		w.b.Error(err)
	}
}

// pause is what each of the 32 does between two answers: together they give 320 in a second.
const pause = 100 * time.Millisecond

// crowd has 32 people answer a poll, again and again, until they are told to stop.
func (w *crowded) crowd(id polls.ID, k question, asked int) (stop func()) {
	var all sync.WaitGroup
	var over atomic.Bool
	for range 32 {
		all.Go(func() {
			next := time.NewTicker(pause)
			defer next.Stop()
			for !over.Load() {
				w.answer(id, k.say(), asked)
				<-next.C
			}
		})
	}
	return func() {
		over.Store(true)
		all.Wait()
	}
}

// answersPerSecond is how many answers one person after another can give.
func (w *crowded) answersPerSecond(id polls.ID) float64 {
	const long, least = 300 * time.Millisecond, 5
	begun, n := time.Now(), 0
	for time.Since(begun) < long || n < least {
		w.answer(id, []string{"yes", "no"}[n%2], 10)
		n++
	}
	return float64(n) / time.Since(begun).Seconds()
}
