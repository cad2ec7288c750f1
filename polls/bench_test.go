package polls

import (
	"strconv"
	"testing"
	"time"

	"quorum/polls/kind"
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
		o.Asked = append(o.Asked, Invite{Person: Person("p" + strconv.Itoa(i))})
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

// BenchmarkHold measures what the chance alone costs.
func BenchmarkHold(b *testing.B) {
	for _, options := range []int{2, 3, 4, 8, kind.MaxOptions} {
		for _, pending := range []int{7, 150, 700} {
			counts := make([]int, options)
			for i := range counts {
				counts[i] = pending / 4 / options
			}
			counts[0] += 3
			b.Run(strconv.Itoa(options)+"/"+strconv.Itoa(pending), func(b *testing.B) {
				for b.Loop() {
					kind.Hold(counts, 0, pending, 1)
				}
			})
		}
	}
}
