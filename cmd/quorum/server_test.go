package main

import (
	"context"
	"database/sql"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"quorum/config"
)

// testAssembly returns an assembly that does not run.
func testAssembly(t *testing.T, log *slog.Logger) *assembly {
	t.Helper()
	a, err := assemble(t.Context(), config.Config{Database: filepath.Join(t.TempDir(), "quorum.db")}, log)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.store.Close() })
	return a
}

// TestReadinessIsRemembered asks many times. Readiness must be checked once, and the reason must be in the log alone.
func TestReadinessIsRemembered(t *testing.T) {
	log := &strings.Builder{}
	a := testAssembly(t, slog.New(slog.NewTextHandler(log, nil)))
	if err := a.store.Close(); err != nil {
		t.Fatal(err)
	}
	for range 100 {
		w := httptest.NewRecorder()
		a.readyz(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/readyz", nil))
		if got := w.Body.String(); w.Code != http.StatusServiceUnavailable || got != "not ready; the log says why\n" {
			t.Errorf("%d %q", w.Code, got)
		}
	}
	if got := log.String(); strings.Count(got, "\n") != 1 || !strings.Contains(got, "the database cannot be written: ") {
		t.Errorf("the log has:\n%s", got)
	}
}

// TestReadinessWritesOnce asks many times, also with requests that have ended. The check must write to the database
// once.
func TestReadinessWritesOnce(t *testing.T) {
	a := testAssembly(t, slog.New(slog.DiscardHandler))
	gone, leave := context.WithCancel(t.Context())
	leave()
	for range 100 {
		a.readyz(httptest.NewRecorder(), httptest.NewRequestWithContext(gone, http.MethodGet, "/readyz", nil))
	}
	if err := a.ready(t.Context()); err == nil || !strings.Contains(err.Error(), "slack was not reached") {
		t.Errorf("not ready because of %v, want that Slack was not reached", err)
	}
	db, err := sql.Open("sqlite3", a.settings.Database)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	tries := 0
	if err := db.QueryRowContext(t.Context(), "select tries from probe").Scan(&tries); err != nil || tries != 1 {
		t.Errorf("it was written %d times, %v; want once", tries, err)
	}
}
