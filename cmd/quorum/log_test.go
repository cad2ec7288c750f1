package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"quorum/config"
)

// TestLogKeepsCalm expects that records about cancelled calls are left out, and all others are logged.
func TestLogKeepsCalm(t *testing.T) {
	var out strings.Builder
	log := newLog(config.Log{Format: "text", Level: slog.LevelInfo}, &out).With("connection", 1).WithGroup("g")
	log.Warn("cut", "again in", 1, "error", fmt.Errorf("dial: %w", context.Canceled))
	log.Error("late", "err", context.DeadlineExceeded)
	log.Info("said", "error", "context canceled")
	log.Warn("broken", "error", errors.New("no route"))
	log.Debug("whisper")
	var got []string
	for line := range strings.Lines(out.String()) {
		_, message, _ := strings.Cut(line, "msg=")
		got = append(got, strings.Fields(message)[0])
	}
	if want := "late said broken"; strings.Join(got, " ") != want {
		t.Errorf("logged %v, want %s", got, want)
	}
	if !strings.Contains(out.String(), "connection=1") {
		t.Errorf("what a logger has been given is lost: %s", out.String())
	}
}
