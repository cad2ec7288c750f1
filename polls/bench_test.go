package polls

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

// BenchmarkAnswer compares an answer in a poll of 10,000 stakeholders with one in a poll of ten, before and after the
// summary, and reports the ratio: what an answer costs does not grow with how many were asked.
func BenchmarkAnswer(b *testing.B) {
	for name, rule := range map[string]string{"counted": "all", "late": "1"} {
		b.Run(name, func(b *testing.B) {
			small, large := bigPoll(b, rule, 10), bigPoll(b, rule, 10_000)
			var inSmall, inLarge time.Duration
			i := 0
			for b.Loop() {
				inSmall += answerOnce(b, small, i)
				inLarge += answerOnce(b, large, i)
				i++
			}
			b.ReportMetric(float64(inSmall.Nanoseconds())/float64(i), "ns/answer-of-10")
			b.ReportMetric(float64(inLarge.Nanoseconds())/float64(i), "ns/answer-of-10000")
			b.ReportMetric(float64(inLarge)/float64(inSmall), "ratio")
		})
	}
}

func bigPoll(b *testing.B, rule string, n int) *Poll {
	o := openingOf(b, "Which? | options: a, b, c | quorum: "+rule, "")
	for i := range n {
		o.Asked = append(o.Asked, Invite{Person: Person("p" + itoa(i))})
	}
	p, _, err := Open(monday(), o)
	if err != nil {
		b.Fatal(err)
	}
	return p
}

// answerOnce has one of ten people change an answer: what is decided, and what must be told.
func answerOnce(b *testing.B, p *Poll, i int) time.Duration {
	who := p.people[i%9].Person // one never answers, so that the poll stays open
	start := time.Now()
	events, err := p.Answer(monday(), who, Response{Position: letters(3)[i/9%3]})
	took := time.Since(start)
	if err != nil {
		b.Fatal(err)
	}
	start = time.Now()
	if told := p.Notices(events); i > 9 && len(told) == 0 {
		b.Fatal("nobody is told")
	}
	return took + time.Since(start)
}

// BenchmarkWeigh measures what it takes to find what the answers say and how firm that is, half of all having answered, each
// something of their own as far as the kind allows.
func BenchmarkWeigh(b *testing.B) {
	options := letters(8)
	r := rand.New(rand.NewPCG(1, 1))
	said := map[string]func() string{
		"yes/no": func() string { return []string{Yes, Yes, No}[r.IntN(3)] },
		"choice": func() string { return options[r.IntN(1+r.IntN(8))] },
		"multi":  func() string { return joinOptions(options[:1+r.IntN(8)]) },
		"rank": func() string {
			r.Shuffle(5, func(i, j int) { options[3+i], options[3+j] = options[3+j], options[3+i] })
			return strings.Join(options, " > ")
		},
		"1-5":         func() string { return itoa(3 + r.IntN(3)) },
		"estimate":    func() string { return itoa(r.IntN(1000)) },
		"probability": func() string { return itoa(60+r.IntN(9)) + "%" },
		"dates": func() string {
			var all []string
			for i, o := range letters(8) {
				all = append(all, o+": "+[]string{canDo, ifNeeded, cannotDo}[r.IntN(3)*min(i, 1)])
			}
			return strings.Join(all, "; ")
		},
		"consent": func() string { return NoObjection },
	}
	for name, say := range said {
		k, err := KindNamed(name)
		if err != nil {
			b.Fatal(err)
		}
		for _, people := range []int{10, 1000} {
			ballots := Ballots{Options: letters(8), Taken: map[string]int{}, Counted: people / 2, Sources: people / 2, Pending: people / 2, Eligible: people}
			for range people / 2 {
				ballots.Taken[say()]++
			}
			b.Run(name+"/"+itoa(people), func(b *testing.B) {
				for b.Loop() {
					k.Weigh(ballots)
				}
			})
		}
	}
}

// BenchmarkHold measures what the chance alone costs.
func BenchmarkHold(b *testing.B) {
	for _, options := range []int{2, 3, 4, 8, MaxOptions} {
		for _, pending := range []int{7, 150, 700} {
			counts := make([]int, options)
			for i := range counts {
				counts[i] = pending / 4 / options
			}
			counts[0] += 3
			b.Run(itoa(options)+"/"+itoa(pending), func(b *testing.B) {
				for b.Loop() {
					Hold(counts, 0, pending, 1)
				}
			})
		}
	}
}
