package main

import (
	"fmt"
	"time"

	"quorum/bot/slack/app"
	"quorum/bot/slack/render"
	"quorum/config"
)

type checkCommand struct {
	Health bool `help:"Only ask the running program whether it is alive, as a container's health check does."`
}

// Help returns the longer text of quorum check --help.
func (checkCommand) Help() string {
	return `Prints one line for each thing that was checked: ok, note or fail, and the way out. It sends no message, and changes
nothing: a database of an older version stays as it is. Exits with 2 when the configuration is wrong, with 1 when anything
else is, and with 0 otherwise.`
}

// Run prints one finding for each thing that it checked.
func (c checkCommand) Run(p *program) error {
	if c.Health {
		return p.health()
	}
	settings, err := config.Load(p.env, config.ForSlack)
	if err != nil {
		return err
	}
	findings := []app.Finding{{Level: app.OK, What: "the configuration is complete, for " + string(settings.Transport) + " mode"}}
	findings = append(findings, checkDatabase(p.ctx, settings)...)
	findings = append(findings, slackCheck(settings).Run(p.ctx)...)
	failed := false
	for _, f := range findings {
		failed = failed || f.Level == app.Fail
		fmt.Fprintln(p.stdout, f)
	}
	if failed {
		return errReported
	}
	return nil
}

func slackCheck(c config.Config) app.Check {
	scene := render.Scene{Now: time.Now()}
	m := scene.NotAsked("Nobody was asked.", "Ship on Friday?", "check")
	check := app.Check{
		APIURL: c.Slack.APIURL, BotToken: c.Slack.BotToken.Reveal(),
		Message: map[string]any{"text": m.Text, "blocks": m.Blocks}, View: scene.AskForm(render.AskForm{}),
	}
	if c.Transport == config.Socket {
		check.AppToken = c.Slack.AppToken.Reveal()
	}
	return check
}
