package main

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"quorum/config"
)

// TestNotReadyWithoutTheDatabase sends people elsewhere while nothing can be stored, however well Slack is reached.
func TestNotReadyWithoutTheDatabase(t *testing.T) {
	a, err := assemble(t.Context(), config.Config{Database: filepath.Join(t.TempDir(), "quorum.db")}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	if err := a.store.Close(); err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	a.readyz(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/readyz", nil))
	if w.Code != http.StatusServiceUnavailable || !strings.HasPrefix(w.Body.String(), "the database cannot be written: ") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}
