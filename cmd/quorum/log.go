package main

import (
	"context"
	"errors"
	"io"
	"log/slog"

	"quorum/config"
)

// newLog returns a logger with the level and format of the settings.
func newLog(c config.Log, to io.Writer) *slog.Logger {
	options := &slog.HandlerOptions{Level: c.Level}
	var handler slog.Handler = slog.NewTextHandler(to, options)
	if c.Format == "json" {
		handler = slog.NewJSONHandler(to, options)
	}
	return slog.New(skipCancelled{handler})
}

// skipCancelled is a log handler that leaves out records about cancelled calls. A stop cancels calls, so they are no
// problem.
type skipCancelled struct{ slog.Handler }

// Handle logs a record, unless one of its values is a context.Canceled error.
func (c skipCancelled) Handle(ctx context.Context, r slog.Record) error {
	cancelled := false
	r.Attrs(func(a slog.Attr) bool {
		err, ok := a.Value.Any().(error)
		cancelled = ok && errors.Is(err, context.Canceled)
		return !cancelled
	})
	if cancelled {
		return nil
	}
	return c.Handler.Handle(ctx, r)
}

// WithAttrs returns a handler that also skips cancelled calls.
func (c skipCancelled) WithAttrs(attrs []slog.Attr) slog.Handler {
	return skipCancelled{c.Handler.WithAttrs(attrs)}
}

// WithGroup returns a handler that also skips cancelled calls.
func (c skipCancelled) WithGroup(name string) slog.Handler {
	return skipCancelled{c.Handler.WithGroup(name)}
}
