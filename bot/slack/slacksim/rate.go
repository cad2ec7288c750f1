package slacksim

import (
	"math"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// tier is a rate limit. Slack does not publish its bursts: here they are a fifth of a minute's calls, and a tenth for
// posting.
type tier struct {
	perMinute, burst float64
}

func tier2() tier   { return tier{20, 4} }
func tier3() tier   { return tier{50, 10} }
func tier4() tier   { return tier{100, 20} }
func special() tier { return tier{600, 120} }

// posting is the limit of the whole workspace, which Slack gives as "several hundred messages per minute".
func posting() tier { return tier{300, 30} }

// perChannel is the limit of messages in one channel, 1 a second.
func perChannel() tier { return tier{60, 4} }

// bucket is a token bucket. After a refusal it stays closed for the announced time.
type bucket struct {
	tier
	tokens float64
	at     time.Time
	shut   time.Time
}

// wait returns how long there is no token, or 0 when there is one.
func (b *bucket) wait(now time.Time) time.Duration {
	b.tokens = min(b.burst, b.tokens+now.Sub(b.at).Minutes()*b.perMinute)
	b.at = now
	if left := b.shut.Sub(now); left > 0 {
		return left
	}
	if b.tokens >= 1-1e-9 {
		return 0
	}
	return time.Duration((1 - b.tokens) / b.perMinute * float64(time.Minute))
}

// rates are the buckets of the app in this workspace.
type rates struct {
	mu       sync.Mutex
	on       bool
	tiers    map[string]tier
	channel  tier
	buckets  map[string]*bucket
	refusals map[string]int
}

func (r *rates) init(methods map[string]method, on bool) {
	r.on, r.channel = on, perChannel()
	r.tiers, r.buckets, r.refusals = make(map[string]tier), make(map[string]*bucket), make(map[string]int)
	for name, m := range methods {
		r.tiers[name] = m.tier
	}
}

// take takes a token and returns 0, or returns after how many whole seconds the caller may try again. A method
// without a limit always has a token.
func (r *rates) take(name string, a args, now time.Time) time.Duration {
	r.mu.Lock()
	defer r.mu.Unlock()
	limit, limited := r.tiers[name]
	if !r.on || !limited {
		return 0
	}
	need := []*bucket{r.bucket(name, limit, now)}
	if name == "chat.postMessage" {
		need = append(need, r.bucket("channel "+a.str("channel"), r.channel, now))
	}
	var longest time.Duration
	for _, b := range need {
		longest = max(longest, b.wait(now))
	}
	if longest > 0 {
		return r.refuse(name, need, longest, now)
	}
	for _, b := range need {
		b.tokens--
	}
	return 0
}

// refuse closes every bucket without a token until the announced time. A call that comes too early does not extend
// it.
func (r *rates) refuse(name string, need []*bucket, longest time.Duration, now time.Time) time.Duration {
	longest = time.Duration(math.Ceil(longest.Seconds())) * time.Second
	for _, b := range need {
		if b.wait(now) > 0 && !b.shut.After(now) {
			b.shut = now.Add(longest)
		}
	}
	r.refusals[name]++
	return longest
}

func (r *rates) bucket(key string, t tier, now time.Time) *bucket {
	b := r.buckets[key]
	if b == nil {
		b = &bucket{tier: t, tokens: t.burst, at: now}
		r.buckets[key] = b
	}
	return b
}

// SetRateLimits switches Slack's limits on or off. Switching them on fills all buckets.
func (ws *Workspace) SetRateLimits(on bool) {
	ws.rates.mu.Lock()
	defer ws.rates.mu.Unlock()
	ws.rates.on = on
	clear(ws.rates.buckets)
}

// SetRate changes the limit of one method and fills its bucket; it does not switch the limits on. "channel" is the
// limit of chat.postMessage per channel. "response_url" is the limit of all response URLs together, which otherwise
// have none.
func (ws *Workspace) SetRate(method string, perMinute, burst int) {
	r := &ws.rates
	r.mu.Lock()
	defer r.mu.Unlock()
	t := tier{float64(perMinute), float64(burst)}
	if method == "channel" {
		r.channel = t
	} else {
		r.tiers[method] = t
	}
	clear(r.buckets)
}

// Limited returns how often a method was refused for its rate.
func (ws *Workspace) Limited(method string) int {
	ws.rates.mu.Lock()
	defer ws.rates.mu.Unlock()
	return ws.rates.refusals[method]
}

func writeTooMany(w http.ResponseWriter, wait time.Duration) {
	w.Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(wait.Seconds()))))
	writeJSON(w, http.StatusTooManyRequests, reply{"ok": false, "error": "ratelimited"})
}
