package main

import (
	"fmt"
	"net"
	"net/http"
	"time"

	"quorum/bot/slack"
	"quorum/config"
)

type checkCommand struct {
	Health bool `help:"Only ask the running program whether it is alive, as a container's health check does."`
}

// Help is the longer text of quorum check --help.
func (checkCommand) Help() string {
	return `Prints one line for each thing that was checked: ok, note or fail, and the way out. It changes nothing and sends
no message. Exits with 2 when the configuration is wrong, with 1 when anything else is, and with 0 otherwise.`
}

// Run checks everything that can be wrong before people notice.
func (c checkCommand) Run(p *program) error {
	if c.Health {
		return p.health()
	}
	settings, err := config.Load(p.env, config.ForSlack)
	if err != nil {
		return err
	}
	findings := []slack.CheckFinding{{Level: slack.CheckOK, What: "the configuration is complete, for " + string(settings.Transport) + " mode"}}
	findings = append(findings, slackCheck(settings).Run(p.ctx)...)
	failed := false
	for _, f := range findings {
		failed = failed || f.Level == slack.CheckFail
		fmt.Fprintln(p.stdout, f)
	}
	if failed {
		return errShown
	}
	return nil
}

func slackCheck(c config.Config) slack.Check {
	check := slack.Check{APIURL: c.Slack.APIURL, BotToken: c.Slack.BotToken.Reveal()}
	if c.Transport == config.Socket {
		check.AppToken = c.Slack.AppToken.Reveal()
	}
	return check
}

// reachable is the address under which this machine reaches a server that listens on listen.
func reachable(listen string) string {
	host, port, err := net.SplitHostPort(listen)
	if ip := net.ParseIP(host); err == nil && (host == "" || ip != nil && ip.IsUnspecified()) {
		return net.JoinHostPort("127.0.0.1", port)
	}
	return listen
}

// health asks the program that runs beside this one whether it is alive.
func (p *program) health() error {
	settings, err := config.Load(p.env, config.ForDatabase)
	if err != nil {
		return err
	}
	client := &http.Client{Timeout: 3 * time.Second}
	request, err := http.NewRequestWithContext(p.ctx, http.MethodGet, "http://"+reachable(settings.Listen)+"/healthz", nil)
	if err != nil {
		return err
	}
	answer, err := client.Do(request)
	if err != nil {
		return fmt.Errorf("the program is not running: %w", err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("the program answered %s", answer.Status)
	}
	_, err = fmt.Fprintln(p.stdout, "alive")
	return err
}
