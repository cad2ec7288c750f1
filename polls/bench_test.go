package polls

import (
	"testing"
	"time"
)

// BenchmarkAnswer compares an answer in a poll of 10,000 stakeholders with one in a poll of ten, and reports the ratio:
// what an answer costs does not grow with how many were asked.
func BenchmarkAnswer(b *testing.B) {
	small, large := bigPoll(b, 10), bigPoll(b, 10_000)
	var inSmall, inLarge time.Duration
	i := 0
	for b.Loop() {
		inSmall += answerOnce(b, small, i)
		inLarge += answerOnce(b, large, i)
		i++
	}
	b.ReportMetric(float64(inSmall.Nanoseconds())/float64(b.N), "ns/answer-of-10")
	b.ReportMetric(float64(inLarge.Nanoseconds())/float64(b.N), "ns/answer-of-10000")
	b.ReportMetric(float64(inLarge)/float64(inSmall), "ratio")
}

func bigPoll(b *testing.B, n int) *Poll {
	o := openingOf(b, "Which? | options: a, b, c | quorum: all", "")
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
	if err != nil || len(p.Notices(events)) == 0 {
		b.Fatal(err, events)
	}
	return time.Since(start)
}
