package webapi

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"quorum/bot"
	"quorum/bot/slack/slacksim"
	"quorum/polls"
)

func TestLimiterStopsWhenSlackSaysSo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := NewLimiter(Limits{Start: 4, Cap: 4, Burst: 10}, nil)
		takeTurns(l, 11, 1, question) // the burst, and one more
		began := time.Now()
		l.limited(question(0), 30*time.Second)
		others := []turn{{Team: "T1", Method: "chat.update"}, {Team: "T2", Method: postMessage, Channel: "C1"}}
		for _, other := range others {
			if err := l.wait(t.Context(), other); err != nil || time.Since(began) > 0 {
				t.Errorf("%+v was held up as well: %v", other, err)
			}
		}
		var later *later
		if err := l.wait(bot.ComingBack(t.Context()), question(11)); !errors.As(err, &later) || time.Since(began) != maxWait(polls.LaneQuestion) {
			t.Fatalf("after %v: %v, want a Later after %v", time.Since(began), err, maxWait(polls.LaneQuestion))
		}
		if wait := later.At.Sub(began); wait < 30*time.Second || wait > 31*time.Second {
			t.Errorf("Later says %v after the refusal, want 30s and at most 1s more", wait)
		}
		made := takeTurns(l, 5, 5, func(i int) turn { return question(20 + i) })
		first := 5*time.Second + made[0]
		if first < 30*time.Second || first > 31*time.Second {
			t.Errorf("went on %v after the refusal, want 30s and at most 1s more", first)
		}
		// One token after the pause rather than a burst, then three quarters of the rate: 3 a second.
		if gap := made[4] - made[0]; gap < 1300*time.Millisecond || gap > 1400*time.Millisecond {
			t.Errorf("five calls after the pause took %v, want 1.33s", gap)
		}
	})
}

func TestLimiterFallsOncePerRefusalAndRecovers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := NewLimiter(Limits{Start: 4, Cap: 4, Burst: 10}, nil)
		takeTurns(l, 11, 1, question)
		for range 8 { // eight calls were under way
			l.limited(question(0), time.Second)
		}
		if l.rate() != 3 {
			t.Errorf("the rate is %v after eight refusals at once, want 3", l.rate())
		}
		l.accepted(question(0))
		if l.rate() != 3 {
			t.Errorf("the rate grew to %v while Slack refuses", l.rate())
		}
		time.Sleep(3 * time.Second)
		began, n := time.Now(), 100
		for l.rate() < 4*near*overshot {
			comeBack(l, question(n))
			l.accepted(question(n))
			n++
		}
		if took := time.Since(began); took > 10*time.Second {
			t.Errorf("near the rate that was refused after %v, want 10s at most", took)
		}
		for l.rate() < 4 {
			comeBack(l, question(n))
			l.accepted(question(n))
			n++
		}
		if took := time.Since(began); took < 100*time.Second || took > 10*time.Minute {
			t.Errorf("the rate that was refused is tried again after %v, want some minutes", took)
		}
		for i := range 20 {
			takeTurns(l, 2, 1, func(int) turn { return question(n + i) })
			l.limited(question(0), time.Second)
		}
		if l.rate() < 4*floor {
			t.Errorf("the rate fell to %v, below the floor", l.rate())
		}
	})
}

// rate is that of posting.
func (l *Limiter) rate() float64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.queue(question(0), time.Now()).pace.rate
}

func TestLimiterDoesNotGrowByWhatIsSentAtLeisure(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := NewLimiter(Limits{Start: 3, Cap: 20, Burst: 20}, nil)
		for i := range 500 {
			comeBack(l, question(i))
			l.accepted(question(i))
			time.Sleep(time.Second)
		}
		if l.rate() != 3 {
			t.Errorf("the rate grew to %v though it was never used up", l.rate())
		}
		l.limited(question(0), time.Second)
		if l.rate() != 3 {
			t.Errorf("the rate fell to %v though the burst was refused", l.rate())
		}
	})
}

// A workspace may take less than the limiter's cap: the limiter finds out, and
// everybody is asked once.
func TestLimiterFindsTheRateThatSlackTakes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const people, perMinute, burst = 600, 120, 10
		o := newOffice(t, slacksim.Options{RateLimits: true})
		o.ws.SetRate(postMessage, perMinute, burst)
		var ids []string
		for i := range people {
			ids = append(ids, o.ws.AddUser(fmt.Sprint("p", i)).ID)
		}
		began := time.Now()
		next := make(chan string)
		var work sync.WaitGroup
		for range 8 {
			work.Go(func() {
				for id := range next {
					o.insist(t, o.to(id, "d"+id))
				}
			})
		}
		for _, id := range ids {
			next <- id
		}
		close(next)
		work.Wait()
		took, ideal := time.Since(began), time.Duration(people-burst)*time.Minute/perMinute
		if took > ideal*3/2 {
			t.Errorf("%d people took %v, %v is the least that Slack allows", people, took, ideal)
		}
		asked := make(map[string]int)
		for _, c := range o.ws.Calls(postMessage) {
			if c.Took {
				asked[c.Args["channel"]]++
			}
		}
		for _, id := range ids {
			if asked[id] != 1 {
				t.Errorf("%s was asked %d times", id, asked[id])
			}
		}
		if refused := o.ws.Limited(postMessage); refused > people/20 {
			t.Errorf("Slack had to refuse %d of %d calls", refused, people)
		}
	})
}

// insist sends a letter as often as its failures say that it may be.
func (o *office) insist(t *testing.T, a Address) {
	for {
		_, err := o.sender.Post(a, said("Ship it?")).Send(t.Context())
		if err == nil {
			return
		}
		f := asFailure(err)
		if f.Fate != bot.Limited {
			t.Errorf("%v", f)
			return
		}
		time.Sleep(f.RetryAfter)
	}
}
