package main

import (
	"errors"
	"fmt"
	"net"

	"quorum/config"
)

type serveCommand struct{}

// Help returns the longer text of quorum serve --help.
func (serveCommand) Help() string {
	return `Runs the bot against Slack until it gets SIGTERM or SIGINT, and then stops within 10 s: it stops taking in, finishes
what is under way, and keeps the rest for the next start. Settings come from the environment, and from the file that
QUORUM_CONFIG names. quorum check finds what is wrong with them.`
}

// Run serves one workspace until it is told to stop.
func (serveCommand) Run(p *program) error {
	settings, err := config.Load(p.env, config.ForSlack)
	if err != nil {
		return err
	}
	log := newLog(settings.Log, p.stderr)
	listener, err := (&net.ListenConfig{}).Listen(p.ctx, "tcp", settings.Listen)
	if err != nil {
		return &failure{
			err:  fmt.Errorf("cannot listen on %s: %w", settings.Listen, err),
			hint: "stop what listens there, or set QUORUM_LISTEN to another address", code: exitFailed,
		}
	}
	a, err := assemble(p.ctx, settings, log)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	log.Info("serving", "transport", settings.Transport, "listen", listener.Addr().String(), "database", settings.DatabaseName())
	return a.run(p.ctx, listener)
}
