package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"

	"quorum/bot/slack/webapi"
	"quorum/config"
	"quorum/polls"
	"quorum/storage"
)

type exportCommand struct {
	Format string `enum:"json,csv,markdown" default:"json" help:"json, csv or markdown."`
	Names  bool   `help:"Ask Slack what people are called; needs the settings of quorum serve."`
}

// Help returns the longer text of quorum export --help.
func (exportCommand) Help() string {
	return `Writes the decision log to the standard output: every question with its rule, its outcome, who answered what and why,
and how long it took. Until a question's summary is out, nothing of its answers is written, as nobody may see it.

A question that cannot be read is left out: everything else is written, the errors say which it is, and the exit code is 1.

json is one array. csv has a row for each person asked, one without a person for each anonymous answer, and one for a question
that is still open; it is UTF-8 with a byte order mark, times are ISO 8601 in UTC, and a text that a spreadsheet would take for a
formula begins with an apostrophe. People and channels are Slack's ids; --names adds people's names.`
}

// exporter writes polls in one format. close ends the document; it does not close the file.
type exporter interface {
	write(entry) error
	close() error
}

// Run exports all polls, one at a time.
func (c exportCommand) Run(p *program) error {
	nameOf := noNames
	if c.Names {
		var err error
		if nameOf, err = p.lookUpNames(); err != nil {
			return err
		}
	}
	store, err := p.openStore()
	if err != nil {
		return err
	}
	out := bufio.NewWriter(p.stdout)
	to := c.exporter(out)
	err = store.Export(p.ctx, func(poll *polls.Poll, _ []polls.Event) error { return to.write(entryOf(poll, nameOf)) })
	left := (*storage.Skipped)(nil)
	if errors.As(err, &left) {
		err = nil
	}
	if err == nil {
		err = to.close()
	}
	if err = errors.Join(err, out.Flush(), store.Close()); err != nil || left == nil {
		return err
	}
	return p.reportSkipped(left)
}

// reportSkipped prints which polls could not be read and so are not in the export.
func (p *program) reportSkipped(left *storage.Skipped) error {
	for _, one := range left.Items {
		p.printError(fmt.Sprintf("%s is not in it: %v", one.Key, one.Err), "")
	}
	p.printError(fmt.Sprintf("the export is incomplete: %d could not be read, and everything else was written", len(left.Items)),
		"run quorum backup and keep the copy, and report what the lines above say; a newer version may read it")
	return errReported
}

func (c exportCommand) exporter(out io.Writer) exporter {
	switch c.Format {
	case "csv":
		return newCSVExport(out)
	case "markdown":
		return &markdownExport{out: out}
	}
	return &jsonExport{out: out}
}

// nameLookup returns the name of a person in a workspace, or "" when the name is not known.
type nameLookup func(workspace, person string) string

func noNames(string, string) string { return "" }

// lookUpNames loads the names of all people in the bot's workspace from Slack, once.
func (p *program) lookUpNames() (nameLookup, error) {
	settings, err := config.Load(p.env, config.ForSlack)
	if err != nil {
		return nil, err
	}
	client := webapi.NewClient(webapi.ClientOptions{Token: settings.Slack.BotToken.Reveal(), APIURL: settings.Slack.APIURL})
	people := webapi.NewDirectory(client, nil)
	who, err := client.Identify(p.ctx)
	if err == nil {
		err = people.Refresh(p.ctx, who.Team)
	}
	if err != nil {
		return nil, &failure{err: fmt.Errorf("people's names cannot be had: %w", err), hint: "run quorum check, or leave out --names", code: exitFailed}
	}
	return people.Name, nil
}
