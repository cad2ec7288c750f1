package main

import (
	"net/http"
	"sync"
	"time"
)

// watched remembers whom people are looking at the page as: they answer for themselves.
type watched struct {
	mu   sync.Mutex
	last map[string]time.Time
}

// by notes who is looked at.
func (w *watched) by(page http.Handler) http.Handler {
	return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if as := r.FormValue("as"); as != "" && r.Method == http.MethodGet {
			w.mu.Lock()
			if w.last == nil {
				w.last = map[string]time.Time{}
			}
			w.last[as] = time.Now()
			w.mu.Unlock()
		}
		page.ServeHTTP(rw, r)
	})
}

// is says whether somebody has been this person within the last few minutes.
func (w *watched) is(user string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	last, ok := w.last[user]
	return ok && time.Since(last) < 3*time.Minute
}
