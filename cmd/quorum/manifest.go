package main

import "quorum/bot/slack/app"

type manifestCommand struct {
	Mode    string `enum:"socket,http" default:"socket" help:"How Slack reaches the bot: socket (the bot dials out; nothing has to be reachable) or http."`
	URL     string `name:"url" placeholder:"URL" help:"Where Slack finds the bot in http mode, like https://quorum.example.com."`
	Threads bool   `help:"Also let the bot remind whoever discusses a question in its thread that answers are still blind. It then may read the channels that it is in."`
	Format  string `enum:"json,yaml" default:"json" help:"json or yaml."`
}

// Help returns the longer text of quorum manifest --help.
func (manifestCommand) Help() string {
	return `Paste the output at https://api.slack.com/apps, "Create New App", "From a manifest". Then install the app, copy
its tokens into the environment, and run quorum check. docs/slack-app.md goes through it step by step.`
}

// Run prints the manifest.
func (c manifestCommand) Run(p *program) error {
	m, err := app.NewManifest(app.Mode(c.Mode), c.URL)
	if err != nil {
		return &failure{err: err, hint: "quorum manifest --mode http --url https://quorum.example.com", code: exitUsage}
	}
	if c.Threads {
		m = m.WithThreads()
	}
	text, err := m.JSON()
	if c.Format == "yaml" {
		text, err = m.YAML()
	}
	if err != nil {
		return err
	}
	_, err = p.stdout.Write(text)
	return err
}
