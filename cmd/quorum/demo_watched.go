package main

import (
	"sync"
	"time"
)

// watched remembers whom people are looking at the page as: they answer for themselves.
type watched struct {
	mu   sync.Mutex
	last map[string]time.Time
}

// by notes that somebody looks at the page as a person.
func (w *watched) by(person string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.last == nil {
		w.last = map[string]time.Time{}
	}
	w.last[person] = time.Now()
}

// is says whether somebody has been this person within the last few minutes.
func (w *watched) is(user string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	last, ok := w.last[user]
	return ok && time.Since(last) < 3*time.Minute
}
