package main

import (
	"context"
	"errors"
	"io"
	"log/slog"

	"quorum/config"
)

// newLog logs as an operator has set it.
func newLog(c config.Log, to io.Writer) *slog.Logger {
	options := &slog.HandlerOptions{Level: c.Level}
	var handler slog.Handler = slog.NewTextHandler(to, options)
	if c.Format == "json" {
		handler = slog.NewJSONHandler(to, options)
	}
	return slog.New(calm{handler})
}

// calm leaves out what failed because it was cancelled: that is what a stop does, and no trouble.
type calm struct{ slog.Handler }

// Handle logs a record, unless it is about a cancelled call.
func (c calm) Handle(ctx context.Context, r slog.Record) error {
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

// WithAttrs keeps calm.
func (c calm) WithAttrs(attrs []slog.Attr) slog.Handler { return calm{c.Handler.WithAttrs(attrs)} }

// WithGroup keeps calm.
func (c calm) WithGroup(name string) slog.Handler { return calm{c.Handler.WithGroup(name)} }
